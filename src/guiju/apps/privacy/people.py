"""What is held of a person of the roster, as a workbook for them to take away."""

from guiju.apps import spreadsheet
from guiju.apps.privacy import queries
from guiju.apps.spreadsheet import Column, Sheet

_NAME = 28  # characters of a sheet's name, a number behind it


def workbook(number: str, *, with_pay: bool) -> bytes:
    """A sheet for each table, under the names of its fields; pay and scores only ``with_pay``."""
    seen: dict[str, int] = {}
    sheets = []
    for one, rows in queries.contents(number, with_pay=with_pay):
        seen[one.title.zh] = seen.get(one.title.zh, 0) + 1
        end = f" {seen[one.title.zh]}" if seen[one.title.zh] > 1 else ""  # a workbook wants its sheets apart
        columns = tuple(Column(name, name, name) for name in rows[0])
        sheets.append((Sheet(f"{one.title.zh[:_NAME]}{end}", f"{one.title.en[:_NAME]}{end}", columns), rows))
    return spreadsheet.write(sheets)
