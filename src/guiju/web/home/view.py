"""How one is doing, how one's group is doing, and which clauses are broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from django.urls import reverse

from guiju.apps import clock
from guiju.apps.appraisal import queries
from guiju.apps.appraisal.values import Outcome
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.rules import may_view_figures
from guiju.apps.rulebook import rules
from guiju.engines.periods import Grain, containing
from guiju.lang.kinds import Metric, Scorecard, Target
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.web.kit import formats
from guiju.web.kit.figures import FigureView
from guiju.web.kit.formats import Amount
from guiju.web.numbers.aims import Aim
from guiju.web.numbers.board import view
from guiju.web.rulebook.life import life
from guiju.web.rulebook.now import Now
from guiju.web.score.group import Row, lacks, row, total
from guiju.web.score.sheet import Item, Sheet, sheet

KEYS = 3
MOST = 6
FEWEST = 12  # points, among whom those are looked for who are behind in something
FIGURES = 4


@dataclass(frozen=True, slots=True)
class SoFar:
    """One's own running month up to now; ``why`` says what lacks while there are no points."""

    points: Amount | None
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own last month: points, grade, money, the items that lack most, and the way to the next grade.

    ``so_far`` is the month that runs, once it was worked out.
    """

    points: Amount | None
    grade: str
    bonus: Amount | None
    held: bool
    items: tuple[Item, ...]
    sheet: Sheet
    provisional: bool
    so_far: SoFar | None


@dataclass(frozen=True, slots=True)
class Others:
    """One's group or the department: how many are scored, who is pending, who is furthest from the target."""

    scored: int
    pending: tuple[Row, ...]
    behind: tuple[Row, ...]
    total: Amount | None
    url: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A clause that is broken, and by what."""

    number: str
    title: str
    reasons: str
    url: str


def people(actor: Actor, now: Now) -> tuple[Mine | None, Others | None]:
    """The reader's own month, and those whose scores they may see; whoever is shown is read at once."""
    seen = rules.numbers_within(actor, Action.VIEW, Thing.APPRAISAL)
    paid = rules.numbers_within(actor, Action.VIEW, Thing.BONUSES)
    alone = seen is not None and not seen - {actor.number}
    found = [] if alone else [one for one in now.lines if one.judged and (seen is None or one.number in seen)]
    pending = list(islice((one.number for one in found if lacks(one, paid)), MOST))
    scored = [one for one in found if one.points is not None]
    last = [one.number for one in sorted(scored, key=lambda one: one.points or 0)[:FEWEST]]
    opened = {one.number: one for one in queries.outcomes(now.month, numbers={actor.number, *pending, *last})}
    rows = {number: row(one, paid) for number, one in opened.items()}
    others = Others(
        scored=len(scored),
        pending=tuple(rows[number] for number in pending),
        behind=tuple(rows[number] for number in last if rows[number].lowest)[:KEYS],
        total=total(one for one in found if paid is None or one.number in paid),
        url=reverse("score:people"),
    )
    own = opened.get(actor.number) if seen is None or actor.number in seen else None
    return mine(own, money=paid is None or actor.number in paid), None if alone else others


def mine(outcome: Outcome | None, *, money: bool) -> Mine | None:
    """Somebody's month; ``None`` when no scorecard speaks for them. ``money`` whether they may see their bonus."""
    if outcome is None or not outcome.summary["card"]:
        return None
    filled = sheet(outcome)
    lacking = sorted(filled.items, key=lambda item: item.share)
    return Mine(
        points=formats.amount(outcome.points, "分") if outcome.points is not None else None,
        grade=outcome.grade,
        bonus=formats.amount(outcome.bonus, "元") if outcome.bonus is not None and money else None,
        held=not money,
        items=tuple(lacking[:KEYS]),
        sheet=filled,
        provisional=outcome.provisional,
        so_far=so_far(outcome.number),
    )


def so_far(number: str) -> SoFar | None:
    """Somebody's running month; ``None`` before it was worked out, or without a scorecard."""
    running = containing(clock.today(), Grain.MONTH)
    outcome = queries.outcome(number, running)
    if outcome is None or not outcome.summary["card"]:
        return None
    url = f"{reverse('score:mine')}?month={running}"
    if outcome.points is not None:
        return SoFar(formats.amount(outcome.points, "分"), "", url)
    return SoFar(None, next(iter(sheet(outcome).lacks), ""), url)


def figures(actor: Actor, now: Now) -> tuple[FigureView, ...]:
    """The department's few figures that matter most: lifelines, then what scorecards call core; for who sees all."""
    if not may_view_figures(actor) or actor.reach(Action.VIEW, Thing.APPRAISAL) not in {Range.ALL, Range.GROUP}:
        return ()
    metrics = now.regulation.of(Metric)
    core = [item.name for card in now.regulation.of(Scorecard).values() for item in card.sections[0].items]
    names = dict.fromkeys([*(name for name, rule in metrics.items() if rule.lifeline), *core])
    wanted = [metrics[name] for name in names if name in metrics and now.trends.get(name)]
    aims = [Aim(rule.metric, rule.subject, value) for rule, value in _aims(now)]
    return tuple(view(rule, now.trends[rule.name], aims, now.month) for rule in wanted[:FIGURES])


def _aims(now: Now) -> Iterator[tuple[Target, Fraction]]:
    for rule in now.regulation.of(Target).values():
        value = now.actual(rule)[1]
        if isinstance(value, Fraction):
            yield rule, value


def broken(actor: Actor, now: Now) -> tuple[Broken, ...]:
    """The clauses that are broken, for those who answer for the department or a group."""
    if actor.reach(Action.VIEW, Thing.APPRAISAL) not in {Range.ALL, Range.GROUP}:
        return ()
    found = []
    for clause in now.regulation.clauses:
        if clause.rules:
            state = life(clause, now.regulation, now)
            if state.kind == "broken":
                worst = [f"{one.name} {one.text}" for one in state.minis if one.tone == "bad"]
                reasons = formats.listed([*state.reasons, *worst])
                url = reverse("rulebook:clause", args=[clause.id])
                found.append(Broken(clause.number, clause.title, reasons, url))
    return tuple(found)
