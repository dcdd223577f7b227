"""How one is doing, how one's group is doing, and which clauses are broken."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from guiju.apps.appraisal.values import Outcome
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.rules import may_view_figures
from guiju.apps.rulebook import rules
from guiju.lang.kinds import Metric, Scorecard, Target
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.web.kit import formats
from guiju.web.kit.figures import FigureView
from guiju.web.kit.formats import Amount
from guiju.web.numbers.aims import Aim
from guiju.web.numbers.board import view
from guiju.web.rulebook.life import life
from guiju.web.rulebook.now import Now
from guiju.web.score.group import Row, groups
from guiju.web.score.sheet import Item, Sheet, sheet

KEYS = 3
MOST = 6
FIGURES = 4


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own last month: points, grade, money, the items that lack most, and the way to the next grade."""

    points: Amount | None
    grade: str
    bonus: Amount | None
    items: tuple[Item, ...]
    sheet: Sheet
    provisional: bool


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


def mine(now: Now) -> Mine | None:
    """The reader's own month; ``None`` when no scorecard speaks for them."""
    outcome = next((one for one in now.outcomes if one.number == now.actor.number), None)
    if outcome is None or not outcome.summary["card"]:
        return None
    filled = sheet(outcome)
    lacking = sorted(filled.items, key=lambda item: item.share)
    return Mine(
        points=formats.amount(outcome.points, "分") if outcome.points is not None else None,
        grade=outcome.grade,
        bonus=formats.amount(outcome.bonus, "元") if outcome.bonus is not None else None,
        items=tuple(lacking[:KEYS]),
        sheet=filled,
        provisional=outcome.provisional,
    )


def others(actor: Actor, now: Now) -> Others | None:
    """Those whose scores the reader may see beside their own; ``None`` when there are none."""
    seen = rules.numbers_within(actor, Action.VIEW, Thing.APPRAISAL)
    if seen is not None and not seen - {actor.number}:
        return None
    paid = rules.numbers_within(actor, Action.VIEW, Thing.BONUSES)
    found = [one for one in now.outcomes if seen is None or one.number in seen]
    rows = [row for group in groups(found, paid) for row in group.rows]
    behind = sorted((row for row in rows if row.points is not None and row.lowest), key=lambda row: row.share or 0)
    return Others(
        scored=sum(1 for row in rows if row.points is not None),
        pending=tuple(row for row in rows if row.pending)[:MOST],
        behind=tuple(behind[:KEYS]),
        total=_total(found, paid),
        url=reverse("score:people"),
    )


def _total(found: list[Outcome], paid: Collection[str] | None) -> Amount | None:
    known = [one.bonus for one in found if one.bonus is not None and (paid is None or one.number in paid)]
    return formats.amount(sum(known, Fraction(0)), "元") if known else None


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
                reasons = "、".join([*state.reasons, *worst])
                url = reverse("rulebook:clause", args=[clause.id])
                found.append(Broken(clause.number, clause.title, reasons, url))
    return tuple(found)
