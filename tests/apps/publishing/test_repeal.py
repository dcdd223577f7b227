"""A regulation is repealed as it was made: heard, approved by another, announced; what it was stays."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import User

import make
from apps.publishing import office
from apps.publishing.office import DIRECTOR, LEADER, WORKER, WRITER, actor, do, get, inbox, states
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.publishing import actions, queries, ticking
from guiju.apps.publishing.ends import ends
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import State
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import access
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import models as work
from guiju.apps.work.actions import planning

pytestmark = pytest.mark.django_db
DAY, BEFORE = date(2026, 10, 14), date(2026, 10, 13)
DUTY = """
# 例行 {#daily}

```yaml 规矩
例行:
  日报: {谁: 推广专员, 做: 写日报, 何时: 每个工作日, 截止: "18:00", 证据: 确认}
```
"""


@pytest.fixture
def base():
    return office.opened(office.TEXT + DUTY)


def proposed():
    return actions.begin_repeal(actor=actor(WRITER), reason="部门撤销")


def announced(number):
    User.objects.create_superuser("root")
    office.agreed(number)
    return do("announce", number, in_force_from=DAY)


def refused(code, verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    assert found.value.code == code
    return str(found.value)


def test_it_is_heard_and_approved_like_a_version_and_nobody_signs(base):
    number = proposed()
    assert (get(number).title, list(states(get(number)))) == (
        "废止〈电商部规矩 1〉",
        ["check", "impact", "comments", "consultation", "approval", "notice"],
    )
    life = announced(number)

    assert (life.state, life.repeals, inbox(WORKER)) == (State.ANNOUNCED, True, [])
    told = work.Notice.objects.get(person__number=WORKER, about__title=life.title, level="informed")
    assert told.about["said"] == "2026年10月14日起：部门撤销"
    assert [line.action for line in ledger.history(kind="edition", key=base)][-1] == "rulebook.repeal"


def test_from_its_day_on_nothing_is_in_force_and_what_was_stays(base):
    announced(proposed())

    assert (rulebook.edition_at(BEFORE), rulebook.edition_at(DAY)) == (base, "")
    assert rulebook.repealed_from(base) == DAY
    assert [(one.edition.hash, one.end) for one in rulebook.adoptions()] == [(base, BEFORE)]
    with clock.at(datetime(2026, 10, 14, 8)):
        ticking.tick()
        assert rulebook.current() is None
        assert access.grants(DIRECTOR, clock.today()) == frozenset()
        assert rulebook.sources(base).files["book.md"].decode() == office.TEXT + DUTY


def test_duties_of_the_days_after_it_are_cancelled_and_those_before_stay(base):
    planning.plan_work(until=date(2026, 10, 16))
    found = work.Work.objects.filter(source="duty", accountable__number=WORKER)
    before = set(found.exclude(state="cancelled").values_list("day", flat=True))
    over = ends(base, DAY)
    announced(proposed())
    planning.plan_work(until=date(2026, 10, 16))

    assert {date(2026, 10, 12), BEFORE, DAY, date(2026, 10, 15)} <= before
    assert (over.duties, over.pieces, over.month.start) == (
        1,
        len([day for day in before if day >= DAY]),
        date(2026, 10, 1),
    )
    left = set(found.exclude(state="cancelled").values_list("day", flat=True))
    assert left == {day for day in before if day < DAY}


def test_a_version_that_was_in_force_is_said_to_be_repealed():
    office.opened(office.TEXT + DUTY)
    one = office.begun(rulebook.edition_at(office.OCT))
    office.announced(one, date(2026, 10, 12))
    with clock.at(datetime(2026, 10, 12, 8)):
        ticking.tick()
        two = proposed()
        User.objects.create_superuser("root")
        office.agreed(two)
        do("announce", two, in_force_from=DAY)
    with clock.at(datetime(2026, 10, 14, 8)):
        ticking.tick()

    assert (get(one).state, get(two).state) == (State.REPEALED, State.IN_FORCE)
    assert queries.to_sign(WORKER) is None


def test_who_proposed_it_does_not_approve_it_and_a_second_one_is_told(base):
    number = proposed()
    office.heard(number)
    do("consult", number, held=office.OCT, whom="工会", minutes="过了", result="同意")
    do("hand_in", number)

    refused(Code.OWN, do, "approve", number, WRITER)
    refused(Code.NOT_ALLOWED, do, "approve", number, LEADER)
    assert str(number) in refused(Code.ALREADY_REPEALED, proposed)


def test_nobody_signs_a_text_by_its_repeal(base):
    number = proposed()
    announced(number)

    refused(Code.NOT_TO_SIGN, actions.sign, actor=actor(WORKER), publication_id=number, text=base, name="张三")


def test_before_its_day_it_can_be_taken_back(base):
    number = proposed()
    announced(number)
    do("withdraw", number, DIRECTOR, reason="不撤了")

    assert (rulebook.edition_at(DAY), rulebook.repealed_from(base)) == (base, None)


def test_a_day_in_the_past_or_within_the_notice_is_refused(base):
    number = proposed()
    User.objects.create_superuser("root")
    office.agreed(number)

    refused(Code.IN_THE_PAST, do, "announce", number, in_force_from=date(2026, 10, 8))
    refused(Code.NOTICE_TOO_SHORT, do, "announce", number, in_force_from=date(2026, 10, 10))


def test_without_an_administrator_nobody_could_begin_again_and_it_is_refused(base):
    number = proposed()
    office.agreed(number)

    refused(Code.NO_ADMINISTRATOR, do, "announce", number, in_force_from=DAY)
    assert rulebook.edition_at(DAY) == base


def test_where_nothing_is_in_force_there_is_nothing_to_repeal():
    refused(Code.NONE_IN_FORCE, actions.begin_repeal, actor=make.operator(), reason="x")


def test_another_regulation_can_be_adopted_afterwards(base):
    announced(proposed())
    again = make.book(make.BOOK, in_force_from=date(2026, 10, 20))

    assert [rulebook.edition_at(date(2026, 10, day)) for day in (13, 14, 19, 20)] == [base, "", "", again]
    assert rulebook.repealed_from(base) == DAY
