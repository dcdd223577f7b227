"""SQL against the closures: the same random aggregates over the same random rows must give the same rationals."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engines.measure.lake import SHOP
from engines.measure.reference import agree, rules_for

MONEY = ["订单.实付金额", "订单.退款金额", "订单.邮费", "12.5元", "0元", "门槛"]
LINES = ["订单行.价格", "订单行.件数", "订单行.订单.实付金额", "订单行.订单.退款金额", "订单行.退款金额"]
TEXTS = ["订单.状态", "订单.标题"]
OPERATORS = ["=", "!=", "<", "<=", ">", ">="]
FUNCTIONS = ["合计", "平均", "中位数", "最小", "最大", "去重", "计数"]


@st.composite
def numbers(draw: Any, leaves: Sequence[str], depth: int = 2) -> str:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(leaves))
    one, other = draw(numbers(leaves, depth - 1)), draw(numbers(leaves, depth - 1))
    shapes = (
        f"({one} + {other})",
        f"({one} - {other})",
        f"({one} * {other})",
        f"({one} / 3)",
        f"({one} * 折扣)",
        f"({one} / {other})",
        f"(-{one})",
        f"绝对值({one})",
        f"四舍五入({one}, {draw(st.sampled_from(['0', '1', '2', '-1']))})",
        f"最小({one}, {other})",
        f"最大({one}, {other}, 1元)",
        f"缺省({one}, {other})",
        f"若({draw(conditions(leaves, depth - 1))}, {one}, {other})",
    )
    return draw(st.sampled_from(shapes))


@st.composite
def conditions(draw: Any, leaves: Sequence[str], depth: int = 1) -> str:
    one, other = draw(numbers(leaves, depth)), draw(numbers(leaves, depth))
    compared = f"{one} {draw(st.sampled_from(OPERATORS))} {other}"
    if depth == 0:
        return f"({compared})"
    left, right = draw(conditions(leaves, depth - 1)), draw(conditions(leaves, depth - 1))
    return draw(st.sampled_from([f"({compared})", f"({left} 且 {right})", f"({left} 或 {right})", f"(非 {left})"]))


@st.composite
def texts(draw: Any) -> str:
    column = draw(st.sampled_from(TEXTS))
    shapes = (
        f'包含({column}, "茶")',
        f'开头是({column}, "红")',
        f'{column} != "成功"',
        f'属于({column}, "成功", "茶")',
    )
    return draw(st.sampled_from(shapes))


TIMES = (
    "中位数(订单.发货时间 - 订单.付款时间)",
    "分位(订单.发货时间 - 订单.付款时间, 90%)",
    "占比(订单.发货时间 - 订单.付款时间 <= 48小时)",
    '计数(订单 其中 日期(订单.付款时间) >= 日期("2026-01-10"))',
    "最大(订单.发货时间)",
    "平均(日期(订单.发货时间) - 日期(订单.付款时间))",
    "计数(订单 按 下单时间)",
    "计数(订单 其中 订单.付款时间 + 2天 >= 订单.发货时间)",
    "最小(日期(订单.付款时间))",
    "去重(订单.买家)",
    "计数(订单.发货时间)",
)


@st.composite
def nested(draw: Any, leaf: str) -> str:
    """An aggregate of an entity's rows that looks at what another one says of the same entity."""
    inner = f"{draw(st.sampled_from(['合计', '平均', '最小', '最大']))}({leaf} 其中 {leaf} > 1)"
    shapes = (
        f"最小({leaf} 其中 {leaf} >= {inner})",
        f"合计({leaf} - {inner})",
        f"平均(若({leaf} > {inner}, {leaf}, 0元))",
    )
    return draw(st.sampled_from(shapes[:2] if "件数" in leaf else shapes))


@st.composite
def wanted(draw: Any) -> str:
    leaves = draw(st.sampled_from([MONEY, LINES]))
    fact = "订单" if leaves is MONEY else "订单行"
    value, held = draw(numbers(leaves)), draw(conditions(leaves))
    value = f"({value} + 0 * {leaves[0]})"  # every aggregate reads a column
    function = draw(st.sampled_from(FUNCTIONS))
    if function == "计数":
        return f"计数({fact} 其中 {held})"
    entity = "订单.买家" if leaves is MONEY else "订单行.订单.买家"
    name = draw(st.sampled_from(TEXTS)) if leaves is MONEY else "订单行.标题"
    other = "订单行.标题" if leaves is MONEY else draw(st.sampled_from(TEXTS))
    shapes = (
        f"{function}({value} 其中 {held})",
        f"{function}({value})",
        f"占比({held} 且 {leaves[0]} > 5)",
        f"分位({value}, {draw(st.sampled_from(['95%', '25%', '100%', '1/3']))})",
        f"{function}(每({entity}: {draw(st.sampled_from(FUNCTIONS))}({leaves[0]} 其中 {held})))",
        f"占比(每({entity} 其中 {held}: 计数({fact})) >= 2)",
        f"平均(每({entity}: 合计({leaves[0]}) / 计数({fact} 其中 {held})))",
        f"计数(每({name}: 去重({entity})))",
        f"去重({entity}, {name}, {leaves[0]} 其中 {held})",
        f"{function}(每({entity}, {name} 其中 {held}: 合计({leaves[0]})))",
        f"{function}(每({entity}: {draw(nested(leaves[0]))} - 最小({leaves[0]})))",
        f"计数({fact} 其中 见于({name}, {other}) 或 {held})",
        f"合计(每({entity} 其中 见于({name}, {other}): 计数({fact})))",
        draw(st.sampled_from(TIMES)),
    )
    chosen = draw(st.sampled_from(shapes))
    return chosen.replace(", 1/3)", ", 33%)")


def money() -> Any:
    return st.one_of(st.none(), st.integers(-50_000, 300_000).map(lambda n: Decimal(n) / 100))


@st.composite
def orders(draw: Any) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 9))):
        month = draw(st.sampled_from([1, 1, 2, 3]))
        paid = datetime(2026, month, draw(st.integers(1, 28)), draw(st.integers(0, 23)), 30)
        found.append(
            {
                "shop": SHOP,
                "id": f"o{number}",
                "buyer": draw(st.sampled_from(["b1", "b2", None])),
                "status": draw(st.sampled_from(["成功", "关闭", None])),
                "title": draw(st.sampled_from(["茶", "红茶", "补差价", None])),
                "paid_at": draw(st.sampled_from([paid, None])),
                "created_at": paid.replace(day=1),
                "shipped_at": draw(st.sampled_from([None, paid.replace(day=28), datetime(2026, 3, 1, 1, 2, 3, 456)])),
                "paid_amount": draw(money()),
                "refund_amount": draw(money()),
                "freight": draw(money()),
                "channel": draw(st.sampled_from(["自然", "付费", None])),
            }
        )
    return found


@st.composite
def lines(draw: Any) -> list[dict[str, Any]]:
    return [
        {
            "shop": SHOP,
            "id": f"l{number}",
            "order": f"o{draw(st.integers(0, 10))}",
            "title": draw(st.sampled_from(["茶", None])),
            "price": draw(money()),
            "quantity": draw(st.sampled_from([None, 0, 1, 3, 7])),
            "refund_amount": draw(money()),
            "paid_at": datetime(2026, draw(st.sampled_from([1, 2])), draw(st.integers(1, 28))),
        }
        for number in range(draw(st.integers(0, 9)))
    ]


@settings(
    max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(st.lists(wanted(), min_size=6, max_size=6), orders(), lines())
def test_sql_and_the_closures_agree_on_random_aggregates_of_random_rows(formulas_, orders_, lines_):
    agree(rules_for(formulas_), {"order": orders_, "order_line": lines_})
