"""A buyer who asks: the worker looks, and what was asked for is written nowhere."""

from io import BytesIO

import pytest
from django.conf import settings

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.privacy import actions, buyers, models, queries
from guiju.apps.privacy.errors import Code
from guiju.apps.refusal import Refused
from guiju.facts import importing
from guiju.facts.persons import buyers as lake

pytestmark = pytest.mark.django_db

ME = make.operator()
WHO = "tb_xiaowang_88"


@pytest.fixture
def shop(home, tmp_path):
    """Two orders of one buyer."""
    text = make.orders(("1", "2026-08-01", "100.00"), ("2", "2026-08-31", "50.00")).decode("gb18030")
    path = tmp_path / "orders.csv"
    path.write_text(text.replace("甲**", WHO), "utf-8")
    importing.run([path], home)
    return home


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    def do(kind, original=WHO, **said):
        with django_capture_on_commit_callbacks(execute=True):
            number = actions.request_buyer(actor=ME, kind=kind, original=original, **said)
        return queries.asked(number)

    return do


def test_a_buyer_is_found_and_the_question_is_forgotten(shop, ask):
    found = ask("find")

    assert (found.state, found.found["rows"], found.found["aside"]) == ("done", {"order": 2}, 0)
    assert bytes(models.Request.objects.get().secret) == b""
    assert WHO not in str(ledger.lines(limit=5))
    assert ask("find", "nobody").found["rows"] == {}


def test_an_export_is_sealed_until_it_is_fetched(shop, ask):
    found = ask("export")
    kept = queries.file_of(found.id)

    assert b"PK" not in kept.read_bytes()[:4]
    assert buyers.fetched(found.id)[:2] == b"PK"
    models.Request.objects.update(finished="2026-01-01T00:00:00+08:00")
    buyers.sweep()
    assert buyers.fetched(found.id) is None
    assert BytesIO(buyers.workbook("nobody")).read(2) == b"PK"


def test_who_is_erased_is_nobody_from_then_on(shop, ask):
    done = ask("erase", reason="本人申请")

    assert (done.state, done.found["rows"]) == ("done", {"order": 2})
    assert ask("find").found == {"rows": {}, "aside": 0, "pinned": [], "before": "2026-10-09"}


def test_a_file_brought_again_does_not_bring_who_was_erased_back(shop, ask, tmp_path):
    ask("erase", reason="本人申请")
    text = make.orders(("1", "2026-08-01", "100.00"), ("3", "2026-08-09", "70.00")).decode("gb18030")
    path = tmp_path / "newer.csv"
    path.write_text(text.replace("甲**", WHO), "utf-8")
    (report,) = importing.run([path], shop).files

    assert (report.status, report.rows) == ("imported", 2)
    assert ask("find").found["rows"] == {}


def test_nobody_is_erased_without_a_reason_and_nothing_looked_for_without_a_name(shop):
    for said, code in (
        ({"kind": "erase", "original": WHO}, Code.NO_REASON),
        ({"kind": "find", "original": " "}, Code.NOBODY),
    ):
        with pytest.raises(Refused) as refused:
            actions.request_buyer(actor=ME, **said)
        assert refused.value.code == code


def test_a_damaged_lake_is_told(shop, ask):
    for path in (shop / "lake" / "files").iterdir():
        path.write_bytes(b"torn")

    assert ask("find").error["zh"].startswith("数据文件缺失或损坏")


def test_buyers_whose_time_is_over_are_parted_from_their_rows_once_a_day(shop):
    assert buyers.fade() == 0
    actions.keep_buyers(actor=ME, months=2)
    assert buyers.fade() == 0  # August ended less than two months ago
    actions.keep_buyers(actor=ME, months=1)

    assert (buyers.fade(), buyers.fade()) == (2, 0)
    assert lake.find(settings.GUIJU_HOME, WHO).total == 0
    with pytest.raises(Refused):
        actions.keep_buyers(actor=ME, months=0)
