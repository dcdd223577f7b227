"""What an import of the roster changes, one line each, as people say it; pay only to those who may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from guiju.apps.people import values
from guiju.apps.people.roster.changing import Change
from guiju.web.kit import formats


@dataclass(frozen=True, slots=True)
class Told:
    """One change: ``what`` is added, changed or removed; ``about`` names the row, ``how`` says what is different."""

    what: str
    tone: str
    about: str
    how: str


def told(changes: Iterable[Change], paid: Collection[str] | None) -> tuple[Told, ...]:
    """All changes in words; ``paid`` are the 工号 of those whose pay the reader may see, ``None`` for everybody."""
    return tuple(_told(change, paid) for change in changes)


def _told(change: Change, paid: Collection[str] | None) -> Told:
    row = change.after or change.before
    about = _about(row) if row else ""
    if isinstance(row, values.Pay):
        how = _amounts(change) if paid is None or row.number in paid else _("按现行制度，金额不对您开放")
    else:
        how = "；".join(_different(change.before, change.after)) if change.before and change.after else ""
    if change.before is None:
        return Told(_("新增"), "kept", about, how)
    if change.after is None:
        return Told(_("删除"), "broken", about, how)
    return Told(_("改动"), "wait", about, how)


def _amounts(change: Change) -> str:
    """The amounts of pay that came or went, or how they differ."""
    if change.before and change.after:
        return "；".join(_different(change.before, change.after))
    row = change.after or change.before
    words = {"performance": _("基础绩效工资"), "base": _("基本工资")}
    return "；".join(f"{word} {_value(getattr(row, name), name)}" for name, word in words.items())


def _about(row: values.Row) -> str:
    match row:
        case values.Person():
            return f"{row.name} {row.number}"
        case values.Post():
            return f"{row.number} · {row.unit} · {row.position}"
        case values.Pay():
            return _("%(number)s 的工资基数") % {"number": row.number}
        case values.Shop():
            return _("店铺 %(name)s") % {"name": row.name}
        case values.Owner():
            return f"{row.number} · {row.key}"
        case _:
            return _between(row)


def _between(row: values.Deputy | values.Line) -> str:
    if isinstance(row, values.Deputy):
        return _("%(deputy)s 代理 %(number)s") % {"deputy": row.deputy, "number": row.number}
    return _("%(number)s 向 %(leader)s 汇报") % {"leader": row.leader, "number": row.number}


def _different(before: values.Row, after: values.Row) -> Iterable[str]:
    words = {
        "name": _("姓名"),
        "joined": _("入职日期"),
        "left": _("离职日期"),
        "leader": _("负责人"),
        "main": _("主岗"),
        "end": _("结束日期"),
        "performance": _("基础绩效工资"),
        "base": _("基本工资"),
        "platform": _("平台"),
        "aliases": _("别名"),
        "start": _("开始日期"),
        "share": _("份额"),
        "dotted": _("虚线"),
    }
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name in words and old != new:
            yield f"{words[field.name]} {_value(old, field.name)} → {_value(new, field.name)}"


def _value(value: Any, field: str) -> str:  # Any: whatever a row's field holds
    if value is None or value == ():
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return formats.full_day(value)
    if isinstance(value, Fraction):
        return formats.amount(value, "%" if field == "share" else "元").text
    return formats.listed(value) if isinstance(value, tuple) else str(value)
