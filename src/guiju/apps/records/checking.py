"""Whether answers keep what the form asks: what is required is there, and every check holds."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from guiju.apps.records.scope import Answered, worth
from guiju.apps.records.values import Answers, Problem
from guiju.lang.formula import key_of
from guiju.lang.formula.tree import Name, Path
from guiju.lang.formula.walk import walk
from guiju.lang.kinds.form.model import Check, Field, FieldType, Form


def lacking(fields: Iterable[Field], answers: Answers, clause: str) -> Iterator[Problem]:
    """What is required and empty. A metric is never asked of a person: it is there or its data is not."""
    for field in fields:
        stored = answers.get(field.name)
        if field.required and field.type is not FieldType.METRIC and stored in (None, "", [], {}):
            yield Problem(field.name, _("“%(name)s”还没有填。") % {"name": field.name}, clause)
        for number, row in enumerate(stored or (), 1) if field.type is FieldType.TABLE else ():
            for column in field.columns:
                if column.required and column.type is not FieldType.METRIC and row.get(column.name) is None:
                    said = _("第 %(row)s 行的“%(name)s”还没有填。") % {"row": number, "name": column.name}
                    yield Problem(field.name, said, clause, number, column.name)


def broken(form: Form, fields: Sequence[Field], scope: Answered) -> Iterator[Problem]:
    """The checks about these fields that do not hold.

    A check that cannot be decided, because what it speaks of is left empty or not measured yet, is not broken.
    """
    mine = {field.name for field in fields}
    for check in form.checks:
        about = named(form, check)
        if (mine & set(about) or not about) and worth(check.formula, scope) is False:
            place = next((name for name in about if name in mine), form.fields[0].name)
            yield Problem(place, check.says or check.formula.text, form.clause)


def named(form: Form, check: Check) -> tuple[str, ...]:
    """The fields that a check speaks of, in the order in which it names them."""
    keys = {key_of(field.name): field.name for field in form.fields}
    found = [
        node.key if isinstance(node, Name) else node.parts[0].key
        for node in walk(check.formula.tree)
        if isinstance(node, Name | Path)
    ]
    return tuple(dict.fromkeys(keys[key] for key in found if key in keys))
