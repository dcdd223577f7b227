"""A file that no connector knows: looked at, tried, taught and brought in."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from facts.mapping import odd
from guiju.facts import importing, lake, load_schemas
from guiju.facts.gather import Source
from guiju.facts.intake import Said
from guiju.facts.lake.commit import frame
from guiju.facts.mapping import store
from guiju.facts.mapping.personal import Kind
from guiju.facts.mapping.sample import sample
from guiju.facts.mapping.sampled import from_json
from guiju.facts.mapping.spec import GIVEN, Fill, Spec, from_raw, to_raw
from guiju.facts.mapping.trial import try_out
from guiju.facts.reading.table import UnreadableError
from guiju.facts.report import Status

NOW = datetime(2026, 6, 4, 9, 0)
SAID = Said(NOW, shop="商城")


def teach(home, raw=None, name="own_mall", base=0):
    return store.save(home, name, raw or odd.raw(), by="王芳", now=NOW, base=base)


def bring(home, path, **said):
    return importing.run([path], home, **{"shop": "商城", "now": NOW, **said}).files[0]


def write(path, **sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


def orders(home):
    return frame(lake.open(home).view(), "order", load_schemas()["order"]).sort("id")


def test_the_beginning_is_read_with_its_header_and_people_masked(tmp_path):
    found = sample(Source(odd.file(tmp_path), "odd.csv"))

    assert (found.at, found.names, found.ways[found.way].encoding) == (2, odd.HEADER, "gb18030")
    assert found.looks == {"顾客电话": Kind.PHONE}
    assert found.rows[0] == ("M00001X", "2026-06-02", "2026-06-02", "1***", "1.50", "5", "高腰裤 1", "张***")
    assert from_json(found.as_json()) == found


def test_another_row_may_be_the_header(tmp_path):
    assert sample(Source(odd.file(tmp_path), "odd.csv"), at=3).names[0] == "M00001X"


def test_of_several_sheets_the_one_with_the_most_columns_is_shown(tmp_path):
    book = tmp_path / "book.xlsx"
    lines = [list(odd.HEADER), list(odd.line(1).split(","))]
    write(book, 说明=[["本表由系统导出"], ["请勿修改"]], 明细=lines, 汇总=[["日", "单数"], ["1", "9"]])

    assert sample(Source(book, "book.xlsx")).sheet == "明细"


def test_a_sheet_is_chosen_by_its_name(tmp_path):
    write(tmp_path / "odd.xlsx", 说明=[["请看第二张"]], 明细=[odd.HEADER, odd.line(1).split(",")])

    found = sample(Source(tmp_path / "odd.xlsx", "odd.xlsx"), sheet="明细")

    assert (found.sheets, found.sheet, found.names) == (("说明", "明细"), "明细", odd.HEADER)


def test_what_is_no_table_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")

    with pytest.raises(UnreadableError):
        sample(Source(tmp_path / "a.csv", "a.csv"))


def test_a_trial_tells_what_would_go_in_and_leaves_nothing_behind(tmp_path):
    path = odd.file(tmp_path, odd.line(1), odd.line(2, "两块"), odd.line(3, "30.25", day=2))
    home = tmp_path / "empty"
    home.mkdir()

    tried = try_out(Source(path, "odd.csv"), odd.raw(), home, SAID)

    assert (tried.rows, tried.good, tried.skipped, tried.aside) == (4, 2, 1, 1)
    assert (tried.first, tried.last, tried.shops, tried.sums) == (
        "2026-06-01", "2026-06-02", ("商城",), {"paid_amount": "31.75"},
    )  # fmt: skip
    assert [(one.column, one.count, one.rows, one.what["zh"]) for one in tried.reasons] == [
        ("成交额(元)", 1, (5,), "「两块」不是数字")
    ]
    assert [path.name for path in home.iterdir()] == ["secret"]


def test_a_trial_tells_the_same_as_the_import(tmp_path):
    path = odd.file(tmp_path, odd.line(1), odd.line(2, "两块"), odd.line(3))
    teach(tmp_path)
    tried = try_out(Source(path, "odd.csv"), odd.raw(), tmp_path, SAID)
    report = bring(tmp_path, path)

    assert (report.rows, report.skipped, report.set_aside) == (tried.rows, tried.skipped, tried.aside)
    assert orders(tmp_path)["paid_amount"].sum() == Decimal(tried.sums["paid_amount"])


def test_a_file_is_unknown_until_it_is_taught_and_then_goes_in(tmp_path):
    path = odd.file(tmp_path)
    before = bring(tmp_path, path)
    teach(tmp_path)
    after = bring(tmp_path, path)

    assert (before.status, after.status, after.connector) == (Status.UNKNOWN, Status.IMPORTED, "own_mall")
    assert orders(tmp_path).height == 8
    assert orders(tmp_path)["paid_at"].dt.date().unique().sort().to_list() == [date(2026, 6, 1), date(2026, 6, 2)]


def test_a_changed_mapping_lets_the_same_file_be_read_again(tmp_path):
    path = odd.file(tmp_path)
    teach(tmp_path)
    bring(tmp_path, path)
    changed = odd.raw()
    changed["columns"]["freight"] = "运费"
    teach(tmp_path, changed, base=1)
    again = bring(tmp_path, path)

    assert again.status == Status.IMPORTED
    assert orders(tmp_path)["freight"].to_list() == [Decimal(5)] * 8


def test_what_a_removed_one_brought_is_still_told(tmp_path):
    path = odd.file(tmp_path, odd.line(1), odd.line(2, "两块"))
    teach(tmp_path)
    bring(tmp_path, path)
    store.remove(tmp_path, "own_mall", by="王芳", now=NOW, base=1)

    again = importing.retry(tmp_path, now=NOW).files[0]

    assert (again.connector, again.title.zh, again.set_aside) == ("own_mall", "商城订单", 1)
    assert bring(tmp_path, path).status == Status.UNKNOWN


def test_a_phone_that_tells_people_apart_enters_as_a_hash_and_is_nowhere_else(tmp_path):
    raw = odd.raw(Spec("order", "商城", fills={**odd.SPEC.fills, "id": Fill("顾客电话", hashed=True)}))
    path = odd.file(tmp_path, odd.line(1), odd.line(2, "两块"))
    teach(tmp_path, raw)
    bring(tmp_path, path)

    kept = orders(tmp_path)["id"].to_list()

    assert [len(one) for one in kept] == [32]
    for file in tmp_path.rglob("*"):
        if file.is_file() and file != path:
            assert "13800000" not in file.read_bytes().decode(errors="ignore")
    waiting = importing.set_aside(tmp_path)[0]
    assert "13800000002" not in [*waiting.rows["顾客电话"], *waiting.keys]


def test_a_day_that_stands_in_the_name_alone_is_taken_from_there(tmp_path):
    path = tmp_path / "推广_2026-06-02.csv"
    path.write_text("计划,花掉,给人看\n夏季,12.5,100\n", "utf-8")
    raw = to_raw(
        Spec(
            "ad_spend",
            "推广",
            fills={
                "day": Fill(GIVEN),
                "channel": Fill(value="某平台"),
                "campaign": Fill("计划"),
                "cost": Fill("花掉"),
                "impressions": Fill("给人看"),
            },
        ),
        ("计划", "花掉", "给人看"),
        {},
        year="2026-06",
    )
    teach(tmp_path, raw, "own_ads")
    bring(tmp_path, path)
    rows = frame(lake.open(tmp_path).view(), "ad_spend", load_schemas()["ad_spend"])

    assert rows.select("day", "channel", "campaign", "cost").rows() == [
        (date(2026, 6, 2), "某平台", "夏季", Decimal("12.5"))
    ]


def test_numbers_are_multiplied_and_rows_without_a_number_made_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("日子,货,几件,单价\n2026-06-01,裤,2,10.5\n2026-06-01,裤,2,10.5\n", "utf-8")
    fills = {
        "created_at": Fill("日子"),
        "paid_at": Fill("日子"),
        "product": Fill("货"),
        "quantity": Fill("几件"),
        "paid_amount": Fill("几件", "times", "单价"),
    }
    spec = Spec("order_line", "行", fills=fills, natural=("日子", "货"))
    teach(tmp_path, to_raw(spec, ("日子", "货", "几件", "单价"), {}, year="2026"), "own_lines")
    bring(tmp_path, path)
    rows = frame(lake.open(tmp_path).view(), "order_line", load_schemas()["order_line"])

    assert rows.select("paid_amount", "quantity").rows() == [(Decimal(21), 2), (Decimal(21), 2)]
    assert rows["id"].n_unique() == 2


def test_a_built_in_one_keeps_its_header_unless_the_own_one_says_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("日期,消耗,曝光量,总成交金额,优化目标\n2026-06-01,1,2,3,拉新\n", "utf-8")
    header = ("日期", "消耗", "曝光量", "总成交金额", "优化目标")
    spec = Spec("ad_spend", "自家", fills={"day": Fill("日期"), "cost": Fill("消耗"), "channel": Fill(value="自家")})
    teach(tmp_path, to_raw(spec, header, {}, year="2026"), "own_ads")
    first = bring(tmp_path, path)
    instead = Spec(**{name: getattr(spec, name) for name in Spec.__slots__} | {"instead_of": "wanxiangtai_account"})
    teach(tmp_path, to_raw(instead, header, {}, year="2026"), "own_ads", base=1)
    second = bring(tmp_path, path)

    assert (first.connector, second.connector) == ("wanxiangtai_account", "own_ads")


def test_a_mapping_bound_to_a_sheet_leaves_the_others(tmp_path):
    with_sheet = odd.raw(Spec(**{n: getattr(odd.SPEC, n) for n in Spec.__slots__} | {"sheet": "明细"}))
    teach(tmp_path, with_sheet)
    sheets = {title: [odd.HEADER, odd.line(at).split(",")] for title, at in (("汇总", 1), ("明细", 2))}
    write(tmp_path / "odd.xlsx", **sheets)
    bring(tmp_path, tmp_path / "odd.xlsx")

    assert orders(tmp_path)["id"].to_list() == ["M00002X"]


def test_editing_keeps_what_the_form_does_not_show():
    by_hand = {
        **odd.raw(),
        "without": ["子单号"],
        "whole_months": True,
        "columns": {**odd.raw()["columns"], "paid_amount": ["成交额(元)", "成交金额"]},
    }
    spec = from_raw(by_hand)
    again = to_raw(spec, odd.HEADER, {}, year="2026-07", base=by_hand)

    assert (again["without"], again["whole_months"]) == (["子单号"], True)
    assert again["columns"]["paid_amount"] == ["成交额(元)", "成交金额"]
    assert list(again["generations"]) == ["2026-06", "2026-07"]
    assert ["成交额(元)", "成交金额"] in again["needs"]


def test_a_sum_of_nothing_is_no_sum(tmp_path):
    path = odd.file(tmp_path, odd.line(1, "-"))
    tried = try_out(Source(path, "odd.csv"), odd.raw(), tmp_path, SAID)

    assert (tried.good, tried.sums) == (1, {})
