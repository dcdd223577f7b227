"""guiju metric: tables, JSON and CSV over a small lake."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import make
from engines.measure.lake import SHOP, lake, order
from guiju.apps.rulebook import actions as rulebook
from guiju.cli import main
from guiju.cli.tables import amount
from guiju.facts.lake import Correction, CorrectionKind, View
from guiju.facts.lake import open as open_lake

DOCUMENT = """---
regulation: test
title: 测试
version: 1
effective: 2026-01-01
---

# 数字 {#numbers}

数字的口径。

```yaml 规矩
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元, 别名: [GMV]}
  订单数: {算法: 计数(订单), 单位: 单}
  客单价: {算法: 销售额 / 订单数, 单位: 元/单}
  三分之一: {算法: 销售额 / 3元, 单位: "%"}
```
"""
KNOWN = "day, week, month, quarter, year, shop, channel, product, campaign, agent, person, unit"
ORDERS = [order(1, "2026-01-05T10:00", "1234.5", channel="自然"), order(2, "2026-02-05T10:00", "100")]
TWO_MONTHS = ["--from", "2026-01", "--to", "2026-02"]


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def shop_home(tmp_path, monkeypatch):
    """A home whose lake holds two orders, covered to the end of March."""
    folder = tmp_path / "shop"
    published(folder, lake(folder / "lake", {"order": ORDERS}))
    monkeypatch.setenv("GUIJU_HOME", str(folder))
    return folder


def published(home: Path, view: View) -> None:
    """Make a view the current state of a lake."""
    open_lake(home).publish(replace(view.manifest, ledger="none.jsonl.gz"), b"")


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "book.md"
    path.write_text(DOCUMENT, "utf-8")
    return str(path)


def said(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    code = main(["metric", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.usefixtures("shop_home")
def test_metrics_stand_side_by_side_with_their_units(document, capsys):
    code, out, _ = said(capsys, "gmv", "订单数", "客单价", "--regulation", document, *TWO_MONTHS)

    assert (code, out) == (
        0,
        (
            "期间          销售额  订单数        客单价\n"
            "2026年1月  ¥1,234.50     1单  ¥1,234.50/单\n"
            "2026年2月    ¥100.00     1单    ¥100.00/单\n"
        ),
    )


@pytest.mark.usefixtures("shop_home")
def test_what_is_missing_is_explained_below_and_makes_the_exit_code_1(document, capsys):
    two = ["--from", "2026-03", "--to", "2026-04"]

    code, out, _ = said(capsys, "销售额", "客单价", "--regulation", document, *two)

    assert (code, out) == (
        1,
        (
            "期间       销售额  客单价\n"
            "2026年3月   ¥0.00    —[1]\n"
            "2026年4月    —[2]    —[2]\n"
            "\n"
            "[1] 「订单数」是 0，不能作除数（销售额 / 订单数）；"
            "核对这个数；可用 缺省 写明没有时算多少（制度的编写人）\n"
            "[2] 「订单」缺数据（旗舰店 2026-04-01..2026-04-30）；导入覆盖这些天的文件（能导入数据源的人）\n"
        ),
    )


@pytest.mark.usefixtures("shop_home")
def test_a_table_that_is_too_wide_has_a_line_for_each_figure(document, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")

    code, out, _ = said(
        capsys, "销售额", "订单数", "--regulation", document, "--by", "channel，月", *TWO_MONTHS, "--lang", "en"
    )

    assert (code, out) == (
        0,
        (
            "Metric  Period    Channel      Value\n"
            "销售额  Jan 2026  自然     ¥1,234.50\n"
            "销售额  Feb 2026  (none)     ¥100.00\n"
            "订单数  Jan 2026  自然      1 orders\n"
            "订单数  Feb 2026  (none)    1 orders\n"
        ),
    )


@pytest.mark.usefixtures("shop_home")
def test_json_holds_exact_values_in_base_units(document, capsys):
    code, out, _ = said(capsys, "三分之一", "--regulation", document, "--to", "2026-02", "--json", "--by", "month,店铺")

    found = json.loads(out)
    assert code == 0
    assert found[1] == {
        "metric": "三分之一",
        "period": "2026-02",
        "start": "2026-02-01",
        "end": "2026-02-28",
        "dims": {"shop": SHOP},
        "value": "33.3333333333",
        "exact": "100/3",
        "unit": "%",
        "provisional": False,
        "through": None,
        "corrections": [],
        "reasons": [],
    }
    assert [one["value"] for one in found] == ["411.5", "33.3333333333"]


@pytest.mark.usefixtures("shop_home")
def test_json_gives_reasons_in_words(document, capsys):
    code, out, _ = said(
        capsys, "订单数", "--regulation", document, "--from", "2026W15", "--by", "week", "--json", "--lang", "en"
    )

    found = json.loads(out)
    assert (code, found[0]["value"]) == (1, None)
    assert found[0]["reasons"] == [
        {
            "why": "not_covered",
            "subject": "订单",
            "detail": f"{SHOP} 2026-04-06..2026-04-12",
            "text": f"“order” has no data ({SHOP} 2026-04-06..2026-04-12);"
            " import files that cover these days (whoever may import)",
        }
    ]


@pytest.mark.usefixtures("shop_home")
def test_csv_has_a_line_for_each_figure(document, capsys):
    code, out, _ = said(
        capsys, "客单价", "--regulation", document, "--by", "channel", "--from", "2026-02", "--to", "2026-04", "--csv"
    )

    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 1
    assert rows[0] == {
        "metric": "客单价",
        "period": "2026-02",
        "channel": "",
        "value": "100",
        "exact": "",
        "unit": "元/单",
        "provisional": "",
        "reasons": "",
    }
    assert rows[2]["reasons"].startswith("「订单」缺数据")


@pytest.mark.usefixtures("shop_home")
def test_all_metrics_and_all_covered_days_where_nothing_is_said(document, capsys):
    code, out, _ = said(capsys, "--regulation", document, "--by", "quarter")

    assert code == 0
    assert out == (
        "期间             销售额  订单数      客单价    三分之一\n"
        "2026年一季度  ¥1,334.50     2单  ¥667.25/单  44,483.33%\n"
    )


@pytest.mark.usefixtures("shop_home")
@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (["客单"], "没有指标「客单」；相近的有 客单价\n", "no metric “客单”; near it: 客单价\n"),
        (["鲸"], "没有指标「鲸」；不写名称则列出全部\n", "no metric “鲸”; name none to see them all\n"),
        (
            ["--by", "month,day"],
            "--by 里只能有一个周期，维度不能重复\n",
            "--by takes one grain, and each dimension once\n",
        ),
        (
            ["--by", "month,person,unit"],
            "--by 里个人和小组只能写一个\n",
            "--by takes person or unit, not both\n",
        ),
        (
            ["--by", "颜色"],
            "不认识 --by 的「颜色」；可用 日、周、月、季、年、店铺、渠道、商品、计划、客服、个人、小组\n",
            f"--by does not know 颜色: {KNOWN}\n",
        ),
        (
            ["--from", "十月"],
            "读不懂「十月」；写成 2026-10、2026-W41、2026Q4 等\n",
            "cannot read 十月; write 2026-10, 2026-W41, 2026Q4\n",
        ),
    ],
)
def test_what_does_not_exist_is_said_and_makes_the_exit_code_2(document, capsys, arguments, chinese, english):
    assert said(capsys, *arguments, "--regulation", document) == (2, "", chinese)
    assert said(capsys, *arguments, "--regulation", document, "--lang", "en") == (2, "", english)


@pytest.mark.usefixtures("shop_home")
def test_a_document_that_is_not_there_is_2(capsys):
    assert said(capsys, "--regulation", "/nowhere.md") == (2, "", "没有这个文件：/nowhere.md\n")


def test_an_empty_lake_lacks_everything(tmp_path, monkeypatch, document, capsys):
    monkeypatch.setenv("GUIJU_HOME", str(tmp_path))

    code, out, _ = said(capsys, "销售额", "--regulation", document)

    assert code == 1
    assert "「订单」缺数据" in out


@pytest.mark.usefixtures("shop_home")
@pytest.mark.django_db
def test_the_regulation_in_force_and_its_roster_are_used(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GUIJU_DATABASE_URL", "of the tests")
    assert said(capsys, "销售额") == (2, "", "还没有采用制度；用 --regulation 指定文件\n")
    path = tmp_path / "规矩.md"
    path.write_text(make.BOOK, "utf-8")
    rulebook.adopt(actor=make.operator(), document=path, in_force_from=date(2026, 1, 1))
    who = make.person("7", "李四")
    who.ownerships.create(kind="channel", key="自然", start=make.START)
    make.shop(SHOP)

    code, out, _ = said(capsys, "销售额", "--by", "month,个人", *TWO_MONTHS)

    assert (code, out) == (
        0,
        (
            "期间       个人       销售额\n"
            "2026年1月  李四 7  ¥1,234.50\n"
            "2026年2月  李四 7      ¥0.00\n"
            "2026年2月  未归属    ¥100.00\n"
        ),
    )


@pytest.mark.django_db
def test_a_running_period_is_marked_with_the_last_covered_day(tmp_path, capsys, monkeypatch, document):
    folder = tmp_path / "shop"
    covers = {("order", SHOP): [(date(2026, 10, 1), date(2026, 10, 7))]}
    published(folder, lake(folder / "lake", {"order": [order(1, "2026-10-05T10:00", "10")]}, covers))
    monkeypatch.setenv("GUIJU_HOME", str(folder))
    monkeypatch.setenv("GUIJU_DATABASE_URL", "of the tests")

    code, out, _ = said(capsys, "销售额", "--regulation", document, "--from", "2026-10", "--by", "unit")

    assert (code, out) == (
        0,
        ("期间        小组     销售额\n2026年10月  未归属  ¥10.00*\n\n* 期间还没有结束，数据截至 2026-10-07\n"),
    )


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "chinese", "english"),
    [
        ("12345.675", "元", None, "¥12,345.68", "¥12,345.68"),
        ("-0.004", "元", None, "¥0.00", "¥0.00"),
        ("-5", "元", 0, "-¥5", "-¥5"),
        ("1234567", "万元", None, "¥123.46万", "¥1,234,600.00"),
        ("88.125", "元/人", None, "¥88.13/人", "¥88.13 per person"),
        ("0.12345", "%", None, "12.35%", "12.35%"),
        ("0.12345", "%", 1, "12.3%", "12.3%"),
        ("3.5", "倍", None, "3.50倍", "3.50×"),
        ("1.05", "系数", None, "1.05", "1.05"),
        ("7200", "小时", None, "2.0小时", "2.0 hours"),
        ("1200", "单", None, "1,200单", "1,200 orders"),
        ("1.5", "件", None, "1.50件", "1.50 items"),
        ("2", "", None, "2", "2"),
    ],
)
def test_an_amount_has_its_unit_and_is_rounded_half_up(value, unit, decimals, chinese, english):
    worth = Fraction(value)

    assert (amount(worth, unit, decimals, "zh"), amount(worth, unit, decimals, "en")) == (chinese, english)


@pytest.mark.usefixtures("shop_home")
def test_only_holds_a_dimension_to_one_value(document, capsys):
    narrowed = ["--only", "渠道=自然", "--json", "--from", "2026-01", "--to", "2026-02"]

    _code, out, _ = said(capsys, "销售额", "--regulation", document, *narrowed)

    assert [(one["period"], one["dims"], one["value"]) for one in json.loads(out)] == [
        ("2026-01", {"channel": "自然"}, "1234.5")
    ]


@pytest.mark.usefixtures("shop_home")
def test_only_of_something_unknown_says_what_there_is(document, capsys):
    code, _, error = said(capsys, "销售额", "--regulation", document, "--only", "颜色=红")

    assert (code, error.startswith("看不懂 --only「颜色=红」")) == (2, True)


@pytest.mark.usefixtures("shop_home")
def test_only_of_a_value_that_nothing_has_says_which_there_are(document, capsys):
    code, out, error = said(capsys, "销售额", "--regulation", document, "--only", "shop=没有的店")

    assert (code, out, error) == (2, "", f"--only shop=没有的店 没有数据；有数据的：{SHOP}\n")


@pytest.mark.usefixtures("shop_home")
def test_periods_that_end_before_they_begin_are_told(document, capsys):
    code, out, error = said(capsys, "销售额", "--regulation", document, "--from", "2026-02", "--to", "2026-01")

    assert (code, out, error) == (2, "", "--to 早于 --from；把两个对调\n")


def test_corrections_are_named_and_can_be_left_out(shop_home, document, capsys):
    view = open_lake(shop_home).view()
    once = Correction("7", "order", CorrectionKind.EXCLUDE, ((SHOP, "o1"),))
    published(shop_home, view.with_corrections([once]))
    asked = ("销售额", "--regulation", document, *TWO_MONTHS)

    corrected, (_, out, _) = said(capsys, *asked), said(capsys, *asked, "--json")
    _, raw, _ = said(capsys, *asked, "--json", "--uncorrected")

    assert corrected[1].endswith("含更正 1 条：7\n")
    assert [(one["value"], one["corrections"]) for one in json.loads(out)] == [("0", ["7"]), ("100", [])]
    assert [(one["value"], one["corrections"]) for one in json.loads(raw)] == [("1234.5", []), ("100", [])]
