"""Exports as platforms write them, made by the tests themselves, and what comes of importing them."""

import csv
import io
import multiprocessing
import multiprocessing.synchronize
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from guiju.facts import importing, lake, load_schemas
from guiju.facts.lake.commit import frame
from guiju.facts.report import FileReport, ImportReport

NOW = datetime(2026, 7, 1, 12)
SHOP = "规矩旗舰店"
AS_PRINTED = dict.fromkeys(["BRL", "GBP", "INR", "USD"], Decimal(1))

ORDERS = [
    "订单编号", "买家会员名", "买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "订单状态",
    "收货人姓名", "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝总数量", "店铺名称", "退款金额",
]  # fmt: skip
PRODUCTS = [
    "统计日期",
    "商品ID",
    "商品名称",
    "商品访客数",
    "商品浏览量",
    "支付买家数",
    "支付金额",
    "商品详情页跳出率",
    "平均停留时长",
]
ADS = ["日期", "主体ID", "场景名字", "展现量", "点击量", "花费", "总成交金额", "总成交笔数"]
SERVICE = ["旺旺昵称", "询单最终付款人数", "询单人数", "首次响应时长（秒)", "平均响应时长（秒)", "客户满意率"]
ITEMS = [
    "子订单编号",
    "主订单编号",
    "标题",
    "价格",
    "购买数量",
    "买家实际支付金额",
    "订单状态",
    "订单创建时间",
    "订单付款时间",
]


def order(number: object, **cells: object) -> dict[str, object]:
    """A paid order of 1 June 2026; ``cells`` replace its own."""
    return {
        "订单编号": f'="{number}"',
        "买家会员名": "小王",
        "买家应付货款": "95.00",
        "买家应付邮费": "5.00",
        "总金额": "100.00",
        "买家实际支付金额": "100.00",
        "订单状态": "交易成功",
        "收货人姓名": "王某某",
        "联系手机": "'13800000000",
        "订单创建时间": "2026-06-01 08:00:00",
        "订单付款时间 ": "2026-06-01 08:05:00",
        "宝贝标题 ": "夏季新款, 连衣裙",
        "宝贝总数量": "1",
        "店铺名称": SHOP,
        "退款金额": "无退款申请",
        **cells,
    }


def product(day: object, number: object, amount: object = "1,234.50", **cells: object) -> dict[str, object]:
    """A product's day."""
    return {
        "统计日期": day, "商品ID": number, "商品名称": f"商品{number}", "商品访客数": "1,000", "商品浏览量": "2,500",
        "支付买家数": "10", "支付金额": amount, "商品详情页跳出率": "78.15%", "平均停留时长": "6.92", **cells,
    }  # fmt: skip


def ad(day: object, number: object, cost: object = "10.5", **cells: object) -> dict[str, object]:
    """An advertised product's day."""
    return {
        "日期": day, "主体ID": number, "场景名字": "关键词推广", "展现量": "100", "点击量": "5",
        "花费": cost, "总成交金额": "88.8", "总成交笔数": "2", **cells,
    }  # fmt: skip


def csv_bytes(
    header: Sequence[str], rows: Iterable[Mapping[str, object]], *, encoding: str = "gb18030", separator: str = ","
) -> bytes:
    """A text export; only cells that need quotes are quoted."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return text.getvalue().encode(encoding)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, object]], **how: str) -> Path:
    """The text export as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_bytes(header, rows, **how))
    return path


def write_book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with rows of cells for each sheet; dates are written as spreadsheet dates."""
    with xlsxwriter.Workbook(path) as book:
        day, moment = (
            book.add_format({"num_format": "yyyy/m/d"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(at, column, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), day)
                    elif isinstance(cell, timedelta):
                        sheet.write_datetime(at, column, cell, book.add_format({"num_format": "[h]:mm:ss"}))
                    elif isinstance(cell, (str, Decimal)):
                        sheet.write_string(at, column, str(cell))
                    else:
                        sheet.write(at, column, cell)
    return path


def bring(home: Path, *paths: Path, **said: Any) -> ImportReport:
    """Import at the fixed time; money of open data sets stays as it is printed."""
    return importing.run(paths, home, **{"now": NOW, "rates": AS_PRINTED, **said})


def one(report: ImportReport) -> FileReport:
    """The report of the only file."""
    (file,) = report.files
    return file


def rows(home: Path, fact: str, *columns: str) -> list[tuple[Any, ...]]:
    """All rows of a fact in the lake, in order of their columns."""
    found = frame(lake.open(home).view(), fact, load_schemas()[fact]).select(columns)
    return sorted(found.rows(), key=lambda row: tuple((cell is not None, cell) for cell in row))


def codes(file: FileReport) -> list[tuple[str, int, str]]:
    """What is wrong with a file: code, row, column."""
    return [(problem.code, problem.row, problem.column) for problem in file.problems]


def hold(root: str, ready: "multiprocessing.synchronize.Event", seconds: float) -> None:
    """Hold the writer's lock in another process."""
    with lake.Lake(Path(root)).writing():
        ready.set()
        time.sleep(seconds)


def held(home: Path, seconds: float) -> multiprocessing.Process:
    """Another process that has the lock."""
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=hold, args=(str(lake.open(home).root), ready, seconds), daemon=True)
    process.start()
    assert ready.wait(60)
    return process
