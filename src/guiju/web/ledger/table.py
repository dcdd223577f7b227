"""What was before and after, as a small table that people can read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _

from guiju.web.kit import formats
from guiju.web.ledger.chosen import CHOSEN, value
from guiju.web.ledger.words import field

ROWS = 40  # of one entry; an import of a whole workbook has its own page
LONGEST = 300  # characters of one value
_DIGEST = re.compile(r"[0-9a-f]{32,64}")
_FRACTION = re.compile(r"-?\d{1,30}/[1-9]\d{0,30}")


@dataclass(frozen=True, slots=True)
class Changed:
    """One field: its name, what it was and what it is."""

    name: str
    before: str
    after: str
    same: bool


def changed(before: object, after: object) -> tuple[Changed, ...]:
    """The fields of both, those that differ first; nothing where nothing was written down."""
    was, now = dict(_flat(before)), dict(_flat(after))
    rows = [
        Changed(_name(key), was.get(key, ""), now.get(key, ""), was.get(key) == now.get(key)) for key in {**was, **now}
    ]
    return tuple(sorted(rows, key=lambda row: row.same)[:ROWS])


def _flat(said: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with the way to it, in words."""
    if isinstance(said, Mapping):
        for key, item in said.items():
            yield from _flat(item, f"{path}.{key}" if path else str(key))
    elif said is not None:
        yield path, _shown(said, path.rpartition(".")[2])


def _name(path: str) -> str:
    if not path:
        return _("内容")
    return " · ".join(field(part) for part in path.split("."))


def _shown(said: object, name: str) -> str:
    if isinstance(said, bool):
        return _("是") if said else _("否")
    if isinstance(said, list):
        parts = [_inside(item, name) for item in said]
        return formats.listed(parts)[:LONGEST] if parts else _("无")
    text = str(said)
    if not text:
        return _("空")
    if name in CHOSEN:
        return value(name, text)
    if _FRACTION.fullmatch(text):
        return formats.exact_decimal(Fraction(text))
    return _moment(text) or (
        _("摘要 %(digest)s…") % {"digest": text[:12]} if _DIGEST.fullmatch(text) else text[:LONGEST]
    )


def _inside(item: object, name: str) -> str:
    if isinstance(item, Mapping):
        return "；".join(f"{_name(key)} {text}" for key, text in _flat(item))
    return _shown(item, name)


def _moment(text: str) -> str:
    """A day or a moment as people write it; empty for anything else."""
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return ""
    try:
        if len(text) == len("2026-10-09"):
            return formats.full_day(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return formats.moment(timezone.localtime(at) if timezone.is_aware(at) else at)
