"""Importing the roster: once is enough, twice changes nothing, and a contradiction stops the whole file."""

from datetime import date
from fractions import Fraction

import pytest

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.people import actions, queries
from guiju.apps.people.values import Owner, Pay, Person, Post, Shop
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db

JAN, MAY = date(2026, 1, 1), date(2026, 5, 1)
ZHANG = {"number": "1", "name": "张三", "joined": JAN}
LI = {"number": "2", "name": "李四", "joined": JAN}
POST = {"number": "1", "name": "张三", "unit": "流量获取组", "position": "推广专员", "start": JAN}
SHOP = {"name": "旗舰店", "platform": "天猫", "aliases": ("旗舰", "Flagship")}
OWNER = {"number": "1", "kind": "shop", "key": "旗舰店", "start": JAN}
FULL = {
    "people": [ZHANG, LI],
    "posts": [POST | {"leader": True}, POST | {"unit": "电商部", "position": "电商总监", "main": False, "end": MAY}],
    "pay": [
        {"number": "1", "start": JAN, "performance": Fraction(3000), "base": Fraction(500050, 100)},
        {"number": "1", "start": MAY, "performance": Fraction(3200)},
    ],
    "shops": [SHOP],
    "owners": [OWNER | {"share": Fraction(1, 3)}, OWNER | {"number": "2", "share": Fraction(2, 3)}],
}


def imported(actor=None, dry_run=False, **rows):
    content = make.workbook(**rows)
    return actions.import_roster(actor=actor or make.operator(), content=content, name="名册.xlsx", dry_run=dry_run)


def findings(**rows):
    return [(f.code, f.place.sheet, f.place.row, f.place.column) for f in imported(dry_run=True, **rows).findings]


def test_every_sheet_arrives():
    report = imported(**FULL)

    assert (report.findings, len(report.changes)) == ((), 9)
    assert queries.people() == [Person("1", "张三", JAN), Person("2", "李四", JAN)]
    assert queries.posts() == [
        Post("1", "流量获取组", "推广专员", JAN, leader=True),
        Post("1", "电商部", "电商总监", JAN, MAY, main=False),
    ]
    assert queries.roster().pay == [
        Pay("1", JAN, Fraction(3000), Fraction(10001, 2)),
        Pay("1", MAY, Fraction(3200)),
    ]
    assert queries.shops() == [Shop("旗舰店", "天猫", ("旗舰", "Flagship"))]
    assert queries.owners(JAN, JAN) == [
        Owner("1", "shop", "旗舰店", JAN, share=Fraction(1, 3)),
        Owner("2", "shop", "旗舰店", JAN, share=Fraction(2, 3)),
    ]


def test_the_same_import_twice_changes_nothing():
    imported(**FULL)
    before = len(ledger.lines())

    assert imported(**FULL).changes == ()
    assert len(ledger.lines()) == before


def test_what_is_exported_imports_without_a_change():
    imported(**FULL)

    content = actions.export_roster(actor=make.operator())

    report = actions.import_roster(actor=make.operator(), content=content, name="x")
    assert (report.findings, report.changes) == ((), ())


def test_rows_with_the_same_key_are_replaced_and_others_stay():
    imported(**FULL)

    imported(
        people=[ZHANG | {"name": "张三丰"}],
        posts=[POST | {"name": "张三丰", "end": MAY}],
        shops=[SHOP | {"platform": "京东"}],
    )

    assert [person.name for person in queries.people()] == ["张三丰", "李四"]
    assert [(post.unit, post.end, post.leader) for post in queries.posts()] == [
        ("流量获取组", MAY, False),
        ("电商部", MAY, False),
    ]
    assert queries.shops()[0].platform == "京东"


def test_rows_marked_void_are_taken_out():
    imported(**FULL)

    imported(
        people=[LI | {"void": True}],
        owners=[OWNER | {"void": True}, OWNER | {"number": "2", "void": True}],
        shops=[SHOP | {"void": True}],
        pay=[FULL["pay"][1] | {"void": True}],
        posts=[POST | {"void": True}],
    )

    roster = queries.roster()
    assert [len(roster.people), len(roster.posts), len(roster.pay), len(roster.shops), len(roster.owners)] == [
        1,
        1,
        1,
        0,
        0,
    ]


def test_a_dry_run_only_tells():
    assert len(imported(dry_run=True, **FULL).changes) == 9
    assert queries.people() == []


def test_the_ledger_says_who_changed_whom():
    imported(**FULL)
    imported(people=[ZHANG | {"name": "张三丰"}])

    line = ledger.history(kind="person", key="1")[-1]

    zhang = {"number": "1", "joined": "2026-01-01", "left": None}
    assert (line.action, line.who) == ("people.import_roster", "operator")
    assert (line.before, line.after) == ([zhang | {"name": "张三"}], [zhang | {"name": "张三丰"}])


def test_who_may_not_is_refused():
    with pytest.raises(Refused, match="没有改动名册的权限"):
        imported(actor=make.actor(("view", "roster", "all")), people=[ZHANG])
    with pytest.raises(Refused, match="没有改动名册的权限"):
        actions.export_roster(actor=make.actor(("edit", "roster", "all")))


def test_who_may_edit_the_whole_roster_imports_it():
    assert len(imported(actor=make.actor(("import", "roster", "all")), people=[ZHANG]).changes) == 1


def test_all_problems_are_listed_at_once_and_nothing_is_taken_over():
    found = findings(
        people=[ZHANG, ZHANG, LI | {"joined": MAY, "left": JAN}],
        posts=[
            POST | {"number": "9", "name": ""},
            POST | {"end": date(2025, 1, 1)},
            POST | {"name": "李四", "start": MAY, "main": False},
        ],
        owners=[OWNER],
    )

    assert found == [
        ("row_twice", "人员", 3, ""),
        ("dates_reversed", "人员", 4, "离职日期"),
        ("unknown_person", "任职", 2, "工号"),
        ("dates_reversed", "任职", 3, "结束日期"),
        ("other_name", "任职", 4, "姓名"),
        ("unknown_shop", "归属", 2, "名称"),
    ]
    assert queries.people() == []


def test_two_main_posts_at_once_contradict():
    other = POST | {"unit": "销售转化组", "position": "运营"}

    assert findings(people=[ZHANG], posts=[POST, other]) == [("two_main_posts", "任职", 3, "主岗")]
    assert findings(people=[ZHANG], posts=[POST | {"end": MAY}, other | {"start": MAY}]) == [
        ("two_main_posts", "任职", 3, "主岗")
    ]
    assert findings(people=[ZHANG], posts=[POST | {"end": MAY}, other | {"start": date(2026, 5, 2)}]) == []


def test_a_post_held_within_a_longer_one_contradicts_too():
    long = POST | {"end": date(2026, 12, 31)}
    short = POST | {"unit": "甲", "start": date(2026, 2, 1), "end": date(2026, 2, 28)}
    late = POST | {"unit": "乙", "start": date(2026, 4, 1), "end": date(2026, 4, 30)}

    assert findings(people=[ZHANG], posts=[long, short, late]) == [
        ("two_main_posts", "任职", 3, "主岗"),
        ("two_main_posts", "任职", 4, "主岗"),
    ]


def test_a_contradiction_with_what_is_already_there_is_found_at_the_new_row():
    imported(people=[ZHANG], posts=[POST | {"start": MAY}])

    assert findings(posts=[POST | {"unit": "销售转化组"}]) == [("two_main_posts", "任职", 2, "主岗")]


def test_the_same_post_held_twice_contradicts():
    assert findings(people=[ZHANG], posts=[POST, POST | {"start": MAY, "main": False}]) == [
        ("post_twice", "任职", 3, "开始日期")
    ]


def test_owners_need_shares_that_make_a_whole():
    both = {"people": [ZHANG, LI], "shops": [SHOP]}
    half, third = {"share": Fraction(1, 2)}, {"share": Fraction(1, 3)}

    assert findings(**both, owners=[OWNER, OWNER | {"number": "2"}]) == [("no_shares", "归属", 3, "份额")]
    assert findings(**both, owners=[OWNER | half, OWNER | third | {"number": "2"}]) == [
        ("shares_off", "归属", 3, "份额")
    ]
    assert findings(**both, owners=[OWNER | half]) == [("shares_off", "归属", 2, "份额")]
    assert findings(**both, owners=[OWNER | {"end": MAY}, OWNER | {"number": "2", "start": date(2026, 5, 2)}]) == []
    assert findings(**both, owners=[OWNER | half, OWNER | half | {"number": "2"}]) == []


def test_shares_say_what_they_sum_to():
    report = imported(people=[ZHANG], shops=[SHOP], owners=[OWNER | {"share": Fraction(1, 2)}])

    assert (report.findings[0].problem_text, report.findings[0].mend_text) == (
        "“旗舰店”从 2026-01-01 起的份额合计 50%，不是 100%（1）。",
        "改正份额，让合计正好 100%；三人均分可写 1/3。",
    )


def test_a_leaver_with_open_rows_contradicts_until_they_are_closed():
    imported(**FULL)
    left = {"left": date(2026, 6, 30)}

    found = findings(people=[ZHANG | left])
    closed = findings(
        people=[ZHANG | left],
        posts=[POST | {"end": MAY}],
        owners=[
            OWNER | {"end": MAY, "share": Fraction(1, 3)},
            OWNER | {"number": "2", "share": Fraction(2, 3), "end": MAY},
        ],
    )

    assert found == [("left_but_open", "人员", 2, "结束日期"), ("left_but_open", "人员", 2, "结束日期")]
    assert closed == []


def test_nothing_begins_before_joining():
    assert findings(people=[ZHANG | {"joined": MAY}], posts=[POST]) == [("before_joining", "任职", 2, "开始日期")]


def test_two_shops_cannot_share_a_name():
    assert findings(shops=[SHOP, SHOP | {"name": "专卖店", "aliases": ("flagship",)}]) == [
        ("shop_name_twice", "店铺", 3, "别名")
    ]


def test_taking_out_what_is_not_there_is_a_finding():
    assert findings(people=[ZHANG | {"void": True}]) == [("void_of_nothing", "人员", 2, "")]


def test_a_file_that_is_no_workbook_is_a_finding():
    report = actions.import_roster(actor=make.operator(), content=b"no", name="x.xlsx")

    assert [finding.code for finding in report.findings] == ["unreadable"]
