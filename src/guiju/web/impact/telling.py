"""What a simulation came to in all: cost by month, whom it goes which way for, bounds, duties, and what is lacking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from guiju.apps.impact.sheets import LETTERS
from guiju.apps.impact.values import Plain, Simulation
from guiju.engines import lacking, periods
from guiju.lang.values import Reason, Why
from guiju.web.kit import formats
from guiju.web.kit.charts import Chart, Series, chart
from guiju.web.kit.formats import Amount
from guiju.web.numbers.card import known_facts

MOST = 12  # reasons told of each text


@dataclass(frozen=True, slots=True)
class Side:
    """One text: how it did."""

    letter: str
    title: str
    cost: Amount | None
    difference: Amount | None
    points: Amount | None
    scored: int
    weekly: Amount
    late: int
    vacant: int
    broken: int
    needs: tuple[str, ...]
    lacks: tuple[str, ...]
    more: int
    posts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A bound that did not hold under a text: in how many of the months, and in which."""

    name: str
    unit: str
    kind: str
    counts: tuple[int, ...]
    months: str


@dataclass(frozen=True, slots=True)
class Told:
    """Everything in all; ``cost`` is a chart of money by month for those who may see it."""

    sides: tuple[Side, ...]
    people: int
    ways: tuple[tuple[str, str, int], ...]
    cost: Chart | None
    course: Chart | None
    broken: tuple[Broken, ...]
    window: str


def told(found: Simulation, *, costs: bool) -> Told:
    """The totals as a page shows them; without ``costs`` no sums of money, and nobody's way with it."""
    answer, speech = found.answer, "en" if formats.english() else "zh"
    labels = [periods.parse(row[0]).label(speech) for row in answer["months"]]
    return Told(
        sides=tuple(_side(found, at, costs=costs) for at in range(len(found.titles))),
        people=answer["people"],
        ways=tuple(ways(answer["ways"][1])) if costs else (),
        cost=_chart(found, labels) if costs else None,
        course=_broken_chart(found, labels),
        broken=tuple(_broken(answer["broken"])),
        window=periods.parse(answer["window"]).label(speech),
    )


def ways(counts: dict[str, int]) -> Iterator[tuple[str, str, int]]:
    """How many people it goes each way for: key, word, count."""
    words = {"gain": _("多拿"), "lose": _("少拿"), "same": _("不变"), "open": _("未定")}
    for key, word in words.items():
        yield key, word, counts.get(key, 0)


def titles(found: Simulation) -> tuple[str, ...]:
    """What each text is called; one with the changes of a draft says so."""
    amended = [bool(one["changes"]) for one in found.texts]
    return tuple(
        _("%(title)s（改后）") % {"title": title} if changed else title
        for title, changed in zip(found.titles, amended, strict=True)
    )


def letter(at: int) -> str:
    """What a text is called in heads of tables."""
    return LETTERS[at]


def _side(found: Simulation, at: int, *, costs: bool) -> Side:
    answer: Plain = found.answer
    cost = [Fraction(one) for one in answer["cost"]]
    # a sum of nobody's known bonus, with people still open, is no sum: what is missing is never zero
    known = [one != 0 or not any(row[2][side] for row in answer["months"]) for side, one in enumerate(cost)]
    both = known[0] and known[at]
    lacks = [_lack(why, subject) for why, subject, _count in answer["lacks"][at]]
    return Side(
        letter=letter(at),
        title=titles(found)[at],
        cost=formats.amount(cost[at], "元") if costs and known[at] else None,
        difference=formats.amount(cost[at] - cost[0], "元", sign=True) if costs and at and both else None,
        points=formats.amount(Fraction(answer["points"][at]), "分") if answer["points"][at] else None,
        scored=answer["scored"][at],
        weekly=formats.amount(Fraction(answer["weekly"][at]), "", decimals=0),
        late=answer["late"][at],
        vacant=answer["vacant"][at],
        broken=sum(len(one[-1]) for one in answer["broken"][at]),
        needs=tuple(_facts(answer["needs"][at])),
        lacks=tuple(lacks[:MOST]),
        more=max(0, len(lacks) - MOST),
        posts=tuple((f"{was[0]} {was[1]}", f"{was[2]} {was[3]}") for was in answer["posts"][at]),
    )


def _lack(why: str, subject: str) -> str:
    if why == Why.NO_PAY:
        return _("名册里还缺一些人的工资")
    return lacking.words(Reason(Why(why), subject, ""), "en" if formats.english() else "zh").what


def _facts(names: Sequence[str]) -> Iterator[str]:
    known = known_facts().facts
    for name in names:
        fact = known.get(name)
        yield (name if formats.english() else fact.name) if fact else name


def _chart(found: Simulation, labels: Sequence[str]) -> Chart:
    rows = found.answer["months"]
    series = [
        Series(f"{letter(at)} {title}", tuple(Fraction(row[1][at]) for row in rows), "bar")
        for at, title in enumerate(titles(found))
    ]
    return chart("cost", _("每月奖金"), labels, series, "元", decimals=0)


def _broken_chart(found: Simulation, labels: Sequence[str]) -> Chart | None:
    rows = found.answer["months"]
    if not any(any(row[3]) for row in rows):
        return None
    series = [
        Series(f"{letter(at)} {title}", tuple(Fraction(row[3][at]) for row in rows), "bar")
        for at, title in enumerate(titles(found))
    ]
    return chart("bounds", _("每月没有守住的目标和预警"), labels, series, "", decimals=0)


def _broken(sides: Sequence[Sequence[Sequence[object]]]) -> Iterator[Broken]:
    """Each bound once, in the order of the clauses of the first text that has it."""
    every: dict[tuple[str, str, str], tuple[str, list[list[str]]]] = {}
    for at, side in enumerate(sides):
        for kind, name, unit, clause, months in side:
            key = (str(kind), str(name), str(unit))
            entry = every.setdefault(key, (str(clause), [[] for _side in sides]))
            entry[1][at].extend(map(str, months))  # type: ignore[call-overload]  # JSON of impact.working
    speech = "en" if formats.english() else "zh"
    words = {"target": _("目标"), "alert": _("预警")}
    for (kind, name, unit), (_clause, months_) in every.items():
        differing = sorted(set(months_[0]) ^ set(months_[1]))
        said = formats.listed(periods.parse(one).label(speech) for one in differing)
        yield Broken(name, unit, words[kind], tuple(len(one) for one in months_), said)
