from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.refusal import Refused
from guiju.apps.work import models
from guiju.apps.work.actions import ticking, winding
from guiju.apps.work.errors import Code
from guiju.facts import lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(monkeypatch):
    """A demo at half past ten on Friday, with its week planned."""
    monkeypatch.setattr(settings, "GUIJU_DEMO", True)
    monkeypatch.setattr(settings, "GUIJU_NOW", at(FRIDAY, 10, 30))
    token = clock._set.set(None)
    office.opened()
    ticking.tick(holder="here")
    yield
    clock._set.reset(token)


def told():
    rows = models.Notice.objects.order_by("id").values_list("at", "level", "person__number")
    return [(f"{timezone.localtime(moment):%d %H:%M}", level, number) for moment, level, number in rows]


def test_within_an_hour_people_are_reminded(demo):
    winding.wind(actor=actor("1"), hours=1)

    assert (clock.now(), told()) == (at(FRIDAY, 11, 30), [("09 11:00", "remind", "1"), ("09 11:00", "remind", "2")])


def test_within_a_day_everything_comes_in_its_order(demo):
    done = winding.wind(actor=actor("1"), days=1)

    moments = [moment for moment, _, _ in told()]
    assert (moments, clock.now()) == (sorted(moments), at(date(2026, 10, 10), 10, 30))
    assert (done.notices, done.lapsed, len(set(moments))) == (len(moments), 1, 7)
    assert told()[-3:] == [("09 18:00", "due", "2"), ("09 23:59", "due", "4"), ("10 01:00", "late", "4")]


def test_days_later_more_days_are_planned(demo):
    winding.wind(actor=actor("1"), days=3)

    assert models.Work.objects.filter(day=FRIDAY + timedelta(days=10)).exists()


def test_it_is_in_the_ledger_and_the_lake_knows(demo):
    winding.wind(actor=actor("1"), hours=2)

    lines = ledger.lines(action="work.wind")
    assert [(line.who, line.after) for line in lines] == [("林夏", {"hours": 2, "days": 0})]
    assert lake.open(settings.GUIJU_HOME).view().rows("work") == models.Work.objects.count()


def test_only_the_demo_is_wound(demo, monkeypatch):
    monkeypatch.setattr(settings, "GUIJU_DEMO", False)

    with pytest.raises(Refused) as refused:
        winding.wind(actor=actor("6"), hours=1)

    assert refused.value.code == Code.NOT_A_DEMO


@pytest.mark.parametrize("more", [{}, {"hours": -1}, {"days": 32}])
def test_time_is_wound_forward_and_not_too_far(demo, more):
    with pytest.raises(Refused) as refused:
        winding.wind(actor=actor("1"), **more)

    assert (refused.value.code, clock.now()) == (Code.TOO_FAR, at(FRIDAY, 10, 30))


def test_who_winds_while_somebody_else_does_waits_and_is_told_when_it_takes_too_long(demo, monkeypatch):
    monkeypatch.setattr(winding, "PATIENCE", 0.2)

    with winding._alone(), pytest.raises(Refused) as refused:
        winding.wind(actor=actor("1"), hours=1)
    before = clock.now()
    winding.wind(actor=actor("1"), hours=1)

    assert (refused.value.code, before, clock.now()) == (Code.CLOCK_IS_BUSY, at(FRIDAY, 10, 30), at(FRIDAY, 11, 30))
