"""Which forms there are for somebody, what they begin with, and the drafts that wait."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records import forms as declared
from guiju.apps.records import models, prefilling, rules, surroundings
from guiju.apps.records.known import Known
from guiju.apps.records.values import Draft, FormView
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import access
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period
from guiju.lang import Regulation
from guiju.lang.kinds.form.model import FieldType, Form


def forms(regulation: Regulation, number: str) -> tuple[FormView, ...]:
    """The forms of a regulation that somebody may file, in its order, with their drafts and when they last did."""
    actor = Actor("", "", number=number, grants=access.grants(number, clock.today()))
    mine = [form for form in regulation.of(Form).values() if rules.may_file(actor, regulation, form)]
    return _viewed(regulation, mine, number, may_file=True)


def registers(actor: Actor) -> tuple[FormView, ...]:
    """The forms of the regulation in force whose records an actor may file or see some of, in its order."""
    regulation = rulebook.current()
    if regulation is None:
        return ()
    every = list(regulation.of(Form).values())
    views = _viewed(regulation, every, actor.number, may_file=False)
    worked = set(models.Reader.objects.filter(person__number=actor.number).values_list("form", flat=True).distinct())
    found = []
    for view in views:
        may_file = rules.may_file(actor, regulation, view.form)
        seen = rules.sight(actor, regulation, view.form)
        if may_file or seen.everything or seen.units or view.last or view.form.name in worked:
            found.append(
                FormView(view.form, view.edition, view.clause, may_file, view.drafts, view.returned, view.last)
            )
    return tuple(found)


def chosen(actor: Actor, name: str, *, day: date | None = None) -> FormView:
    """One form as it counts on a day (today); one that is declared no more as it was when it was last filed.

    Raises ``Refused`` when there is none of that name.
    """
    try:
        regulation, form = declared.on(name, day or clock.today())
    except Refused:
        last = models.Record.objects.filter(form=name, number__isnull=False).order_by("-number").first()
        if last is None:
            raise
        regulation, form = declared.in_edition(last.edition, name)
        return FormView(form, regulation.hash, regulation.clause(form.clause), may_file=False)
    may_file = rules.may_file(actor, regulation, form)
    return FormView(form, regulation.hash, regulation.clause(form.clause), may_file)


def drafts(number: str, form: str = "") -> tuple[Draft, ...]:
    """Somebody's open drafts, of one form when it is named: those that came back first, then the newest."""
    found = models.Record.objects.filter(author__number=number, state=models.Record.State.DRAFT)
    if form:
        found = found.filter(form=form)
    rows = found.order_by("-number", "-changed").values_list("pk", "form", "title", "number", "day", "changed")
    listed = [Draft(*row[:5], timezone.localtime(row[5])) for row in rows]
    return tuple(sorted(listed, key=lambda draft: draft.number is None))


def prefilled(
    form: str, number: str, day: date | None = None, *, period: Period | None = None, stage: str = ""
) -> dict[str, Any]:  # Any: JSON, what stands in the fields
    """What stands in the fields of a form before somebody types, on a day (today)."""
    about = day or clock.today()
    regulation, found = declared.on(form, about)
    around = surroundings.of(regulation, found, number, about, period=period)
    return prefilling.prefilled(found, number, around, stage=stage)


def figures(
    form: str, number: str, day: date, wanted: Mapping[str, str]
) -> dict[str, dict[str, Any]]:  # Any: JSON, stored answers
    """The figures that metric fields of a form would keep: ``wanted`` leads from a field to a period, "" the usual."""
    regulation, found = declared.on(form, day)
    around = surroundings.of(regulation, found, number, day)
    known = Known(around)
    metrics = {field.name: field.metric for field in found.fields if field.type is FieldType.METRIC}
    return {name: known.metric(metrics[name], period) for name, period in wanted.items() if name in metrics}


def _viewed(regulation: Regulation, forms: Iterable[Form], number: str, *, may_file: bool) -> tuple[FormView, ...]:
    drafts, last = _drafts(number), _last(number)
    return tuple(
        FormView(form, regulation.hash, regulation.clause(form.clause), may_file, *counts, last.get(form.name))
        for form in forms
        for counts in [drafts.get(form.name, (0, 0))]
    )


def _drafts(number: str) -> dict[str, tuple[int, int]]:
    """How many drafts somebody has of each form, and how many of these came back."""
    mine = models.Record.objects.filter(author__number=number, state=models.Record.State.DRAFT).order_by()
    counted = mine.values_list("form").annotate(drafts=Count("pk"), returned=Count("pk", Q(number__isnull=False)))
    return {form: (drafts, returned) for form, drafts, returned in counted} if number else {}


def _last(number: str) -> dict[str, datetime]:
    """When somebody filed their newest record of each form; its number is read from an index alone."""
    mine = models.Record.objects.filter(author__number=number, number__isnull=False).order_by()
    newest = dict(mine.values_list("form").annotate(Max("number"))) if number else {}
    found = models.Record.objects.filter(form__in=newest, number__in=set(newest.values())) if newest else ()
    rows = found.values_list("form", "number", "filed") if found else ()
    return {form: timezone.localtime(filed) for form, number, filed in rows if newest[form] == number and filed}
