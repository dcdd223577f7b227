"""The demo's people: 38 of them, and a roster without contradictions."""

from datetime import date

import pytest

from guiju.apps import spreadsheet
from guiju.apps.people.roster import checking, reading, sheets
from guiju.apps.people.values import Roster
from guiju.project.demo import department
from guiju.project.demo.goods import shops

START, TODAY = date(2025, 8, 1), date(2026, 11, 22)


@pytest.fixture(scope="module")
def rows():
    return department.roster(START)


def test_thirty_eight_people_work_here_today(rows):
    assert sum(row["left"] is None for row in rows["people"]) == 38


def test_somebody_joined_somebody_moved_and_somebody_left(rows):
    joined = [row["number"] for row in rows["people"] if row["joined"] > START]
    posts = [row["number"] for row in rows["posts"]]

    assert joined == [department.JOINER]
    assert [number for number in set(posts) if posts.count(number) > 1] == [department.MOVER]
    assert [row["number"] for row in rows["people"] if row["left"]] == [department.LEAVER]


def test_the_roster_is_read_without_a_finding_and_contradicts_nowhere(rows):
    filled = reading.read(spreadsheet.write([(sheet, rows.get(sheet.english, ())) for sheet in sheets.SHEETS]))

    assert filled.findings == ()
    assert checking.check(Roster(filled.rows), filled.names) == []


def test_whatever_the_shops_run_is_somebodys(rows):
    owned = {(row["kind"], row["key"]) for row in rows["owners"]}

    wanted = {("shop", shop.name) for shop in shops()}
    wanted |= {("campaign", campaign.name) for shop in shops() for campaign in shop.campaigns}
    wanted |= {("agent", agent) for shop in shops() for agent in shop.agents}
    assert owned == wanted


def test_the_guests_at_the_door_work_here(rows):
    here = {row["number"] for row in rows["people"] if row["left"] is None}

    assert {*department.GUESTS.values(), department.CONTRACTOR} <= here
