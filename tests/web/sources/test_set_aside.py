"""Rows set aside: seen by who brought them, read again, mended by a new import, or given up."""

import io
import zipfile

import pytest

import make
from facts import exports
from guiju.apps.audit import queries as ledger
from guiju.apps.figures import models
from guiju.apps.figures.queries import coverage, set_aside
from guiju.facts import importing
from guiju.facts.sentences import WORDS
from web.sources.reading import read

NOT_A_NUMBER = WORDS["number"][2]
pytestmark = pytest.mark.django_db

ADS = exports.csv_bytes(exports.ADS, [exports.ad("2026-10-01", n) for n in range(30)])
ORDERS = exports.csv_bytes(
    exports.ORDERS,
    [exports.order(1), exports.order(2, 买家实际支付金额="=cmd|' /C calc'!A0"), exports.order(3, 总金额="x")],
)


def only():
    (name,) = set_aside.names()
    return f"/sources/aside/{name}/"


def test_what_waits_is_listed_with_who_brought_it(admin, bring):
    bring(admin, ("订单.csv", ORDERS))

    seen = admin.get("/sources/aside/")

    assert read(seen, "tr")[1:] == ["订单.csv 淘宝/天猫 订单报表 2 admin 11月8日 周日"]
    assert read(admin.get("/sources/"), "div", "wait")[-1].startswith("有 1 张表搁置了一些行")


def test_when_every_row_came_in_the_list_says_so(admin):
    assert read(admin.get("/sources/aside/"), "div", "empty") == ["没有搁置的行。 每一行都进来了。 回到数据源"]


def test_the_importer_reads_the_rows_without_what_is_personal(admin, bring):
    bring(admin, ("订单.csv", ORDERS))

    seen = admin.get(only())

    text = seen.content.decode()
    assert ("小王" in text, "hmac:" in text, "13800000000" in text, "_row" in text) == (False, False, False, False)
    assert [row for row in read(seen, "tr") if row.startswith("第")] == [
        "第 3 行 买家实际支付金额 「=cmd|' /C calc'!A0」不是数字 " + NOT_A_NUMBER,
        "第 4 行 总金额 「x」不是数字 " + NOT_A_NUMBER,
    ]
    assert read(seen, "h2")[0] == "这些行本身写错了"


def test_the_rows_go_into_a_workbook_in_which_nothing_is_a_formula(admin, bring):
    bring(admin, ("订单.csv", ORDERS))

    answer = admin.get(f"{only()}rows/")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet, words = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    assert ("<f>" in sheet, sheet.count("<row"), "=cmd|' /C calc'!A0" in words, "小王" in words) == (
        False,
        3,
        True,
        False,
    )
    assert "filename*=utf-8''%E6%90%81%E7%BD%AE%E7%9A%84%E8%A1%8C-" in answer.headers["Content-Disposition"]


def test_others_neither_read_nor_mend_nor_discard(people, bring):
    bring(people["1"], ("订单.csv", ORDERS))
    address = only()
    second = make.person("4", "人4")
    make.post(second, "电商部", "电商总监")
    other = type(people["1"])()
    other.force_login(make.user(second))

    assert read(other.get("/sources/aside/"), "tr")[1] == "订单.csv 淘宝/天猫 订单报表 2 人1 只有本人能看 11月8日 周日"
    for refused in (
        other.get(address),
        other.post(address),
        other.get(f"{address}rows/"),
        other.post(f"{address}discard/"),
    ):
        assert (refused.status_code, "cmd" in refused.content.decode()) == (403, False)
    assert people["2"].get("/sources/aside/").status_code == 403
    assert len(set_aside.names()) == 1


def test_who_brought_the_same_file_may_open_its_rows_too(people, admin, bring):
    bring(people["1"], ("订单.csv", ORDERS))
    bring(admin, ("订单.csv", ORDERS))

    assert admin.get(only()).status_code == 200


def test_rows_from_the_command_line_are_for_the_command_line(admin, tmp_path, home):
    path = tmp_path / "订单.csv"
    path.write_bytes(ORDERS)
    importing.run([path], home, now=exports.NOW.replace(month=10, day=9))

    assert read(admin.get("/sources/aside/"), "tr")[1].split()[3:6] == ["2", "命令行", "只有本人能看"]
    assert admin.get(only()).status_code == 403


def test_a_shop_said_later_brings_the_rows_in(admin, bring, django_capture_on_commit_callbacks):
    make.shop("甲店")
    bring(admin, ("万相台.csv", ADS))
    address = only()
    assert read(admin.get(address), "h2")[0] == "说明店铺或日期，再读一次"
    assert admin.post(address, {}).status_code == 422

    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(address, {"shop": "甲店"})

    seen = admin.get(answer.headers["Location"])
    assert read(seen, "p", "lead") == ["admin · 10月9日 周五 10:30 · 店铺 甲店 · 再读搁置的行"]
    assert read(seen, "p", "verdict-line") == ["已完成 新增 30 行"]
    assert (coverage.view().rows("ad_spend"), set_aside.names()) == (30, [])
    assert admin.get(address).status_code == 404
    assert [line.action for line in ledger.history(kind="set_aside", key=address.split("/")[3])] == [
        "figures.retry_set_aside"
    ]


def test_rows_that_are_still_wrong_keep_waiting(admin, bring, django_capture_on_commit_callbacks):
    bring(admin, ("订单.csv", ORDERS))
    address = only()

    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(address)

    assert read(admin.get(answer.headers["Location"]), "p", "verdict-line") == ["已完成 搁置 2 行"]
    assert only() == address


def test_a_mended_file_takes_its_rows_from_the_list(admin, bring):
    bring(admin, ("订单.csv", ORDERS))

    answer = bring(admin, ("改好.csv", exports.csv_bytes(exports.ORDERS, [exports.order(2), exports.order(3)])))

    assert (coverage.view().rows("order"), set_aside.names()) == (3, [])
    first = admin.get(f"/sources/runs/{models.ImportRun.objects.earliest('id').pk}/")
    assert "这些行已经处理过了。" in read(first, "div", "beneath")[0]
    assert answer.status_code == 302


def test_rows_may_be_given_up(admin, bring, django_capture_on_commit_callbacks):
    bring(admin, ("订单.csv", ORDERS))

    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(f"{only()}discard/", follow=True)

    assert read(answer, "div", "notice")[0] == "已丢弃 订单.csv 搁置的行。"
    assert set_aside.names() == []
    assert admin.post("/sources/aside/gone-0/discard/").status_code == 404
    assert admin.get("/sources/aside/gone-0/discard/").status_code == 405


def test_a_home_that_was_never_used_has_no_rows():
    assert set_aside.waiting() == []
    assert (set_aside.one("x-0"), set_aside.cells("x-0")) == (None, None)
