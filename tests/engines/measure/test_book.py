from datetime import date

from engines.measure.lake import SHOP, lake, metric_sql, order, regulation
from engines.measure.scenes import BASIC, MAY, ORDERS, F, missing, run, values
from guiju.engines import periods
from guiju.engines.measure import Owners, cells, sql
from guiju.engines.measure.run import open_book, subject_of
from guiju.engines.periods import Grain
from guiju.lang.values import Why


def test_a_parameter_has_the_value_of_the_periods_end_and_is_missing_before_it_is_in_force(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["大单"]))

    assert found == {
        ("大单", "2026-01"): missing(Why.NOT_IN_FORCE, "门槛", "2026-01-31"),
        ("大单", "2026-02"): 1,
        ("大单", "2026-03"): 0,
    }


def test_the_previous_period_is_fetched_when_it_lies_before_those_asked_for(tmp_path):
    found = values(
        run(tmp_path, {"order": ORDERS}, metrics=["上月销售额", "环比"], first="2026-02-01", last="2026-02-28")
    )

    assert found == {("上月销售额", "2026-02"): F("150.5"), ("环比", "2026-02"): 60 / F("150.5") - 1}


def test_what_builds_on_its_own_past_ends_sixty_periods_before(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["累计"]))

    assert found == {("累计", "2026-01"): F("150.5"), ("累计", "2026-02"): F("210.5"), ("累计", "2026-03"): F("210.5")}


def test_a_metric_inside_a_filter_is_worth_its_value_in_the_same_period_and_dimensions(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["高于均价"], by=["shop"]))

    assert found == {
        ("高于均价", "2026-01", SHOP): 1,
        ("高于均价", "2026-02", SHOP): 0,
        ("高于均价", "2026-03", SHOP): 0,
    }


def test_a_streak_looks_at_the_periods_before(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, metrics=["达标"], first="2026-02-01"))

    assert found == {("达标", "2026-02"): missing(Why.NOT_IN_FORCE, "门槛", "2026-01-31"), ("达标", "2026-03"): 0}


EXCEPTED = """
参数:
  大促: {值: [{自: 2026-01-01, 值: 0个}, {自: 2026-02-01, 值: 1个}, {自: 2026-03-01, 值: 2个}], 单位: 个}
  倍数: {值: 1}
  大促倍数: {值: 3, 例外于: 倍数, 当: 大促 >= 1个}
指标:
  销售额: {算法: 合计(订单.实付金额) * 倍数, 单位: 元}
  销售额二: {算法: 合计(订单.实付金额) / 2, 单位: 元, 例外于: 销售额, 当: 大促 >= 1个}
  销售额三: {算法: 合计(订单.实付金额) / 5, 单位: 元, 例外于: 销售额, 当: 大促 >= 2个}
  引用: {算法: 销售额 + 0元, 单位: 元}
"""


def test_an_exception_replaces_the_metric_while_it_holds_and_two_at_once_are_missing(tmp_path):
    rows = {"order": [order(n, f"2026-0{n}-05T10:00", "100") for n in (1, 2, 3)]}

    found = values(run(tmp_path, rows, rules=EXCEPTED, metrics=["引用"]))

    assert found == {
        ("引用", "2026-01"): 100,
        ("引用", "2026-02"): 50,
        ("引用", "2026-03"): missing(Why.TWO_RULES, "销售额", "销售额二, 销售额三"),
    }


ENTERED = """
参数:
  起步: {值: [{自: 2026-02-01, 值: 1个}], 单位: 个}
  奖: {值: 1}
  大奖: {值: 2, 例外于: 奖, 当: 起步 >= 1个}
输入:
  采纳数: {单位: 条, 对象: 店铺, 周期: 月, 填报: 长}
单位:
  组: {负责人: 长}
岗位:
  长: {单位: 组}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元, 方向: 越高越好, 达成: 比值}
  条均: {算法: 销售额 / 采纳数, 单位: 元/条}
  达成: {算法: 销售额达成率, 单位: "%"}
  奖项: {算法: 奖 * 2, 单位: 系数}
  加倍: {算法: 合计(订单.实付金额) * 2, 单位: 元, 例外于: 销售额, 当: 采纳数 >= 1条}
  上期里: {算法: 计数(订单 其中 订单.实付金额 > 上月额), 单位: 单}
  上月额: {算法: 上期(合计(订单.实付金额)), 单位: 元}
"""


def test_what_no_fact_holds_is_asked_for_and_missing_where_nobody_gives_it(tmp_path):
    found = values(
        run(tmp_path, {"order": ORDERS}, rules=ENTERED, metrics=["条均", "达成", "奖项"], first="2026-01-01")
    )

    entered = missing(Why.NO_INPUT, "采纳数", "2026-01")  # which also decides whether the exception holds
    assert found["条均", "2026-01"] == entered
    assert found["达成", "2026-01"] == missing(Why.NO_TARGET, "销售额达成率", "2026-01")
    assert found["奖项", "2026-01"] == missing(Why.NOT_IN_FORCE, "起步", "2026-01-31")
    assert found["奖项", "2026-02"] == 4


def test_what_is_given_reaches_the_formula_with_its_dimensions(tmp_path):
    def given(symbol, period, dims):
        assert (symbol.name, str(period), dims) == ("采纳数", "2026-01", {"shop": SHOP})
        return F(5)

    (figure,) = run(
        tmp_path, {"order": ORDERS}, rules=ENTERED, metrics=["条均"], by=["shop"], last="2026-01-31", given=given
    )

    assert figure.value == 301 / F(5)


def test_a_metric_of_the_period_before_inside_a_filter_is_known(tmp_path):
    found = values(run(tmp_path, {"order": ORDERS}, rules=ENTERED, metrics=["上期里"], first="2026-02-01"))

    assert found == {("上期里", "2026-02"): 0, ("上期里", "2026-03"): 0}


def test_an_earlier_period_inside_a_filter_which_the_compiler_refuses_does_no_harm(tmp_path):
    rules = "指标:\n  怪: {算法: 计数(订单 其中 上期(真)), 单位: 单}\n"
    model = regulation(rules, strict=False)
    january = (date(2026, 1, 1), date(2026, 1, 31))

    found = cells(
        metric_sql(rules, strict=False),
        lake(tmp_path, {"order": ORDERS}),
        model,
        start=january[0],
        end=january[1],
        grain=Grain.MONTH,
        today=MAY,
    )

    assert [one.value for one in found] == [2]


def test_a_scope_of_the_lake_gives_no_rows_and_knows_no_strangers(tmp_path):
    model, plan = regulation(BASIC), sql.load(metric_sql(BASIC))
    subject = subject_of(plan, lake(tmp_path, {}), model, [], Owners(), None, MAY)
    january = periods.parse("2026-01")
    with open_book(plan, model, subject, january) as book:
        scope = book.scope(january, ())
        assert scope.rows("order") == missing(Why.UNKNOWN, "order")
        assert scope.name("陌生") == missing(Why.UNKNOWN, "陌生")
