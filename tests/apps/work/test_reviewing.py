import pytest

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.work import models, queries
from guiju.apps.work.actions import doing
from guiju.apps.work.errors import Code
from refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.planned()


def told(level):
    return list(models.Notice.objects.filter(level=level).values_list("person__number", flat=True).order_by("id"))


def test_a_tick_is_taken_back():
    work = office.work("闭店检查")
    version = doing.tick(actor=actor("4"), work_id=work.pk, version=1, place=0)

    doing.tick(actor=actor("4"), work_id=work.pk, version=version, place=0, done=False)

    assert [tick.done for tick in queries.item(actor("4"), work.pk).checklist] == [False, False]


def test_a_leader_excuses_and_says_why():
    work = office.work("核心数据", "1")

    silent = refusal(doing.excuse, actor=actor("3"), work_id=work.pk, version=1, said="")
    stranger = refusal(doing.excuse, actor=actor("5"), work_id=work.pk, version=1, said="停电")
    own = refusal(doing.excuse, actor=actor("1"), work_id=work.pk, version=1, said="停电")
    doing.excuse(actor=actor("3"), work_id=work.pk, version=1, said="停电")

    work.refresh_from_db()
    assert (silent.code, stranger.code, own.code) == (Code.NEEDS_REASON, Code.NOT_ALLOWED, Code.OWN_WORK)
    assert (work.state, work.excuse, work.excused_by.number, work.next_step) == ("excused", "停电", "3", None)
    assert told("informed") == ["1"]


def test_late_work_is_excused_afterwards_and_stays_done():
    work = office.work("核心数据", "1")
    with clock.at(at(FRIDAY, 13)):
        version = doing.complete(actor=actor("1"), work_id=work.pk, version=1)
        doing.excuse(actor=actor("3"), work_id=work.pk, version=version, said="停电")

    work.refresh_from_db()
    assert (work.state, work.seconds_late, work.excuse) == ("done", 3600, "停电")


def test_what_was_done_in_time_needs_no_excuse():
    work = office.work("核心数据", "1")
    version = doing.complete(actor=actor("1"), work_id=work.pk, version=1)

    refused = refusal(doing.excuse, actor=actor("3"), work_id=work.pk, version=version, said="停电")

    assert refused.code == Code.IS_CLOSED
