import json

import pytest

import make
from guiju.apps.audit import actions, outside
from guiju.apps.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    for key in "123":
        actions.record(actor=make.operator(), action="people.open_account", kind="person", key=key, after={"名": key})
    actions.record(actor=make.operator(), action="work.done", kind="work", key="7", clause="daily")
    return list(outside.lines("沈行"))


def changed(line: str, **what: object) -> str:
    return json.dumps(json.loads(line) | what, ensure_ascii=False)


def verdict(lines, **how):
    found = outside.check_lines(lines, **how)
    return found.why, found.broken


def ids(ledger):
    return [json.loads(line)["id"] for line in ledger[1:]]


def test_what_was_taken_away_is_sound_and_says_who_took_it(ledger):
    first = json.loads(ledger[0])

    found = outside.check_lines(ledger)

    assert (found.why, found.broken, found.entries, found.head) == ("", None, 4, first["head"])
    assert first["by"] == "沈行"
    assert outside.check() == found


@pytest.mark.parametrize(
    "what",
    [{"who": "x"}, {"after": {"名": "9"}}, {"clause": "other"}, {"at": "2026-10-09T02:30:01+00:00"}, {"user": 1}],
)
def test_the_first_entry_that_was_changed_is_named(ledger, what):
    assert verdict([*ledger[:2], changed(ledger[2], **what), *ledger[3:]]) == ("changed", ids(ledger)[1])


def test_an_entry_taken_out_shows_at_the_next(ledger):
    assert verdict([*ledger[:2], *ledger[3:]]) == ("gap", ids(ledger)[2])


def test_an_end_cut_off_shows(ledger):
    assert verdict(ledger[:-1]) == ("end", 0)


def test_a_ledger_made_anew_does_not_hold_the_digest_that_was_noted(ledger):
    noted = json.loads(ledger[2])["digest"]
    Entry.objects.all().delete()

    assert verdict(ledger, head=noted) == ("", None)
    assert verdict(ledger, head="f" * 64) == ("end", 0)


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"id": 1}', "null"])
def test_what_is_no_ledger_is_said_so(ledger, line):
    assert verdict([line]) == ("unreadable", 1)
    assert verdict([ledger[0], line]) == ("unreadable", 2)


def test_the_database_is_checked_the_same_way(ledger):
    number = ids(ledger)[1]
    Entry.objects.filter(pk=number).update(who="x")
    changed = outside.check()
    Entry.objects.filter(pk=number).delete()
    gap = outside.check()

    assert [(found.why, found.broken) for found in (changed, gap)] == [("changed", number), ("gap", ids(ledger)[2])]
