"""How much one record may hold."""

from guiju.lang.kinds.form.model import Field

MOST_TEXT = 500  # characters of a TEXT
MOST_LONG = 20_000  # of a LONG
MOST_ANSWERS = 400_000  # of all answers together, as JSON
MOST_NUMBER = 10**13  # below what a cell keeps
MOST_DIGITS = 18  # of an id
MOST_FILES = 20  # in one field
MOST_FIELDS = 700  # inputs of one table on a page; Django takes a thousand in all
MOST_ROWS = 200


def most_rows(field: Field) -> int:
    """How many rows a table may have."""
    return max(1, min(MOST_ROWS, MOST_FIELDS // max(1, len(field.columns))))
