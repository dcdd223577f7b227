"""What the page says of rights is what the house does: the answers are those of the rights themselves."""

import pytest
from django.contrib.auth.models import User

import make
from guiju.apps.people import queries as people
from guiju.apps.people.values import Administrator
from guiju.apps.remember import remembered
from guiju.apps.rulebook import access, asking, rules
from guiju.apps.rulebook.access import actor_of
from guiju.lang.kinds.choices import Action, Thing
from web.department import BOOK

pytestmark = pytest.mark.django_db
PEOPLE = {
    "1": ("流量获取组", "投手"),  # an alias of 推广专员
    "3": ("流量获取组", "推广组长"),
    "4": ("客服组", "客服专员"),
    "5": ("客服组", "客服组长"),
    "8": ("电商部", "人事专员"),
    "9": ("电商部", "电商总监"),
}


@pytest.fixture
def house():
    for number, (unit, position) in PEOPLE.items():
        make.user(make.post(make.person(number, f"人{number}"), unit, position).person)
    make.post(_person("4"), "流量获取组", "推广专员")
    make.book(BOOK)


def _person(number):
    from guiju.apps.people.models import Person

    return Person.objects.get(number=number)


@pytest.mark.usefixtures("house")
def test_the_answer_is_what_the_rights_themselves_say_for_everybody_and_everything(standing_clock):
    state = asking.state(standing_clock.date())
    differing = []
    for number in PEOPLE:
        actor = actor_of(_person(number).user, where="web")
        for may in Action:
            for what in Thing:
                for over in ("", *PEOPLE):
                    told = state.asked.why(number, may, what, over).may
                    if told != rules.may(actor, may, what, number=over):
                        differing.append((number, may, what, over, told))

    assert differing == []


@pytest.mark.usefixtures("house")
def test_who_may_and_why_agree(standing_clock):
    state = asking.state(standing_clock.date())
    for may in Action:
        for what in Thing:
            for over in ("", *PEOPLE):
                who = state.asked.who(may, what, over)
                by_one = {number for number in PEOPLE if state.asked.why(number, may, what, over).may}
                assert by_one == (set(PEOPLE) if who.open else set(who.people)), (may, what, over)


@pytest.mark.usefixtures("house")
def test_administrators_stand_beside_what_the_regulation_opens(standing_clock):
    User.objects.create_superuser("admin", password="a long password")
    User.objects.filter(username="9").update(is_superuser=True)

    found = asking.state(standing_clock.date()).administrators

    assert found == (Administrator("9", "9"), Administrator("admin", ""))


@pytest.mark.usefixtures("house")
def test_one_asks_about_oneself_and_about_those_whom_one_sees():
    asks = {number: actor_of(_person(number).user, where="web") for number in ("1", "3", "8")}

    assert asking.asks_about(asks["1"]) == {"1"}
    assert asking.asks_about(asks["3"]) == {"1", "3", "4"}
    assert [asking.may_ask_of_all(asks[number]) for number in ("1", "3", "8")] == [False, False, True]


@pytest.mark.usefixtures("house")
def test_rights_cost_a_page_two_queries_however_much_is_asked(django_assert_max_num_queries):
    user = _person("1").user
    actor_of(user, where="web")  # a worker has read the regulation once
    with remembered():
        people.person_of(user.pk)  # who it is, a page asks in any case
        with django_assert_max_num_queries(2):
            actor = actor_of(user, where="web")
            asked = [rules.may(actor, may, what, number=one) for may in Action for what in Thing for one in "13"]
            access.roles(actor)
            access.needs_second_factor(actor)

    assert any(asked)


def test_without_a_regulation_there_is_nothing_to_ask(standing_clock):
    assert asking.state(standing_clock.date()) is None
