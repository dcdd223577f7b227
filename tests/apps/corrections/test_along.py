"""An order that shall not count takes its refunds along, in figures, in what is foretold and in what makes them old."""

import csv
import io
from datetime import date, datetime
from fractions import Fraction

import pytest
from django.conf import settings

import make
from apps.appraisal.office import AUG, SEP
from apps.corrections.office import (
    BRINGS,
    DIRECTS,
    SHOP,
    TEXT,
    actor,
    do,
    drafted,
    exclusion,
    in_force,
    measure,
    opened,
)
from guiju.apps import clock
from guiju.apps.corrections import actions, models, queries
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.values import Draft, Kind
from guiju.apps.figures import freshness
from guiju.apps.figures.queries import coverage, points
from guiju.facts import importing
from refused import refusal_code

pytestmark = pytest.mark.django_db
HEADER = ("退款编号", "订单编号", "退款申请时间", "退款完结时间", "退款状态", "退给买家金额")
ROWS = (
    ("r0", "9", "2026-08-01 08:00:00", "2026-08-01 09:00:00", "退款成功", "1"),
    ("r1", "1", "2026-08-05 08:00:00", "2026-08-06 08:00:00", "退款成功", "4"),
    ("r2", "2", "2026-09-03 08:00:00", "2026-09-04 08:00:00", "退款成功", "9"),
    ("r3", "5", "2026-09-30 08:00:00", "2026-09-30 09:00:00", "退款成功", "1"),
)
METRIC = "  销售额: {"
BOOK = TEXT.replace(METRIC, f"  退款额: {{算法: 合计(退款.金额), 单位: 元}}\n{METRIC}", 1)


@pytest.fixture(autouse=True)
def department(tmp_path):
    assert BOOK != TEXT
    opened(tmp_path, BOOK, measured=False)
    bring(tmp_path, *ROWS)
    measure()


def bring(folder, *rows):
    """A list of refunds brought in."""
    written = io.StringIO()
    csv.writer(written).writerows((HEADER, *rows))
    path = folder / "refunds.csv"
    path.write_text(written.getvalue(), "utf-8")
    assert importing.run([path], settings.GUIJU_HOME, shop=SHOP, now=datetime(2026, 10, 9, 10, 30)).ok


def refunds(period):
    return points.point("退款额", period).value


def test_the_refunds_of_an_excluded_order_count_no_more():
    assert (refunds(AUG), refunds(SEP)) == (5, 10)
    row = in_force(exclusion("2", along=("退款", "order_line")))

    measure()

    assert (refunds(AUG), refunds(SEP)) == (5, 1)
    assert points.point("退款额", SEP).corrections == (str(row.pk),)
    (layer,) = coverage.view().manifest.corrections
    assert (layer.along, layer.reach) == (("order_line", "refund"), (date(2026, 8, 31), date(2026, 9, 4)))


def test_the_draft_foretells_it_and_its_undoing_brings_them_back():
    row = drafted(exclusion("2", along=("refund",)))
    effect = queries.effect(queries.one(row.pk))

    assert (effect.rows, effect.along) == (1, (("refund", 1),))
    moved = {
        (one.month, one.before, one.after) for one in effect.figures if (one.metric, one.dim) == ("退款额", "none")
    }
    assert moved == {(SEP.start, Fraction(10), Fraction(1))}

    held = in_force(exclusion("1", along=("refund",)))
    undoing = models.Correction.objects.get(pk=actions.undo(actor=actor(BRINGS), correction_id=held.pk, reason="错了"))
    back = queries.effect(queries.one(undoing.pk))
    assert {
        (one.month, one.before, one.after) for one in back.figures if (one.metric, one.dim) == ("退款额", "none")
    } == {(AUG.start, Fraction(1), Fraction(5))}


def test_only_what_leads_to_the_rows_goes_along_and_only_with_an_exclusion():
    code = refusal_code(drafted, exclusion("1", along=("推广",)))
    change = drafted(Draft(Kind.SET, "订单", "改渠道", keys=((SHOP, "1"),), values={"渠道": "直播"}, along=("退款",)))

    assert code == Code.NOT_LED_HERE
    assert change.along == []


def test_orders_of_other_months_make_the_refunds_that_go_along_by_a_rule_old():
    july = settings.GUIJU_HOME / "july"
    july.mkdir()
    make.lake(july, orders=make.orders(("5", "2026-07-01", "100.00")))
    in_force(Draft(Kind.EXCLUDE, "订单", "刷单", condition="订单.实付金额 = 100元", along=("退款",)))
    measure()
    assert refunds(SEP) == 9

    make.lake(july, orders=make.orders(("5", "2026-07-01", "101.00")))
    old = freshness.stale(coverage.view(), clock.today())
    measure()

    assert SEP in old
    assert refunds(SEP) == 10


def test_what_changes_begins_with_the_whole_and_the_newest_month():
    row = drafted(exclusion("1", "2", "4", along=("refund",)))

    found = [(one.dim == "none", one.month) for one in queries.effect(queries.one(row.pk)).figures]

    assert len(set(found)) == 4
    assert found == sorted(found, reverse=True)


def test_orders_that_come_later_on_excluded_days_take_their_refunds_along(tmp_path):
    july = date(2026, 7, 1)
    make.lake(tmp_path, orders=make.orders(("5", "2026-07-01", "100.00")))
    in_force(Draft(Kind.EXCLUDE, "订单", "测试日", start=july, end=july, along=("退款",)))
    measure()
    assert (refunds(AUG), refunds(SEP)) == (5, 9)

    make.lake(tmp_path, orders=make.orders(("9", "2026-07-01", "50.00")))
    old = freshness.stale(coverage.view(), clock.today())
    measure()

    assert AUG in old
    assert (refunds(AUG), refunds(SEP)) == (4, 9)


def test_undoing_brings_back_refunds_that_came_after_the_approval(tmp_path):
    held = in_force(exclusion("1", along=("refund",)))
    bring(tmp_path, ("r4", "1", "2026-09-20 08:00:00", "2026-09-20 09:00:00", "退款成功", "3"))
    measure()
    assert (refunds(AUG), refunds(SEP)) == (1, 10)
    undoing = models.Correction.objects.get(pk=actions.undo(actor=actor(BRINGS), correction_id=held.pk, reason="错了"))
    effect = queries.effect(queries.one(undoing.pk))

    do("approve", do("propose", undoing), DIRECTS)
    measure()

    assert {one.month for one in effect.figures if one.metric == "退款额"} == {AUG.start, SEP.start}
    assert (refunds(AUG), refunds(SEP)) == (5, 13)
