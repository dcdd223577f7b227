from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiju.apps import clock
from guiju.apps.login.models import Opened
from guiju.facts import aside
from guiju.project import housekeeping

pytestmark = pytest.mark.django_db


def test_what_has_had_its_time_goes(home):
    now = timezone.now()
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    for days in (20, 2):
        finished = clock.now() - timedelta(days=days)
        DBTaskResult.objects.create(
            task_path="x.y",
            args_kwargs={},
            backend_name="default",
            status="SUCCESSFUL",
            finished_at=finished,
            run_after=now,
            exception_class_path="",
            traceback="",
        )
    (home / "aside").mkdir()

    housekeeping.sweep.enqueue()

    assert [session.session_key for session in Session.objects.all()] == ["new"]
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 1
    assert list((home / "aside").iterdir()) == []
    assert timedelta(days=30) == aside.KEPT


def test_where_one_signed_in_is_forgotten_once_the_session_is_over_and_old():
    user, now = User.objects.create_user("somebody"), clock.now()
    Session.objects.create(session_key="alive", session_data="", expire_date=timezone.now() + timedelta(days=1))
    for session, days in (("alive", 100), ("over and old", 100), ("over", 80)):
        at = now - timedelta(days=days)
        Opened.objects.create(user=user, session=session, at=at, address="127.0.0.1", agent="x")

    housekeeping.sweep.enqueue()

    assert sorted(Opened.objects.values_list("session", flat=True)) == ["alive", "over"]
