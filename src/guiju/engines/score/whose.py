"""Whose rows a figure counts: what an item's scope means for somebody, and what is meant where no clause says."""

from typing import TYPE_CHECKING

from guiju.engines.score.source import Rows
from guiju.lang.formula import key_of
from guiju.lang.kinds import Bonus, Scorecard
from guiju.lang.kinds.choices import ItemScope, SubjectKind

if TYPE_CHECKING:
    from guiju.engines.score.case import Case

_SCOPES = {
    SubjectKind.DEPARTMENT: ItemScope.DEPARTMENT,
    SubjectKind.UNIT: ItemScope.GROUP,
    SubjectKind.POSITION: ItemScope.OWN,
    SubjectKind.PERSON: ItemScope.OWN,
    SubjectKind.SHOP: ItemScope.DEPARTMENT,
}


def rows_for(case: "Case", name: str) -> Rows:
    """Whose rows count for a metric where the formula does not say.

    The scope of the scorecard's item when it is one; else the subject of the nearest target; else the group's, or the
    person's own where the clause speaks of a position.
    """
    card = case.card()
    if isinstance(card, Scorecard):
        for section in card.sections:
            for item in section.items:
                if item.name == name:
                    return rows(case, item.scope)
    aimed = case.target(name).subject
    if aimed is not None:
        return rows(case, _SCOPES[aimed.kind], aimed.name if aimed.kind is SubjectKind.UNIT else "")
    rule = case.bonus() or card
    about_position = isinstance(rule, Bonus | Scorecard) and rule.subject.kind is SubjectKind.POSITION
    return rows(case, ItemScope.OWN if about_position else ItemScope.GROUP)


def rows(case: "Case", scope: ItemScope, unit: str = "") -> Rows:
    """The rows of a scope for somebody; those of the one unit at the top are all rows."""
    if scope is ItemScope.DEPARTMENT:
        return Rows(scope)
    if scope is ItemScope.OWN and case.person is not None:
        return Rows(scope, case.person.id)
    unit = unit or _group(case)
    top = case.book.top
    return Rows(ItemScope.DEPARTMENT) if top and key_of(unit) == key_of(top) else Rows(ItemScope.GROUP, unit)


def _group(case: "Case") -> str:
    """The unit that 本组 means: the one that the scorecard speaks about, else the person's own."""
    card = case.card()
    if isinstance(card, Scorecard) and card.subject.kind is SubjectKind.UNIT and card.subject.name:
        return card.subject.name
    return case.unit
