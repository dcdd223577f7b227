"""From the cells of a roster workbook to rows, with what is wrong in the workbook alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from guiju.apps import spreadsheet
from guiju.apps.people import values
from guiju.apps.people.roster import sheets
from guiju.apps.spreadsheet import Finding


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook asks for: rows to have, keys of rows to be rid of, names said beside a 工号, and findings."""

    rows: dict[values.Key, values.Row]
    void: dict[values.Key, values.Row]
    names: tuple[tuple[str, str, spreadsheet.Place], ...]  # 工号, 姓名, where
    findings: tuple[Finding, ...]


def read(content: bytes) -> Filled:
    """Read a roster workbook; a sheet or column that may be missing changes nothing when it is."""
    book = spreadsheet.read(content, sheets.SHEETS)
    findings = list(book.findings)
    rows: dict[values.Key, values.Row] = {}
    void: dict[values.Key, values.Row] = {}
    names = []
    for sheet in sheets.SHEETS:
        for filled in book.rows.get(sheet.title, ()):
            row = _row(sheet, filled)
            key = values.key(row)
            first = rows.get(key) or void.get(key)
            if first is not None:
                findings.append(_twice(filled, first))
            elif filled.values["void"]:
                void[key] = row
            else:
                rows[key] = row
            if sheet not in (sheets.PEOPLE, sheets.SHOPS) and filled.values["name"]:
                names.append((filled.values["number"], filled.values["name"], filled.at("姓名")))
    return Filled(rows, void, tuple(names), tuple(findings))


def _row(sheet: spreadsheet.Sheet, filled: spreadsheet.Row) -> values.Row:
    cell, place = filled.values, filled.place
    match sheet.english:
        case "people":
            return values.Person(cell["number"], cell["name"], cell["joined"], cell["left"], place)
        case "posts":
            leader, main = bool(cell["leader"]), cell["main"] is not False
            dates = (cell["start"], cell["end"])
            return values.Post(cell["number"], cell["unit"], cell["position"], *dates, leader, main, place)
        case "pay":
            return values.Pay(cell["number"], cell["start"], cell["performance"], cell["base"], place)
        case "shops":
            return values.Shop(
                cell["name"], cell["platform"] or "", cell["aliases"] or (), cell["start"], cell["end"], place
            )
        case "owners":
            share = None if cell["share"] == 1 else cell["share"]
            return values.Owner(cell["number"], cell["kind"], cell["key"], cell["start"], cell["end"], share, place)
        case _:
            return _between(cell, place)


def _between(cell: Mapping[str, Any], place: spreadsheet.Place) -> values.Row:
    """What stands between two people: a deputy, or a line to a leader."""
    dates = (cell["start"], cell["end"])
    if "deputy" in cell:
        return values.Deputy(cell["number"], cell["deputy"], *dates, place)
    return values.Line(cell["number"], cell["leader"], *dates, bool(cell["dotted"]), place)


def _twice(filled: spreadsheet.Row, first: values.Row) -> Finding:
    return Finding(
        "row_twice",
        filled.place,
        _("这一行和第 %(row)s 行说的是同一件事。"),
        _("两行留一行。"),
        {"row": first.place.row if first.place else ""},
    )
