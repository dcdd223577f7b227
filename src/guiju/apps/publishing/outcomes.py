"""The result of one person's month, as it was worked out, for an evidence file."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from guiju.apps.appraisal import queries as appraisal
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, containing

Plain = dict[str, Any]  # JSON


def result(number: str, day: date) -> Plain | None:
    """What the month of a day came to for somebody, explained; ``None`` when nothing was worked out."""
    period = containing(day, Grain.MONTH)
    outcome, reckoning = appraisal.outcome(number, period), appraisal.reckoning(period)
    if outcome is None:
        return None
    edition = rulebook.edition(rulebook.edition_at(period.end))
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "edition": edition.hash if edition else "",
        "named": f"{edition.title} {edition.version}" if edition else "",
        "unit": outcome.unit,
        "position": outcome.position,
        "points": _exact(outcome.points),
        "grade": outcome.grade,
        "bonus": _exact(outcome.bonus),
        "pending": sorted(outcome.pending),
        "manifest": reckoning.manifest if reckoning else "",
        "engine": reckoning.engine if reckoning else "",
        "summary": outcome.summary,
        "explanation": appraisal.explanation(number, period),
    }


def chapters(found: Plain) -> Iterator[Plain]:
    """The result as a chapter: what came out, and from which state of the data by which text."""
    pending = {"points": "得分", "grade": "等级", "bonus": "奖金"}
    facts = [
        ["期间", f"{found['start']} 至 {found['end']}"],
        ["岗位", f"{found['unit']} · {found['position']}"],
        ["得分", _shown(found["points"], "分")],
        ["等级", found["grade"] or "—"],
        ["奖金", _shown(found["bonus"], "元")],
        ["依据的制度", f"{found['named']}（{found['edition'][:12]}）"],
        ["依据的数据", found["manifest"] or "—"],
    ]
    if found["pending"]:
        facts.append(["待补", "、".join(pending.get(one, one) for one in found["pending"])])
    notes = ["标准就是后面全文中的条文；每一步怎样算出来的，在随附的记录里（result.explanation）。"]
    yield {"title": "标准与结果", "facts": facts, "notes": notes}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _shown(text: str | None, unit: str) -> str:
    if text is None:
        return "—"
    value = Fraction(text)
    return f"{float(value):,.2f} {unit}"
