"""Costs: stated from a day on, never overwritten, refused where they cannot be meant, and told to the lake."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.conf import settings

import make
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.costs import actions, models, queries, rules, telling
from guiju.apps.costs.values import Gap, Item, Kind, Of, Per, Said
from guiju.apps.refusal import Refused
from guiju.engines.measure import costs as engine
from guiju.engines.measure import tables
from guiju.facts import house, lake

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 9)
JAN, JUNE, OCT = date(2026, 1, 1), date(2026, 6, 1), date(2026, 10, 1)
TEA = Of(Kind.GOODS, Item.SKU, "A-1")


@pytest.fixture(autouse=True)
def shop():
    return make.shop("旗舰店")


def said(of=TEA, start=JAN, value="12.5", **more):
    return Said(of, start, value=None if value is None else Decimal(value), **more)


def state(one, *, actor=None, seen=None):
    return actions.state(actor=actor or make.operator(), said=one, seen=seen)


def now(of=TEA, day=TODAY):
    found = queries.in_force(of.kind, day).get(of)
    return found.said.value if found else None


def refusal(one, **more):
    with pytest.raises(Refused) as caught:
        state(one, **more)
    return caught.value.code


def test_a_cost_holds_until_a_later_one_begins_and_the_past_stays():
    state(said())
    state(said(start=JUNE, value="13"))

    assert [now(day=day) for day in (date(2025, 12, 31), JAN, date(2026, 5, 31), JUNE, TODAY)] == [
        None,
        Decimal("12.5"),
        Decimal("12.5"),
        13,
        13,
    ]


def test_a_changed_cost_is_a_new_row_and_the_old_one_stays_in_its_history():
    first = state(said())
    second = state(said(value="14"))

    assert [(rate.id, rate.said.value, bool(rate.gone_at)) for rate in queries.history(TEA)] == [
        (second, 14, False),
        (first, Decimal("12.5"), True),
    ]
    assert [line.action for line in ledger.lines(kind="cost")] == ["costs.state", "costs.state"]


def test_stating_the_same_again_changes_nothing():
    assert state(said()) == state(said())
    assert len(queries.history(TEA)) == len(ledger.lines(kind="cost")) == 1


def test_who_saw_another_cost_than_the_one_in_force_overwrites_nothing():
    seen = state(said())
    state(said(start=JUNE, value="13"))

    assert refusal(said(start=OCT, value="15"), seen=seen) == "changed_meanwhile"
    assert refusal(said(start=OCT, value="15"), seen=0) == "changed_meanwhile"
    assert now() == 13


def test_a_cost_taken_back_leaves_the_one_before_in_force():
    state(said())
    number = state(said(start=JUNE, value="13"))

    actions.withdraw(actor=make.operator(), rate_id=number)

    assert now() == Decimal("12.5")
    with pytest.raises(Refused):
        actions.withdraw(actor=make.operator(), rate_id=number)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (said(value="-0.01"), "negative"),
        (said(value=None), "no_value"),
        (said(value="12.34567"), "too_fine"),
        (said(value="99999999"), "too_large"),
        (said(Of(Kind.GOODS, Item.SKU, "")), "no_article"),
        (said(Of(Kind.COMMISSION, Item.ALL), value="1.01"), "not_a_share"),
        (said(Of(Kind.COMMISSION, Item.ALL), value="-0.1"), "not_a_share"),
        (said(Of(Kind.FREIGHT, Item.ALL, shop="别人的店"), per=Per.ORDER), "unknown_shop"),
        (said(Of(Kind.CATEGORY, Item.SKU, "A-1"), value=None), "no_category"),
        (said(start=JUNE, end=JAN), "days_reversed"),
    ],
)
def test_what_cannot_be_meant_is_refused(one, code):
    assert refusal(one) == code
    assert models.Rate.objects.count() == 0


def test_two_answers_for_one_day_are_refused():
    state(said(end=date(2026, 6, 30)))

    assert refusal(said(start=JUNE, value="13")) == "overlap"
    assert state(said(start=date(2026, 7, 1), value="13")) > 0
    assert now() == 13


def test_only_whom_the_regulation_lets_may_see_and_state_costs():
    everything = make.actor(("view", "metrics", "all"), ("edit", "inputs", "all"))
    viewer, group = make.actor(("view", "costs", "all")), make.actor(("view", "costs", "group"))

    assert [rules.may_view_costs(one) for one in (everything, group, viewer)] == [False, False, True]
    assert refusal(said(), actor=viewer) == "not_allowed"
    assert state(said(), actor=make.actor(("edit", "costs", "all"))) > 0


def rates_in_lake():
    with tables.connect() as connection:
        engine.load(connection, lake.open(settings.GUIJU_HOME).view().files(engine.FACT))
        return connection.execute("SELECT subject, first, amount FROM _rates ORDER BY ALL").fetchall()


def test_the_lake_learns_what_is_stated_and_what_is_taken_back():
    state(said())
    number = state(said(start=JUNE, value="13"))
    telling.tell_lake()
    assert rates_in_lake() == [("A-1", JAN, Decimal("12.5000")), ("A-1", JUNE, Decimal("13.0000"))]

    actions.withdraw(actor=make.operator(), rate_id=number)
    telling.tell_lake()

    assert rates_in_lake() == [("A-1", JAN, Decimal("12.5000"))]
    assert telling.tell_lake() == 0


def lines(*rows):
    """Lines of orders in the lake, as (number, code, paid, day)."""
    said_ = [
        {
            "shop": "旗舰店",
            "id": str(number),
            "order": str(number),
            "sku": sku,
            "product": f"p{sku}",
            "title": f"茶{sku}",
        }
        | {"quantity": 1, "paid_amount": Decimal(paid), "paid_at": datetime.combine(day, time(9))}
        for number, sku, paid, day in rows
    ]
    moment = clock.now().replace(tzinfo=None)
    house.publish(settings.GUIJU_HOME, "order_line", said_, covers=(JAN, TODAY), now=moment)


def test_what_sold_without_a_known_cost_is_told_with_its_share_the_largest_first():
    lines((1, "A-1", "100", TODAY), (2, "B-2", "300", TODAY), (3, "C-3", "600", OCT), (4, "C-3", "1", JAN))
    state(said())
    state(said(Of(Kind.GOODS, Item.PRODUCT, "pC-3")))
    telling.tell_lake()

    assert telling.count_sales() == 3

    assert queries.gap() == Gap(date(2026, 9, 9), TODAY, 1, Decimal(300), Decimal(1000))
    assert [(one.subject, one.unknown, one.amount) for one in queries.goods(queries.sold())] == [
        ("B-2", 300, 300),
        ("C-3", 0, 600),
        ("A-1", 0, 100),
    ]
    assert [one.subject for one in queries.goods(queries.sold(words="茶b"))] == ["B-2"]


def test_a_cost_that_is_stated_counts_as_known_at_once():
    lines((1, "A-1", "100", TODAY))
    telling.count_sales()
    assert queries.gap() == Gap(date(2026, 9, 9), TODAY, 1, Decimal(100), Decimal(100))

    state(said())

    assert queries.gap() == Gap(date(2026, 9, 9), TODAY, 0, Decimal(0), Decimal(100))
    assert queries.unsold() == []
