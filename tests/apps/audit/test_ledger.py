from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

import make
from guiju.apps import clock
from guiju.apps.audit import actions, queries
from guiju.apps.audit.actor import Actor, Grant, operator, worker
from guiju.apps.audit.models import Entry, Head
from guiju.apps.people.values import Pay
from guiju.lang.kinds.choices import Action, Range, Thing

pytestmark = pytest.mark.django_db


def record(key="1", actor=None, action="people.import_roster", kind="person", **what):
    return actions.record(actor=actor or make.operator(), action=action, kind=kind, key=key, **what)


def test_an_entry_says_who_did_what_when_and_from_where(standing_clock):
    number = record(before={"name": "张三"}, after={"name": "张三丰"})

    (line,) = queries.lines()

    assert line.at.replace(tzinfo=None) == standing_clock
    assert (line.id, line.who, line.where, line.action) == (number, "operator", "cli", "people.import_roster")
    assert (line.kind, line.key, line.before, line.after) == ("person", "1", {"name": "张三"}, {"name": "张三丰"})


def test_values_are_kept_as_plain_words():
    pay = Pay("1", date(2026, 1, 1), Fraction(1, 3))

    assert actions.plain({"pay": pay, "at": datetime(2026, 1, 1), "half": 0.5, "names": {"a"}, "n": 1}) == {
        "pay": {"number": "1", "start": "2026-01-01", "performance": "1/3", "base": None, "place": None},
        "at": "2026-01-01T00:00:00",
        "half": "0.5",
        "names": ["a"],
        "n": 1,
    }


def test_the_chain_holds_until_somebody_changes_a_row():
    first, second, third = record("1", after=1), record("2", after=2), record("3", after=3)
    sound = list(queries.broken_links())

    Entry.objects.filter(pk=second).update(after=20)
    changed = list(queries.broken_links())
    Entry.objects.filter(pk=second).delete()

    assert (sound, changed, list(queries.broken_links())) == ([], [second], [third])
    assert first < third


def test_the_end_of_the_chain_is_known():
    record("1")
    last = record("2")
    Entry.objects.filter(pk=last).delete()

    assert list(queries.broken_links()) == [0]


def test_lines_narrow_and_page(standing_clock):
    record("1")
    with clock.at(standing_clock + timedelta(days=1)):
        record("2", actor=make.actor(), action="rulebook.adopt", kind="edition")
    last = record("3")

    keys = [
        [line.key for line in queries.lines(**narrow)]
        for narrow in (
            {},
            {"limit": 2},
            {"below": last},
            {"kind": "edition"},
            {"key": "1"},
            {"who": "张三"},
            {"action": "people."},
            {"since": clock.now() + timedelta(hours=1)},
            {"until": clock.now()},
        )
    ]

    assert keys == [["3", "2", "1"], ["3", "2"], ["2", "1"], ["2"], ["1"], ["2"], ["3", "1"], ["2"], ["3", "1"]]


def test_history_is_oldest_first():
    record("1", after="a")
    record("2", after="b")
    record("1", after="c")

    assert [line.after for line in queries.history(kind="person", key=1)] == ["a", "c"]


def test_actors_know_where_they_are_and_how_far_they_reach():
    leader = make.actor(("view", "appraisal", "own"), ("view", "appraisal", "group"), ("edit", "targets", "all"))

    assert (operator().where, operator().trusted, worker().where, worker().trusted) == ("cli", True, "worker", True)
    assert [leader.reach("view", "appraisal"), leader.reach("edit", "targets"), leader.reach("edit", "roster")] == [
        "group",
        "all",
        None,
    ]
    assert operator().reach("edit", "roster") == "all"
    assert Actor("x", "web").reach("view", "metrics") is None


def test_rows_show_what_they_are():
    record("1")

    assert str(Entry.objects.get()) == "2026-10-09 02:30 operator people.import_roster person 1"
    assert str(Head.objects.get()) == Entry.objects.get().digest


def test_a_search_narrows_by_who_what_kind_day_and_text(standing_clock):
    record("1", after={"name": "张三丰"})
    with clock.at(standing_clock + timedelta(days=1)):
        record("2", actor=make.actor(), action="rulebook.adopt", kind="edition")
    record("流量组", action="figures.set_target", kind="target", before={"value": "4"})
    day = standing_clock.astimezone()

    def keys(**narrow):
        return sorted(line.key for line in queries.search(queries.Wanted(**narrow)))

    assert [
        keys(),
        keys(who="张三"),
        keys(kinds=("target", "edition")),
        keys(actions=("rulebook.",)),
        keys(actions=("figures.set_target", "people.import_roster")),
        keys(text="三丰"),
        keys(text="流量"),
        keys(text="制度", said=("rulebook.adopt",)),
        keys(since=day + timedelta(hours=1)),
        keys(until=day + timedelta(hours=1)),
    ] == [
        ["1", "2", "流量组"],
        ["2"],
        ["2", "流量组"],
        ["2"],
        ["1", "流量组"],
        ["1"],
        ["流量组"],
        ["2"],
        ["2"],
        ["1", "流量组"],
    ]
    assert queries.counted(queries.Wanted(who="operator")) == 2
    assert (queries.people(), queries.kinds()) == (["operator", "张三"], ["edition", "person", "target"])


def test_an_entry_names_the_clause_that_allowed_it():
    grants = frozenset(
        {
            Grant(Action.EDIT, Thing.ROSTER, Range.ALL, "", "hr"),
            Grant(Action.EDIT, Thing.ROSTER, Range.OWN, "", "everyone"),
        }
    )
    record("1", actor=Actor("苏婉", "web", grants=grants))
    record("2", actor=make.operator())
    actions.record(actor=make.operator(), action="work.done", kind="work", key="3", clause="daily")

    assert [line.clause for line in queries.lines()] == ["daily", "", "hr"]
    assert list(queries.broken_links()) == []


def test_a_clause_that_was_changed_shows():
    number = actions.record(actor=make.operator(), action="work.done", kind="work", key="3", clause="daily")

    Entry.objects.filter(pk=number).update(clause="")

    assert list(queries.broken_links()) == [number]
