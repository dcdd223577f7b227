"""However much hangs on a piece of work, its page asks the database fifteen questions at most."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work import models
from guiju.apps.work.actions import meetings, planning, projects, tasks
from guiju.apps.work.values import ActionItem, Task
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
MOST = 15
ROLES = (department.DIRECTOR, department.LEADER, department.SPECIALIST)


def queries(client, work: int) -> int:
    client.get(f"/work/{work}/")
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/work/{work}/").status_code == 200
    return len(found)


def task(title: str, **given: object) -> int:
    asked = Task(title, "1", due=datetime(2026, 10, 9, 18), **given)
    return tasks.create(actor=make.operator(), task=asked)


def laden() -> int:
    """A task of a project with everything that a task may have."""
    team = projects.open_project(actor=make.operator(), title="双11", goal="备货", lead="3")
    projects.add_member(actor=make.operator(), project_id=team, number="1")
    made = task("换主图", project=team, responsible=("2",), consulted=("4",), reviewer="3", checklist=("头图", "详情"))
    before, after = task("拍照"), task("上架", project=team)
    tasks.depend(actor=make.operator(), work_id=made, needs=before)
    tasks.depend(actor=make.operator(), work_id=after, needs=made)
    return made


def test_a_task_with_all_that_hangs_on_it_asks_fifteen_at_most(visit):
    work = laden()
    brought = SimpleUploadedFile("brief.txt", "说明".encode())
    visit("1").post(f"/work/{work}/do/remark/?next=/work/{work}/", {"said": "请看", "attachments": brought})
    clients = {role: visit(role) for role in ROLES}
    few = {role: queries(client, work) for role, client in clients.items()}
    for number in range(12):
        tasks.depend(actor=make.operator(), work_id=work, needs=task(f"先办 {number}"))
    many = {role: queries(client, work) for role, client in clients.items()}

    assert many == few
    assert {role: count for role, count in many.items() if count > MOST} == {}
    said = seen.text(clients[department.SPECIALIST].get(f"/work/{work}/"))
    assert "要等 13 件事先办完" in said
    assert "等着它的 上架" in said


def test_a_duty_and_a_meeting_with_what_was_decided_ask_fifteen_at_most(visit):
    planning.plan_work(until=date(2026, 10, 26))
    first, then = models.Work.objects.filter(rule="duty:周例会").order_by("day")[:2]
    items = (ActionItem("改标题", "1"), ActionItem("换主图", "2"))
    done = {"work_id": first.pk, "version": first.version, "present": ("1",), "minutes": "都到", "actions": items}
    with clock.at(office.at(first.day, 18)):
        meetings.hold(actor=make.operator(), **done)
    duty = office.work("核心数据", "1")
    clients = {role: visit(role) for role in (department.DIRECTOR, department.LEADER)}
    counts = {(role, work.pk): queries(one, work.pk) for role, one in clients.items() for work in (first, then, duty)}

    assert {place: count for place, count in counts.items() if count > MOST} == {}
    assert "上次定下、还没办完的 改标题" in seen.text(clients[department.LEADER].get(f"/work/{then.pk}/"))
