"""Which fact a table holds and which of its columns fills which: proposed by names and by the look of cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from guiju.facts.connector import load_connectors, plain
from guiju.facts.mapping.check import required, times
from guiju.facts.mapping.looks import Look, fit
from guiju.facts.schema import Column, Schema, brought

LIKE = 0.55  # below which two names have nothing to do with each other
_OTHERS = 0.9  # what a name counts that another fact gives to a column of the same name
_LACKING = 0.6  # what a part of the key counts that has no column; a person may still fix it as one value
_LOOSE = 0.3  # what a part of the key that a file may do without counts where it is not there
_PART = 0.85  # what a name counts that holds the other one whole
# Words that platforms use for the same thing become one of them, in this order.
_SAME: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (
            r"日期|日子|时间|时刻|(?<=[\u4e00-\u9fff])日$|(?<=[\u4e00-\u9fff])于$|datetime|date|time|(?<![a-z])day(?![a-z])",
            "时间",
        ),
        (r"支付|成交|收款|(?<![a-z])paid|payment", "付款"),
        (r"实际付款|实收|已付", "实付"),
        (r"创建|拍下|created?", "下单"),
        (
            r"(?:主)?订单(?:编号|号码|号)|^(?:流水|交易|销售)?单号|^(?:流水|交易单|销售单)$|交易号|流水号|^order(?:no|number|id|code)?$|^ordersn$",
            "订单编号",
        ),
        (r"子订单(?:编号|号)?|明细号|行号|orderline|lineitem", "子订单编号"),
        (r"货品|宝贝|产品|货物|^货|item|product|goods", "商品"),
        (r"名称|品名|name|title", "标题"),
        (r"款项|总额|总价|金额|(?<=[\u4e00-\u9fff])额$|amount|sum|gmv", "金额"),
        (r"数量|个数|件数|销量|quantity|qty|units", "件数"),
        (r"运费|快递费|物流费|freight|shipping(?:fee|cost)?", "邮费"),
        (r"消耗|成本|费用|花销|spend|cost", "花费"),
        (r"曝光量?|展现量?|展示量?|impressions?", "展现量"),
        (r"点击(?:量|数|次数)?|clicks?", "点击量"),
        (r"门店|网店|店名|^店$|shop|store", "店铺"),
        (r"状态|status", "状态"),
        (r"编码|货号|sku(?:id|code)?", "编码"),
        (r"退款|refund", "退款"),
        (r"渠道|来源|channel|source", "渠道"),
    )
)
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]|[_/|:：-]")


@dataclass(frozen=True, slots=True)
class Header:
    """One column of the file: its name as written, what its cells look like, and whether it seems to hold people."""

    name: str
    look: Look = Look.TEXT
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact and, by its columns' English names, the file's columns; ``likeness`` ranks proposals (0 and more)."""

    fact: str
    columns: Mapping[str, str]
    likeness: float


def propose(headers: Sequence[Header], fact: str = "") -> Proposal:
    """The likeliest proposal; with ``fact``, the one for that fact."""
    facts = [fact] if fact else list(brought())
    return max((_proposal(brought()[name], headers) for name in facts), key=lambda one: one.likeness)


def likeness(header: str, names: Iterable[str]) -> float:
    """How like a name is to the likeliest of others, from 0 to 1."""
    return max((_alike(_bare(header), _bare(name)) for name in names), default=0.0)


def _proposal(schema: Schema, headers: Sequence[Header]) -> Proposal:
    found: dict[str, str] = {}
    total = 0.0
    pairs = [(_score(schema, column, header), column, header) for column in schema.columns for header in headers]
    taken: set[str] = set()
    for score, column, header in sorted(pairs, key=lambda pair: -pair[0]):
        if score < LIKE:
            break
        if column.english not in found and header.name not in taken:
            found[column.english] = header.name
            taken.add(header.name)
            total += score
    _day(schema, [one for one in headers if not _daily(schema.column(schema.event), one)], found)
    needed = [*required(schema), schema.event]
    lacking = sum(
        name not in found and not (name in times(schema) and set(times(schema)) & set(found)) for name in needed
    )
    loose = sum(name not in found and name != "shop" for name in schema.key if name not in needed)
    explained = total / max(1, len(headers)) + total / max(1, len(schema.columns))
    return Proposal(schema.english, found, explained / (1 + _LACKING * lacking + _LOOSE * loose))


def _day(schema: Schema, headers: Sequence[Header], found: dict[str, str]) -> None:
    """A lone column of dates is the day, whatever it is called."""
    if set(times(schema)) & set(found):
        return
    dated = [one.name for one in headers if one.look in {Look.DATE, Look.TIME} and one.name not in found.values()]
    if len(dated) == 1:
        found[schema.event] = dated[0]


def _score(schema: Schema, column: Column, header: Header) -> float:
    suits = fit(column.type, header.look)
    if not suits or (header.personal and not column.personal) or _daily(column, header):
        return 0.0
    own, others = _vocabulary(schema.english, column.english)
    near = max(likeness(header.name, own), _OTHERS * likeness(header.name, others))
    return near * (0.8 + 0.2 * suits)


def _daily(column: Column, header: Header) -> bool:
    """Whether a column of months would be filled with days."""
    dated = header.look in {Look.DATE, Look.TIME}
    return column.english == "month" and dated and not re.search(r"月|month", header.name, re.IGNORECASE)


@cache
def _vocabulary(fact: str, column: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names that are given to a column of a fact, and those that other facts give to one of the same English name."""
    own = set(_said(brought()[fact], column))
    others: set[str] = set()
    for schema in brought().values():
        if schema.english != fact:
            others.update(_said(schema, column))
    for connector in load_connectors().values():
        take = connector.columns.get(column)
        (own if connector.fact == fact else others).update(take.names if take else ())
    return frozenset(own), frozenset(others)


def _said(schema: Schema, english: str) -> Iterable[str]:
    for column in schema.columns:
        if column.english == english:
            yield from (column.name, column.english.replace("_", " "), column.meaning.zh, column.meaning.en)


@cache
def _bare(name: str) -> str:
    """A name without what stands in brackets and without marks, in the words that stand for its like."""
    text = plain(_BRACKETS.sub(" ", name)) or plain(name)
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


@cache
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and short in long:
        return _PART * (0.6 + 0.4 * len(short) / len(long))
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)]
    both = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / both if both else 0.0
