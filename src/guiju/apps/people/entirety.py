"""All that the roster says, as lines of text in one query: what a hash over the whole of it is made of."""

from typing import Any

from django.db.models import BigIntegerField, F, IntegerField, Model, QuerySet, TextField
from django.db.models import Value as Given
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, Round

from guiju.apps.people import models

APART = "\x1f"  # no name holds it
MONEY = {"performance", "base"}
FLAGS = {"leader", "main", "dotted"}
TABLES: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (models.Person, ("number", "name", "joined", "left")),
    (models.Assignment, ("person__number", "unit", "position", "leader", "main", "start", "end")),
    (models.Pay, ("person__number", "start", "performance", "base")),
    (models.Shop, ("name", "platform", "aliases", "start", "end")),
    (models.Ownership, ("person__number", "kind", "key", "start", "end", "share")),
    (models.Deputy, ("person__number", "deputy__number", "start", "end")),
    (models.Line, ("person__number", "leader__number", "dotted", "start", "end")),
)


def entirety() -> list[str]:
    """A line for each row of the roster, sorted; two rosters that say the same have the same lines."""
    first, *others = (_lines(table, names) for table, names in TABLES)
    return sorted(line for (line,) in first.union(*others, all=True).order_by())


def _lines(table: type[Model], names: tuple[str, ...]) -> QuerySet[Any, Any]:  # Any: rows of whatever table
    parts: list[Combinable] = [Given(table.__name__)]
    for name in names:
        parts += [Given(APART), Coalesce(_text(name), Given(""), output_field=TextField())]
    found: QuerySet[Any] = QuerySet(table).annotate(line=Concat(*parts, output_field=TextField()))
    return found.order_by().values_list("line")


def _text(name: str) -> Combinable:
    """A column as every database writes it: amounts in cents, what is or is not as 1 and 0."""
    held: Combinable = F(name)
    if name in MONEY:
        held = Cast(Round(F(name) * 100), BigIntegerField())
    elif name in FLAGS:
        held = Cast(F(name), IntegerField())
    return Cast(held, TextField())
