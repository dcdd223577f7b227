"""A simulation as a workbook: everybody in a line, the cost by month, the bounds that would have broken, the duties."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from guiju.apps import spreadsheet
from guiju.apps.impact.values import Plain
from guiju.apps.spreadsheet import Column, Kind, Sheet

_WHO = (
    Column("number", "工号", "number"),
    Column("name", "姓名", "name"),
    Column("unit", "单位", "unit"),
    Column("position", "岗位", "position"),
)
LETTERS = "ABC"  # the texts, in their order


def workbook(
    titles: Sequence[str], answer: Plain, people: Iterable[Plain], *, money: bool = True, viewer: str = ""
) -> bytes:
    """A workbook in the active language; without ``money`` no sums. Columns A, B, C are the texts in their order."""
    sides = range(len(titles))
    listed = list(people)
    return spreadsheet.write(
        [
            (_texts(), [*({"side": LETTERS[at], "title": title} for at, title in enumerate(titles)), *_taken(viewer)]),
            (_everybody(sides, money=money), (_line(one, sides) for one in listed)),
            *([(_costs(sides), _cost_rows(answer))] if money else []),
            (_BROKEN, _broken_rows(answer)),
            (_DUTIES, _duty_rows(listed)),
        ]
    )


def _taken(viewer: str) -> list[Plain]:
    """Whose copy it is."""
    return [{"side": "", "title": viewer}] if viewer else []


def _texts() -> Sheet:
    return Sheet("制度", "Texts", (Column("side", "代号", "key"), Column("title", "制度", "text")))


def _everybody(sides: range, *, money: bool) -> Sheet:
    parts = [
        Column(f"points{at}", f"平均得分 {LETTERS[at]}", f"mean points {LETTERS[at]}", Kind.FIGURE) for at in sides
    ]
    parts += [Column(f"grade{at}", f"等级 {LETTERS[at]}", f"grade {LETTERS[at]}") for at in sides]
    if money:
        parts += [Column(f"bonus{at}", f"奖金 {LETTERS[at]}", f"bonus {LETTERS[at]}", Kind.MONEY) for at in sides]
        parts.append(Column("difference", "奖金相差 B−A", "difference B−A", Kind.MONEY))
    parts += [Column(f"pending{at}", f"待补期数 {LETTERS[at]}", f"pending {LETTERS[at]}", Kind.NUMBER) for at in sides]
    parts += [Column(f"duties{at}", f"事务 {LETTERS[at]}", f"duties {LETTERS[at]}", Kind.NUMBER) for at in sides]
    return Sheet("每个人", "People", (*_WHO, *parts))


def _number(name: str, title: str, english: str) -> Column:
    return Column(name, title, english, Kind.NUMBER)


def _line(one: Plain, sides: range) -> Plain:
    content = one["content"]
    found: Plain = {column.name: one[column.name] for column in _WHO}
    for at in sides:
        found[f"points{at}"] = Fraction(content["points"][at]) if content["points"][at] else None
        found[f"grade{at}"] = content["grades"][at]
        found[f"bonus{at}"] = Fraction(content["bonus"][at])
        found[f"pending{at}"] = content["pending"][at]
        found[f"duties{at}"] = content["duties"][at]
    found["difference"] = Fraction(content["bonus"][1]) - Fraction(content["bonus"][0])
    return found


def _costs(sides: range) -> Sheet:
    costs = [Column(f"cost{at}", f"奖金 {LETTERS[at]}", f"bonus {LETTERS[at]}", Kind.MONEY) for at in sides]
    pending = [Column(f"pending{at}", f"待补人数 {LETTERS[at]}", f"pending {LETTERS[at]}", Kind.NUMBER) for at in sides]
    return Sheet("每月", "Months", (Column("month", "月份", "month"), *costs, *pending))


def _cost_rows(answer: Plain) -> Iterator[Plain]:
    for month, costs, pending, _broken in answer["months"]:
        row: Plain = {"month": month}
        for at, cost in enumerate(costs):
            row |= {f"cost{at}": Fraction(cost), f"pending{at}": pending[at]}
        yield row


_BROKEN = Sheet(
    "破的条款",
    "Broken",
    (
        Column("side", "制度", "text"),
        Column("kind", "规则", "rule"),
        Column("name", "名称", "name"),
        Column("unit", "单位", "unit"),
        Column("clause", "条款", "clause"),
        Column("count", "月数", "months", Kind.NUMBER),
        Column("months", "哪些月", "which", Kind.NOTE),
    ),
)


def _broken_rows(answer: Plain) -> Iterator[Plain]:
    for at, side in enumerate(answer["broken"]):
        for kind, name, unit, clause, months in side:
            row = {"side": LETTERS[at], "kind": kind, "name": name, "unit": unit, "clause": clause}
            yield row | {"count": len(months), "months": " ".join(months)}


_DUTIES = Sheet(
    "事务变化",
    "Duties",
    (
        *_WHO[:2],
        Column("duty", "例行", "duty"),
        Column("before", "次数 A", "times A", Kind.NUMBER),
        Column("after", "次数 B", "times B", Kind.NUMBER),
        Column("due_before", "截止 A", "due A"),
        Column("due_after", "截止 B", "due B"),
    ),
)


def _duty_rows(people: Iterable[Plain]) -> Iterator[Plain]:
    for one in people:
        for duty, before, after, due_before, due_after in one["content"]["shifted"]:
            row = {"number": one["number"], "name": one["name"], "duty": duty, "before": before, "after": after}
            yield row | {"due_before": due_before, "due_after": due_after}
