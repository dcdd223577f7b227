"""From the bytes of an address book to entries; what cannot be read is kept aside with its reason."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO

from django.utils.translation import gettext_lazy as _

from guiju.apps.people.addressbook import columns
from guiju.apps.people.addressbook.values import Aside, Entry, Read
from guiju.apps.spreadsheet import Finding, Place, cells
from guiju.apps.spreadsheet.reading import bearable

SEVERAL = re.compile(r"[;；,，\n|]+")
STEPS = {"dingtalk": re.compile(r"\s*[-/>＞\\]\s*"), "": re.compile(r"\s*[/>＞\\]\s*")}
HEAD_WITHIN = 30  # rows; templates begin with remarks
ENCODINGS = ("utf-8-sig", "gb18030")
Grid = Sequence[Sequence[object]]


def read(content: bytes, name: str) -> Read | Finding:
    """Everybody in a file, or why it cannot be read at all."""
    grids = _grids(content, name)
    if isinstance(grids, Finding):
        return grids
    for grid in grids:
        for at, row in enumerate(grid[:HEAD_WITHIN]):
            named = [columns.heading(cell) for cell in row]
            found = columns.columns(named)
            if {"name", "department"} <= found.keys():
                return _read(grid[at + 1 :], at + 2, found, columns.origin(named))
    problem = _("没有找到表头：要有“姓名”和“部门”两列。")
    mend = _("从企业微信、钉钉或飞书的管理后台导出通讯录；自己做的表，第一行写上列名。")
    return Finding("no_header", Place(""), problem, mend)


def _grids(content: bytes, name: str) -> Sequence[Grid] | Finding:
    if not bearable(content):
        return Finding("too_big", Place(""), _("这个文件太大了。"), _("不超过 20 MB，展开后不超过 200 MB。"))
    if name.casefold().endswith((".csv", ".txt")):
        return _text(content)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [book.get_sheet_by_name(one).to_python(skip_empty_area=False) for one in book.sheet_names]
    except (CalamineError, OSError, ValueError):
        mend = _("在表格软件里另存为 .xlsx 或 .csv，且不加密码。")
        return Finding("unreadable", Place(""), _("这不是能打开的表格文件。"), mend)


def _text(content: bytes) -> Sequence[Grid] | Finding:
    for encoding in ENCODINGS:
        try:
            lines = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        divider = "\t" if "\t" in lines.partition("\n")[0] else ","
        try:
            return [list(csv.reader(StringIO(lines), delimiter=divider))]
        except csv.Error:
            break
    return Finding("unreadable", Place(""), _("这不是能打开的表格文件。"), _("另存为 .xlsx 再试。"))


def _read(grid: Grid, first: int, at: dict[str, int], origin: str) -> Read:
    entries: dict[str, Entry] = {}
    aside: list[Aside] = []
    for one in _rows(grid, first, at, origin):
        if isinstance(one, Aside):
            aside.append(one)
            continue
        before = entries.get(one.number)
        if before is None:
            entries[one.number] = one
        elif before.name == one.name:
            entries[one.number] = _together(before, one)
        else:
            data = {"number": one.number, "name": one.name, "other": before.name}
            aside += [Aside(each.row, each.name, "number_twice", data, each.number) for each in (before, one)]
    twice = {one.number for one in aside if one.code == "number_twice"}
    sound = tuple(one for one in entries.values() if one.number not in twice)
    return Read(origin, sound, tuple(sorted(aside, key=lambda one: one.row)))


def _together(one: Entry, other: Entry) -> Entry:
    """Somebody who stands in two rows is in both departments."""
    departments = tuple(dict.fromkeys((*one.departments, *other.departments)))
    leads, joined = one.leads or other.leads, one.joined or other.joined
    return Entry(one.row, one.number, one.name, departments, one.title or other.title, joined, leads)


def _rows(grid: Grid, first: int, at: dict[str, int], origin: str) -> Iterator[Entry | Aside]:
    for row, line in enumerate(grid, first):
        said = {field: line[place] for field, place in at.items() if place < len(line)}
        texts = {field: cells.text(cell) or "" for field, cell in said.items()}
        if not any(texts.values()) or texts.get("state", "").casefold() in columns.LEAVING:
            continue
        yield _row(row, texts, said.get("joined"), origin)


def _row(row: int, texts: dict[str, str], joined: object, origin: str) -> Entry | Aside:
    name = texts.get("name", "")
    number = texts.get("number") or texts.get("account") or texts.get("email", "").partition("@")[0]
    departments = tuple(filter(None, (_path(one, origin) for one in SEVERAL.split(texts.get("department", "")))))
    day = cells.day(joined) if texts.get("joined") else None
    if not name:
        return Aside(row, "", "no_name", {}, number)
    if not number:
        return Aside(row, name, "no_number")
    if not departments:
        return Aside(row, name, "no_department", {}, number)
    if texts.get("joined") and day is None:
        return Aside(row, name, "not_a_date", {"text": texts["joined"]}, number)
    leads = texts.get("leads", "").casefold() in columns.LEADING
    return Entry(row, number[:40], name[:60], departments, texts.get("title", "")[:60], day, leads)


def _path(department: str, origin: str) -> str:
    """A department as a path with slashes, however the messenger divides it."""
    steps = STEPS.get(origin, STEPS[""]).split(department.strip())
    return "/".join(step.strip() for step in steps if step.strip())
