"""What was typed into a year of months: saved cell by cell, confirmed as it was shown, filled in as before."""

import json
from fractions import Fraction

from django.http import QueryDict

from guiju.apps.figures.actions import grids as actions
from guiju.apps.figures.actions.cells import Cell
from guiju.apps.figures.actions.grids import Saved
from guiju.lang.kinds.choices import SubjectKind, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats, typed
from guiju.web.people import years

DECIMALS = 2  # of what was copied with a percentage, in the rule's own unit


def take(here: years.Sheet, posted: QueryDict) -> tuple[Saved, dict[str, str]]:
    """Save whatever was typed; gives what came of it, and what was wrong by cell."""
    seen, cells, errors = _seen(posted), list[Cell](), dict[str, str]()
    for subject in here.paged:
        for month in here.months:
            key = years.key_of(subject, month)
            version, before = seen.get(key, (0, ""))
            text = posted.get(f"v:{key}", before).strip()
            if text == before:
                continue
            value = typed.figure(text, here.unit) if text else None
            if text and value is None:
                errors[key] = typed.amiss(text, here.unit)
                continue
            cells.append(Cell(subject, month, value, version))
    save = actions.enter if here.thing is Thing.INPUTS else actions.aim
    saved = save(actor=here.actor, name=here.name, cells=cells)
    errors |= {years.key_of(*at): str(refusal) for at, refusal in saved.refused.items()}
    return saved, errors


def confirm(here: years.Sheet, posted: QueryDict) -> Saved:
    """Confirm a month, or the year, as it was shown."""
    seen = _seen(posted)
    wanted = posted.get("confirm", "")
    chosen = {
        one.id: seen.get(years.key_of(*at), (0, ""))[0]
        for at, one in years.entries(here).items()
        if years.confirmable(here, at[0], one) and wanted in {"all", str(at[1])}
    }
    return actions.confirm(actor=here.actor, seen=chosen)


def copied(
    here: years.Sheet, regulation: Regulation, kind: SubjectKind, posted: QueryDict
) -> tuple[dict[str, str], int]:
    """What empty cells would hold if they were as the month before, or the same month a year before, by a percentage.

    Nothing is saved: the cells are filled in for a look. Gives them beside what was typed, and how many they are.
    """
    typed_in = {name: posted.get(name, "") for name in posted}
    share = typed.figure(posted.get("percent", "") or "0", "%")
    into = [month for month in here.months if posted.get("into") in {"all", str(month)}]
    before = here.months[0].start.year - 1
    last = years.sheet(here.actor, here.thing, regulation, here.name, kind, before, lambda _listed: here.paged)
    count = 0
    for subject in here.paged:
        if not here.may_edit(subject):
            continue
        for month in into:
            from_ = month.previous(12 if posted.get("like") == "year" else 1)
            value = (here if from_ in here.months else last).value(subject, from_)
            key = f"v:{years.key_of(subject, month)}"
            if value is None or share is None or typed_in.get(key, "").strip():
                continue
            typed_in[key] = typed.editable(_rounded(value * (1 + share), here.unit), here.unit)
            count += 1
    return typed_in, count


def _rounded(value: Fraction, unit: str) -> Fraction:
    scale = formats.scale(unit)
    return round(value / scale, DECIMALS) * scale


def _seen(posted: QueryDict) -> dict[str, tuple[int, str]]:
    """What the page showed; nothing where somebody made the form by hand."""
    try:
        found = json.loads(posted.get("seen", ""))
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    pairs = {key: one for key, one in found.items() if isinstance(one, list) and len(one) == 2}  # noqa: PLR2004 - as written
    return {key: (one[0], str(one[1])) for key, one in pairs.items() if isinstance(one[0], int)}
