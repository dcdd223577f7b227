"""guiju report, as people call it."""

import json

import pytest
from python_calamine import CalamineWorkbook

import make
from apps.appraisal.office import AUG, BOOK, open_department, score
from guiju import cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("GUIJU_LANG", "zh")


@pytest.fixture
def department(tmp_path):
    edition = open_department(tmp_path)
    score("1", AUG, "1.1")
    score("3", AUG, "0.9")
    return edition


def report(capsys, *arguments):
    code = cli.main(["report", *arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


@pytest.mark.usefixtures("department")
def test_a_month_is_a_table_with_what_is_lacking(capsys):
    code, lines, _ = report(capsys, "--month", "2026-08")

    assert code == 1
    assert lines == [
        "电商部规矩 1  2026年8月",
        "工号  姓名  单位        岗位        得分  等级       奖金",
        "1     林夏  流量获取组  推广专员  117.50  优    ¥4,125.00",
        "2     吴桐  流量获取组  推广专员    待补  待补       待补",
        "3     周岚  流量获取组  推广组长  107.50  优    ¥4,500.00",
        "4     何静  客服组      客服专员",
        "共 4 人，奖金合计 ¥8,625.00，待补 1 人",
        "制度没有为他们的岗位写这种周期的计分卡和奖金：何静",
        "待补：",
        "  「个人评分」没有填报（吴桐 2026-08）；填报这个值（推广组长） ← 吴桐",
        "  名册里没有「吴桐」的工资（基础绩效工资）；在名册里补上（人事专员） ← 吴桐",
    ]


@pytest.mark.usefixtures("department")
def test_one_person_shows_items_and_the_way_to_the_next_grade(capsys):
    score("1", AUG, "0.5")

    code, lines, _ = report(capsys, "--month", "2026年8月", "--person", "林夏")

    assert code == 0
    assert lines[3:] == [
        "",
        "林夏 流量获取组",
        "  考核项    权重  实际  目标  达成率   得分",
        "  投产比     50%   5倍   4倍    125%  62.50",
        "  个人评分   50%   0.5     1     50%  25.00",
        "  投产比 再高 1倍（到 6倍）可达 优",
        "  个人评分 再高 0.25（到 0.75）可达 优",
    ]


@pytest.mark.usefixtures("department")
def test_every_figure_is_explained_in_english_too(capsys):
    code, lines, _ = report(capsys, "--month", "2026-08", "--person", "1", "--explain", "--lang", "en")

    assert code == 0
    assert lines[1].split() == ["number", "name", "unit", "position", "points", "grade", "bonus"]
    assert "      pay 基础绩效工资: ¥3,000.00  # 2026-08-31" in lines
    assert "            facts 订单: 160  # 合计(订单.实付金额), department, 2026-08, 2 rows" in lines


@pytest.mark.usefixtures("department")
def test_a_document_stands_in_for_the_adopted_regulation(capsys, tmp_path):
    document = tmp_path / "draft.md"
    document.write_text(BOOK.replace("投产比: {值: 4,", "投产比: {值: 5,"), encoding="utf-8")

    code, lines, _ = report(capsys, "--month", "2026-08", "--person", "1", "--regulation", str(document))

    assert (code, lines[2].split()[-3:]) == (0, ["105.00", "优", "¥3,300.00"])


@pytest.mark.usefixtures("department")
def test_json_and_workbook_say_the_same(capsys, tmp_path):
    _, lines, _ = report(capsys, "--month", "2026-08", "--json")
    code, nothing, _ = report(capsys, "--month", "2026-08", "--xlsx", str(tmp_path / "r.xlsx"))

    said = json.loads("\n".join(lines))
    rows = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_name("汇总").to_python()
    assert [one["bonus"] for one in said["people"]] == ["4125.00", None, "4500.00", None]
    assert [row[7] for row in rows[1:]] == [4125, "", 4500, ""]
    assert (code, nothing) == (1, [])


@pytest.mark.usefixtures("department")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "上个月"], "读不懂月份：上个月；写成 2026-10\n"),
        (["--month", "2026-10-09"], "读不懂月份：2026-10-09；写成 2026-10\n"),
        (["--month", "2026-08", "--person", "没有"], "没有这个人：没有\n"),
        (["--month", "2024-08"], "2024年8月没有施行的制度；用 --regulation 指定一份，或先 guiju adopt\n"),
        (["--month", "2026-08", "--regulation", "没有.md"], "没有这个文件：没有.md\n"),
        (["--month", "2026-08", "--xlsx", "/没有/r.xlsx"], "写不了 /没有/r.xlsx：没有这个文件或文件夹\n"),
    ],
)
def test_what_cannot_be_used_is_said(capsys, arguments, said):
    assert report(capsys, *arguments) == (2, [], said)


def test_an_empty_roster_is_said(capsys):
    make.book()

    code, _, err = report(capsys, "--month", "2026-08")
    assert (code, err) == (2, "名册里这段时间没有人；先运行 guiju roster import\n")


@pytest.mark.usefixtures("department")
def test_a_running_month_is_provisional(capsys, tmp_path):
    from apps.appraisal import office

    october = make.orders(("9", "2026-10-01", "100.00")), make.ads(("2026-10-01", "20.00"))
    make.lake(tmp_path, october=october[0], costs=october[1])
    score("1", office.OCT, "1")

    _, lines, _ = report(capsys, "--month", "2026-10", "--person", "1")
    assert lines[2].split()[-1] == "暂计"
