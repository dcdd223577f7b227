"""A group's or the department's scores, by unit, without ranking; and how the grades were spread."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guiju.apps.appraisal.values import Line, Outcome, Reckoning
from guiju.apps.audit.actor import Actor
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit import formats
from guiju.web.kit.formats import Amount

FEWEST_SUMS, MOST_SUMS = 2, 12  # units whose sums stand beside each other


@dataclass(frozen=True, slots=True)
class Row:
    """One person in the list; ``bonus`` is ``None`` and ``held`` for those who may not see it."""

    number: str
    name: str
    position: str
    points: Amount | None
    share: Fraction | None
    grade: str
    bonus: Amount | None
    held: bool
    pending: str
    provisional: bool
    lowest: str


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one unit: how many they are, and a row for each of those who are shown."""

    unit: str
    rows: tuple[Row, ...]
    count: int
    sees_bonus: bool
    total: Amount | None

    @property
    def more(self) -> bool:
        """Whether there are others than those shown."""
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class Sum:
    """What the bonuses of one unit come to, and how that is beside the unit with the most."""

    unit: str
    share: Fraction
    amount: Amount


@dataclass(frozen=True, slots=True)
class Spread:
    """How many have each grade in one group, of how many places there are; ``over`` when ties took more of one."""

    group: str
    grades: tuple[tuple[str, int, Fraction, str], ...]
    pending: int
    over: bool


def groups(lines: Iterable[Line], opened: Mapping[str, Outcome], paid: Collection[str] | None) -> tuple[Group, ...]:
    """Everybody by unit, in the order of their numbers, with rows for those in ``opened``.

    ``paid`` are those whose money may be seen (``None``: all).
    """
    return tuple(_group(unit, members, opened, paid) for unit, members in by_unit(lines).items())


def by_unit(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by unit, units in the order in which they come."""
    found: dict[str, list[Line]] = {}
    for one in lines:
        found.setdefault(one.unit, []).append(one)
    return found


def _group(unit: str, members: Sequence[Line], opened: Mapping[str, Outcome], paid: Collection[str] | None) -> Group:
    seen = [one for one in members if paid is None or one.number in paid]
    shown = (opened[one.number] for one in members if one.number in opened)
    rows = tuple(row(one, paid) for one in shown)
    return Group(unit, rows, len(members), bool(seen), total(seen))


def sums(lines: Iterable[Line], paid: Collection[str] | None) -> tuple[Sum, ...]:
    """The bonuses of each unit beside each other, of those that may be seen; nothing where a picture tells no more."""
    seen = (one for one in lines if paid is None or one.number in paid)
    known = {unit: whole for unit, members in by_unit(seen).items() if (whole := _whole(members)) is not None}
    most = max(known.values(), default=Fraction(0))
    if most <= 0 or not FEWEST_SUMS <= len(known) <= MOST_SUMS:
        return ()
    return tuple(
        Sum(unit, max(whole, Fraction(0)) / most, formats.amount(whole, "元")) for unit, whole in known.items()
    )


def total(lines: Iterable[Line]) -> Amount | None:
    """The sum of the bonuses that are known; ``None`` when none is."""
    whole = _whole(lines)
    return None if whole is None else formats.amount(whole, "元")


def _whole(lines: Iterable[Line]) -> Fraction | None:
    wholes: Counter[int] = Counter()  # by what they are divided by: adding fractions one by one is slow
    for one in lines:
        if one.bonus is not None:
            wholes[one.bonus.denominator] += one.bonus.numerator
    return sum((Fraction(count, part) for part, count in wholes.items()), Fraction(0)) if wholes else None


def lacks(one: Line | Outcome, paid: Collection[str] | None) -> list[str]:
    """What is pending of somebody, in words; of their money only where it may be seen."""
    if not one.pending:
        return []
    sees = paid is None or one.number in paid
    words = {
        "points": pgettext("lacking", "得分"),
        "grade": pgettext("lacking", "等级"),
        "bonus": pgettext("lacking", "奖金"),
    }
    return [word for part, word in words.items() if part in one.pending and (part != "bonus" or sees)]


def row(one: Outcome, paid: Collection[str] | None) -> Row:
    """One person in the list; their money only where it may be seen."""
    words = lacks(one, paid)
    sees = paid is None or one.number in paid
    return Row(
        number=one.number,
        name=one.name,
        position=one.position,
        points=None if one.points is None else formats.amount(one.points, "分"),
        share=None if one.points is None else one.points / 100,
        grade=one.grade,
        bonus=formats.amount(one.bonus, "元") if sees and one.bonus is not None else None,
        held=not sees,
        pending=_("%(what)s待补") % {"what": formats.listed(words)} if words else "",
        provisional=one.provisional,
        lowest=_lowest(one),
    )


def _lowest(one: Outcome) -> str:
    """The item that falls shortest of its target, for who leads the group to talk about."""
    known = [
        (Fraction(item["attainment"]["value"]), item["name"])
        for item in one.summary["items"]
        if item["attainment"]["type"] == "number"
    ]
    share, name = min(known, default=(Fraction(1), ""))
    return f"{name} {formats.amount(share, '%').text}" if share < 1 else ""


def spreads(reckoning: Reckoning | None, actor: Actor) -> tuple[Spread, ...]:
    """How the grades of a period were spread, for those who see everybody."""
    if reckoning is None or actor.reach(Action.VIEW, Thing.APPRAISAL) is None:
        return ()
    return tuple(_spread(one) for one in reckoning.distributions if one["counts"])


def _spread(one: dict[str, object]) -> Spread:
    counts: dict[str, int] = one["counts"]  # type: ignore[assignment]  # JSON of appraisal.summaries
    places: dict[str, int] = one["places"]  # type: ignore[assignment]  # JSON of appraisal.summaries
    most = max([*counts.values(), *places.values(), 1])
    grades = tuple(
        (name, count, Fraction(count, most), _("限 %(n)s 人") % {"n": places[name]} if name in places else "")
        for name, count in counts.items()
    )
    over = any(counts.get(name, 0) > most_of for name, most_of in places.items())
    return Spread(str(one["group"] or ""), grades, int(str(one["pending"])), over)
