"""What goes in and comes out, as the description of the API says it."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class No(Schema):
    """Why something is refused: a stable code, and a sentence."""

    code: str
    said: str
    ask: str = Field("", description="with needs_approval: the page where the token's owner asks for it")


class Asked(Schema):
    """An import was asked for: its number, the page where people watch it, and where programs do."""

    run: int
    url: str
    state_url: str


class Said(Schema):
    """A sentence in Chinese and English."""

    zh: str
    en: str


class Trouble(Schema):
    """What is wrong with a file or a row of it, and how to mend it; never what stands in the row."""

    code: str
    sheet: str
    row: int | None
    column: str
    what: Said
    how: Said


class FileOut(Schema):
    """What became of one file: rows read, rows set aside, days covered."""

    file: str
    status: str
    connector: str
    rows: int
    set_aside: int
    covers: list[dict[str, str]]
    problems: list[Trouble] = Field(description="at most 100, those of rows only for who brought the file")


class RunOut(Schema):
    """An import, from being asked for to its report; ``progress`` is 0 to 1."""

    run: int
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: float
    files: list[FileOut]
    error: Said | None
    created: datetime
    finished: datetime | None


class Lack(Schema):
    """Why a value is missing: what is lacking, and how to mend it."""

    why: str
    subject: str
    detail: str
    what: Said
    mend: Said


class PointOut(Schema):
    """One figure. ``exact`` is n/d in the base unit (元, 秒, 1 for a share), empty with ``missing`` saying why.

    ``value`` is the same for charts. ``provisional`` while the period runs, then counted up to the day ``through``.
    """

    period: str
    start: date
    end: date
    key: str
    exact: str
    value: float | None
    missing: list[Lack]
    provisional: bool
    through: date | None


class MetricOut(Schema):
    """The stored figures of a metric, by period and key."""

    metric: str
    unit: str
    by: str
    grain: str
    points: list[PointOut]
