"""The sheets of the roster's workbook: 人员 任职 薪资 店铺 归属 代理 汇报."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from guiju.apps.people.values import Roster, Row, key
from guiju.apps.spreadsheet import Column, Kind, Sheet

OWNED = {
    "店铺": "shop",
    "渠道": "channel",
    "计划": "campaign",
    "客服": "agent",
    "shop": "shop",
    "channel": "channel",
    "campaign": "campaign",
    "agent": "agent",
}

_NUMBER = Column("number", "工号", "number", required=True)
_NAME = Column("name", "姓名", "name")
_START = Column("start", "开始日期", "start", Kind.DATE, required=True)
_END = Column("end", "结束日期", "end", Kind.DATE)
_VOID = Column("void", "作废", "void", Kind.FLAG)  # 是: take this row out of the roster

PEOPLE = Sheet(
    "人员",
    "people",
    (
        _NUMBER,
        Column("name", "姓名", "name", required=True),
        Column("joined", "入职日期", "joined", Kind.DATE, required=True),
        Column("left", "离职日期", "left", Kind.DATE),
        _VOID,
    ),
)
POSTS = Sheet(
    "任职",
    "posts",
    (
        _NUMBER,
        _NAME,
        Column("unit", "单位", "unit", required=True),
        Column("position", "岗位", "position", required=True),
        Column("leader", "负责人", "leader", Kind.FLAG),
        Column("main", "主岗", "main", Kind.FLAG),
        _START,
        _END,
        _VOID,
    ),
)
PAY = Sheet(
    "薪资",
    "pay",
    (
        _NUMBER,
        _NAME,
        _START,
        Column("performance", "基础绩效工资", "performance pay", Kind.MONEY, required=True),
        Column("base", "基本工资", "base pay", Kind.MONEY),
        _VOID,
    ),
)
SHOPS = Sheet(
    "店铺",
    "shops",
    (
        Column("name", "店铺", "shop", required=True),
        Column("platform", "平台", "platform"),
        Column("aliases", "别名", "aliases", Kind.LIST),
        Column("start", "开始日期", "start", Kind.DATE),
        _END,
        _VOID,
    ),
)
OWNERS = Sheet(
    "归属",
    "owners",
    (
        _NUMBER,
        _NAME,
        Column("kind", "类型", "kind", required=True, choices=OWNED),
        Column("key", "名称", "of", required=True),
        Column("share", "份额", "share", Kind.SHARE),
        _START,
        _END,
        _VOID,
    ),
)
DEPUTIES = Sheet(
    "代理",
    "deputies",
    (_NUMBER, _NAME, Column("deputy", "代理人工号", "deputy", required=True), _START, _END, _VOID),
)
LINES = Sheet(
    "汇报",
    "lines",
    (
        _NUMBER,
        _NAME,
        Column("leader", "上级工号", "leader", required=True),
        Column("dotted", "虚线", "dotted", Kind.FLAG),
        _START,
        _END,
        _VOID,
    ),
)
SHEETS = (PEOPLE, POSTS, PAY, SHOPS, OWNERS, DEPUTIES, LINES)


def tables(roster: Roster) -> Iterator[tuple[Sheet, Iterable[Mapping[str, object]]]]:
    """The sheets with the roster's rows, in the order that people expect, for ``spreadsheet.write``."""
    names = {number: person.name for number, person in roster.people.items()}
    groups: tuple[Iterable[Row], ...] = (
        roster.people.values(),
        roster.posts,
        roster.pay,
        roster.shops.values(),
        roster.owners,
        roster.deputies,
        roster.lines,
    )
    for sheet, rows in zip(SHEETS, groups, strict=True):
        yield sheet, [{"name": names.get(getattr(row, "number", "")), **asdict(row)} for row in sorted(rows, key=key)]
