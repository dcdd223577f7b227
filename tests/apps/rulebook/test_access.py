"""What somebody may do follows from the posts they hold and the 权限 rules in force; nothing else opens a door."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User

import make
from guiju.apps.people.models import Person
from guiju.apps.rulebook import access, rules
from guiju.apps.rulebook.access import Role
from guiju.lang.kinds.choices import Action, Thing

pytestmark = pytest.mark.django_db

POSTS = {
    "1": ("电商部", "电商总监"),
    "2": ("流量获取组", "推广组长"),
    "3": ("流量获取组", "投手"),
    "4": ("客服组", "客服组长"),
    "5": ("客服组", "客服专员"),
    "6": ("电商部", "人事专员"),
    "7": ("电商部", "财务专员"),
    "8": ("无名组", "闲人"),
}


@pytest.fixture
def actors():
    make.book()
    for number, (unit, position) in POSTS.items():
        who = make.person(number, f"员工{number}")
        make.user(who)
        make.post(who, unit, position)
    return {user.username: access.actor_of(user, where="web") for user in User.objects.all()}


def test_actors_carry_what_their_posts_open(actors):
    specialist = actors["3"]

    assert (specialist.name, specialist.number, specialist.trusted) == ("员工3", "3", False)
    assert {(str(g.may), str(g.what), str(g.range)) for g in specialist.grants} == {
        ("view", "metrics", "own"),
        ("view", "appraisal", "own"),
    }
    assert actors["8"].grants == specialist.grants


def test_roles_say_what_somebody_comes_for(actors):
    assert {number: set(access.roles(actor)) for number, actor in actors.items()} == {
        "1": {Role.DIRECTOR},
        "2": {Role.LEADER},
        "3": {Role.SPECIALIST},
        "4": {Role.LEADER},
        "5": {Role.SPECIALIST},
        "6": {Role.HR},
        "7": {Role.FINANCE},
        "8": {Role.SPECIALIST},
    }
    assert set(access.roles(make.operator())) == {Role.ADMINISTRATOR}


@pytest.mark.usefixtures("actors")
def test_a_flag_in_the_roster_makes_a_leader_too():
    who = make.person("9", "代组长")
    make.post(who, "客服组", "客服专员", leader=True)

    assert access.roles(access.actor_of(make.user(who), where="web")) == {Role.LEADER}


def test_nobody_may_anything_before_a_regulation_is_in_force():
    who = make.person()
    make.post(who, "电商部", "电商总监")
    actor = access.actor_of(make.user(who), where="web")

    assert (actor.grants, access.roles(actor)) == (frozenset(), {Role.SPECIALIST})
    assert rules.units_of(actor, Action.VIEW, Thing.APPRAISAL) == frozenset()


def test_strangers_and_closed_accounts_may_nothing():
    stranger = User.objects.create_user("stranger")
    closed = User.objects.create_user("closed", is_active=False)

    assert [access.actor_of(user, where="web").grants for user in (AnonymousUser(), stranger, closed)] == [
        frozenset()
    ] * 3
    assert not rules.may_view_regulation(access.actor_of(stranger, where="web"))


def test_administrators_may_everything():
    admin = access.actor_of(User.objects.create_superuser("admin"), where="web")

    assert rules.may(admin, "edit", "roster")
    assert rules.numbers_within(admin, "view", "appraisal") is None


def test_ranges_reach_oneself_ones_group_or_all(actors):
    seen = {n: rules.numbers_within(actors[n], "view", "appraisal") for n in ("1", "2", "3", "4", "7")}

    assert seen == {
        "1": None,
        "2": {"2", "3"},
        "3": {"3"},
        "4": {"4", "5"},
        "7": None,
    }
    assert rules.numbers_within(actors["3"], "edit", "targets") == frozenset()


def test_a_question_about_one_person_or_unit_is_answered_by_the_range(actors):
    leader = actors["2"]

    assert [rules.may(leader, "view", "appraisal", number=n) for n in ("3", "5")] == [True, False]
    assert [rules.may(leader, "edit", "targets", unit=u) for u in ("流量获取组", "客服组", "")] == [True, False, False]
    assert rules.may(actors["1"], "edit", "targets", unit="客服组")
    assert not rules.may(actors["3"], "edit", "targets", unit="流量获取组")


def test_who_leads_a_unit_reaches_those_under_it(actors):
    group = ("view", "appraisal", "group")
    director, stranger = make.actor(group, number="1"), make.actor(group, number="8")

    assert rules.units_of(director, Action.VIEW, Thing.APPRAISAL) == {"电商部", "流量获取组", "客服组"}
    assert rules.units_of(stranger, Action.VIEW, Thing.APPRAISAL) == {"无名组"}
    assert rules.units_of(actors["2"], Action.VIEW, Thing.APPRAISAL) == {"流量获取组"}


def test_a_second_post_in_another_unit_does_not_open_that_unit(actors):
    leader = Person.objects.get(number="2")
    make.post(leader, "电商部", "财务助理", main=False)
    both = access.actor_of(leader.user, where="web")

    assert rules.numbers_within(both, Action.VIEW, Thing.APPRAISAL) == {"2", "3"}
    assert rules.numbers_within(both, Action.VIEW, Thing.APPRAISAL) == rules.numbers_within(
        actors["2"], Action.VIEW, Thing.APPRAISAL
    )


def test_who_came_from_another_group_does_not_reach_back_into_it():
    make.book()
    leader = make.person("2", "员工2")
    make.post(leader, "客服组", "客服组长", end=date(2026, 5, 31))
    make.post(leader, "流量获取组", "推广组长", start=date(2026, 6, 1))
    for number, unit, first, last in (
        ("3", "流量获取组", date(2026, 1, 1), None),
        ("5", "客服组", date(2026, 1, 1), None),
        ("6", "客服组", date(2026, 1, 1), date(2026, 5, 31)),
        ("6", "流量获取组", date(2026, 6, 1), None),
    ):
        who = Person.objects.filter(number=number).first() or make.person(number, f"员工{number}")
        make.post(who, unit, "专员", start=first, end=last)
    actor = access.actor_of(make.user(leader), where="web")
    seen = {
        day: rules.numbers_within(actor, Action.VIEW, Thing.APPRAISAL, day=day)
        for day in (date(2026, 4, 30), date(2026, 9, 30))
    }

    assert seen == {date(2026, 4, 30): {"2", "3"}, date(2026, 9, 30): {"2", "3", "6"}}


def test_everybody_in_the_roster_may_read_the_rules_and_few_may_change_them(actors):
    assert [rules.may_view_regulation(actors[n]) for n in ("1", "3", "8")] == [True] * 3
    assert [rules.may_draft(actors[n]) for n in ("1", "3")] == [True, False]
    assert [rules.may_adopt(actors[n]) for n in ("1", "2")] == [True, False]
