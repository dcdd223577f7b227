"""Registers as the document says: tables narrowed and sorted by the address, boards, calendars, bars, workbooks."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from apps.records import office
from guiju.apps.records import actions
from guiju.apps.records.actions import exporting
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
REGISTER = "/work/records/of/设计需求/"
EVENTS = "/work/records/of/活动/"


@pytest.fixture
def wishes(book):
    """Three wishes of two people."""
    said = [("甲", "100", "一般", "2026-10-20"), ("乙", "30000", "紧急", ""), ("丙", "2000", "紧急", "2026-10-12")]
    return [
        office.filed(
            "12"[at % 2],
            answers={"主题": title, "预算": budget, "紧急": urgent, "交付日": day},
            day=date(2026, 10, 1 + at),
        )
        for at, (title, budget, urgent, day) in enumerate(said)
    ]


@pytest.fixture
def event(book):
    """An event in preparation."""
    return office.filed(form="活动", answers={"名称": "双11", "进度": "筹备", "开始": "2026-11-01"})


def titles(page, caption="设计需求"):
    return [row[1] for row in seen.table(page, caption)[1:]]


@pytest.mark.usefixtures("wishes")
def test_a_register_shows_what_the_form_lists(visit):
    page = visit(office.DIRECTOR).get(REGISTER, {"as": "table"})

    assert seen.table(page, "设计需求") == [
        ["编号", "主题", "预算", "交付日", "提交人", "日期", "状态"],
        ["#3 丙", "丙", "¥2,000.00", "2026年10月12日", "张三", "10月3日 周六", "受理"],
        ["#2 乙", "乙", "¥30,000.00", "", "李四", "10月2日 周五", "受理"],
        ["#1 甲", "甲", "¥100.00", "2026年10月20日", "张三", "10月1日 周四", "受理"],
    ]
    assert "共 3 行" in seen.text(page)


FILTERS = [
    ({"q": "乙"}, ["乙"]),
    ({"is:紧急": "紧急"}, ["丙", "乙"]),
    ({"from:预算": "1千", "to:预算": "3万"}, ["丙", "乙"]),
    ({"from:预算": "许多"}, ["丙", "乙", "甲"]),
    ({"author": "李四 2"}, ["乙"]),
    ({"unit": "客服组"}, []),
    ({"from": "2026-10-02", "to": "2026-10-02"}, ["乙"]),
    ({"state": "受理"}, ["丙", "乙", "甲"]),
    ({"state": "withdrawn"}, []),
    ({"sort": "预算"}, ["甲", "丙", "乙"]),
    ({"sort": "-预算"}, ["乙", "丙", "甲"]),
    ({"sort": "'; DROP TABLE"}, ["丙", "乙", "甲"]),
    ({"page": "9"}, ["丙", "乙", "甲"]),
    ({"page": "x"}, ["丙", "乙", "甲"]),
]


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(("asked", "found"), FILTERS)
def test_the_address_narrows_and_sorts_it(visit, asked, found):
    page = visit(office.DIRECTOR).get(REGISTER, {"as": "table", **asked})

    assert (titles(page) if found else []) == found
    assert found or "没有符合这些条件的记录。" in seen.text(page)


@pytest.mark.usefixtures("wishes")
def test_what_is_asked_for_stands_in_the_filters_and_as_chips_that_take_it_away(visit):
    page = visit(office.DIRECTOR).get(
        REGISTER, {"as": "table", "is:紧急": "紧急", "from:预算": "100", "author": "张三 1", "state": "open"}
    )
    body = page.content.decode()
    chips = re.findall(r'aria-label="去掉条件：([^"]*)"', body)

    assert chips == ["办理中", "张三提交", "预算：100 – …", "紧急：紧急"]
    assert 'name="from:预算" value="100"' in body
    assert '<option value="紧急" selected>' in body
    kept = re.search(r'<a class="chip" href="([^"]*)" aria-label="去掉条件：张三提交', body)[1]
    assert "author" not in kept
    assert "as=table" in kept


@pytest.mark.usefixtures("wishes")
def test_a_head_sorts_and_sorts_the_other_way_round(visit):
    client = visit(office.DIRECTOR)
    first = client.get(REGISTER, {"as": "table", "q": "甲"}).content.decode()
    sorted_ = client.get(REGISTER, {"as": "table", "sort": "-预算"}).content.decode()

    assert 'href="?as=table&amp;q=%E7%94%B2&amp;sort=-%E9%A2%84%E7%AE%97">预算</a>' in first
    assert re.search(
        r'aria-sort="descending" class="n"><a class="sorts" href="\?as=table&amp;sort=%E9%A2%84%E7%AE%97">预算', sorted_
    )
    assert 'aria-sort="descending"><a class="sorts" href="?as=table&amp;q=%E7%94%B2&amp;sort=number">编号' in first


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("1", ["丙", "甲"]),
        ("2", ["乙"]),
        (office.LEADER, ["丙", "乙", "甲"]),
        (office.OUTSIDER, []),
        (office.HR, ["丙", "乙", "甲"]),
    ],
)
@pytest.mark.usefixtures("wishes")
def test_each_sees_what_is_open_to_them(visit, number, found):
    page = visit(number).get(REGISTER, {"as": "table"})

    assert page.status_code == 200
    assert (titles(page) if found else []) == found
    assert ("还没有您能看的记录。" in seen.text(page)) == (not found)


def test_an_empty_register_says_what_to_do(visit):
    page = visit("1").get(REGISTER, {"as": "table"})

    assert "还没有人填过这张表。 填第一张" in seen.text(page)


@pytest.mark.usefixtures("wishes")
def test_fifty_more_records_cost_no_page_a_query_more(visit, event):
    addresses = (
        f"{REGISTER}?as=table",
        REGISTER,
        EVENTS,
        "/work/records/of/日报/",
        "/work/records/of/排期/",
        "/work/records/",
    )
    clients = {number: visit(number) for number in ("1", office.LEADER, office.DIRECTOR)}
    office.filed(form="日报", answers={"今日完成": "一", "明日计划": "二"})
    office.filed(form="排期", answers={"名称": "大促", "开始": "2026-10-05"})

    def asked():
        found = {}
        for number, client in clients.items():
            for one in addresses:
                client.get(one)
                with CaptureQueriesContext(connection) as queries:
                    client.get(one)
                found[number, one] = len(queries)
        return found

    few = asked()
    for at in range(50):
        office.filed(answers={**office.WISH, "预算": str(at)})
        office.filed(form="活动", answers={"名称": str(at), "进度": "进行", "开始": "2026-10-01"})
        office.filed(form="日报", answers={"今日完成": str(at), "明日计划": "二"})
        office.filed(form="排期", answers={"名称": str(at), "开始": "2026-10-06"})
    many = asked()

    assert {place: (few[place], count) for place, count in many.items() if count > few[place]} == {}
    assert max(many.values()) <= 15


@pytest.mark.usefixtures("wishes")
def test_a_long_register_comes_a_page_at_a_time(visit):
    for at in range(60):
        office.filed(answers={**office.WISH, "主题": f"第{at:02}"})
    client = visit(office.DIRECTOR)
    first, second = (client.get(REGISTER, {"as": "table", "page": page}) for page in ("1", "2"))

    assert (len(titles(first)), len(titles(second))) == (50, 13)
    assert "共 63 行，第 2 页，共 2 页" in seen.text(second)


@pytest.mark.usefixtures("wishes")
def test_a_board_by_the_state_shows_the_stages(visit):
    page = visit(office.HR).get(REGISTER)
    said = seen.text(page)

    for words in ("受理 3", "大额审批 0", "验收 0", "已完成 0", "#3 张三 10月3日 周六", "预算 ¥2,000.00"):
        assert words in said
    assert "data-board" not in page.content.decode()


def test_a_card_is_moved_by_its_button(visit, event):
    page = visit("1").get(EVENTS)
    form = re.search(
        r'action="([^"]*/move/)"[^>]*>.*?name="work" value="(\d+)".*?name="version" value="(\d+)".*?value="进行"',
        page.content.decode(),
        re.DOTALL,
    )
    done = visit("1").post(form[1], {"work": form[2], "version": form[3], "lane": "进行"}, follow=True)

    assert office.seen(event).answers["进度"] == "进行"
    assert "进行 1" in seen.text(done)
    assert "双11 #1 张三" in seen.text(done)


def test_a_card_is_dropped_with_script_and_the_board_alone_comes_back(visit, event):
    version = str(office.seen(event).version)
    headers = {"HX-Request": "true", "HX-Target": "div#board"}
    posted = {"work": str(event), "version": version, "lane": "结束", "before": ""}
    board = visit("1").post(f"{EVENTS}move/?q=双", posted, headers=headers)
    late = visit("1").post(f"{EVENTS}move/", posted | {"lane": "筹备"}, headers=headers)

    assert board.content.decode().startswith('<div id="board" class="board" data-board="move">')
    assert "您看到的是之前的样子" in seen.text(late)
    assert office.seen(event).answers["进度"] == "结束"


@pytest.mark.parametrize(("number", "said"), [(office.DIRECTOR, "您没有这个权限"), (office.PEER, "没有这份记录")])
def test_whose_card_it_is_not_does_not_move_it(visit, event, number, said):
    version = str(office.seen(event).version)
    body = visit(number).get(EVENTS).content.decode()
    told = visit(number).post(f"{EVENTS}move/", {"work": str(event), "version": version, "lane": "结束"}, follow=True)

    assert f'data-card="{event}"' not in body
    assert said in seen.text(told)
    assert office.seen(event).answers["进度"] == "筹备"


def test_a_card_goes_to_no_column_that_there_is_not(visit, event):
    version = str(office.seen(event).version)
    told = visit("1").post(f"{EVENTS}move/", {"work": str(event), "version": version, "lane": "月球"}, follow=True)
    nonsense = visit("1").post(f"{REGISTER}move/", {"work": "x", "lane": "受理"})

    assert "“月球”不在可选的里面" in seen.text(told)
    assert nonsense.status_code == 403
    assert office.seen(event).answers["进度"] == "筹备"


def test_a_calendar_shows_what_falls_on_each_day_and_leads_on(visit):
    report = {"今日完成": "一", "明日计划": "二"}
    for day in (1, 1, 1, 1, 1, 1, 8):
        office.filed(form="日报", answers=report, day=date(2026, 10, day))
    page = visit(office.DIRECTOR).get("/work/records/of/日报/")
    said = seen.text(page)
    other = seen.text(visit(office.DIRECTOR).get("/work/records/of/日报/?month=2026-09"))

    assert "2026年10月" in said
    assert said.count("#") == 5
    assert "另有 2 份" in said
    assert 'href="?month=2026-09"' in page.content.decode()
    assert "2026年9月" in other
    assert "10月1日 周四" in other  # the last week of September


def test_a_timeline_shows_bars_over_three_months(visit):
    office.filed(form="排期", answers={"名称": "大促", "开始": "2026-10-05", "结束": "2026-11-11"})
    page = visit(office.DIRECTOR).get("/work/records/of/排期/")

    assert "2026年10月 – 2026年12月" in seen.text(page)
    assert "大促 张三 · 10月5日 – 11月11日" in seen.text(page)
    assert re.search(r'<rect x="43" width="414" height="10"/>', page.content.decode())
    assert "这几个月没有记录。" in seen.text(visit(office.DIRECTOR).get("/work/records/of/排期/?month=2025-01"))


@pytest.mark.usefixtures("wishes")
def test_a_register_is_taken_away_as_it_is_narrowed(visit):
    response = visit(office.HR).post(f"{REGISTER}export/?is:紧急=紧急")
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))

    assert (
        response.headers["Content-Disposition"]
        == "attachment; filename*=utf-8''%E8%AE%BE%E8%AE%A1%E9%9C%80%E6%B1%82-20261009.xlsx"
    )
    assert [row[7] for row in book.get_sheet_by_name("设计需求").to_python()] == ["主题", "丙", "乙"]
    assert book.get_sheet_by_name("导出说明").to_python()[1] == ["导出人", "苏婉 6"]


@pytest.mark.usefixtures("wishes")
def test_taking_too_much_is_refused_in_words(visit, monkeypatch):
    monkeypatch.setattr(exporting, "HANDFUL", 1)
    told = visit(office.HR).post(f"{REGISTER}export/?as=table", follow=True)

    assert "没有导出权限的，一次最多带走 1 份" in seen.text(told)
    assert visit(office.FINANCE).post(f"{REGISTER}export/").status_code == 200
    assert visit(office.HR).get(f"{REGISTER}export/").status_code == 405


def test_what_is_withdrawn_or_came_back_is_found_by_its_state(visit, wishes):
    actions.send_back(actor=office.actor(office.HR), record_id=wishes[0], stage="受理", said="缺图")
    actions.withdraw(actor=office.actor("2"), record_id=wishes[1], version=None)
    client = visit(office.DIRECTOR)
    rows = {
        state: seen.table(client.get(REGISTER, {"as": "table", "state": state}), "设计需求")[1]
        for state in ("draft", "withdrawn")
    }

    assert (rows["draft"][0], rows["draft"][-1], rows["draft"][1]) == ("#1 甲", "退回修改", "")
    assert (rows["withdrawn"][0], rows["withdrawn"][-1]) == ("#2 乙", "已撤回")


def test_the_list_names_the_forms_that_one_may_fill_in_and_those_one_may_look_into(visit):
    mine, theirs = visit("1").get("/work/records/"), visit(office.HR).get("/work/records/")
    found = visit("1").get("/work/records/", {"q": "设计"})

    assert [row[0] for row in seen.table(mine, "表单")[1:]] == ["设计需求", "日报", "全部字段", "活动", "排期"]
    assert "/work/records/of/%E8%AE%BE%E8%AE%A1%E9%9C%80%E6%B1%82/new/" in mine.content.decode()
    assert "/work/records/of/%E8%AE%BE%E8%AE%A1%E9%9C%80%E6%B1%82/new/" not in theirs.content.decode()
    assert [row[0] for row in seen.table(found, "表单")[1:]] == ["设计需求"]
    assert "没有找到这样的表单。" in seen.text(visit("1").get("/work/records/", {"q": "火箭"}))


def test_every_word_has_its_english(visit):
    office.filed()
    pages = (
        REGISTER,
        f"{REGISTER}?as=table&state=open&is:紧急=一般",
        "/work/records/of/日报/",
        "/work/records/of/排期/",
        "/work/records/",
    )
    said = " ".join(seen.text(visit(office.DIRECTOR, "en").get(one)) for one in pages)

    for words in (
        "Fill one in",
        "Export XLSX",
        "All but withdrawn",
        "More filters",
        "In progress",
        "Last filed by me",
    ):
        assert words in said


def test_a_stranger_is_sent_to_the_door(client):
    for address in (REGISTER, EVENTS, "/work/records/", "/work/records/1/"):
        assert client.get(address).status_code == 302
