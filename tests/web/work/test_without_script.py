"""Every page of work and of records does with links and forms what script does more smoothly."""

from html.parser import HTMLParser

import pytest

import make
from apps.work import office
from guiju.apps.work import models
from guiju.apps.work.actions import projects, tasks
from guiju.apps.work.values import Task
from web import department, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
PAGES = (
    "/",
    "/work/",
    "/work/?of=group&state=done",
    "/work/calendar/",
    "/work/board/",
    "/work/board/?of=group",
    "/work/projects/",
    "/work/reports/",
    "/work/reports/推广日报/",
    "/work/kept/核心数据/",
    "/work/meetings/",
    "/work/absences/",
    "/work/notices/",
    "/work/new/",
    "/work/cases/",
    "/work/cases/report/",
    "/work/records/",
    "/work/records/of/日报/",
    "/work/records/of/日报/new/",
    "/work/records/of/设计需求/",
    "/work/records/of/设计需求/new/",
)
# what a browser opens by itself, and chips that only type for somebody who may type
OWN_WAYS = {"popovertarget", "commandfor", "data-name"}


class Read(HTMLParser):
    """What a page offers to press, and what of it would do nothing without script."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.dead: list[str] = []
        self.form: dict[str, str | None] | None = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = given
            if "hx-post" in given and (given.get("method"), given.get("action")) != ("post", given["hx-post"]):
                self.dead.append(self.get_starttag_text())
        if "hx-get" in given and tag == "a" and given.get("href") != given["hx-get"]:
            self.dead.append(self.get_starttag_text())
        if tag not in {"a", "form"} and ("hx-post" in given or ("hx-get" in given and "hx-trigger" not in given)):
            self.dead.append(self.get_starttag_text())
        if tag == "a" and "href" not in given:
            self.dead.append(self.get_starttag_text())
        if tag == "button" and "hidden" not in given:  # what a script shows, only a script can press
            self.pressed += 1
            lone = given.get("type") == "button" or (self.form is None and "form" not in given)
            if lone and not OWN_WAYS & given.keys():
                self.dead.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


@pytest.fixture
def more():
    """A task with everything on it, and a project."""
    which = projects.open_project(actor=make.operator(), title="双十一", lead="3", start=working.FRIDAY)
    said = Task("换主图", "1", checklist=("甲",), project=None, consulted=("3",))
    made = tasks.create(actor=make.operator(), task=said)
    meeting = office.work("周例会", day=working.MONDAY)
    return [f"/work/{made}/", f"/work/{made}/edit/", f"/work/projects/{which}/", f"/work/{meeting.pk}/"]


@pytest.mark.parametrize("role", [department.DIRECTOR, department.LEADER, department.SPECIALIST])
def test_whatever_a_page_offers_to_press_works_without_script(visit, more, role):
    client = visit(role)
    dead, pressed = {}, 0
    verbs = [f"/work/{pk}/do/complete/" for pk in models.Work.objects.values_list("pk", flat=True)[:5]]
    for address in (*PAGES, *more, *verbs):
        page = client.get(address)
        if page.status_code == 200:
            read = Read()
            read.feed(page.content.decode())
            pressed += read.pressed
            dead[address] = read.dead

    assert {address: found for address, found in dead.items() if found} == {}
    assert len(dead) > len(PAGES)
    assert pressed > len(PAGES)
