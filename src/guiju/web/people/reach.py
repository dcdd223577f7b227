"""How far somebody may enter, confirm and see, worked out once for a whole page; the action has the last word."""

from dataclasses import dataclass

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import positions, queries, rules
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import Action, Range, SubjectKind, Thing


@dataclass(frozen=True, slots=True)
class Reach:
    """The people (``None``: everybody), units and positions within an actor's range for one action on one thing.

    ``anchored`` are those positions that belong to one unit: where a clause names them, what they state may be asked of
    another.
    """

    range: Range | None
    numbers: frozenset[str] | None
    units: frozenset[str]
    held: frozenset[str]
    anchored: frozenset[str] = frozenset()

    def over(self, subject: Subject) -> bool:
        """Whether a subject lies within the range."""
        if self.range is Range.ALL or self.range is None:
            return self.range is Range.ALL
        if subject.kind is SubjectKind.PERSON:
            return self.numbers is None or subject.name in self.numbers
        return self.range is Range.GROUP and subject.kind is SubjectKind.UNIT and subject.name in self.units

    def states(self, position: str, subject: Subject) -> bool:
        """Whether a figure may be entered or confirmed of a subject, where its rule names a position for that."""
        if position in self.anchored and self.range is Range.GROUP:
            return True
        return self.over(subject) and self.named(position)

    def stated(self, position: str, kind: SubjectKind, names: frozenset[str]) -> frozenset[str]:
        """Those of many subjects of whom such a figure may be entered or confirmed."""
        if position in self.anchored and self.range is Range.GROUP:
            return names
        return self.among(kind, names) if self.named(position) else frozenset()

    def among(self, kind: SubjectKind, names: frozenset[str]) -> frozenset[str]:
        """Those of many subjects of a kind that lie within the range."""
        if self.range is Range.ALL or self.range is None:
            return names if self.range is Range.ALL else frozenset()
        if kind is SubjectKind.PERSON:
            return names if self.numbers is None else names & self.numbers
        return names & self.units if self.range is Range.GROUP and kind is SubjectKind.UNIT else frozenset()

    def named(self, position: str) -> bool:
        """Whether a rule that names a position means this actor."""
        return not position or self.range is Range.ALL or position in self.held


def reaches(actor: Actor, thing: Thing, *actions: Action) -> dict[Action, Reach]:
    """An actor's ranges for several actions, with as few questions to the database as there can be."""
    far = {action: actor.reach(action, thing) for action in actions}
    regulation = queries.current() if any(far.values()) else None
    held = positions.held(regulation, actor.number) if regulation and actor.number else frozenset()
    anchored = frozenset(one for one in held if regulation and positions.anchored(regulation, one))
    asked = [action for action, range_ in far.items() if range_ in {Range.GROUP, Range.OWN}]
    if not asked:
        return {action: Reach(far[action], None, frozenset(), held) for action in actions}
    group = next((action for action in asked if far[action] is Range.GROUP), None)
    units = rules.units_of(actor, group, thing) if group else frozenset()
    within = rules.numbers_within(actor, group, thing) if group else None
    own = frozenset({actor.number} if actor.number else ())
    found = {}
    for action in actions:
        wide = far[action] is Range.GROUP
        found[action] = Reach(far[action], within if wide else own, units if wide else frozenset(), held, anchored)
    return found
