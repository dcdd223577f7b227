"""Sixty people with their work cost a page of work no question more than a handful."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work.actions import doing, planning, projects, tasks
from guiju.apps.work.values import Task
from web import department, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
MOST = 15
ROLES = (department.DIRECTOR, department.LEADER, department.SPECIALIST, department.HR)
PARTS = {"/#inbox": "div#inbox", "/#numbers": "div#numbers", "/#group": "div#group"}
PAGES = (
    "/",
    "/work/",
    "/work/?of=group",
    "/work/?of=all&state=done",
    "/work/calendar/",
    "/work/calendar/?of=group",
    "/work/board/",
    "/work/board/?of=group",
    "/work/projects/",
    "/work/reports/",
    "/work/reports/推广日报/",
    "/work/kept/核心数据/",
    "/work/kept/核心数据/?by=unit",
    "/work/meetings/",
    "/work/absences/",
    "/work/notices/",
    "/work/new/",
)


def crowd() -> None:
    """Sixty more in the group, each with duties, tasks, remarks and something done."""
    for number in range(60):
        make.post(make.person(f"k{number:03}", f"众{number:03}"), "流量获取组", "推广专员")
    planning.plan_work(until=working.FRIDAY + timedelta(days=7))
    for number in range(60):
        who = f"k{number:03}"
        made = tasks.create(actor=make.operator(), task=Task(f"事{number}", who, responsible=("1",), informed=("3",)))
        doing.remark(actor=office.actor(who), work_id=made, said="@周岚 在做")
        work = office.work("核心数据", who)
        doing.complete(actor=office.actor(who), work_id=work.pk, version=work.version)


def seed() -> None:
    """One of everything that the crowd will have many of."""
    made = tasks.create(actor=make.operator(), task=Task("事", "2", responsible=("1",), informed=("3", "9")))
    tasks.create(actor=make.operator(), task=Task("自己的", "1"))
    doing.remark(actor=office.actor("2"), work_id=made, said="@周岚 在做")
    work = office.work("核心数据", "2")
    doing.complete(actor=office.actor("2"), work_id=work.pk, version=work.version)


def queries(client, path: str) -> tuple[int, int]:
    headers = {"HX-Target": PARTS[path]} if path in PARTS else {}
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as found:
        status = client.get(path.partition("#")[0], headers=headers).status_code
    return status, len(found)


def counted(clients) -> dict[tuple[str, str], tuple[int, int]]:
    with clock.at(office.at(working.FRIDAY, 13)):
        return {(role, path): queries(client, path) for role, client in clients.items() for path in (*PAGES, *PARTS)}


def test_sixty_more_people_cost_no_page_of_work_a_query_more(visit):
    seed()
    clients = {role: visit(role) for role in ROLES}
    few = counted(clients)
    crowd()
    many = counted(clients)

    assert {place: (few[place], found) for place, found in many.items() if found[1] > few[place][1]} == {}
    assert {place: count for place, (_status, count) in many.items() if count > MOST} == {}


def test_twenty_more_tasks_cost_a_project_no_question_more(visit):
    project = projects.open_project(actor=make.operator(), title="大促", lead="3")
    paths = [f"/work/projects/{project}/", f"/work/new/?project={project}", f"/work/board/?project={project}"]
    client, counts = visit("3"), []
    for more in (2, 20):
        for number in range(more):
            tasks.create(actor=office.actor("3"), task=Task(f"事{more}{number}", "1", project=project))
        counts.append({path: queries(client, path) for path in paths})

    assert counts[0] == counts[1]
    assert [(status, count <= MOST) for status, count in counts[1].values()] == [(200, True)] * 3
