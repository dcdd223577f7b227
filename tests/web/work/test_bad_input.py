"""What no page of work offers and somebody sends all the same gets words and never an error of ours."""

import pytest

import make
from apps.work.office import FRIDAY
from guiju.apps.work.actions import tasks
from guiju.apps.work.values import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]


@pytest.mark.parametrize("place", ["-1", "x", "9" * 30, ""])
def test_a_tick_of_no_item_says_so(visit, place):
    work = tasks.create(actor=make.operator(), task=Task("换主图", "1", checklist=("头图",)))

    page = visit("1").post(f"/work/{work}/do/tick/", {"version": 1, "place": place, "on": "1"}, follow=True)

    assert (page.status_code, "没有这一项，请刷新页面再勾。" in page.content.decode()) == (200, True)


def test_a_tick_is_no_page_of_its_own(visit):
    work = tasks.create(actor=make.operator(), task=Task("换主图", "1", checklist=("头图",)))

    assert visit("1").get(f"/work/{work}/do/tick/").url == f"/work/{work}/"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "x"])
def test_reports_of_a_day_without_neighbours_are_those_of_today(visit, day):
    page = visit("1").get("/work/reports/", {"day": day})

    assert (page.status_code, f"day={FRIDAY.replace(day=8)}" in page.content.decode()) == (200, True)
