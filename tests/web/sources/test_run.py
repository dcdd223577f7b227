"""An import is watched, left, cancelled and tried again."""

from datetime import timedelta

import pytest

import make
from facts import exports
from guiju.apps import clock
from guiju.apps.figures import models
from guiju.apps.figures.actions import imports
from guiju.facts.errors import LakeBusyError
from web.sources.making import queued
from web.sources.reading import read

pytestmark = pytest.mark.django_db

LINE = {
    "价格": "90",
    "购买数量": "1",
    "买家应付货款": "90",
    "订单状态": "交易成功",
    "订单创建时间": "2026-06-01 08:00:00",
    "订单付款时间": "2026-06-01 08:01:00",
}
GOOD = make.orders(("1", "2026-10-07", "100.00"), ("2", "2026-10-08", "50.00"))


def test_a_waiting_import_says_what_comes_first_and_when_nobody_takes_it_up(admin):
    first = queued(created=clock.now() - timedelta(minutes=2))
    second = queued()

    assert read(admin.get(f"/sources/runs/{second.pk}/"), "b")[0] == "排队中，前面还有 1 个导入"
    slow = admin.get(f"/sources/runs/{first.pk}/")
    assert read(slow, "b")[0] == "马上开始"
    assert "后台进程可能没有运行" in slow.content.decode()


def test_a_running_import_may_be_cancelled_and_a_finished_one_not(admin, people):
    one = queued()

    assert people["2"].post(f"/sources/runs/{one.pk}/cancel/").status_code == 302
    one.refresh_from_db()
    assert one.state == "queued"
    admin.post(f"/sources/runs/{one.pk}/cancel/")
    one.refresh_from_db()
    assert one.state == "cancelled"
    late = admin.post(f"/sources/runs/{one.pk}/cancel/", follow=True)
    assert read(late, "div", "notice") == ["这次导入已经结束。"]
    assert admin.post("/sources/runs/999/cancel/").status_code == 404
    assert admin.get(f"/sources/runs/{one.pk}/cancel/").status_code == 405


def test_stopping_is_said_until_it_is_done(admin):
    one = queued(state="running", cancelling=True, stage="merge 0 ")

    seen = admin.get(f"/sources/runs/{one.pk}/", headers={"HX-Request": "true", "HX-Target": "div#run"})

    assert read(seen, "b") == ["正在停下来"]
    assert ("<h1" in seen.content.decode(), "取消导入" in seen.content.decode()) == (False, False)


def test_a_failed_import_says_why_and_may_be_tried_again(admin, bring, monkeypatch, django_capture_on_commit_callbacks):
    def busy(*_args):
        raise LakeBusyError("42", 120)

    with monkeypatch.context() as patched:
        patched.setattr(imports, "_import", busy)
        answer = bring(admin, ("a.csv", GOOD))

    seen = admin.get(answer.headers["Location"])
    assert "另一个导入（进程 42）仍在写入" in seen.content.decode()
    assert read(seen, "p", "verdict-line") == ["没有成功"]
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(f"{answer.headers['Location']}retry/")
    assert read(admin.get(answer.headers["Location"]), "p", "verdict-line") == ["已完成 新增 2 行"]
    again = admin.post(f"{answer.headers['Location']}retry/", follow=True)
    assert read(again, "div", "notice") == ["这次导入已经结束。"]


def test_what_came_in_before_a_cancel_is_said(admin, bring, monkeypatch):
    def stop(_self, _progress, stage):
        return not stage.startswith("measure")

    monkeypatch.setattr(imports._Beat, "__call__", stop)
    answer = bring(admin, ("a.csv", GOOD))
    models.ImportRun.objects.update(state="cancelled")

    seen = admin.get(answer.headers["Location"])

    assert read(seen, "p", "verdict-line") == ["已取消 新增 2 行"]
    assert "取消之前数据已经入库；指标没有算完，稍后会自动重算。" in seen.content.decode()


def test_an_import_that_never_was_is_not_found(admin):
    assert admin.get("/sources/runs/999/").status_code == 404


def test_of_many_files_those_with_trouble_come_first_and_the_rest_are_folded(admin, bring):
    good = [(f"{n}.csv", make.orders((f"{n}", "2026-10-07", "100.00"))) for n in range(9)]
    half = [
        (f"half-{n}.csv", make.orders((f"1{n}", "2026-10-07", "1.00"), (f"2{n}", "2026-13-07", "1.00")))
        for n in range(4)
    ]
    answer = bring(admin, *good, ("odd.csv", b"a,b\n1,2\n"), *half)

    page = admin.get(answer.headers["Location"]).content.decode()

    told = page.index("没有问题的 9 个文件")
    places = [page.index(f">{name}<") for name in ("odd.csv", "half-0.csv", "half-3.csv", "0.csv", "8.csv")]
    assert places == sorted(places)
    assert [place < told for place in places] == [True, True, True, False, False]
    assert page.count('<details class="leaf">') == 1 + len(half)


def test_columns_that_nobody_reads_are_named_once_for_all_files_that_have_them(admin, bring):
    header, rows = make.orders(("1", "2026-10-07", "100.00")).split(b"\n", 1)
    files = [
        (f"{n}.csv", header.rstrip() + b",hue\n" + rows.rstrip().replace(b"1,", b"%d," % n, 1) + b",red\n")
        for n in range(3)
    ]
    answer = bring(admin, *files)

    seen = admin.get(answer.headers["Location"])

    assert read(seen, "div", "notice") == ["0.csv 等 3 个文件：有没见过的列，没有读：hue"]


def test_many_doubts_about_one_file_are_folded_and_its_rows_are_told_beside_them(admin, bring):
    make.shop(exports.SHOP)
    orders = [exports.order(n, 买家应付货款="100") for n in range(1, 6)]
    lines = [{**LINE, "子订单编号": f"{n}a", "主订单编号": str(n)} for n in range(1, 6)]
    goods = [*exports.ITEMS, "买家应付货款"]
    answer = bring(admin, ("o.csv", exports.csv_bytes(exports.ORDERS, orders)))
    answer = bring(admin, ("l.csv", exports.csv_bytes(goods, lines)), shop=exports.SHOP)

    page = admin.get(answer.headers["Location"]).content.decode()

    shown, _, folded = page.partition("还有 2 处")
    assert [part.count("它的商品行加起来是") for part in (shown, folded)] == [3, 2]
    assert "订单行：新增 5 行" in shown
