from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from guiju.apps import clock

NOON = datetime(2026, 10, 9, 12)


@pytest.fixture
def demo(monkeypatch):
    monkeypatch.setattr(settings, "GUIJU_DEMO", True)
    monkeypatch.setattr(settings, "GUIJU_NOW", NOON)
    token = clock._set.set(None)
    yield
    clock._set.reset(token)


def test_the_demo_s_clock_is_wound_forward(demo):
    first = clock.wind(timedelta(hours=1))
    second = clock.wind(timedelta(days=1))

    assert (first, second, clock.now()) == (
        timedelta(hours=1),
        timedelta(hours=25),
        timezone.make_aware(NOON + timedelta(hours=25)),
    )


def test_it_runs_ahead_of_the_real_time_too(demo, monkeypatch):
    monkeypatch.setattr(settings, "GUIJU_NOW", None)
    clock.wind(timedelta(days=10))

    assert timedelta(days=9) < clock.now() - timezone.localtime() < timedelta(days=11)


def test_another_process_of_the_home_sees_it(demo):
    clock.wind(timedelta(hours=1))
    (settings.GUIJU_HOME / "clock").write_text("7200\n")  # as another process writes it
    (settings.GUIJU_HOME / "clock").touch()

    assert clock.now() == timezone.make_aware(NOON + timedelta(hours=2))


def test_time_does_not_run_backwards(demo):
    with pytest.raises(ValueError, match="backwards"):
        clock.wind(timedelta(hours=-1))


def test_anywhere_but_on_the_demo_nothing_is_wound(demo, monkeypatch):
    clock.wind(timedelta(hours=1))
    monkeypatch.setattr(settings, "GUIJU_DEMO", False)

    assert clock.now() == timezone.make_aware(NOON)


def test_a_clock_that_is_set_stands(demo):
    clock.wind(timedelta(hours=1))

    with clock.at(NOON):
        assert clock.now() == timezone.make_aware(NOON)
