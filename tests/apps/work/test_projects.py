from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.work import office
from apps.work.office import FRIDAY, actor, at, columns, create, project
from guiju.apps import clock
from guiju.apps.work import models, queries
from guiju.apps.work.actions import doing, projects, tasks
from guiju.apps.work.errors import Code
from refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.opened()


def test_cards_are_dragged_between_columns_and_keep_their_places():
    which = project()
    first, second, third = (create(title=title, project=which) for title in "甲乙丙")

    tasks.move(actor=actor("3"), work_id=third, version=1, state="todo", before=first)
    tasks.move(actor=actor("1"), work_id=second, version=1, state="doing")

    assert columns(project=which) == [["丙", "甲"], ["乙"], []]


def test_between_two_cards_there_is_always_room():
    which = project()
    _first, second, third = (create(title=title, project=which) for title in "甲乙丙")

    tasks.move(actor=actor("3"), work_id=third, version=1, state="todo", before=second)

    assert columns(project=which) == [["甲", "丙", "乙"], [], []]


def test_to_done_is_completing_and_back_is_opening_again():
    which = project()
    pk = create(project=which)

    version = tasks.move(actor=actor("1"), work_id=pk, version=1, state="done")
    done = columns(project=which)
    tasks.move(actor=actor("1"), work_id=pk, version=version, state="todo")

    work = models.Work.objects.get(pk=pk)
    assert (done, columns(project=which), work.done, work.closed) == (
        [[], [], ["写文案"]],
        [["写文案"], [], []],
        None,
        None,
    )


def test_what_was_excused_is_not_dragged_back():
    pk = create()
    version = doing.excuse(actor=actor("3"), work_id=pk, version=1, said="不急")

    refused = refusal(tasks.move, actor=actor("1"), work_id=pk, version=version, state="todo")

    assert refused.code == Code.IS_CLOSED


def test_strangers_drag_nothing():
    pk = create()

    assert refusal(tasks.move, actor=actor("4"), work_id=pk, version=1, state="doing").code == Code.NOT_ALLOWED


def test_two_who_drag_the_same_card_do_not_undo_each_other():
    pk = create()
    tasks.move(actor=actor("1"), work_id=pk, version=1, state="doing")

    refused = refusal(tasks.move, actor=actor("3"), work_id=pk, version=1, state="todo")

    assert (refused.code, str(refused.data["did"])) == (Code.CHANGED_MEANWHILE, "挪动")


def test_a_team_forms_and_dissolves():
    which = project(goal="卖一百万", end=date(2026, 11, 12))
    projects.add_member(actor=actor("3"), project_id=which, number="4", part="客服")
    mine = create(project=which, accountable="4", number="3")

    before = queries.project(actor("4"), which)
    projects.close_project(actor=actor("3"), project_id=which, said="办完了")

    after = queries.projects(actor("4"), closed=True)
    assert [(member.who.number, member.part) for member in before.members] == [("3", ""), ("4", "客服")]
    assert (before.open, before.goal, [one.title for one in after]) == (1, "卖一百万", ["双十一"])
    assert (models.Work.objects.get(pk=mine).state, queries.projects(actor("4"))) == ("cancelled", [])


def test_members_give_each_other_tasks_of_the_project():
    which = project()
    for number in ("1", "4"):
        projects.add_member(actor=actor("3"), project_id=which, number=number)

    pk = create("1", accountable="4", project=which)

    assert [item.id for item in queries.board(actor("1"), project=which).todo] == [pk]


def test_who_is_not_of_the_team_sees_nothing_of_it():
    which = project()
    create(project=which)

    assert refusal(queries.board, actor=actor("4"), project=which).code == Code.UNKNOWN_PROJECT
    assert refusal(queries.project, actor=actor("4"), project_id=which).code == Code.UNKNOWN_PROJECT
    assert refusal(create, number="4", accountable="4", project=which).code == Code.UNKNOWN_PROJECT
    assert (queries.projects(actor("4")), refusal(projects.close_project, actor=actor("4"), project_id=which).code) == (
        [],
        Code.UNKNOWN_PROJECT,
    )


def test_members_do_not_run_the_team():
    which = project()
    projects.add_member(actor=actor("3"), project_id=which, number="1")

    refused = refusal(projects.add_member, actor=actor("1"), project_id=which, number="2")

    assert refused.code == Code.NOT_ALLOWED


def test_who_left_the_team_sees_it_no_more():
    which = project()
    with clock.at(at(date(2026, 10, 5), 9)):
        projects.add_member(actor=actor("3"), project_id=which, number="1")
    projects.remove_member(actor=actor("3"), project_id=which, number="1")

    assert [(one.who.number, one.end) for one in queries.project(actor("3"), which).members] == [
        ("1", date(2026, 10, 8)),
        ("3", None),
    ]
    assert queries.projects(actor("1")) == []


def test_a_member_s_part_is_said_anew():
    which = project()
    for part in ("文案", "拍摄"):
        projects.add_member(actor=actor("3"), project_id=which, number="1", part=part)

    assert [one.part for one in queries.project(actor("3"), which).members] == ["", "拍摄"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, Code.NEEDS_TITLE),
        ({"end": FRIDAY - timedelta(days=1)}, Code.DATES_REVERSED),
        ({"lead": "77"}, Code.UNKNOWN_PERSON),
    ],
)
def test_a_project_has_a_title_a_lead_and_dates_in_order(more, code):
    said = {"actor": actor("6"), "title": "双十一", "lead": "3", "start": FRIDAY} | more

    assert refusal(projects.open_project, **said).code == code


def test_specialists_form_no_teams():
    refused = refusal(projects.open_project, actor=actor("1"), title="双十一", lead="1")

    assert refused.code == Code.NOT_ALLOWED


def test_a_dissolved_team_stays_dissolved():
    which = project()
    projects.close_project(actor=actor("3"), project_id=which)

    assert refusal(projects.add_member, actor=actor("3"), project_id=which, number="1").code == Code.PROJECT_IS_CLOSED
    assert refusal(create, project=which).code == Code.PROJECT_IS_CLOSED


def test_a_members_end_is_not_before_today():
    refused = refusal(
        projects.add_member, actor=actor("3"), project_id=project(), number="1", end=FRIDAY - timedelta(days=1)
    )

    assert refused.code == Code.DATES_REVERSED


def test_one_s_own_board_holds_what_one_takes_part_in():
    create(title="甲")
    create(title="乙", accountable="2", responsible=("1",))

    assert columns("1") == [["甲", "乙"], [], []]


def test_a_unit_s_board_is_for_its_leader_and_its_people():
    create(title="甲")

    assert (columns("3", unit="流量获取组"), columns("2", unit="流量获取组")) == ([["甲"], [], []], [["甲"], [], []])
    assert refusal(queries.board, actor=actor("4"), unit="流量获取组").code == Code.NOT_ALLOWED


def test_a_person_s_board_is_for_who_leads_them():
    create(title="甲")

    assert columns("3", number="1") == [["甲"], [], []]
    assert refusal(queries.board, actor=actor("2"), number="1").code == Code.NOT_ALLOWED


def test_a_board_asks_as_often_for_many_cards_as_for_one(django_assert_num_queries):
    which, leader = project(), actor("3")
    create(project=which)
    with clock.at(timezone.localtime()):
        queries.board(leader, project=which)
    with django_assert_num_queries(5) as few:
        queries.board(leader, project=which)
    for number in range(20):
        create(title=f"第{number}", project=which, responsible=("2",))

    with django_assert_num_queries(len(few)):
        queries.board(leader, project=which)
