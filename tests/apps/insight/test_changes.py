"""Why a stored figure changed, between August (160 yuan) and September (100 yuan) of a small department."""

from fractions import Fraction as F

import pytest

import make
from apps.appraisal import office
from apps.appraisal.office import AUG, SEP
from guiju.apps.figures.actions import refreshing
from guiju.apps.insight.queries import changes, ways
from guiju.apps.insight.queries.ways import Kind, Way
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Metric

pytestmark = pytest.mark.django_db
BOOK = office.BOOK.replace(
    "指标:\n",
    """指标:
  单量: {算法: 计数(订单), 单位: 单}
  访客: {算法: 合计(流量.访客数), 单位: 人}
  转化率: {算法: 单量 / 访客, 单位: "%"}
  最大单: {算法: 最大(订单.实付金额), 单位: 元}
""",
    1,
)


@pytest.fixture
def book(db, tmp_path):
    office.open_department(tmp_path, BOOK)
    refreshing.refresh()
    return rulebook.current()


def asked(book, name, way, dim="shop", now=SEP, then=AUG):
    return changes.explain(changes.Question(book.of(Metric)[name], now, then, way, dim), book)


def amounts(found):
    return {(one.kind.value, one.key): one.amount for one in found.change.effects}


def test_each_metric_has_the_ways_that_its_formula_gives(book):
    found = {name: [way.key for way in ways.ways(rule, book)] for name, rule in book.of(Metric).items()}

    assert found == {
        "单量": ["parts"],
        "访客": ["parts"],
        "转化率": ["parts", "terms"],
        "最大单": [],
        "销售额": ["parts", "chain:转化率", "volume:单量"],
        "推广费": ["parts"],
        "投产比": ["parts", "terms"],
    }


def test_a_sum_is_told_apart_by_shop(book):
    assert amounts(asked(book, "销售额", Way(Kind.PARTS))) == {("part", "旗舰店"): F(-60)}


def test_a_quotient_is_told_apart_by_rate_and_mix(book):
    found = asked(book, "投产比", Way(Kind.PARTS))

    assert amounts(found) == {("rate", "旗舰店"): F(-5, 2), ("mix", "旗舰店"): F(0)}
    assert found.change.difference == F(-5, 2)


def test_a_formula_is_told_apart_by_its_terms(book):
    found = amounts(asked(book, "投产比", Way(Kind.TERMS)))

    assert sum(found.values()) == F(-5, 2)
    assert found == {("factor", "销售额"): F(-27, 16), ("factor", "推广费"): F(-13, 16)}


def test_sales_are_told_apart_by_volume_and_price(book):
    found = amounts(asked(book, "销售额", Way(Kind.VOLUME, "单量")))

    assert found == {("volume", ""): F(0), ("rate", "旗舰店"): F(-60), ("mix", "旗舰店"): F(0)}


def test_a_dimension_that_the_rows_do_not_have_divides_nothing(book):
    found = asked(book, "销售额", Way(Kind.PARTS), dim="product")

    assert (found.change, found.undivided) == (None, True)


def test_a_figure_that_is_missing_says_why_and_is_not_told_apart(book):
    found = asked(book, "转化率", Way(Kind.TERMS))

    assert found.change is None
    assert [reason.subject for reason in found.reasons][:1] == ["流量"]


def test_a_month_that_was_never_computed_has_no_change(book):
    found = asked(book, "销售额", Way(Kind.PARTS), then=make_long_ago())

    assert (found.then, found.change) == (None, None)


def test_a_formula_that_was_changed_since_tells_nothing_of_older_figures(book):
    make.book(BOOK.replace("投产比: {算法: 销售额 / 推广费", "投产比: {算法: 销售额 * 2 / 推广费"))

    found = asked(rulebook.current(), "投产比", Way(Kind.PARTS))

    assert (found.change, found.other) == (None, True)


def make_long_ago():
    return AUG.previous(12)
