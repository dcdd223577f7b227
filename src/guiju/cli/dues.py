"""What is due, as the command line tells it: lines for people, JSON, and a calendar file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from guiju.cli.columns import aligned
from guiju.cli.language import Language
from guiju.engines.calendar.hours import LAST_SECOND
from guiju.engines.calendar.plan import Due, LeftOut
from guiju.engines.periods import Grain, containing
from guiju.lang.kinds import Duty
from guiju.lang.regulation import Regulation

MOST_NAMES = 6
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
WHY = {
    "rule": ("RRULE 读不懂", "its RRULE cannot be read"),
    "condition": ("条件判断不了，照原规定排", "its condition cannot be told: what it excepts goes on"),
    "two": ("两条例外同时成立，照原规定排", "two exceptions hold at once: what they except goes on"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What is due from ``start`` to ``end``; without ``people`` the numbers are names of positions."""

    regulation: Regulation
    start: date
    end: date
    due: tuple[Due, ...]
    left_out: tuple[LeftOut, ...]
    names: Mapping[str, str]
    people: bool

    def of(self, numbers: Collection[str]) -> "Found":
        """What some people do, share or come to."""
        wanted = set(numbers)
        mine = (due for due in self.due if wanted & {due.number, *due.responsible, *due.attendees})
        return replace(self, due=tuple(mine))

    def vacant(self, due: Due) -> bool:
        """Whether nobody holds the post that must do it."""
        return not due.number

    def duty(self, name: str) -> Duty:
        """A duty by its declared name."""
        return self.regulation.of(Duty)[name]

    def clause(self, clause_id: str) -> str:
        """A clause as people name it: its number and title."""
        clause = self.regulation.clause(clause_id)
        return f"{clause.number} {clause.title}".strip() if clause else clause_id


def lines(found: Found, spoken: Language) -> Iterator[str]:
    """What is due, day by day."""
    yield f"{found.regulation.title} {found.regulation.version}"
    for day, due in groupby(sorted(found.due, key=lambda one: one.on), key=lambda one: one.on):
        yield ""
        weekday = WEEKDAYS[spoken][day.weekday()]
        yield f"{containing(day, Grain.DAY).label(spoken)} {_pick(spoken, '周', '')}{weekday}"
        yield from (f"  {line}" for line in aligned(_rows(found, list(due), spoken)))
    yield ""
    yield _total(found, spoken)
    for one in found.left_out:
        why = WHY[one.why][spoken == "en"]
        yield _pick(
            spoken,
            f"排不了：{one.duty}（{found.clause(one.clause)}）：{why}",
            f"not planned: {one.duty} ({found.clause(one.clause)}): {why}",
        )


def as_json(found: Found) -> dict[str, object]:
    """What is due, with keys in English; times are local."""
    regulation = found.regulation
    return {
        "regulation": {"id": regulation.id, "title": regulation.title, "version": regulation.version},
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "by": "person" if found.people else "position",
        "due": [_piece(found, due) for due in found.due],
        "left_out": [one._asdict() for one in found.left_out],
    }


def as_ical(found: Found, stamp: datetime, spoken: Language) -> bytes:
    """What is due as an iCalendar file."""
    from guiju.engines.calendar import ical

    entries = (
        ical.Entry(
            uid=due.key,
            title=_title(found, due),
            at=due.due,
            detail=f"{_who(found, [due], spoken)} · {found.clause(due.clause)}",
            busy=bool(found.duty(due.duty).attend),
            tentative=due.provisional,
        )
        for due in found.due
    )
    return ical.written(found.regulation.title, entries, stamp)


def _rows(found: Found, due: Sequence[Due], spoken: Language) -> list[tuple[str, ...]]:
    """One line for all of a unit who do the same by the same time."""
    apart: dict[tuple[object, ...], list[Due]] = {}
    for one in due:
        apart.setdefault((one.due, one.duty, one.unit, found.vacant(one)), []).append(one)
    return [
        (
            _time(some[0], spoken),
            _title(found, some[0]),
            _who(found, some, spoken),
            some[0].unit,
            found.clause(some[0].clause),
            _remark(some[0], spoken),
        )
        for some in apart.values()
    ]


def _time(due: Due, spoken: Language) -> str:
    """The time by which, with its day when that is another."""
    end = due.due.time() == LAST_SECOND
    said = "24:00" if end else f"{due.due:%H:%M}"
    return said if due.due.date() == due.on else f"{containing(due.due.date(), Grain.DAY).label(spoken)} {said}"


def _title(found: Found, due: Due) -> str:
    return found.duty(due.duty).does or due.duty


def _who(found: Found, due: Sequence[Due], spoken: Language) -> str:
    if found.vacant(due[0]):
        post = due[0].position or due[0].unit
        return _pick(spoken, f"空缺（{post}）", f"vacant ({post})")
    names = list(dict.fromkeys(found.names.get(one.number, one.number) for one in due))
    more = len(names) - MOST_NAMES
    said = _pick(spoken, "、", ", ").join(names[:MOST_NAMES])
    if more <= 0:
        return said
    return said + _pick(spoken, f"等 {len(names)} 人", f" and {more} more")


def _remark(due: Due, spoken: Language) -> str:
    said = []
    if due.day != due.on:
        day = containing(due.day, Grain.DAY).label(spoken)
        said.append(_pick(spoken, f"本为{day}", f"was to be {day}"))
    if due.opens.date() < due.on:
        day = containing(due.opens.date(), Grain.DAY).label(spoken)
        said.append(_pick(spoken, f"{day}起", f"from {day}"))
    if due.responsible:
        said.append(_pick(spoken, f"{len(due.responsible) + 1} 人共同", f"shared by {len(due.responsible) + 1}"))
    if due.attendees:
        said.append(_pick(spoken, f"另 {len(due.attendees)} 人参加", f"{len(due.attendees)} more attend"))
    if due.provisional:
        said.append(_pick(spoken, "暂定：放假安排未公布", "provisional: holidays not decreed"))
    return _pick(spoken, "；", "; ").join(said)


def _total(found: Found, spoken: Language) -> str:
    vacant = sum(map(found.vacant, found.due))
    if not found.due:
        return _pick(spoken, "没有到期的例行", "nothing is due")
    said = _pick(spoken, f"共 {len(found.due)} 件", f"{len(found.due)} in all")
    return said + _pick(spoken, f"，{vacant} 件无人承担", f", {vacant} with nobody to do them") * bool(vacant)


def _piece(found: Found, due: Due) -> dict[str, object]:
    duty, clause = found.duty(due.duty), found.regulation.clause(due.clause)

    def person(number: str) -> dict[str, object]:
        return {"number": number, "name": found.names.get(number, number)}

    def others(numbers: Sequence[str]) -> list[object]:
        return [person(number) if found.people else number for number in numbers]

    return {
        "duty": due.duty,
        "title": _title(found, due),
        "clause": {
            "id": due.clause,
            "number": clause.number if clause else "",
            "title": clause.title if clause else "",
        },
        "key": due.key if found.people else None,
        "number": due.number or None if found.people else None,
        "name": found.names.get(due.number, due.number) or None if found.people else None,
        "unit": due.unit,
        "position": due.position,
        "vacant": found.vacant(due),
        "day": due.day.isoformat(),
        "on": due.on.isoformat(),
        "opens": due.opens.isoformat(),
        "due": due.due.isoformat(),
        "provisional": due.provisional,
        "evidence": duty.evidence.value,
        "form": duty.form or None,
        "responsible": others(due.responsible),
        "attendees": others(due.attendees),
    }


def _pick(spoken: Language, chinese: str, english: str) -> str:
    return chinese if spoken == "zh" else english
