"""What keeps somebody pending, and which positions can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from guiju.engines.score.book import Book
from guiju.lang.kinds import Access, Input
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.values import Missing, Reason, Value, Why

# what must be changed, and what one must be allowed to do for it; all else is the regulation's to mend
_MENDED_BY: dict[Why, tuple[Thing, frozenset[Action]]] = {
    Why.NOT_COVERED: (Thing.SOURCES, frozenset({Action.IMPORT})),
    Why.NO_COLUMN: (Thing.SOURCES, frozenset({Action.IMPORT})),
    Why.NO_PREVIOUS: (Thing.SOURCES, frozenset({Action.IMPORT})),
    Why.NO_TARGET: (Thing.TARGETS, frozenset({Action.EDIT})),
    Why.NO_INPUT: (Thing.INPUTS, frozenset({Action.EDIT})),
    Why.NOT_CONFIRMED: (Thing.INPUTS, frozenset({Action.CONFIRM})),
    Why.NO_PAY: (Thing.ROSTER, frozenset({Action.EDIT, Action.IMPORT})),
    Why.NO_OWNER: (Thing.ROSTER, frozenset({Action.EDIT, Action.IMPORT})),
    Why.NO_SHARES: (Thing.ROSTER, frozenset({Action.EDIT, Action.IMPORT})),
}
_REGULATION = (Thing.REGULATION, frozenset({Action.EDIT}))


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason for a missing value, and the positions whose holders can mend it; none when the clause names none."""

    reason: Reason
    positions: tuple[str, ...]


def lacks(book: Book, values: Iterable[Value | None]) -> tuple[Lack, ...]:
    """Every reason of every missing value, each once, in order."""
    reasons = (reason for value in values if isinstance(value, Missing) for reason in value.reasons)
    return tuple(Lack(reason, who_mends(book, reason)) for reason in dict.fromkeys(reasons))


def who_mends(book: Book, reason: Reason) -> tuple[str, ...]:
    """The positions that a rule names for it; else those whose access lets them."""
    named = _named(book, reason)
    if named:
        return named
    thing, actions = _MENDED_BY.get(reason.why, _REGULATION)
    rules = book.regulation.of(Access).values()
    return tuple(
        dict.fromkeys(who for rule in rules if thing in rule.what and actions & set(rule.may) for who in rule.who)
    )


def _named(book: Book, reason: Reason) -> tuple[str, ...]:
    rule = book.regulation.of(Input).get(reason.subject)
    if rule is not None and reason.why in {Why.NO_INPUT, Why.NOT_CONFIRMED}:
        position = rule.enters if reason.why is Why.NO_INPUT else rule.confirms
        return (position,) if position else ()
    if reason.why is Why.NO_TARGET:
        setters = (target.set_by for target in book.targets.get(reason.subject, ()))
        return tuple(dict.fromkeys(filter(None, setters)))
    return ()
