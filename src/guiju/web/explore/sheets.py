"""The table as a file: what it is, who took it, and every figure in the unit of its metric."""

import csv
from collections.abc import Sequence
from fractions import Fraction
from io import StringIO

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import clock, spreadsheet
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.facts.defused import defused
from guiju.lang.regulation import Regulation
from guiju.web.explore.asked import Asked
from guiju.web.explore.pivot import Table
from guiju.web.explore.shown import axis_word, column_heads, plain
from guiju.web.kit import formats
from guiju.web.kit.attached import attached, figure

FORMS = ("csv", "xlsx")


def answer(table: Table, asked: Asked, regulation: Regulation, who: str, form: str) -> HttpResponse:
    """The file, named after its metrics."""
    heads = [axis_word(axis) for axis in asked.rows]
    figures = column_heads(table, asked, regulation)
    rows = list(plain(table, asked, regulation))
    signed = _("%(who)s 导出，%(day)s") % {"who": who, "day": clock.today().isoformat()}
    content = _csv(heads, figures, rows) if form == "csv" else _xlsx(heads, figures, rows, signed)
    return attached(content, f"{formats.listed(asked.metrics[:3])}-{asked.end}.{form}")


Rows = Sequence[tuple[tuple[str, ...], Sequence[Fraction | None]]]


def _xlsx(heads: Sequence[str], figures: Sequence[str], rows: Rows, signed: str) -> bytes:
    texts = [Column(f"h{at}", head, head) for at, head in enumerate(heads)]
    numbers = [Column(f"n{at}", head, head, Kind.FIGURE) for at, head in enumerate(figures)]
    sheet = Sheet("探索", "Explore", (*texts, *numbers, Column("note", "说明", "Note", Kind.NOTE)))
    filled: list[dict[str, object]] = [
        {**{f"h{at}": said for at, said in enumerate(names)}, **{f"n{at}": value for at, value in enumerate(values)}}
        for names, values in rows
    ]
    return spreadsheet.write([(sheet, [*filled, {"note": signed}])])


def _csv(heads: Sequence[str], figures: Sequence[str], rows: Rows) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defused(head) for head in (*heads, *figures)])
    for names, values in rows:
        writer.writerow([*map(defused, names), *map(_number, values)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _number(value: Fraction | None) -> str:
    return "" if value is None else figure(value)
