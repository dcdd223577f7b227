"""Marked events: who may, what is refused, what the ledger keeps."""

from dataclasses import replace
from datetime import date

import pytest

import make
from guiju.apps.audit import models as audit
from guiju.apps.insight.actions import marking
from guiju.apps.insight.actions.marking import Said
from guiju.apps.insight.queries import marks
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db
SALE = Said("promotion", "双十一预售", date(2026, 10, 20), date(2026, 10, 24))
SEES = ("view", "metrics", "all")


def code(action, **said):
    with pytest.raises(Refused) as refused:
        action(**said)
    return refused.value.code


def test_an_event_is_marked_and_found_on_its_days_in_every_shop():
    marking.add(actor=make.actor(SEES), said=SALE)

    (found,) = marks.marks(date(2026, 10, 24), date(2026, 10, 30), shop="旗舰店")
    assert (found.text, found.start, found.end, found.by) == ("双十一预售", SALE.start, SALE.end, "张三")
    assert marks.marks(date(2026, 10, 25), date(2026, 10, 30)) == []


def test_an_event_of_one_shop_stands_on_charts_of_that_shop_and_of_all():
    make.shop()
    marking.add(actor=make.operator(), said=replace(SALE, shop="旗舰店"))

    assert [len(marks.marks(SALE.start, SALE.end, shop=shop)) for shop in ("旗舰店", "另一家", "")] == [1, 0, 1]


def test_an_event_of_a_product_stands_on_charts_of_that_product_alone():
    marking.add(actor=make.operator(), said=replace(SALE, product="680137"))

    assert [len(marks.marks(SALE.start, SALE.end, product=one)) for one in ("680137", "1", "")] == [1, 0, 0]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (replace(SALE, text="  "), "no_text"),
        (replace(SALE, end=date(2026, 10, 1)), "days_reversed"),
        (replace(SALE, end=date(2028, 10, 1)), "too_long"),
        (replace(SALE, shop="没有的店"), "unknown_shop"),
    ],
)
def test_what_cannot_be_is_refused(said, why):
    assert code(marking.add, actor=make.operator(), said=said) == why


def test_who_sees_no_figures_of_all_shops_marks_nothing():
    assert code(marking.add, actor=make.actor(("view", "metrics", "own")), said=SALE) == "not_allowed"


def test_a_mark_is_changed_by_its_author_and_by_who_sets_targets_and_by_nobody_else():
    author = replace(make.actor(SEES), user_id=make.user(make.person("7")).pk)
    number = marking.add(actor=author, said=SALE)

    marking.change(actor=author, mark_id=number, version=1, said=replace(SALE, text="双十一"))
    marking.change(
        actor=make.actor(SEES, ("edit", "targets", "all")), mark_id=number, version=2, said=replace(SALE, text="大促")
    )

    stranger = replace(make.actor(SEES), user_id=make.user(make.person("8")).pk)
    assert code(marking.change, actor=stranger, mark_id=number, version=3, said=SALE) == "not_allowed"
    assert code(marking.change, actor=author, mark_id=number, version=2, said=SALE) == "changed_meanwhile"
    assert marks.mark(number).text == "大促"


def test_a_removed_mark_is_gone_and_the_ledger_knows_what_it_said():
    number = marking.add(actor=make.operator(), said=SALE)

    marking.remove(actor=make.operator(), mark_id=number, version=1)

    assert marks.mark(number) is None
    assert [(one.action, (one.before or {}).get("text")) for one in audit.Entry.objects.order_by("id")] == [
        ("insight.mark", None),
        ("insight.remove_mark", "双十一预售"),
    ]
    assert code(marking.remove, actor=make.operator(), mark_id=number, version=1) == "unknown_mark"
