"""Whether the house runs: a word for machines, a page for people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

import make
from apps.work import office
from apps.work.office import FRIDAY, at
from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit import guards
from guiju.apps.figures.models import Figure
from guiju.apps.intake.actions import sources
from guiju.apps.intake.actions.sources import Told
from guiju.apps.upkeep import queries
from guiju.apps.upkeep.actions import beat
from guiju.apps.upkeep.models import Pulse
from web import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive():
    for name in ("worker", "ticker"):
        beat(name)


def test_a_machine_is_told_that_all_is_well_and_nothing_else(alive):
    answer = Client().get("/health/")

    assert (answer.status_code, answer.json()) == (
        200,
        dict.fromkeys(("well", "database", "disk", "lake", "clock", "worker", "ticker"), True),
    )


def test_a_worker_that_is_silent_is_told(alive):
    Pulse.objects.filter(name="worker").update(at=timezone.now() - timedelta(minutes=5))

    answer = Client().get("/health/")

    assert (answer.status_code, answer.json()["worker"], answer.json()["ticker"]) == (503, False, True)


def test_a_lake_whose_state_is_gone_is_told(alive, settings, tmp_path, admin):
    settings.GUIJU_HOME = tmp_path
    (tmp_path / "lake" / "manifests").mkdir(parents=True)
    (tmp_path / "lake" / "CURRENT").write_text("m-2\n")
    gone = Client().get("/health/")
    said = seen.text(admin.get("/setup/running/"))
    (tmp_path / "lake" / "manifests" / "m-2.json").write_text("{}")

    assert (gone.status_code, gone.json()["lake"], Client().get("/health/").json()["lake"]) == (503, False, True)
    assert "看磁盘是否挂上" in said


def test_a_lake_that_vanished_after_an_import_is_told(alive, settings, tmp_path):
    settings.GUIJU_HOME = tmp_path
    never = Client().get("/health/").json()["lake"]
    Figure.objects.create(metric="访客数", grain="day", start=FRIDAY, dim="none", manifest="m-1", provisional=False)

    assert (never, Client().get("/health/").json()["lake"]) == (True, False)


def test_a_clock_that_was_put_back_is_told_in_both_languages(alive, admin):
    Pulse.objects.update(at=timezone.now() + timedelta(minutes=10))
    answer = Client().get("/health/").json()
    chinese = seen.text(admin.get("/setup/running/"))
    admin.cookies["language"] = "en"
    english = seen.text(admin.get("/setup/running/"))

    assert (answer["clock"], answer["worker"], answer["ticker"]) == (False, False, False)
    assert "秒，或被拨回去过" in chinese
    assert "seconds behind, or it was put back" in english


def test_a_disk_that_is_full_is_told(alive, monkeypatch):
    monkeypatch.setattr(queries, "LEAST_ROOM", 1 << 80)

    assert (Client().get("/health/").status_code, Client().post("/health/").status_code) == (503, 405)


def test_people_see_thing_by_thing_what_to_do(admin):
    beat("worker")
    said = seen.text(admin.get("/setup/running/"))

    assert "有事要看" in said
    assert [word for word in ("没有动静", "还没有备份", "防护不在", "在运行") if word not in said] == []


def test_all_is_well_when_everything_is(admin, alive):
    guards.put_up(connection)
    ledger.record(actor=make.operator(), action="upkeep.back_up", kind="backup", key="b.guiju")

    said = seen.text(admin.get("/setup/running/"))

    guards.take_down(connection)
    assert "b.guiju" in said
    assert "防得住改写" in said


def test_strangers_and_people_without_the_right_see_nothing(visit, book):
    assert Client().get("/setup/running/").status_code == 302
    assert visit("1").get("/setup/running/").status_code == 403


def test_a_table_that_is_late_is_named(admin, alive):
    office.opened()
    make.shop("旗舰店")
    told = Told("订单日报", "2", "fact:order", "旗舰店", rhythm="每个工作日", due="10:00")
    with clock.at(at(FRIDAY, 8)):
        sources.save(actor=make.operator(), told=told)
        assert "都到了" in seen.text(admin.get("/setup/running/"))
    with clock.at(at(FRIDAY, 11)):
        said = seen.text(admin.get("/setup/running/"))

    assert "迟了 1 张" in said
    assert "订单日报" in said
