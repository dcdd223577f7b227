"""guiju sources: how each expected table stands, for people and for scripts."""

import json

import pytest
from django.utils import translation

import make
from apps.work import office
from apps.work.office import FRIDAY, at
from guiju.apps import clock
from guiju.apps.intake.actions import sources
from guiju.apps.intake.actions.sources import Told
from guiju.cli import main
from guiju.facts import importing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def expected():
    office.opened()
    make.shop("旗舰店")
    with clock.at(at(FRIDAY, 8)):
        told = Told("订单日报", "2", "fact:order", "旗舰店", rhythm="每个工作日", due="10:00")
        sources.save(actor=make.operator(), told=told)


def test_nothing_expected_is_said(capsys):
    assert (main(["sources"]), capsys.readouterr().out) == (0, "还没有写下任何该来的表。\n")


@pytest.mark.usefixtures("expected")
def test_what_is_late_is_told_and_ends_with_1(capsys):
    assert main(["sources"]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "名称      店铺    负责人  多久一次          上一次  下一次            状态",
        "订单日报  旗舰店  吴桐    每个工作日 10:00  —       2026-10-10 10:00  迟了 10-09 10:00",
    ]


@pytest.mark.usefixtures("expected")
def test_scripts_read_json(capsys, tmp_path, home):
    path = tmp_path / "a.csv"
    path.write_bytes(make.orders(("1", "2026-10-08", "100.00")))
    importing.run([path], home, now=at(FRIDAY, 9).replace(tzinfo=None))

    assert main(["sources", "--json", "--lang", "en"]) == 0

    (one,) = json.loads(capsys.readouterr().out)
    assert (one["state"], one["late_since"], one["rhythm"], one["by"]) == ("done", None, "every workday", "10:00")
    assert one["last"] == {"at": "2026-10-09T09:00:00+08:00", "file": "a.csv", "through": "2026-10-08"}
