"""Looking over the days: what is found, kept, answered, and never brought up again."""

from datetime import date, timedelta

import pytest

import make
from guiju.apps.figures import models as figures
from guiju.apps.insight import models
from guiju.apps.insight.actions import answering, looking, marking
from guiju.apps.insight.actions.answering import Said
from guiju.apps.insight.queries import findings
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 9)
ODD = TODAY - timedelta(days=5)


def days(shop: str = "旗舰店", *, odd: float | None = 20.0, metric: str = "销售额") -> None:
    """A hundred even days with a week in them, one of which is odd, or missing."""
    figures.Figure.objects.filter(metric=metric, key=shop).delete()
    rows = []
    for back in range(1, 101):
        day = TODAY - timedelta(days=back)
        value = (100.0 + (40 if day.weekday() > 4 else 0) + back % 5) if day != ODD else odd
        rows.append(
            figures.Figure(
                metric=metric, grain="day", start=day, dim="shop", key=shop, value=value, exact=str(value or ""),
                provisional=False, manifest="m", edition="e",
            )
        )  # fmt: skip
    figures.Figure.objects.bulk_create(rows)


def seen(*found) -> dict[int, int]:
    return {one.id: one.version for one in found}


def test_an_odd_day_is_found_once_however_often_one_looks():
    days()

    assert looking.look() == looking.look() == 1

    (found,) = findings.findings(answered=False)
    assert (found.metric, found.shop, found.start, found.end, found.value) == ("销售额", "旗舰店", ODD, ODD, 20.0)
    assert found.low < found.expected < found.high
    assert findings.looked_at() == TODAY


def test_metrics_that_are_odd_on_the_same_days_of_a_shop_are_one_thing_to_look_at():
    for shop, metric in (("旗舰店", "销售额"), ("旗舰店", "订单数"), ("专营店", "销售额")):
        days(shop, metric=metric)

    looking.look()

    assert (findings.count(answered=False), findings.open_count()) == (3, 2)


def test_a_missing_day_is_no_finding_and_a_mended_one_goes():
    days(odd=None)
    looking.look()
    assert findings.open_count() == 0

    days(odd=20.0)
    looking.look()
    assert findings.open_count() == 1
    days(odd=104.0)
    looking.look()
    assert findings.open_count() == 0


def test_an_answer_stays_when_one_looks_again():
    days()
    looking.look()
    day = marking.Said("stock", "断货", ODD, ODD)
    mark = marking.add(actor=make.operator(), said=day)

    answering.answer(
        actor=make.operator(), seen=seen(*findings.findings(answered=False)), said=Said("known", mark, "仓库")
    )
    looking.look()

    (found,) = findings.findings(answered=True)
    assert (found.state, found.mark.text, found.said, found.by) == ("known", "断货", "仓库", "operator")
    assert findings.open_count() == 0


def test_an_answer_can_be_taken_back():
    days()
    looking.look()
    answering.answer(actor=make.operator(), seen=seen(*findings.findings(answered=False)), said=Said("fine"))

    answering.answer(actor=make.operator(), seen=seen(*findings.findings(answered=True)), said=Said("open"))

    (found,) = findings.findings(answered=False)
    assert (found.state, found.by, found.at) == ("open", "", None)


def test_a_marked_event_of_those_days_is_offered_as_the_likely_cause():
    days()
    make.shop("别的店")
    mark = marking.add(actor=make.operator(), said=marking.Said("stock", "断货", ODD, ODD))
    marking.add(actor=make.operator(), said=marking.Said("stock", "别处", ODD, ODD, shop="别的店"))
    looking.look()

    found = findings.findings(answered=False)

    assert {number: [one.id for one in marks] for number, marks in findings.likely(found).items()} == {
        found[0].id: [mark]
    }


def test_removing_the_event_leaves_the_answer():
    days()
    looking.look()
    mark = marking.add(actor=make.operator(), said=marking.Said("stock", "断货", ODD, ODD))
    answering.answer(actor=make.operator(), seen=seen(*findings.findings(answered=False)), said=Said("known", mark))

    marking.remove(actor=make.operator(), mark_id=mark, version=1)

    (found,) = findings.findings(answered=True)
    assert (found.state, found.mark) == ("known", None)


@pytest.mark.parametrize(
    ("who", "seen_", "said", "why"),
    [
        (make.actor(("view", "metrics", "own")), {1: 1}, Said("fine"), "not_allowed"),
        (make.operator(), {99: 1}, Said("fine"), "unknown_finding"),
        (make.operator(), {}, Said("fine"), "unknown_finding"),
        (make.operator(), {99: 1}, Said("known", 77), "unknown_mark"),
    ],
)
def test_what_cannot_be_answered_is_refused(who, seen_, said, why):
    with pytest.raises(Refused) as refused:
        answering.answer(actor=who, seen=seen_, said=said)

    assert refused.value.code == why


def test_who_saw_an_older_answer_is_told():
    days()
    looking.look()
    before = seen(*findings.findings(answered=False))
    answering.answer(actor=make.operator(), seen=before, said=Said("fine"))

    with pytest.raises(Refused) as refused:
        answering.answer(actor=make.operator(), seen=before, said=Said("known"))

    assert refused.value.code == "changed_meanwhile"


def test_new_figures_of_recent_months_are_looked_over_and_older_ones_are_not():
    days()
    figures.Month.objects.create(start=date(2026, 10, 1), signature="s", at=make_now())

    looking.follow(months=[date(2026, 1, 1)], actor=make.operator())
    assert models.Look.objects.count() == 0
    looking.follow(months=[date(2026, 10, 1)], actor=make.operator())
    assert findings.open_count() == 1


def make_now():
    from guiju.apps import clock

    return clock.now()
