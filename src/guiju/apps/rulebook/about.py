"""Whom a rule is about, where it does not say so itself."""

from guiju.lang.kinds import Rule, Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.regulation import Regulation


def unit_about(regulation: Regulation, rule: Rule) -> str:
    """Whose figures a rule is about: the unit it names, else the one that its clause is about; empty for neither."""
    clause = regulation.clause(rule.clause)
    others = (regulation.of(kind).get(name) for kind, name in (clause.rules if clause else ()))
    return next((unit for one in (rule, *others) if one and (unit := _named_unit(one))), "")


def _named_unit(rule: Rule) -> str:
    """The unit that a rule names as its subject; empty when it names none."""
    subject = getattr(rule, "subject", None)
    return subject.name if isinstance(subject, Subject) and subject.kind is SubjectKind.UNIT else ""
