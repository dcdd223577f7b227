"""Names, facts and rows that the tests of formulas share, and random trees."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact
from guiju.lang.formula import Formula, Symbol, compile_exact, derived_names, key_of, read, types
from guiju.lang.formula.functions import BY_ENGLISH
from guiju.lang.formula.names import Names
from guiju.lang.formula.scope import Row
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Number, Path, Per, Text, Truth, Unary
from guiju.lang.formula.types import Kind, Type
from guiju.lang.text import Located, Span
from guiju.lang.values import Missing, Value, Why

NOWHERE = Span("", 0, 0, 1, 1)
PRICE = Type(Kind.NUMBER, (1, 0, 0, 0, -1, 0))

NAMES: Names = {
    **{key_of(name): Symbol(name, types.RATIO) for name in ("甲", "乙", "24小时发货率")},
    key_of("丙"): Symbol("丙", types.BARE),
    **dict.fromkeys(("总roi", "roi"), Symbol("总ROI", types.RATIO)),
    **derived_names("总ROI", types.RATIO, ["ROI"]),
    key_of("销售额"): Symbol("销售额", types.MONEY),
    **derived_names("销售额", types.MONEY),
    key_of("客单价"): Symbol("客单价", PRICE),
    key_of("绩效分"): Symbol("绩效分", types.SCORE),
    key_of("时限"): Symbol("时限", types.DURATION),
    key_of("人数"): Symbol("人数", types.COUNT),
    key_of("随便"): Symbol("随便", types.ANY),
}

_T = ColumnType
CATALOGUE = Catalogue(
    {
        "order": Fact(
            "订单",
            "order",
            "paid_at",
            (
                Column("店铺", "shop", _T.TEXT),
                Column("编号", "id", _T.KEY),
                Column("买家", "buyer", _T.TEXT),
                Column("状态", "status", _T.TEXT),
                Column("标题", "title", _T.TEXT),
                Column("下单时间", "created_at", _T.TIME),
                Column("付款时间", "paid_at", _T.TIME),
                Column("实付金额", "paid_amount", _T.MONEY),
                Column("退款金额", "refund_amount", _T.MONEY, missing_is_zero=True),
                Column("件数", "quantity", _T.COUNT),
                Column("预售", "presale", _T.FLAG),
            ),
            key=("shop", "id"),
        ),
        "order_line": Fact(
            "订单行",
            "order_line",
            "paid_at",
            (
                Column("店铺", "shop", _T.TEXT),
                Column("订单", "order", _T.KEY, "order"),
                Column("实付金额", "paid_amount", _T.MONEY),
                Column("付款时间", "paid_at", _T.TIME),
            ),
        ),
        "refund": Fact("退款", "refund", "closed_at", (Column("金额", "amount", _T.MONEY),)),
        "ad_spend": Fact("推广", "ad_spend", "day", (Column("花费", "cost", _T.MONEY), Column("日期", "day", _T.DATE))),
        "traffic_day": Fact("流量", "traffic_day", "day", (Column("访客数", "visitors", _T.COUNT),)),
    }
)


def order(number: str, buyer: str | None, paid: int | None, quantity: int, **more: Any) -> Row:
    """An order of shop 一店."""
    return {"shop": "一店", "id": number, "buyer": buyer, "paid_amount": paid, "quantity": quantity, **more}


ORDERS: Sequence[Row] = (
    order(
        "1",
        "张",
        10,
        1,
        status="成功",
        title="裙子",
        created_at=datetime(2026, 1, 1, 9),
        paid_at=datetime(2026, 1, 1, 10),
        refund_amount=3,
        presale=True,
    ),
    order("2", "张", 20, 2, status="关闭", title="补差价", presale=False),
    order("3", None, None, 3, status="成功", title="衬衫", paid_at=datetime(2026, 1, 2)),
)
LINES: Sequence[Row] = (
    {"shop": "一店", "order": "1", "paid_amount": 5},
    {"shop": "一店", "order": "2", "paid_amount": 6},
    {"shop": "一店", "order": "9", "paid_amount": 7},
)


@dataclass
class Shop:
    """A scope with the rows above; ``back`` periods ago 甲 was so much less.

    丙 is missing, 退款 is empty, 流量 is not covered.
    """

    back: int = 0

    def name(self, key: str) -> Value:
        values: dict[str, Value] = {"甲": Fraction(1, 2) - self.back, "乙": Fraction(3), "销售额": Fraction(1000)}
        return values.get(key, Missing.because(Why.NO_INPUT, key))

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:
        if event == "created_at":
            return ORDERS[:1]
        if fact == "traffic_day":
            return Missing.because(Why.NOT_COVERED, fact)
        return {"order": ORDERS, "order_line": LINES}.get(fact, ())

    def previous(self, periods: int) -> "Shop":
        return Shop(self.back + periods)


NO_INPUT = Missing.because(Why.NO_INPUT, "丙")


class With(Shop):
    """The shop with other values or orders."""

    def __init__(self, values: dict[str, Value] | None = None, orders: list[Row] | Missing | None = None) -> None:
        super().__init__()
        self.values, self.orders = values or {}, orders

    def name(self, key: str) -> Value:
        return self.values.get(key) or super().name(key)

    def rows(self, fact: str, event: str | None = "") -> object:
        return super().rows(fact, event) if self.orders is None or fact != "order" else self.orders


def formula(text: str, names: Names = NAMES) -> Formula:
    """A formula that must be sound."""
    found, problems = read(Located.whole(text), names, CATALOGUE)
    assert problems == ()
    assert found is not None
    return found


def codes(text: str, names: Names = NAMES, catalogue: Catalogue = CATALOGUE) -> list[str]:
    """The codes of a formula's problems."""
    return [problem.code for problem in read(Located.whole(text), names, catalogue)[1]]


def worth(text: str, scope: Any = None) -> Value:
    """What a formula is worth in the shop."""
    return compile_exact(formula(text).tree, CATALOGUE)(scope or Shop())


def bare(node: Any) -> Any:
    """A tree without its spans."""
    if isinstance(node, tuple):
        return tuple(bare(part) for part in node)
    if not is_dataclass(node):
        return node
    return (type(node).__name__, *(bare(getattr(node, f.name)) for f in fields(node) if f.name != "span"))


_WORDS = st.one_of(
    st.sampled_from(
        [
            "甲",
            "乙",
            "总ROI",
            "24小时发货率",
            "30秒",
            "且",
            "其中",
            "按",
            "真",
            "最大",
            "if",
            "甲-乙",
            "ROI（新）",
            "a.b",
        ]
    ),
    st.text("甲乙Aa1９_·( 」", min_size=1, max_size=4).map(lambda text: text.replace("」", "").strip() or "丁"),
)
names = _WORDS.map(lambda text: Name(key_of(text), text, NOWHERE))
paths = st.lists(names, min_size=2, max_size=3).map(lambda parts: Path(tuple(parts), NOWHERE))
_UNITS = {"": 1, "%": Fraction(1, 100), "元": 1, "万元": 10000, "元/人": 1, "小时": 3600, "万": 10000, "工作日": 1}
numbers = st.builds(
    lambda digits, places, unit: Number(Fraction(digits, 10**places) * _UNITS[unit], unit, NOWHERE),
    st.integers(0, 10**6),
    st.integers(0, 4),
    st.sampled_from(sorted(_UNITS)),
)
texts = st.text("甲a“（ '", max_size=4).map(lambda text: Text(text, NOWHERE)) | st.just(Text('a"', NOWHERE))
truths = st.booleans().map(lambda value: Truth(value, NOWHERE))
_OPERATORS = ["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
_CALLS = [("if", 3), ("min", 2), ("max", 3), ("round", 1), ("default", 2), ("previous", 1), ("among", 4)]


def _call(chosen: tuple[str, int], parts: list[Node]) -> Node:
    function, count = chosen
    return Call(function, BY_ENGLISH[function].chinese, tuple(parts[:count]), NOWHERE)


def _aggregate(function: str, argument: Node, at: int, event: Name | None, where: Node | None) -> Node:
    share = Fraction(at, 1000) if function == "quantile" else None
    if function == "count" and isinstance(argument, Name):
        argument = Path((argument,), NOWHERE)
    return Aggregate(function, argument, share, event, where, NOWHERE)  # type: ignore[arg-type]  # sampled below


def _larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    functions = st.sampled_from(["sum", "count", "distinct", "mean", "median", "quantile", "share", "min", "max"])
    return st.one_of(
        st.builds(Unary, st.sampled_from(["-", "not"]), parts, st.just(NOWHERE)),
        st.builds(Binary, st.sampled_from(_OPERATORS), parts, parts, st.just(NOWHERE)),
        st.builds(_call, st.sampled_from(_CALLS), st.lists(parts, min_size=4, max_size=4)),
        st.builds(_aggregate, functions, parts, st.integers(0, 1000), st.none() | names, st.none() | parts),
        st.builds(Per, paths, st.none() | names, st.none() | parts, parts, st.just(NOWHERE)),
    )


trees: st.SearchStrategy[Node] = st.recursive(names | paths | numbers | texts | truths, _larger, max_leaves=12)
"""Any tree the grammar can say, sound or not."""


_NUMBERS = st.sampled_from(["甲", "乙", "丙", "0", "1", "2", "0.5", "30%"])
_TRUTHS = st.sampled_from(["真", "假"])


_NUMBER_FORMS = """\
({0} + {1})
({0} - {1})
{0} * {1}
({0}) / ({1})
若({2}, {0}, {1})
最大({0}, {1})
上期({0})
缺省({0}, {1})
四舍五入({0}, 1)
绝对值(-{0})
{0}"""
_CONDITION_FORMS = """\
({0} > {1})
({0} = {1})
({2} 且 {3})
({2} 或 {3})
非 {2}
连续({2}, 2)
属于({0}, {1}, 1)
{2}"""


def _grow(parts: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    """Pairs of a number and a condition, each grown from such pairs."""
    numbers_ = st.sampled_from(_NUMBER_FORMS.splitlines())
    conditions = st.sampled_from(_CONDITION_FORMS.splitlines())
    return st.builds(
        lambda number, condition, a, b: (
            number.format(a[0], b[0], a[1], b[1]),
            condition.format(a[0], b[0], a[1], b[1]),
        ),
        numbers_,
        conditions,
        parts,
        parts,
    )


sound_texts: st.SearchStrategy[str] = (
    st.recursive(st.tuples(_NUMBERS, _TRUTHS), _grow, max_leaves=10)
    .flatmap(st.sampled_from)
    .filter(lambda text: "F313" not in codes(text))
)
"""Sound formulas over 甲, 乙 and the missing 丙."""
