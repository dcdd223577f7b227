"""From a stated cost to a figure: missing with the article's name, then there, and earlier months stay as they were."""

from decimal import Decimal
from fractions import Fraction

import pytest

import make
from guiju.apps import clock
from guiju.apps.costs import actions, telling
from guiju.apps.costs.values import Item, Kind, Of, Said
from guiju.apps.figures import freshness
from guiju.apps.figures.actions import refreshing
from guiju.apps.figures.queries import coverage, points
from guiju.engines.periods import parse
from guiju.lang.values import Missing, Reason, Why

pytestmark = pytest.mark.django_db

AUG, SEP = parse("2026-08"), parse("2026-09")
BOOK = make.BOOK.replace(
    "指标:\n", "指标:\n  毛利: {算法: 合计(订单行.实付金额) - 合计(订单行.货品成本), 单位: 元, 方向: 越高越好}\n", 1
)


LINES = (
    "子订单编号,主订单编号,店铺名称,商品ID,商家编码,商品标题,商品价格,购买数量,买家实付金额,"
    "订单状态,订单创建时间,订单付款时间"
)


@pytest.fixture(autouse=True)
def department(tmp_path):
    make.shop("旗舰店")
    make.book(BOOK)
    days = [f"2026-{month:02}-{day:02}" for month, last in ((8, 31), (9, 30)) for day in range(1, last + 1)]
    rows = [
        f"{at},{at},旗舰店,1,A-1,茶,50,{2 if day.endswith('-05') else 0},{100 if day.endswith('-05') else 0},交易成功,"
        f"{day} 10:00:00,{day} 10:05:00"
        for at, day in enumerate(days, 1)
    ]
    make.lake(tmp_path, lines="\n".join([LINES, *rows, ""]).encode("gb18030"))


def state(value, start):
    said = Said(Of(Kind.GOODS, Item.SKU, "A-1"), start, value=Decimal(value))
    actions.state(actor=make.operator(), said=said)
    telling.tell_lake()


def profit(month):
    found = points.point("毛利", month)
    return found.value if found else None


def stale():
    return sorted(str(month) for month in freshness.stale(coverage.view(), clock.today()))


def test_profit_names_the_article_without_a_cost_until_it_has_one():
    refreshing.refresh()
    covered = profit(SEP)
    assert isinstance(covered, Missing)

    state("30", AUG.start)
    refreshing.refresh()
    state("35", SEP.start)
    assert "2026-08" not in stale()
    refreshing.refresh()

    assert (profit(AUG), profit(SEP)) == (Fraction(40), Fraction(30))


def test_the_reason_says_what_lacks_and_who_can_mend_it():
    refreshing.refresh()

    assert profit(SEP) == Missing((Reason(Why.NO_COST, "A-1", "货品成本"),))
