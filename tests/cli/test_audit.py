"""guiju audit: the ledger checked in the database and as a file."""

import json

import pytest
from django.db import connection
from django.utils import translation

import make
from guiju.apps.audit import actions, guards
from guiju.apps.audit.models import Entry
from guiju.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def entries():
    for key in "12":
        actions.record(actor=make.operator(), action="people.open_account", kind="person", key=key)
    return list(Entry.objects.order_by("id"))


@pytest.fixture
def guarded():
    guards.put_up(connection)
    yield
    guards.take_down(connection)


def test_a_sound_ledger_is_told_with_its_newest_digest(guarded, entries, capsys):
    code = main(["audit", "verify"])

    assert (code, capsys.readouterr().out) == (0, f"完好：2 条，最新一条的摘要 {entries[-1].digest}\n")


def test_missing_guards_are_a_finding(capsys):
    assert main(["audit", "verify", "--lang", "en"]) == 1
    assert "guiju upgrade" in capsys.readouterr().err


def test_an_exported_ledger_is_checked_without_the_database(tmp_path, entries, capsys):
    path = tmp_path / "ledger.jsonl"
    taken = main(["audit", "export", str(path)])
    text = path.read_text()
    sound = main(["audit", "verify", str(path)])
    path.write_text(text.replace('"key": "2"', '"key": "3"'))
    broken = main(["audit", "verify", str(path), "--json"])

    said = capsys.readouterr().out.splitlines()
    assert (taken, sound, broken) == (0, 0, 1)
    assert [said[0], said[1].partition("，")[0]] == ["导出 3 条", "完好：3 条"]
    assert {key: json.loads(said[2])[key] for key in ("broken", "why", "sound")} == {
        "broken": entries[1].pk,
        "why": "changed",
        "sound": False,
    }
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_digest_noted_earlier_must_still_be_there(guarded, entries, capsys):
    codes = [main(["audit", "verify", "--head", noted]) for noted in (entries[0].digest, "0" * 63 + "1")]

    assert (codes, capsys.readouterr().out.splitlines()[1]) == ([0, 1], "最新的记录被抽走了")


def test_a_file_that_is_not_there_is_said_so(capsys):
    assert main(["audit", "verify", "nowhere.jsonl"]) == 2
    assert "读不了 nowhere.jsonl" in capsys.readouterr().err
