import pytest

import make
from guiju.apps.figures import rules
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.text import Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roster():
    make.book()
    make.post(make.person("2", "李四"), "流量获取组", "推广组长")
    make.post(make.person("3", "王五"), "客服组", "客服专员")


def test_ranges_open_the_figures_of_oneself_ones_group_or_all():
    own, group, everything = (make.actor(("view", "metrics", far), number="2") for far in ("own", "group", "all"))
    asked = [
        {},
        {"dim": "shop"},
        {"dim": "person", "key": "2"},
        {"dim": "person", "key": "3"},
        {"dim": "unit", "key": "流量获取组"},
    ]

    seen = [[rules.may_view_figures(actor, **ask) for ask in asked] for actor in (own, group, everything)]

    assert seen == [
        [False, False, True, False, False],
        [False, False, True, False, True],
        [True, True, True, True, True],
    ]


def test_data_is_brought_and_taken_by_who_may():
    bringer = make.actor(("import", "sources", "all"), ("export", "metrics", "all"), ("view", "sources", "own"))
    nobody = make.actor()

    for rule in (rules.may_import_data, rules.may_export_figures, rules.may_view_sources):
        assert [rule(bringer), rule(nobody)] == [True, False]
    assert rules.may_exchange(make.actor(("edit", "targets", "own")), Action.EDIT, Thing.TARGETS)


def test_an_input_of_no_position_is_open_to_the_range():
    span = Source("x", "").span(0, 0)
    declared = Input(name="x", clause="c", span=span)
    person = Subject(SubjectKind.PERSON, "2")

    assert rules.may_enter(make.actor(("edit", "inputs", "own"), number="2"), declared, person)
    assert not rules.may_confirm(make.actor(("edit", "inputs", "own"), number="2"), declared, person)
    assert rules.may_view_inputs(make.actor(("view", "inputs", "own"), number="2"), person)


def test_a_position_that_nobody_declared_is_nobodys():
    subject = Subject(SubjectKind.POSITION, "无名岗")

    assert rules.may_view_targets(
        make.actor(("view", "targets", "group"), number="2"), Subject(SubjectKind.UNIT, "流量获取组")
    )
    assert not rules.may_view_targets(make.actor(("view", "targets", "group"), number="2"), subject)
