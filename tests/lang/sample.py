"""A small regulation and small facts that the tests of the language share."""

from collections.abc import Mapping

from guiju import lang
from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact

ORDERS = Fact(
    "订单",
    "order",
    "paid_at",
    (
        Column("编号", "id", ColumnType.KEY),
        Column("标题", "title", ColumnType.TEXT),
        Column("付款时间", "paid_at", ColumnType.TIME),
        Column("实付金额", "paid_amount", ColumnType.MONEY),
        Column("退款金额", "refund_amount", ColumnType.MONEY),
        Column("件数", "quantity", ColumnType.COUNT),
    ),
)
CATALOGUE = Catalogue({"order": ORDERS})
FRONT = "---\nregulation: example\ntitle: 例\nversion: 2026.1\neffective: 2026-01-01\n---\n\n"
BASE = (
    FRONT
    + """# 人与数 {#base}

```yaml 规矩
单位:
  一组: {负责人: 组长}
岗位:
  组长: {单位: 一组}
  组员: {单位: 一组, 上级: 组长}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元, 方向: 越高越好, 达成: 比值}
  退款额: {算法: 合计(订单.退款金额), 单位: 元, 方向: 越低越好, 达成: 比值}
目标:
  销售额: {值: 100万元, 制定: 组长}
  退款额@一组: {值: 5万元, 制定: 组长}
```

"""
)


def document(text: str) -> str:
    """A whole document from an example: itself, clauses after the base, or the inside of a block."""
    if text.startswith("--"):
        return text
    if text.startswith("#"):
        return BASE + text
    return BASE + "# 例 {#example}\n\n```yaml 规矩\n" + text + "```\n"


def compiled(text: str, chapters: Mapping[str, str] | None = None) -> lang.Compiled:
    """A document compiled against the orders."""
    files = {"example.md": text, **(chapters or {})}
    encoded = {name: body.encode() for name, body in files.items()}
    return lang.compile(lang.Sources("example.md", encoded), CATALOGUE)


def codes_of(text: str) -> list[str]:
    """The codes that an example gives, in order."""
    return [one.code for one in compiled(document(text)).diagnostics]
