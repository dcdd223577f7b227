"""Whose rows a figure counts: what an item's scope means for somebody, and what is meant where no clause says."""

from typing import TYPE_CHECKING

from guiju.engines.score.source import Rows
from guiju.lang.formula import key_of
from guiju.lang.kinds import Scorecard
from guiju.lang.kinds.choices import ItemScope, SubjectKind

if TYPE_CHECKING:
    from guiju.engines.score.case import Case


def rows_for(case: "Case", name: str) -> Rows:
    """Whose rows count where a formula does not say: as in the scorecard's item, else the department's."""
    card = case.card()
    items = (item for section in card.sections for item in section.items) if isinstance(card, Scorecard) else ()
    scope = next((item.scope for item in items if item.name == name), ItemScope.DEPARTMENT)
    return rows(case, scope)


def rows(case: "Case", scope: ItemScope) -> Rows:
    """The rows of a scope for somebody; those of the one unit at the top are all rows."""
    if scope is ItemScope.OWN and case.person is not None:
        return Rows(scope, case.person.id)
    unit, top = _group(case), case.book.top
    if scope is ItemScope.DEPARTMENT or (top and key_of(unit) == key_of(top)):
        return Rows(ItemScope.DEPARTMENT)
    return Rows(ItemScope.GROUP, unit)


def _group(case: "Case") -> str:
    """The unit that 本组 means: the one that the scorecard speaks about, else the person's own."""
    card = case.card()
    if isinstance(card, Scorecard) and card.subject.kind is SubjectKind.UNIT and card.subject.name:
        return card.subject.name
    return case.unit
