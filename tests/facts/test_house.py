from datetime import date, datetime

import pytest

from guiju.facts import house, lake
from guiju.facts.lake import commit
from guiju.facts.schema import load_schemas

DAY = date(2026, 10, 9)
NOON = datetime(2026, 10, 9, 12)


def row(number, state, due=NOON):
    return {"id": number, "state": state, "due": due, "made_at": NOON, "rule": "日报"}


def said(home):
    view = lake.open(home).view()
    frame = commit.frame(view, "work", load_schemas()["work"]).sort("id")
    return [(one["id"], one["state"]) for one in frame.iter_rows(named=True)]


def publish(home, *rows, now=NOON, until=DAY):
    return house.publish(home, "work", rows, covers=(date(2026, 10, 1), until), now=now)


def test_what_the_house_says_is_in_the_lake(tmp_path):
    publish(tmp_path, row("1", "待办"), row("2", "待办"))

    assert said(tmp_path) == [("1", "待办"), ("2", "待办")]


def test_what_is_said_later_of_the_same_key_counts(tmp_path):
    publish(tmp_path, row("1", "待办"))

    publish(tmp_path, row("1", "已完成"), now=NOON.replace(hour=13))

    assert said(tmp_path) == [("1", "已完成")]


def test_a_row_whose_day_moves_is_there_once(tmp_path):
    publish(tmp_path, row("1", "待办", datetime(2026, 10, 31, 12)))

    publish(tmp_path, row("1", "待办", datetime(2026, 11, 2, 12)), now=NOON.replace(hour=13))

    assert said(tmp_path) == [("1", "待办")]


def test_it_is_covered_for_the_house_and_stands_in_the_ledger_once(tmp_path):
    publish(tmp_path, row("1", "待办"))
    publish(tmp_path, now=NOON.replace(hour=13), until=date(2026, 10, 10))

    view = lake.open(tmp_path).view()
    assert view.coverage("work", "") == [(date(2026, 10, 1), date(2026, 10, 10))]
    assert (view.shops(), [line.id for line in view.imports()]) == ([], ["guiju:work"])


def test_an_unknown_fact_leaves_nothing_behind(tmp_path):
    with pytest.raises(KeyError):
        house.publish(tmp_path, "weather", [], covers=(DAY, DAY), now=NOON)

    assert list((tmp_path / "lake" / "staging").iterdir()) == []
