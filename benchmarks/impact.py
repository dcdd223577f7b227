"""Two texts over 24 months for 1,000 people, against scoring everybody one by one as the page of one person does.

The text in force and an amendment of it judge the same invented figures, of which each person's own differ. The
baseline works out and explains a sample of people and months one at a time. Prints one JSON object: seconds of the
processor (the machine may be busy with other things) and of the clock, and the ratio.
"""

import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from guiju import facts, lang
from guiju.engines import periods
from guiju.engines.calendar import days
from guiju.engines.calendar.plan import Holder
from guiju.engines.impact.loads import loads
from guiju.engines.impact.months import Side, months
from guiju.engines.impact.told import Told
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.periods import Grain, Period
from guiju.engines.score.explain import explain
from guiju.engines.score.node import plain
from guiju.engines.score.outcome import outcomes
from guiju.engines.score.person import Person, Stay
from guiju.engines.score.source import Cell, Rows, Stated
from guiju.lang.kinds import Position, Subject
from guiju.lang.regulation import Regulation

PEOPLE = int(os.environ.get("GUIJU_BENCH_PEOPLE", "1000"))
MONTHS = 24
SAMPLE = 20  # people of the baseline, in each of two months
REGULATION = Path(__file__).resolve().parents[1] / "regulations" / "agile.md"
FIRST = date(2024, 11, 1)


@dataclass(slots=True)
class Invented:
    """Answers everything, the same again when asked again."""

    known: dict[object, Fraction] = field(default_factory=dict)
    drawn: random.Random = field(default_factory=lambda: random.Random(7))

    def _one(self, key: object) -> Fraction:
        if key not in self.known:
            self.known[key] = Fraction(self.drawn.randint(100, 99999), 100)
        return self.known[key]

    def cell(self, text: str, rows: Rows, period: Period) -> Cell:
        """An aggregate."""
        return Cell(text, "订单", "", 100, self._one((text, rows, period)))

    def target(self, name: str, subject: Subject, period: Period) -> Stated | None:  # noqa: ARG002
        """Nothing but what the text has."""
        return None

    def input(self, name: str, subject: Subject, period: Period) -> Stated | None:
        """An entered figure."""
        return Stated(self._one((name, subject, period)))

    def pay(self, person: str, item: str, day: date) -> Fraction:
        """Monthly pay."""
        return self._one((person, item, day.year))

    def settled(self, person: str, period: Period) -> Fraction | None:  # noqa: ARG002
        """Nothing was published."""
        return None


def main() -> int:
    """Run and print."""
    old = _text(REGULATION.read_bytes())
    new = _text(REGULATION.read_bytes().replace("算法: 基础绩效工资 *".encode(), "算法: 基础绩效工资 * 1.1 *".encode()))
    people, source = _crowd(old), Invented()
    spans = periods.between(FIRST, periods.containing(FIRST, Grain.MONTH).next(MONTHS - 1).end, Grain.MONTH)
    list(months([Side(old, people, source), Side(new, people, source)], spans))  # figures are drawn outside the clock
    told, steps = Told(2), 0
    began, clock = time.process_time(), time.perf_counter()
    for month in months([Side(old, people, source), Side(new, people, source)], spans):
        told.take(month)
        steps += 1
    window = (spans[-1].start, spans[-1].end)
    holders = [Holder(one.id, one.stays[0].unit, one.stays[0].position) for one in people]
    for text in (old, new):
        loads(text, holders, window, days.public())
    seconds, clock = time.process_time() - began, time.perf_counter() - clock
    one_by_one = _baseline(old, people, spans[-2:], source) * 2 * len(people) * len(spans)
    found = {
        "what": "impact",
        "people": len(people),
        "months": len(spans),
        "texts": 2,
        "outcomes": sum(len(side) for course in told.people.values() for side in course.sides),
        "progress": steps,
        "guiju_s": round(seconds, 2),
        "clock_s": round(clock, 2),
        "one_by_one_s": round(one_by_one, 1),
        "sample": SAMPLE * 2,
        "ratio": round(seconds / one_by_one, 3),
        "aim_s": 10,
    }
    print(json.dumps(found, ensure_ascii=False))
    return 0


def _text(body: bytes) -> Regulation:
    files = {
        path.relative_to(REGULATION.parent).as_posix(): path.read_bytes() for path in REGULATION.parent.rglob("*.md")
    }
    return lang.compile(
        lang.Sources("agile.md", files | {"agile.md": body}), catalogue(facts.load_schemas())
    ).regulation


def _crowd(regulation: Regulation) -> list[Person]:
    """People in every position that has a unit, as many in each as in any other."""
    posts = [one for one in regulation.of(Position).values() if one.unit]
    places = (posts[at % len(posts)] for at in range(PEOPLE))
    return [Person(f"E{at}", f"人{at}", (Stay(one.unit, one.name, FIRST),)) for at, one in enumerate(places)]


def _baseline(regulation: Regulation, people: list[Person], spans: tuple[Period, ...], source: Invented) -> float:
    """Seconds for one person in one month, worked out alone."""
    step = max(1, len(people) // SAMPLE)
    chosen = people[::step]
    began = time.process_time()
    for period in spans:
        for one in chosen:
            result = outcomes(regulation, [one], period, source)
            node = explain(result, one.id)
            if node is not None:
                plain(node, result.book)
    return (time.process_time() - began) / (len(chosen) * len(spans))


if __name__ == "__main__":
    sys.exit(main())
