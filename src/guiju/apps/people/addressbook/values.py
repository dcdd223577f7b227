"""An address book as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.people.values import Row

SKIP = "-"  # what a department or title is matched with whose people do not come into the roster

ASIDE: dict[str, str | Promise] = {
    "no_name": _("没有姓名。"),
    "no_number": _("没有工号，也没有账号，认不出是谁。请在表里加“工号”一列。"),
    "no_department": _("没有部门。"),
    "not_a_date": _("入职日期“%(text)s”看不懂，请写成 2026-01-31。"),
    "number_twice": _("工号 %(number)s 有两个名字：%(name)s和%(other)s。"),
    "other_name": _("工号 %(number)s 在名册里是%(other)s，这里是%(name)s。请改正工号；若是改名，先在这个人的页上改。"),
    "same_name": _("名册里已有一位%(name)s（工号 %(other)s）。同一个人请改正工号；是另一位就勾选“另一位”。"),
    "no_unit": _("部门“%(department)s”还没有对应的单位。"),
    "no_position": _("职务“%(title)s”还没有对应的岗位。"),
    "contradicts": "%(problem)s",
}


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that does not come in: where it stands, who it is, and why."""

    row: int
    name: str
    code: str
    data: Mapping[str, str] = field(default_factory=dict)
    number: str = ""

    @property
    def says(self) -> str:
        """Why, in the reader's language."""
        return str(ASIDE[self.code]) % self.data


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in an address book: departments as paths from the top, the first one first of all."""

    row: int
    number: str
    name: str
    departments: tuple[str, ...]
    title: str = ""
    joined: date | None = None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: where it comes from (wecom, dingtalk, feishu, other) and who is in it."""

    origin: str
    entries: tuple[Entry, ...]
    aside: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """An address book that is being sorted; ``units`` and ``positions`` are what was chosen by hand."""

    id: int
    name: str
    origin: str
    entries: tuple[Entry, ...]
    aside: tuple[Aside, ...]
    units: Mapping[str, str]
    positions: Mapping[str, str]
    start: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A unit or position that the regulation declares; ``unit`` is a position's, ``leads`` whether it leads it."""

    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Turned:
    """What taking an address book over would do; people by (工号, name)."""

    rows: tuple[Row, ...]
    void: tuple[Row, ...]
    new: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    same: int
    left_out: int
    aside: tuple[Aside, ...]
    missing: tuple[tuple[str, str], ...]  # in the roster today, not in the book
    later: tuple[tuple[str, str], ...]  # of the new, those who join after today


def place(department: str, title: str) -> str:
    """What a title in a department is known by: the same word means other things elsewhere."""
    return f"{department}‖{title}"


def plain(entry: Entry) -> list[Any]:
    """An entry as JSON."""
    joined = entry.joined.isoformat() if entry.joined else ""
    return [entry.row, entry.number, entry.name, list(entry.departments), entry.title, joined, entry.leads]


def entry(stored: list[Any]) -> Entry:
    """An entry from JSON."""
    row, number, name, departments, title, joined, leads = stored
    return Entry(
        row, number, name, tuple(departments), title, date.fromisoformat(joined) if joined else None, bool(leads)
    )
