"""Finding what is held of a person: the tables that lead to people, and the rows in them that are theirs."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from guiju.apps.people.models import Person
from guiju.apps.privacy.holdings import ELSEWHERE, HOLDINGS, OTHER, WORK, Fate, Holding


def every() -> Iterator[Holding]:
    """Every table that leads to people: those named above, then any other of ours, which keeps what it has."""
    named = [one for one in HOLDINGS if _model(one) is not None]
    yield from named
    known = {one.model.lower() for one in named}
    for model in apps.get_models():
        about = _about(model)
        if model.__module__.startswith("guiju.apps.") and about.label_lower not in known | ELSEWHERE:
            to = {field.name: field.related_model for field in about.get_fields() if field.concrete}
            people = tuple(name for name, target in to.items() if target is Person)
            users = tuple(name for name, target in to.items() if target is User)
            if people or users:
                yield Holding(about.label, OTHER, WORK, Fate.KEEP, by=people, user=users)


def rows(one: Holding, person: Person) -> QuerySet[Any]:  # Any: rows of whatever table it is
    """The rows of a person."""
    found = Q(pk__in=())
    for field in one.by:
        found |= Q(**{field: person.pk})
    for field in one.number:
        found |= Q(**{field: person.number})
    for field in one.user if person.user_id is not None else ():
        found |= Q(**{field: person.user_id})
    model = _model(one)
    if model is None:
        raise LookupError(one.model)
    everything: QuerySet[Any] = model.objects.all()
    return everything.filter(found, **(one.where or {})).order_by("pk")


def to_take(one: Holding, person: Person) -> QuerySet[Any]:  # Any: rows of whatever table it is
    """Those of them that may be taken along: who reported what, or was reported, is nobody else's to know."""
    found = rows(one, person)
    for field, value in (one.cases or {}).items():
        found = found.exclude(**{field: value})
    return found


def _model(one: Holding) -> Any:  # Any: a table, None when the app is not there
    return next((model for model in apps.get_models() if _about(model).label == one.model), None)


def _about(model: Any) -> Any:  # Any: Django's own description of a table
    return vars(model)["_meta"]
