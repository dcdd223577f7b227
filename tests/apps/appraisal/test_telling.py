"""Explanations are told in words; workbooks and JSON lose nothing."""

import re
from fractions import Fraction

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from apps.appraisal.office import AUG, BOOK, SEP, open_department, score
from guiju.apps.appraisal import reports, sheets, telling, wording
from guiju.apps.people import models as people
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import queries as editions

F = Fraction
SIGNED = "“绩效工资乘以投产比的达成率与个人评分，算到分；每月评等级。”"
LINE = re.compile(r"(?<=book\.md):\d+")


@pytest.fixture
def department(tmp_path):
    edition = open_department(tmp_path)
    score("1", AUG, "1.1")
    score("3", AUG, "0.9", confirmed=False)
    return edition


def report(edition, period=AUG):
    return reports.report(editions.regulation(edition), rulebook.keep_metric_sql(edition=edition), period)


def told(edition, number, language="zh"):
    row = next(row for row in report(edition).rows if row.number == number)
    return [
        f"{'  ' * line.depth}{line.what}: {line.value}" + (f"  # {LINE.sub('', line.about)}" if line.about else "")
        for line in telling.tell(row.explanation, language)
    ]


@pytest.mark.django_db
def test_a_bonus_is_told_down_to_the_rows(department):
    assert told(department, "1")[:10] == [
        "结果 林夏: ¥4,125.00  # 流量获取组 推广专员 2026-08",
        f"  奖金 流量获取组 = 基础绩效工资 * 投产比达成率 * 个人评分: ¥4,125.00  # {SIGNED}；奖金 book.md",
        "    基础绩效工资 * 投产比达成率: ¥3,750.00  # book.md",
        "      工资 基础绩效工资: ¥3,000.00  # 2026-08-31",
        "      达成率 投产比达成率: 125%  # 比值，越高越好；什么 book.md",
        "        指标 投产比 = 销售额 / 推广费: 5倍  # 什么 book.md",
        "          指标 销售额 = 合计(订单.实付金额): ¥160.00  # 什么 book.md",
        "            数据 订单: 160  # 合计(订单.实付金额)，部门，2026-08，2 行",
        "          指标 推广费 = 合计(推广.花费): ¥32.00  # 什么 book.md",
        "            数据 推广: 32  # 合计(推广.花费)，部门，2026-08，2 行",
    ]


@pytest.mark.django_db
def test_a_missing_figure_is_told_with_who_can_mend_it(department):
    lines = told(department, "3")

    lacking = next(line for line in lines if line.strip().startswith("填报"))
    assert lacking.strip() == (
        "填报 个人评分: 缺失  # 2026-08 operator 2026-10-09 填报；"
        "「个人评分」还没有确认（周岚 2026-08）；核对后确认（电商总监）；什么 book.md"
    )


@pytest.mark.django_db
def test_it_is_told_in_english_too(department):
    lines = told(department, "1", "en")

    assert lines[1] == (
        f"  bonus 流量获取组 = 基础绩效工资 * 投产比达成率 * 个人评分: ¥4,125.00  # {SIGNED}; 奖金 book.md"
    )
    assert lines[4].strip() == "attainment 投产比达成率: 125%  # ratio, higher; 什么 book.md"
    assert lines[7].strip() == "facts 订单: 160  # 合计(订单.实付金额), department, 2026-08, 2 rows"


RICH = {
    "kind": "outcome",
    "label": "林夏",
    "type": "number",
    "value": "6667/300",
    "unit": "元",
    "facts": {
        "unit": "推广组",
        "position": "专员",
        "period": "2026-08",
        "days": 20,
        "of_days": 31,
        "moved_from": [{"unit": "客服组", "position": "客服"}],
        "provisional": True,
    },
}


def line(**node):
    found = next(iter(telling.tell({"label": "", "type": "number", "value": "1", **node}, node.pop("language", "zh"))))
    return f"{found.what}: {found.value}" + (f"  # {found.about}" if found.about else "")


def test_every_kind_of_step_has_its_words():
    assert line(**RICH) == (
        "结果 林夏: ¥22.223333  # 推广组 专员 2026-08，在岗 20/31 天，由 客服组 客服 调来，按期末所在核算，暂计"
    )
    assert line(kind="bonus", label="推广组", value="22.22", unit="元", facts={"worked": "6667/300"}) == (
        "奖金 推广组: ¥22.22  # 取整前 ¥22.223333"
    )
    assert line(kind="pool", label="推广组", unit="元", facts={"people": 2, "weights": "3"}) == (
        "奖金池 推广组: ¥1.00  # 2 人，份额合计 3"
    )
    assert (
        line(kind="pool", label="推广组", facts={"people": 2, "weights": None})
        == "奖金池 推广组: 1  # 2 人，份额合计 —"
    )
    assert line(kind="points", label="推广组", unit="分", facts={"adjustment": "-30"}, note="cap") == (
        "得分 推广组: 1分  # 封顶或保底调整 -30分；封顶生效"
    )
    item = {"weight": "0.35", "counted": "0.5", "scope": "own"}
    assert line(kind="item", label="ROI", unit="分", facts=item) == "考核项 ROI: 1分  # 权重 35%，本人，重分后 50%"
    assert line(
        kind="target", label="ROI目标", facts={"subject": "推广组", "period": "2026-08", "entered": True, "by": "周岚"}
    ) == ("目标 ROI目标: 1  # 推广组 2026-08 周岚 录入")
    assert (
        line(kind="target", label="ROI目标", facts={"period": "2026-08", "set_by": ""}) == "目标 ROI目标: 1  # 2026-08"
    )
    assert line(kind="grade", label="月度", type="text", value="B", facts={"band": "A", "ranked": "B", "rank": 3}) == (
        "等级 月度: B  # 按分数 A，按人数比例 B，第 3 名"
    )
    assert line(kind="grade", label="月度", type="none", value=None, facts={}) == "等级 月度: —"
    assert line(kind="step", label="若", text="若(真, 1, 2)", type="truth", value=True, note="decided") == (
        "若(真, 1, 2): 是  # 前一个条件已经决定结果，未计算"
    )
    cell = {"fact": "订单", "scope": "own", "who": "E1", "period": "2026-08", "rows": None}
    assert (
        line(kind="cell", label="订单", text="计数(订单)", facts=cell) == "数据 订单: 1  # 计数(订单)，本人 E1，2026-08"
    )
    assert line(kind="metric", label="ROI", facts={"card": "净额"}, language="en") == "metric ROI: 1  # counts: 净额"
    assert line(kind="input", label="评分", facts={"period": "2026-08"}, note="default") == (
        "填报 评分: 1  # 2026-08；没有填报，用默认值"
    )


def test_figures_are_written_for_reading():
    assert [wording.money(F(value)) for value in ("1234567.5", "-12", "0.005")] == [
        "¥1,234,567.50",
        "-¥12.00",
        "¥0.005000",
    ]
    assert wording.figure(F("0.06189"), "%", "zh") == "6.19%"
    assert wording.figure(F("134993"), "人", "zh") == "134,993人"
    assert wording.figure(F("31.1193"), "元/人", "en") == "¥31.12 per person"
    assert wording.figure(F(2, 3), "系数", "zh") == "0.6667"
    assert wording.figure(F(5), "没有的单位", "zh") == "5没有的单位"


@pytest.mark.django_db
def test_a_workbook_holds_people_items_and_explanations(department, tmp_path):
    people.Person.objects.filter(number="2").update(name='=HYPERLINK("http://x")')
    with translation.override("zh-hans"):
        (tmp_path / "r.xlsx").write_bytes(sheets.workbook(report(department).rows, "zh"))

    book = CalamineWorkbook.from_path(tmp_path / "r.xlsx")
    summary, items, told_ = (book.get_sheet_by_name(name).to_python() for name in ("汇总", "考核项", "说明"))
    assert summary[0] == ["工号", "姓名", "单位", "岗位", "在岗天数", "得分", "等级", "奖金", "待补"]
    assert summary[1][:8] == ["1", "林夏", "流量获取组", "推广专员", 31, 117.5, "优", 4125]
    assert summary[2][1] == '=HYPERLINK("http://x")'
    assert items[1] == ["1", "林夏", "核心", "投产比", 0.5, "5倍", "4倍", "125%", 62.5, ""]
    assert items[6][8:] == ["", "「个人评分」还没有确认（周岚 2026-08）；核对后确认（电商总监）"]
    assert told_[1][2:5] == [0, "奖金 流量获取组 = 基础绩效工资 * 投产比达成率 * 个人评分", "¥4,125.00"]


@pytest.mark.django_db
def test_a_workbook_without_money_says_nothing_of_it(department, tmp_path):
    with translation.override("en"):
        (tmp_path / "r.xlsx").write_bytes(sheets.workbook(report(department).rows, "en", money=False))

    book = CalamineWorkbook.from_path(tmp_path / "r.xlsx")
    summary, told_ = (book.get_sheet_by_name(name).to_python() for name in ("Summary", "Explanations"))
    assert summary[0] == ["number", "name", "unit", "position", "days", "points", "grade", "pending"]
    assert not [row for row in told_ if "¥4," in row[4] or "bonus" in row[3]]


@pytest.mark.django_db
def test_json_is_complete_and_exact(department):
    found = reports.as_json(report(department), explain=True)

    assert (found["period"], found["start"], found["end"]) == ("2026-08", "2026-08-01", "2026-08-31")
    assert found["totals"] == {"people": 4, "pending": 2, "bonus": "4125.00"}
    lin = found["people"][0]
    assert (lin["points"], lin["grade"], lin["bonus"], lin["pending"]) == ("117.5", "优", "4125.00", [])
    assert lin["explanation"]["value"] == "4125"
    assert "explanation" not in reports.as_json(report(department))["people"][0]


@pytest.mark.django_db
def test_a_deduction_stays_negative_in_json(tmp_path):
    edition = open_department(tmp_path, BOOK.replace("* 个人评分,", "* 个人评分 - 4000元,"))
    score("1", SEP, "1")

    assert reports.as_json(report(edition, SEP))["people"][0]["bonus"] == "-2125.00"


def test_what_rounding_hides_is_told_with_enough_digits_to_recalculate():
    node = {"kind": "score", "type": "number", "label": "综合得分", "unit": "分", "value": "275/3"}

    assert wording.whole(node, "zh") == "计算时用 91.6666666667…"
    assert wording.whole({**node, "value": "91.2345"}, "en") == "reckoned with 91.2345"
    assert [wording.whole({**node, **more}, "zh") for more in ({"value": "91.25"}, {"unit": "元"})] == ["", ""]
