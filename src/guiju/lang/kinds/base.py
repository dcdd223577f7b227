"""What all rules share, and the small values they are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from guiju.lang.formula import Formula
from guiju.lang.kinds import written
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.text import Span
from guiju.lang.values import Missing, Reason, Value, Why


class _AsRead:
    """Marks values of our own that the reader made; looking into their types would double the time to start."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.any_schema()


AS_READ = _AsRead()
AFormula = Annotated[Formula, AS_READ]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A literal as written and what it is worth in base units (yuan, seconds, 0.5 for 50 %)."""

    text: str
    value: Value
    unit: str  # as written, "" when bare
    span: Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A value in force from ``start`` on; without a start it always was."""

    start: date | None
    value: Value


def value_at(values: tuple[Dated, ...], day: date, name: str) -> Value:
    """The value in force on a day; missing before the first start. ``values`` are in order of their starts."""
    found: Value = Missing((Reason(Why.NOT_IN_FORCE, name, day.isoformat()),))
    for dated in values:
        if dated.start is None or dated.start <= day:
            found = dated.value
    return found


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a rule speaks about. ``name`` is the declared unit or position; empty means each of the kind."""

    kind: SubjectKind
    name: str = ""


class Rule(BaseModel):
    """A declaration in a block of a clause.

    ``name`` is as declared, ``clause`` the id of the clause that holds it, ``basis`` the ids of the needs or texts
    it answers. A rule with ``overrides`` replaces the rule of that name while ``when`` holds. ``places`` leads from
    a field's path, such as ``sections.0.weight``, to where it is written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    kind: ClassVar[str]

    name: str
    clause: str
    span: Annotated[Span, AS_READ]
    places: Annotated[Mapping[str, Span], AS_READ] = {}
    basis: Annotated[tuple[str, ...], written.Texts()] = ()
    note: Annotated[str, written.Text()] = ""
    aliases: Annotated[tuple[str, ...], written.Texts()] = ()
    overrides: Annotated[str, written.Text()] = ""
    when: Annotated[AFormula | None, written.Expression("condition")] = None

    def place(self, path: str) -> Span:
        """Where a field is written; the whole rule when the field is not."""
        return self.places.get(path, self.span)
