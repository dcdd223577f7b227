"""Registers: what one may see of a form, filtered, sorted, a page at a time, with as many queries for one as many."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from apps.records import office
from guiju.apps.records import actions, cells, forms, models, narrowing, queries, tasks
from guiju.apps.records.errors import Code
from guiju.apps.records.queries import listing
from guiju.apps.records.values import Filters
from guiju.apps.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def listed(number=office.DIRECTOR, form="设计需求", sort="-number", page=1, size=50, **filters):
    return queries.register(office.actor(number), form, Filters(**filters), sort, page, size=size)


def titles(*args, **more):
    return [line.title for line in listed(*args, **more).lines]


@pytest.fixture
def wishes(book):
    """Four wishes of two people, one in another stage, one withdrawn."""
    said = [
        ("甲", "100", "一般", "2026-10-20"),
        ("乙", "30000", "紧急", ""),
        ("丙", "2000", "紧急", "2026-10-12"),
        ("丁", "9", "", ""),
    ]
    made = [
        office.filed(
            (office.AUTHOR, office.PEER)[at % 2],
            answers={"主题": title, "预算": budget, "紧急": urgent, "交付日": day},
            day=date(2026, 10, 1 + at),
        )
        for at, (title, budget, urgent, day) in enumerate(said)
    ]
    actions.fill(actor=office.actor(office.HR), record_id=made[1], stage="受理", answers={})
    actions.withdraw(actor=office.actor(office.PEER), record_id=made[3], version=None)
    return made


@pytest.mark.usefixtures("wishes")
def test_the_newest_come_first_without_what_was_withdrawn():
    page = listed()

    assert [(line.number, line.title, line.stage, line.author.name) for line in page.lines] == [
        (3, "丙", "受理", "张三"),
        (2, "乙", "大额审批", "李四"),
        (1, "甲", "受理", "张三"),
    ]
    assert ([field.name for field in page.columns], page.total, page.page) == (["主题", "预算", "交付日"], 3, 1)
    assert page.lines[0].answers == {"主题": "丙", "预算": "2000", "紧急": "紧急", "交付日": "2026-10-12"}


SORTS = [
    ("number", ["甲", "乙", "丙"]),
    ("day", ["甲", "乙", "丙"]),
    ("-day", ["丙", "乙", "甲"]),
    ("预算", ["甲", "丙", "乙"]),
    ("-预算", ["乙", "丙", "甲"]),
    ("交付日", ["丙", "甲", "乙"]),
    ("-交付日", ["甲", "丙", "乙"]),
    ("主题", ["丙", "乙", "甲"]),
    ("没有的", ["丙", "乙", "甲"]),
    ("附件", ["丙", "乙", "甲"]),
]


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(("sort", "order"), SORTS)
def test_a_register_is_sorted_by_what_it_lists_and_empty_ones_come_last(sort, order):
    assert titles(sort=sort) == order


FILTERS = [
    ({"q": "乙"}, ["乙"]),
    ({"q": "%"}, []),
    ({"state": "受理"}, ["丙", "甲"]),
    ({"state": "open"}, ["丙", "乙", "甲"]),
    ({"state": "withdrawn"}, ["丁"]),
    ({"state": "closed"}, []),
    ({"author": office.PEER}, ["乙"]),
    ({"unit": "流量获取组"}, ["丙", "乙", "甲"]),
    ({"unit": "客服组"}, []),
    ({"day": (date(2026, 10, 2), None)}, ["丙", "乙"]),
    ({"day": (None, date(2026, 10, 2))}, ["乙", "甲"]),
    ({"fields": {"紧急": "紧急"}}, ["丙", "乙"]),
    ({"fields": {"预算": (Fraction(100), Fraction(2000))}}, ["丙", "甲"]),
    ({"fields": {"交付日": (None, date(2026, 10, 19))}}, ["丙"]),
    ({"fields": {"主题": "丙"}}, ["丙"]),
    ({"fields": {"紧急": "紧急", "预算": (Fraction(10000), None)}}, ["乙"]),
    ({"fields": {"没有的": "x"}}, ["丙", "乙", "甲"]),
]


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(("filters", "found"), FILTERS)
def test_a_register_is_narrowed_by_what_is_asked_for(filters, found):
    assert titles(**filters) == found
    assert listed(**filters).total == len(found)


@pytest.mark.usefixtures("wishes")
def test_a_page_past_the_end_is_the_last():
    pages = [titles(sort="交付日", size=2, page=page) for page in (1, 2, 9)]

    assert pages == [["丙", "甲"], ["乙"], ["乙"]]


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(
    ("number", "found"),
    [
        (office.AUTHOR, ["丙", "甲"]),
        (office.PEER, ["乙"]),
        (office.LEADER, ["丙", "乙", "甲"]),  # leads the unit
        (office.OUTSIDE_LEADER, []),
        (office.OUTSIDER, []),
        (office.HR, ["丙", "乙", "甲"]),  # 查看
        (office.FINANCE, ["丙", "乙", "甲"]),  # 权限 记录
        (office.DIRECTOR, ["丙", "乙", "甲"]),  # leads the top
    ],
)
def test_each_sees_what_the_form_and_the_rules_open_to_them(number, found):
    assert titles(number) == found
    assert titles(number, sort="-预算") == sorted(found, key="甲丙乙".index, reverse=True)


def test_a_group_sees_as_its_access_rule_says_and_where_they_are_not_whose_they_were(wishes):
    inside = make.actor(("view", "records", "group"), number=office.PEER)
    outside = make.actor(("view", "records", "group"), number=office.OUTSIDER)

    assert queries.register(inside, "设计需求").total == 3
    assert queries.register(outside, "设计需求").total == 0
    with pytest.raises(Refused):
        queries.record(outside, wishes[0])


def test_a_stranger_to_the_roster_sees_nothing():
    office.filed()
    nobody = make.actor(number="", name="")

    with pytest.raises(Refused) as refused:
        queries.register(nobody, "设计需求")

    assert refused.value.code == Code.NOT_ALLOWED
    assert queries.registers(nobody) == ()


@pytest.mark.usefixtures("wishes")
def test_fifty_records_cost_no_query_more_than_one():
    def asked(number, sort):
        with CaptureQueriesContext(connection) as found:
            listed(number, sort=sort)
        return len(found)

    few = {(number, sort): asked(number, sort) for number in "139" for sort in ("-number", "预算")}
    for at in range(50):
        office.filed(answers={**office.WISH, "预算": str(at)})
    many = {place: asked(*place) for place in few}

    assert {place: count for place, count in many.items() if count > few[place]} == {}
    assert max(few.values()) <= 14


def test_answers_of_every_type_are_found_and_sorted_by():
    said = {
        "数": "90",
        "率": "35%",
        "钱": "3",
        "日": "2026-10-01",
        "时": "2026-10-02 08:00",
        "选": "乙",
        "多": ["子", "寅"],
    }
    said |= {"否": "否", "人": "王五", "位": "客服组", "店": "旗舰店", "品": "65001"}
    office.filed(form="全部字段", answers={})
    one = office.filed(form="全部字段", answers=said)
    office.filed(form="全部字段", answers={"否": "是", "数": "1", "时": "2026-11-02 08:00"})
    wanted = {
        "率": (Fraction(35, 100), Fraction(35, 100)),
        "选": "乙",
        "多": "寅",
        "否": "0",
        "人": "3",
        "位": "客服组",
        "店": "旗舰店",
        "品": "500",
        "钱": (None, Fraction(3)),
    }
    found = {
        name: [line.id for line in listed(form="全部字段", fields={name: what}).lines] for name, what in wanted.items()
    }
    orders = {
        sort: [line.number for line in listed(form="全部字段", sort=sort).lines]
        for sort in ("数", "时", "-时", "多", "投产比")
    }

    assert found == {name: [one] for name in wanted}
    assert orders == {"数": [3, 2, 1], "时": [2, 3, 1], "-时": [3, 2, 1], "多": [2, 3, 1], "投产比": [3, 2, 1]}


def test_an_amended_answer_is_found_by_what_it_says_now():
    record = office.filed(form="活动", answers={"名称": "双11", "进度": "筹备", "开始": "2026-11-01"})
    actions.amend(actor=office.actor("1"), record_id=record, answers={"进度": "进行", "名称": "双十一"}, version=None)

    assert titles(form="活动", fields={"进度": "筹备"}) == []
    assert titles(form="活动", fields={"进度": "进行"}, q="双十") == ["双十一"]


def test_a_board_by_a_choice_has_a_column_for_each_option():
    for name, at in (("一", "筹备"), ("二", "进行"), ("三", "筹备")):
        office.filed(form="活动", answers={"名称": name, "进度": at, "开始": "2026-11-01"})

    board, piles = queries.piles(office.actor(office.DIRECTOR), "活动")

    assert [(pile.key, pile.total, [line.title for line in pile.lines]) for pile in piles] == [
        ("筹备", 2, ["三", "一"]),
        ("进行", 1, ["二"]),
        ("结束", 0, []),
        ("", 0, []),
    ]
    assert (board.total, piles[0].lines[0].may_amend) == (3, False)


@pytest.mark.usefixtures("wishes")
def test_a_board_by_the_state_has_a_column_for_each_stage_and_one_for_done():
    _, piles = queries.piles(office.actor(office.HR), "设计需求")
    mine = queries.piles(office.actor(office.AUTHOR), "设计需求", Filters(q="甲"))[1]

    assert [(pile.key, pile.total) for pile in piles] == [
        ("受理", 2),
        ("大额审批", 1),
        ("设计", 0),
        ("验收", 0),
        ("", 0),
    ]
    assert [len(pile.lines) for pile in mine] == [1, 0, 0, 0, 0]


def test_a_month_shows_what_falls_on_each_day():
    report = {"今日完成": "一", "明日计划": "二"}
    for day in (1, 1, 8):
        office.filed(form="日报", answers=report, day=date(2026, 10, day))
    office.filed(form="排期", answers={"名称": "大促", "开始": "2026-10-05"})

    _, reports = queries.month(office.actor(office.DIRECTOR), "日报", date(2026, 10, 1), date(2026, 10, 7))
    _, plans = queries.month(office.actor(office.DIRECTOR), "排期", date(2026, 10, 1), date(2026, 10, 31))

    assert {day: len(lines) for day, lines in reports.items()} == {date(2026, 10, 1): 2}
    assert {day: lines[0].title for day, lines in plans.items()} == {date(2026, 10, 5): "大促"}


def test_a_timeline_shows_what_lasts_into_its_days():
    spans = [
        ("早", "2026-09-01", "2026-09-30"),
        ("跨", "2026-09-20", "2026-10-02"),
        ("点", "2026-10-03", ""),
        ("晚", "2026-11-01", ""),
    ]
    for name, start, end in spans:
        office.filed(form="排期", answers={"名称": name, "开始": start, "结束": end})
    office.filed(form="日报", answers={"今日完成": "一", "明日计划": "二"}, day=date(2026, 10, 2))

    _, bars = queries.span(office.actor("9"), "排期", date(2026, 10, 1), date(2026, 10, 31))
    _, days = queries.span(office.actor("9"), "日报", date(2026, 10, 1), date(2026, 10, 31))

    assert [(line.title, start.isoformat(), end.isoformat()) for line, start, end in bars] == [
        ("跨", "2026-09-20", "2026-10-02"),
        ("点", "2026-10-03", "2026-10-03"),
    ]
    assert [start for _line, start, _end in days] == [date(2026, 10, 2)]


def test_a_field_that_is_listed_from_now_on_is_filled_into_the_register():
    office.filed()
    back = office.filed(answers={**office.WISH, "主题": "退"})
    actions.send_back(actor=office.actor(office.HR), record_id=back, stage="受理", said="缺图")
    office.draft(record_id=back, answers={"评分": "乱"})
    text = office.BOOK.replace("评分: {类型: 数}", "评分: {类型: 数, 列出: 是, 预填: 3}").replace(
        "紧急: {类型: 选择, 选项: [一般, 紧急], 筛选: 是}", "紧急: {类型: 选择, 选项: [一般, 紧急]}"
    )
    text = text.replace("交付日: {类型: 日期, 列出: 是}", "交付日: {类型: 文字, 列出: 是}")
    make.book(text)

    tasks.refill_cells.enqueue()
    tasks.refill_cells.enqueue()

    columns = {column.field: (column.type, column.ready) for column in models.Column.objects.filter(form="设计需求")}
    assert columns == {
        "": ("text", True),
        "主题": ("text", True),
        "预算": ("money", True),
        "评分": ("number", True),
        "交付日": ("text", True),
    }
    assert models.Cell.objects.count() == 10
    assert titles(sort="交付日", q="退") == ["退"]


def test_until_a_column_is_filled_nothing_is_hidden_by_it():
    office.filed()
    models.Column.objects.filter(field="预算").update(ready=False)

    assert titles(sort="预算", fields={"预算": (Fraction(9999), None)}) == ["主图"]


def test_an_answer_of_an_older_kind_leaves_its_cell_empty():
    record = models.Record.objects.get(pk=office.filed())
    record.answers = {"预算": "很多", "交付日": "某天", "紧急": None}
    form = forms.on("设计需求", date(2026, 10, 9))[1]

    made = cells.made(record, form, models.Column.objects.filter(form=form.name))

    assert {(cell.column.field, cell.text) for cell in made} == {
        ("", "主图"),
        ("主题", ""),
        ("预算", ""),
        ("紧急", ""),
        ("交付日", ""),
    }


def test_a_form_that_is_declared_no_more_still_shows_its_records():
    record = office.filed()
    make.book(make.BOOK)

    assert titles() == ["主图"]
    assert office.seen(record).form.name == "设计需求"
    with pytest.raises(Refused) as refused:
        listed(form="从来没有")
    assert refused.value.code == Code.UNKNOWN_FORM


@pytest.mark.usefixtures("wishes")
def test_the_registers_of_each_are_those_they_may_file_or_look_into():
    record = office.filed()
    actions.admit(record_id=record, numbers=[office.OUTSIDER])
    names = {
        number: [view.form.name for view in queries.registers(office.actor(number))] for number in ("1", "4", "5", "9")
    }
    may_file = {view.form.name: view.may_file for view in queries.registers(office.actor(office.HR))}

    every = ["设计需求", "日报", "全部字段", "活动", "排期"]
    assert names == {"1": every, "4": every, "5": every, "9": every}
    assert may_file["设计需求"] is False


@pytest.mark.parametrize("number", [office.AUTHOR, office.LEADER, office.OUTSIDER])
@pytest.mark.parametrize("sort", ["-number", "预算", "-交付日"])
def test_a_unit_of_many_records_shows_the_same_as_one_of_few(monkeypatch, wishes, number, sort):
    actions.admit(record_id=wishes[1], numbers=[office.OUTSIDER])
    few, board = titles(number, sort=sort), queries.piles(office.actor(number), "设计需求")[1]
    monkeypatch.setattr(narrowing, "MANY", 0)
    many, other = titles(number, sort=sort), queries.piles(office.actor(number), "设计需求")[1]

    assert (many, other) == (few, board)
    assert titles(number, sort=sort, q="乙", fields={"紧急": "紧急"}) == [one for one in few if one == "乙"]


@pytest.mark.usefixtures("wishes")
def test_no_more_is_listed_than_anybody_looks_through(monkeypatch):
    monkeypatch.setattr(listing, "MOST", 2)

    assert (listed().total, listed().more, listed(q="乙").more) == (2, True, False)
