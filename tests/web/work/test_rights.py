"""Who is answered what at the addresses of one task, one project, one report of something prohibited."""

import pytest

import make
from apps.work.office import actor
from guiju.apps.conduct import actions as conduct
from guiju.apps.conduct import models
from guiju.apps.work.actions import projects, tasks
from guiju.apps.work.values import Task
from web import department, seen, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
DIRECTOR, LEADER, HR, OUTSIDER = department.DIRECTOR, department.LEADER, department.HR, department.OUTSIDER
# 2 reported 1; HR hears, the director decides, 7 judges appeals. The task is 1's, 3 leads their group.
CONCERNED, REPORTER, JUDGE = "1", "2", "7"
ROLES = (DIRECTOR, LEADER, CONCERNED, REPORTER, HR, OUTSIDER, JUDGE)
STEPS = ("answer", "hear", "decide", "appeal", "settle")


@pytest.fixture(autouse=True)
def judge(busy):
    make.post(make.person(JUDGE, "钱多"), "电商部", "财务专员")


@pytest.fixture
def case():
    said = {"rule": "刷单", "about": CONCERNED, "happened": working.FRIDAY, "said": "看到了", "anonymous": False}
    return conduct.report(actor=actor(REPORTER), **said)


@pytest.fixture
def task():
    return tasks.create(actor=make.operator(), task=Task("换主图", CONCERNED, informed=(HR,)))


@pytest.fixture
def project():
    return projects.open_project(actor=actor(LEADER), title="双十一", lead=CONCERNED, start=working.FRIDAY)


def statuses(visit, address):
    return {role: visit(role).get(address).status_code for role in ROLES}


def only(*roles):
    return {role: 200 if role in roles else 403 for role in ROLES}


def test_a_task_is_open_to_whose_it_is_who_hears_of_it_and_who_leads(visit, task):
    assert statuses(visit, f"/work/{task}/") == only(CONCERNED, LEADER, HR, DIRECTOR)
    assert statuses(visit, f"/work/{task}/edit/") == only(CONCERNED, LEADER, DIRECTOR)


def test_a_project_is_open_to_its_team_and_who_stands_above(visit, project):
    assert statuses(visit, f"/work/projects/{project}/") == only(CONCERNED, LEADER, DIRECTOR)


@pytest.mark.parametrize(
    ("done", "open_to"),
    [
        ((), {CONCERNED, REPORTER, HR}),
        (("hear",), {CONCERNED, REPORTER, HR, DIRECTOR}),
        (("hear", "decide", "appeal"), {CONCERNED, REPORTER, HR, DIRECTOR, JUDGE}),
    ],
)
def test_a_case_is_open_to_those_whom_it_has_reached(visit, case, done, open_to):
    through(visit, case, done)

    assert statuses(visit, f"/work/cases/{case}/") == only(*open_to)
    listed = {role: f'href="/work/cases/{case}/"' in visit(role).get("/work/cases/").content.decode() for role in ROLES}
    assert listed == {role: role in open_to for role in ROLES}


@pytest.mark.parametrize(
    ("done", "step", "doer"),
    [
        ((), "answer", CONCERNED),
        ((), "hear", HR),
        (("hear",), "decide", DIRECTOR),
        (("hear", "decide"), "appeal", CONCERNED),
        (("hear", "decide", "appeal"), "settle", JUDGE),
    ],
)
def test_each_step_is_offered_to_one_and_done_by_nobody_else(visit, case, done, step, doer):
    through(visit, case, done)
    url = f"/work/cases/{case}/"
    offered = {role: f'name="step" value="{step}"' in visit(role).get(url).content.decode() for role in ROLES}
    version = models.Case.objects.get().version

    for role in ROLES:
        if role != doer:
            visit(role).post(url, {"step": step, "version": version, "said": "试试", "sanction": ""})
    before = models.Case.objects.get().version
    visit(doer).post(url, {"step": step, "version": version, "said": "好", "sanction": ""})

    assert offered == {role: role == doer for role in ROLES}
    assert (before, models.Case.objects.get().version > version) == (version, True)


@pytest.mark.parametrize("role", [DIRECTOR, LEADER, HR, CONCERNED, REPORTER, OUTSIDER])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everybody_may_report_and_finds_the_rule_signed_and_acted_on_by_reports(visit, role, language):
    client = visit(role, language)
    clause, form = client.get("/rulebook/clause/work/"), client.get("/work/cases/report/")

    assert form.status_code == 200
    said = seen.text(clause)
    assert ("已签收，凭举报" if language == "zh-hans" else "Signed; acted on when reported") in said


def through(visit, case, steps):
    """The case, after some of its steps."""
    doers = dict(zip(STEPS, (CONCERNED, HR, DIRECTOR, CONCERNED, JUDGE), strict=True))
    for step in steps:
        version = models.Case.objects.get().version
        said = {"step": step, "version": version, "said": "好", "sanction": "书面警告" if step == "decide" else ""}
        visit(doers[step]).post(f"/work/cases/{case}/", said)
