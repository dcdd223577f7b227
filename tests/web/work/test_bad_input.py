"""What no page of work offers and somebody sends all the same gets words and never an error of ours."""

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY
from guiju.apps import clock
from guiju.apps.work import models
from guiju.apps.work.actions import tasks
from guiju.apps.work.values import Task
from web import seen, working

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


@pytest.mark.parametrize("version", [{}, {"version": "0"}, {"version": ""}])
def test_who_sends_no_version_has_seen_none(visit, version):
    work = tasks.create(actor=make.operator(), task=Task("换主图", "1"))
    client = visit("1")

    done = client.post(f"/work/{work}/do/complete/", version, follow=True)
    edited = client.post(f"/work/{work}/edit/", {"title": "换副图", "accountable": "林夏 1", **version})

    found = models.Work.objects.get(pk=work)
    assert ("已经改过这件事" in done.content.decode(), "已经改过这件事" in edited.content.decode()) == (True, True)
    assert (found.title, found.state, found.version) == ("换主图", "todo", 1)


def test_a_meeting_gives_no_work_to_who_was_not_asked_and_what_was_typed_stays(visit):
    work = office.work("周例会", day=working.MONDAY)
    sent = {"version": work.version, "present": ["1"], "minutes": "上周投产比偏低。"}
    sent |= {"action-TOTAL_FORMS": "1", "action-INITIAL_FORMS": "0", "action-0-title": "核对账", "action-0-number": "4"}

    with clock.at(office.at(working.MONDAY, 9, 50)):
        page = visit("3").post(f"/work/{work.pk}/do/hold/", sent)

    said = seen.text(page)
    assert (page.status_code, "没有被请来开会" in said, "上周投产比偏低。" in page.content.decode()) == (
        422,
        True,
        True,
    )
    assert models.Work.objects.get(pk=work.pk).state == "todo"
