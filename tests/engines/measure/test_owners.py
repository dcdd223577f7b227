from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engines.measure.lake import COVERED, SHOP, lake, metric_sql, order, regulation, spend
from guiju.engines.measure import Membership, Owners, Ownership, Shop, measure
from guiju.engines.measure.owners import held
from guiju.engines.periods import Grain
from guiju.lang.values import Missing, Reason, Why

F = Fraction
START, END = date(2026, 1, 1), date(2026, 1, 31)
RULES = """
单位:
  电商部: {负责人: 总监}
  运营组: {上级: 电商部, 负责人: 总监}
  推广组: {上级: 电商部, 负责人: 总监}
岗位:
  总监: {单位: 电商部, 人数: 1}
参数:
  门槛: {值: [{自: 2026-02-01, 值: 60元}], 单位: 元}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  单均: {算法: 平均(订单.实付金额), 单位: 元}
  大单率: {算法: 占比(订单.实付金额 >= 60元), 单位: "%"}
  中位: {算法: 中位数(订单.实付金额), 单位: 元}
  买家: {算法: 去重(订单.买家), 单位: 人}
  复购: {算法: '占比(每(订单.买家: 计数(订单)) >= 2单)', 单位: "%"}
  件均: {算法: 平均(订单.实付金额 / 订单.件数), 单位: 元/件}
  件均和: {算法: 合计(订单.实付金额 / 订单.件数), 单位: 元/件}
  推广费: {算法: 合计(推广.花费), 单位: 元}
  询单: {算法: 合计(客服日.询单人数), 单位: 人}
  缺参数和: {算法: '合计(订单.实付金额 其中 订单.件数 > 0件 或 订单.实付金额 > 门槛)', 单位: 元}
  缺参数比: {算法: '占比(订单.件数 > 0件 或 订单.实付金额 > 门槛)', 单位: "%"}
  缺参数均: {算法: '平均(订单.实付金额 其中 订单.件数 > 0件 或 订单.实付金额 > 门槛)', 单位: 元}
  缺参数无: {算法: '平均(订单.实付金额 其中 订单.件数 < 0件 且 订单.实付金额 > 门槛)', 单位: 元}
  缺参数中: {算法: '中位数(订单.实付金额 其中 订单.件数 > 0件 或 订单.实付金额 > 门槛)', 单位: 元}
"""
ORDERS = [
    order(1, "2026-01-05T10:00", "100", quantity=3),
    order(2, "2026-01-06T10:00", "50", buyer="b1", channel="直播", quantity=4),
    order(3, "2026-01-20T10:00", "30", quantity=1),
]


def owned(kind, key, person, start=START, end=None, share=None):
    return Ownership(kind, key, person, start, end, share)


def figures(tmp_path, owners, metric, by="person", rows=None, covers=None, shops=None):
    found = measure(
        metric_sql(RULES),
        lake(tmp_path, rows or {"order": ORDERS}, covers),
        regulation(RULES),
        start=START,
        end=END,
        grain=Grain.MONTH,
        today=date(2026, 5, 1),
        by=[by],
        owners=owners,
        metrics=[metric],
        shops=shops,
    )
    return {one.dims[by]: one.value for one in found}


def missing(why, subject, detail=""):
    return Missing((Reason(why, subject, detail),))


def test_rows_belong_to_the_owner_on_their_day(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", end=date(2026, 1, 5)), owned("shop", SHOP, "乙", date(2026, 1, 6))))

    assert figures(tmp_path, owners, "销售额") == {"甲": 100, "乙": 80}


def test_rows_without_an_owner_stand_apart(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", end=date(2026, 1, 19)),))

    assert figures(tmp_path, owners, "销售额") == {"甲": 150, None: 30}


def test_nobody_at_all_owns_everything(tmp_path):
    assert figures(tmp_path, Owners(), "销售额") == {None: 180}


def test_the_channels_owner_comes_before_the_shops(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲"), owned("channel", "直播", "乙")))

    assert figures(tmp_path, owners, "订单数") == {"甲": 2, "乙": 1}


def test_the_campaigns_owner_comes_before_the_channels(tmp_path):
    owners = Owners((owned("channel", "搜索", "甲"), owned("campaign", "乙计划", "乙")))
    rows = {"ad_spend": [spend("2026-01-02", "5"), spend("2026-01-02", "7", campaign="乙计划")]}

    assert figures(tmp_path, owners, "推广费", rows=rows) == {"甲": 5, "乙": 7}


def test_shares_are_exact(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", share=F(8, 9)), owned("shop", SHOP, "乙", share=F(1, 9))))

    assert figures(tmp_path, owners, "销售额") == {"甲": 160, "乙": 20}


def test_shares_split_sums_and_counts_and_weigh_means_and_what_picks_values_takes_rows_whole(tmp_path):
    third, rest = F(1, 3), F(2, 3)
    owners = Owners(
        (
            owned("shop", SHOP, "甲", share=third),
            owned("shop", SHOP, "乙", share=rest),
            owned("channel", "直播", "甲"),
        )
    )

    def of(metric):
        return figures(tmp_path, owners, metric)["甲"]

    assert of("销售额") == 100 * third + 50 + 30 * third
    assert of("订单数") == 1 + 2 * third
    assert of("单均") == (130 * third + 50) / (1 + 2 * third)
    assert of("大单率") == third / (1 + 2 * third)
    assert of("中位") == 50
    assert of("买家") == 2
    assert of("复购") == F(1, 2)
    assert of("件均") == (F(100, 3) * third + F(50, 4) + 30 * third) / (1 + 2 * third)
    assert of("件均和") == F(100, 3) * third + F(50, 4) + 30 * third
    assert figures(tmp_path, owners, "销售额")["乙"] == 130 * rest


def test_shares_are_exact_where_only_the_closures_can_compute(tmp_path):
    owners = Owners(
        (
            owned("shop", SHOP, "甲", share=F(1, 3)),
            owned("shop", SHOP, "乙", share=F(2, 3)),
            owned("channel", "直播", "甲"),
        )
    )

    def of(metric):
        return figures(tmp_path, owners, metric)["甲"]

    assert of("缺参数和") == F(130, 3) + 50
    assert of("缺参数比") == 1
    assert of("缺参数均") == (F(130, 3) + 50) / (1 + F(2, 3))
    assert of("缺参数中") == 50
    assert of("缺参数无") == missing(Why.NO_ROWS, "平均(订单.实付金额 其中 订单.件数 < 0件 且 订单.实付金额 > 门槛)")


def test_a_parameter_without_a_value_makes_shared_sums_missing_where_a_row_asks_for_it(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", share=F(1, 3)), owned("shop", SHOP, "乙", share=F(2, 3))))
    rows = {"order": [order(1, "2026-01-05T10:00", "100", quantity=0)]}

    for metric in ("缺参数和", "缺参数均"):
        found = figures(tmp_path, owners, metric, rows=rows)
        assert found == dict.fromkeys(["甲", "乙"], missing(Why.NOT_IN_FORCE, "门槛", "2026-01-31"))


def test_two_owners_without_shares_are_missing_and_named_by_the_thing(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲"), owned("shop", SHOP, "乙"), owned("channel", "直播", "乙")))
    conflict = missing(Why.NO_SHARES, SHOP, "shop")

    for metric in ("销售额", "中位", "复购", "件均", "缺参数和"):
        assert figures(tmp_path, owners, metric) == {"甲": conflict, "乙": conflict}


def test_shares_beyond_the_whole_are_a_conflict_too(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", share=F(2, 3)), owned("shop", SHOP, "乙", share=F(1, 2))))

    assert figures(tmp_path, owners, "销售额") == dict.fromkeys(["甲", "乙"], missing(Why.NO_SHARES, SHOP, "shop"))


def test_what_shares_leave_belongs_to_nobody(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", share=F(3, 4)),))

    assert figures(tmp_path, owners, "销售额") == {"甲": 135, None: 45}


def test_a_unit_has_its_peoples_rows_and_so_have_the_units_above(tmp_path):
    owners = Owners(
        (
            owned("shop", SHOP, "甲"),
            owned("channel", "直播", "乙", share=F(1, 2)),
            owned("channel", "直播", "丙", share=F(1, 4)),
        ),
        (
            Membership("甲", "运营组", START),
            Membership("乙", "推广组", START, date(2026, 1, 31)),
            Membership("丙", "运营组", START),
        ),
    )

    assert figures(tmp_path, owners, "销售额", by="unit") == {
        "运营组": 130 + F(50, 4),
        "推广组": 25,
        "电商部": 130 + F(50) * 3 / 4,
        None: F(50, 4),
    }


def test_owners_in_one_unit_need_no_shares_there(tmp_path):
    owners = Owners(
        (owned("shop", SHOP, "甲"), owned("shop", SHOP, "乙")),
        (Membership("甲", "运营组", START), Membership("乙", "推广组", START)),
    )

    conflict = missing(Why.NO_SHARES, SHOP, "shop")
    assert figures(tmp_path, owners, "销售额", by="unit") == {"电商部": 180, "运营组": conflict, "推广组": conflict}


def test_rows_of_people_without_a_unit_belong_to_no_unit(tmp_path):
    alone = Owners((owned("shop", SHOP, "甲"),), (Membership("乙", "运营组", START),))
    two = Owners((owned("shop", SHOP, "甲"), owned("shop", SHOP, "乙")))

    assert figures(tmp_path, alone, "销售额", by="unit") == {None: 180}
    assert figures(tmp_path, two, "销售额", by="unit") == {None: 180}


def test_a_move_between_units_moves_the_rows_from_that_day_on(tmp_path):
    owners = Owners(
        (owned("shop", SHOP, "甲"),),
        (Membership("甲", "运营组", START, date(2026, 1, 10)), Membership("甲", "推广组", date(2026, 1, 11))),
    )

    assert figures(tmp_path, owners, "销售额", by="unit") == {"运营组": 150, "推广组": 30, "电商部": 180}


def test_a_thing_that_goes_to_another_unit_leaves_the_first(tmp_path):
    owners = Owners(
        (owned("shop", SHOP, "甲", end=date(2026, 1, 5)), owned("shop", SHOP, "乙", date(2026, 1, 6))),
        (Membership("甲", "运营组", START), Membership("乙", "推广组", START)),
    )

    assert figures(tmp_path, owners, "销售额", by="unit") == {"运营组": 100, "推广组": 80, "电商部": 180}


def test_who_owns_nothing_of_the_kind_has_no_nought_but_a_hole_in_the_roster(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲"), owned("agent", "小二", "乙")))
    rows = {"order": ORDERS, "service_day": [{"shop": SHOP, "day": date(2026, 1, 3), "agent": "小二", "asked": 4}]}

    assert figures(tmp_path, owners, "销售额", rows=rows) == {
        "甲": 180,
        "乙": missing(Why.NO_OWNER, "订单", "乙 2026-01"),
    }
    assert figures(tmp_path, owners, "询单", rows=rows) == {"甲": 0, "乙": 4}


def test_only_the_shops_that_somebody_owns_must_be_covered_for_them(tmp_path):
    covers = {("order", SHOP): [COVERED]}
    shops = [Shop(SHOP), Shop("分店")]
    owners = Owners((owned("shop", SHOP, "甲"), owned("channel", "直播", "乙")))

    found = figures(tmp_path, owners, "订单数", covers=covers, shops=shops)

    assert found == {"甲": 2, "乙": missing(Why.NOT_COVERED, "订单", "分店 2026-01-01..2026-01-31")}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("甲乙丙"),
            st.integers(1, 28),
            st.one_of(st.none(), st.integers(1, 28)),
            st.one_of(st.none(), st.fractions(0, 1, max_denominator=6)),
        ),
        max_size=5,
    )
)
def test_on_every_day_a_thing_has_one_holder_whose_parts_make_the_whole(rows):
    owners = Owners(
        tuple(
            owned("shop", SHOP, who, date(2026, 1, first), None if last is None else date(2026, 1, last), share)
            for who, first, last, share in rows
        )
    )

    found = held(owners, START, END)

    for day in range(1, 32):
        holding = [span for span in found.spans if span.start.day <= day <= span.end.day]
        assert len(holding) <= 1
        for span in holding:
            stakes = [stake for stake in found.stakes if stake.holder == span.holder]
            whole = sum(stake.parts for stake in stakes) == found.whole
            assert whole != any(stake.conflict for stake in stakes)


def test_what_ended_before_or_belongs_to_others_has_no_say(tmp_path):
    owners = Owners(
        (owned("shop", SHOP, "甲"), owned("shop", "旧店", "甲", date(2025, 1, 1), date(2025, 12, 31))),
        (
            Membership("甲", "运营组", START),
            Membership("丙", "推广组", START),
            Membership("甲", "推广组", date(2026, 9, 1)),
        ),
    )

    assert figures(tmp_path, owners, "销售额", by="unit") == {"运营组": 180, "电商部": 180}


def test_microseconds_and_money_cells_reach_their_owner(tmp_path):
    owners = Owners((owned("shop", SHOP, "甲", date(2026, 1, 5), date(2026, 1, 5)),))
    late = order(9, None, "1", paid_at=datetime(2026, 1, 5, 23, 59, 59, 999999), paid_amount=Decimal("0.0001"))

    assert figures(tmp_path, owners, "销售额", rows={"order": [late]}) == {"甲": F(1, 10000)}
