"""Address books of messengers: recognised, matched, taken over; who is unclear stays aside."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest

import make
from guiju.apps.people import queries
from guiju.apps.people.addressbook import books, matching, reading
from guiju.apps.people.addressbook.turning import Sorting
from guiju.apps.people.addressbook.values import SKIP, Known, place
from guiju.apps.refusal import Refused

UNITS = (Known("电商部"), Known("流量获取组", ("投放组",)), Known("客服组"))
POSITIONS = (
    Known("推广组长", (), "流量获取组", leads=True),
    Known("推广专员", ("投手",), "流量获取组"),
    Known("客服组长", (), "客服组", leads=True),
    Known("客服专员", (), "客服组"),
)
TODAY = date(2026, 10, 9)
START = date(2026, 10, 1)


def csv(*rows: Sequence[str]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")


def brought(*rows: Sequence[str]) -> int:
    found = books.bring(actor=make.operator(), content=csv(*rows), name="通讯录.csv")
    assert isinstance(found, int), found
    return found


def sorting(book: int, **changes: object) -> Sorting:
    entries = books.open_book(make.operator(), book).entries
    units = matching.units(matching.departments(entries), UNITS, {})
    positions = matching.positions(matching.titles(entries), units, POSITIONS, {})
    return Sorting(**{"units": units, "positions": positions, "start": START, "today": TODAY, **changes})


@pytest.mark.parametrize(
    ("head", "origin", "path"),
    [
        (("姓名", "账号", "别名", "职务", "部门", "性别", "手机", "座机", "激活状态"), "wecom", "甲公司/电商部/客服组"),
        (
            ("员工UserID", "姓名", "部门", "职位", "主管", "工号", "是否部门主管", "入职时间"),
            "dingtalk",
            "甲公司-电商部-客服组",
        ),
        (
            ("姓名", "手机号码", "工作邮箱", "部门", "直属上级", "工号", "人员类型", "职务"),
            "feishu",
            "甲公司/电商部/客服组",
        ),
    ],
)
def test_the_exports_of_the_three_messengers_are_known_by_their_columns(head, origin, path):
    said = {
        "姓名": "林夏",
        "账号": "linxia",
        "员工UserID": "u1",
        "工号": "7",
        "部门": path,
        "职务": "客服",
        "职位": "客服",
    }

    found = reading.read(csv(head, [said.get(name.strip("*"), "") for name in head]), "导出.csv")

    assert found.origin == origin
    one = found.entries[0]
    assert (one.number, one.name, one.departments, one.title) == (
        "linxia" if origin == "wecom" else "7", "林夏", ("甲公司/电商部/客服组",), "客服"
    )  # fmt: skip


def test_remarks_above_the_heading_and_stars_in_it_are_passed_over():
    found = reading.read(
        csv(["填写须知：先看这里"], ["*姓名（必填）", "*工号", "*部门"], ["林夏", "7", "客服组"]), "a.csv"
    )

    assert [(one.row, one.number) for one in found.entries] == [(3, "7")]


def test_a_file_without_names_says_what_it_lacks():
    found = reading.read(csv(["甲", "乙"], ["1", "2"]), "a.csv")

    assert found.code == "no_header"


def test_a_workbook_is_read_too_and_rubbish_is_refused():
    from xlsxwriter import Workbook

    stream = BytesIO()
    with Workbook(stream) as book:
        sheet = book.add_worksheet("成员列表")
        sheet.write_row(0, 0, ["姓名", "账号", "职务", "部门"])
        sheet.write_row(1, 0, ["林夏", "linxia", "投手", "甲/投放组；甲/客服组"])
    found = reading.read(stream.getvalue(), "成员.xlsx")

    assert found.entries[0].departments == ("甲/投放组", "甲/客服组")
    assert reading.read(b"PK rubbish", "成员.xlsx").code == "unreadable"


def test_rows_that_cannot_be_read_stay_aside_and_those_who_left_do_not_come():
    head = ["工号", "姓名", "部门", "职务", "入职日期", "员工状态"]
    found = reading.read(
        csv(head, ["1", "", "客服组", "", "", ""], ["", "甲", "客服组", "", "", ""], ["3", "乙", "", "", "", ""],
            ["4", "丙", "客服组", "", "某天", ""], ["5", "丁", "客服组", "", "", "离职"],
            ["6", "戊", "客服组", "客服", "2026-01-05", "在职"]),
        "a.csv",
    )  # fmt: skip

    assert [one.code for one in found.aside] == ["no_name", "no_number", "no_department", "not_a_date"]
    assert [(one.number, one.joined) for one in found.entries] == [("6", date(2026, 1, 5))]


def test_a_person_twice_is_in_both_departments_and_two_names_of_one_number_stay_aside():
    found = reading.read(
        csv(
            ["工号", "姓名", "部门"],
            ["1", "甲", "客服组"],
            ["1", "甲", "投放组"],
            ["2", "乙", "客服组"],
            ["2", "丙", "客服组"],
        ),
        "a.csv",
    )

    assert [(one.number, one.departments) for one in found.entries] == [("1", ("客服组", "投放组"))]
    assert [(one.name, one.code) for one in found.aside] == [("丙", "number_twice"), ("乙", "number_twice")] or [
        one.name for one in found.aside
    ] == ["乙", "丙"]


def test_departments_and_titles_find_what_the_regulation_calls_them():
    paths = ["甲公司/电商部/投放组", "甲公司/电商部/客服中心/夜班", "甲公司/行政", "电商"]
    units = matching.units(paths, UNITS, {"甲公司/行政": SKIP})
    pairs = [(paths[0], "投手"), (paths[0], "投放主管"), (paths[1], "在线客服专员"), (paths[1], "")]

    found = matching.positions(pairs, units, POSITIONS, {})

    assert units == {paths[0]: "流量获取组", paths[1]: "客服组", paths[2]: SKIP, paths[3]: "电商部"}
    assert list(found.values()) == ["推广专员", "推广组长", "客服专员", ""]


def test_nobody_becomes_the_head_of_a_unit_by_leading_a_part_of_it():
    known = (*POSITIONS, Known("电商总监", (), "电商部", leads=True))
    pairs = [("甲公司/电商部/直播组", "组长"), ("甲公司/电商部", "总监")]
    units = {"甲公司/电商部/直播组": "电商部", "甲公司/电商部": "电商部"}

    found = matching.positions(pairs, units, known, {})
    chosen = matching.positions(pairs, units, known, {}, settled=units)

    assert list(found.values()) == ["", "电商总监"]
    assert list(chosen.values()) == ["电商总监", "电商总监"]


def test_what_was_proposed_for_another_unit_does_not_move_along():
    lead, own = place("甲/推广", "组长"), place("甲/推广", "投手")
    shown = {lead: "客服组长", own: "推广专员"}

    assert matching.moved(shown, shown, {"甲/推广": "流量获取组"}, POSITIONS) == {lead}
    assert matching.moved(shown, {}, {"甲/推广": "流量获取组"}, POSITIONS) == set()


def test_a_tree_thirty_deep_is_matched_by_its_nearest_known_unit():
    path = "/".join(["甲公司", "客服组", *(f"第{n}层" for n in range(30))])

    assert matching.units([path], UNITS, {}) == {path: "客服组"}


@pytest.mark.django_db
def test_who_is_clear_comes_in_and_who_is_not_stays_aside():
    make.post(make.person("3", "旧人"), "流量获取组", "推广专员")
    make.post(make.person("9", "同名"), "客服组", "客服专员")
    book = brought(
        ["工号", "姓名", "部门", "职务", "入职日期"],
        ["1", "新人", "投放组", "投手", "2026-03-02"],
        ["2", "将来", "客服组", "客服专员", "2026-12-01"],
        ["3", "旧人", "客服组", "客服专员", ""],
        ["4", "同名", "客服组", "客服专员", ""],
        ["9", "改名", "客服组", "客服专员", ""],
        ["6", "谁", "财务部", "会计", ""],
    )

    turned = books.take(actor=make.operator(), book_id=book, sorting=sorting(book))

    assert turned.new == (("1", "新人"), ("2", "将来"))
    assert turned.changed == (("3", "旧人"),)
    assert turned.later == (("2", "将来"),)
    assert [(one.name, one.code) for one in turned.aside] == [
        ("同名", "same_name"), ("改名", "other_name"), ("谁", "no_unit"),
    ]  # fmt: skip
    assert [(post.position, post.start, post.end) for post in queries.posts(number="3")] == [
        ("推广专员", make.START, date(2026, 9, 30)), ("客服专员", START, None),
    ]  # fmt: skip
    assert queries.posts(number="1")[0].start == date(2026, 3, 2)


@pytest.mark.django_db
def test_another_of_the_same_name_comes_in_when_somebody_says_so():
    make.post(make.person("9", "同名"), "客服组", "客服专员")
    book = brought(["工号", "姓名", "部门", "职务"], ["4", "同名", "客服组", "客服专员"])

    turned = books.take(actor=make.operator(), book_id=book, sorting=sorting(book, others={"4"}))

    assert turned.new == (("4", "同名"),)


@pytest.mark.django_db
def test_bringing_the_same_book_again_changes_nobody():
    rows = (["工号", "姓名", "部门", "职务"], ["1", "新人", "投放组", "投手"])
    for _time in range(2):
        book = brought(*rows)
        turned = books.take(actor=make.operator(), book_id=book, sorting=sorting(book))

    assert (turned.new, turned.changed, turned.same) == ((), (), 1)


@pytest.mark.django_db
def test_who_contradicts_the_roster_stays_aside_and_the_others_come():
    make.person("3", "旧人", left=date(2026, 9, 30))
    book = brought(
        ["工号", "姓名", "部门", "职务"], ["3", "旧人", "客服组", "客服专员"], ["4", "新人", "客服组", "客服专员"]
    )

    turned = books.take(actor=make.operator(), book_id=book, sorting=sorting(book))

    assert [one.code for one in turned.aside] == ["contradicts"]
    assert turned.new == (("4", "新人"),)
    assert queries.posts(number="3") == []


@pytest.mark.django_db
def test_a_department_that_is_left_out_brings_nobody():
    book = brought(["工号", "姓名", "部门", "职务"], ["1", "甲", "行政", "前台"], ["2", "乙", "客服组", "客服专员"])
    plan = sorting(book, units={"行政": SKIP, "客服组": "客服组"}, positions={place("客服组", "客服专员"): "客服专员"})

    turned = books.take(actor=make.operator(), book_id=book, sorting=plan)

    assert (turned.left_out, turned.new) == (1, (("2", "乙"),))


@pytest.mark.django_db
def test_strangers_bring_nothing_and_what_was_taken_is_gone():
    with pytest.raises(Refused):
        books.bring(actor=make.actor(), content=b"", name="a.csv")
    book = brought(["工号", "姓名", "部门", "职务"], ["1", "甲", "客服组", "客服专员"])
    books.take(actor=make.operator(), book_id=book, sorting=sorting(book))
    with pytest.raises(Refused):
        books.open_book(make.operator(), book)


@pytest.mark.django_db
def test_a_thousand_people_are_taken_over():
    rows = [[f"{n}", f"人{n}", "客服组", "客服专员"] for n in range(1_000)]
    book = brought(["工号", "姓名", "部门", "职务"], *rows)

    turned = books.take(actor=make.operator(), book_id=book, sorting=sorting(book))

    assert len(turned.new) == len(queries.people()) == len(queries.posts(unit="客服组")) == 1_000
