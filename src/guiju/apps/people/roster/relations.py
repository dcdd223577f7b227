"""What contradicts between people: standing in for oneself, two leaders at once, and lines that run in a circle."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.people.values import Deputy, Line, Person, Roster, holds
from guiju.apps.spreadsheet import Finding, Place


def check(roster: Roster) -> Iterator[Finding]:
    """All contradictions of deputies and reporting lines."""
    people, deputies, lines = roster.people, roster.deputies, roster.lines
    for deputy in deputies:
        yield from _of_one(deputy, deputy.deputy, "代理人工号", people)
    for line in lines:
        yield from _of_one(line, line.leader, "上级工号", people)
    solid = [line for line in lines if not line.dotted]
    yield from _two_leaders(solid)
    yield from _circles(solid, people)


def _of_one(row: Deputy | Line, other: str, column: str, people: Mapping[str, Person]) -> Iterator[Finding]:
    """What is wrong with a row by itself: the two are one, one is unknown, or not here for all of its days."""
    if other == row.number:
        yield _at(row, "self_relation", _("代理人和上级不能是本人。"), _("换一个人。"), column)
        return
    for number in (row.number, other):
        person = people.get(number)
        at = column if number == other else "工号"
        if person is None:
            problem, mend = _("没有工号为 %(number)s 的人。"), _("在“人员”表里加上这个人，或改正工号。")
            yield _at(row, "unknown_person", problem, mend, at, number=number)
            continue
        data = {"name": person.name, "joined": person.joined, "left": person.left}
        if row.start < person.joined:
            problem, mend = _("%(name)s %(joined)s 才入职。"), _("改正开始日期或入职日期。")
            yield _at(row, "before_joining", problem, mend, "开始日期", **data)
        if person.left is not None and (row.end is None or row.end > person.left):
            problem = _("%(name)s于 %(left)s 离职，这一行却没有在那之前结束。")
            yield _at(
                row, "left_but_open", problem, _("把结束日期填为 %(left)s 或更早，再定下接替的人。"), "结束日期", **data
            )


def _two_leaders(lines: Sequence[Line]) -> Iterator[Finding]:
    mine: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        mine[line.number].append(line)
    for number, held in mine.items():
        held.sort(key=lambda line: line.start)
        for one, two in pairwise(held):
            if one.end is None or one.end >= two.start:
                row = two if two.place or not one.place else one
                problem = _("从 %(day)s 起，%(number)s 有两个上级：%(one)s 和 %(two)s。")
                data = {"day": two.start, "number": number, "one": one.leader, "two": two.leader}
                yield _at(
                    row, "two_leaders", problem, _("给前一行填结束日期，或把其中一行标为虚线。"), "上级工号", **data
                )


def _circles(lines: Sequence[Line], people: Mapping[str, Person]) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for day in sorted({line.start for line in lines}):
        leaders = {line.number: line for line in lines if holds(line, day)}
        for circle in circles({number: line.leader for number, line in leaders.items()}):
            if frozenset(circle) in told:
                continue
            told.add(frozenset(circle))
            row = max((leaders[number] for number in circle), key=lambda line: (line.place is not None, line.start))
            names = " → ".join(people[number].name if number in people else number for number in (*circle, circle[0]))
            problem, mend = _("汇报关系绕成了一圈：%(names)s。"), _("改正其中一人的上级。")
            yield _at(row, "circle", problem, mend, "上级工号", names=names)


def circles(leaders: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The circles in who reports to whom, each once, whatever stands between."""
    done: set[str] = set()
    for first in leaders:
        path: dict[str, int] = {}
        at = first
        while at in leaders and at not in done and at not in path:
            path[at] = len(path)
            at = leaders[at]
        if at in path:
            yield tuple(number for number, place in path.items() if place >= path[at])
        done |= path.keys()


def _at(
    row: Deputy | Line, code: str, problem: str | Promise, mend: str | Promise, column: str, **data: object
) -> Finding:
    place = Place(row.place.sheet, row.place.row, column) if row.place else Place("")
    return Finding(code, place, problem, mend, data)
