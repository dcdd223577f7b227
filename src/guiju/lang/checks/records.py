"""Checks of forms: somebody reads them, whoever must fill them in may, and each field is filled once on its way."""

from collections.abc import Iterator

from guiju.lang import words
from guiju.lang.checks.exclusive import exclude_each_other
from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.names import key_of
from guiju.lang.formula.walk import names_in
from guiju.lang.kinds import Duty, Form
from guiju.lang.kinds.choices import Layout
from guiju.lang.kinds.duty.model import WhoKind
from guiju.lang.kinds.form.model import FieldType, Stage

BY = {
    Layout.BOARD: (FieldType.CHOICE, FieldType.FLAG, FieldType.PERSON, FieldType.UNIT, FieldType.SHOP),
    Layout.CALENDAR: (FieldType.DATE, FieldType.TIME),
    Layout.TIMELINE: (FieldType.DATE, FieldType.TIME),
}
NO_TITLE = (FieldType.TABLE, FieldType.FILE, FieldType.LONG, FieldType.FLAG)


def registers_can_be_shown(scene: Scene) -> Iterator[Diagnostic]:
    """A board stands by a choice, a calendar by a date; a title is a short text that is there from the start."""
    for form in scene.regulation.of(Form).values():
        types = {field.name: field.type for field in form.fields}
        if form.layout in BY and form.by in types and types[form.by] not in BY[form.layout]:
            wanted = [words.CHOICE_WORDS[FieldType][type_] for type_ in BY[form.layout]]
            data = {"wanted": "、".join(one[0] for one in wanted), "wanted_en": ", ".join(one[1] for one in wanted)}
            yield scene.wrong("C821", form.place("by"), form.clause, **data)
        later = {name for stage in form.stages for name in stage.fills}
        if types.get(form.title) in NO_TITLE or form.title in later:
            yield scene.wrong("C822", form.place("title"), form.clause)


def fields_are_filled_once(scene: Scene) -> Iterator[Diagnostic]:
    """No record has a field filled at two stages, and no stage looks at what is only filled at it or after it."""
    for form in scene.regulation.of(Form).values():
        people = {field.name for field in form.fields if field.type is FieldType.PERSON}
        filled: dict[str, list[Stage]] = {}
        later = {key_of(name): name for stage in form.stages for name in stage.fills}
        for at, stage in enumerate(form.stages):
            used = names_in(stage.when.tree) if stage.when else ()
            unknown = [later[key] for key in used if key in later]
            if unknown:
                yield scene.wrong("C824", form.place(f"stages.{at}.when"), form.clause, field=unknown[0])
            if stage.who is not None and stage.who.kind is WhoKind.FIELD:
                if stage.who.name not in people:
                    yield scene.wrong("C828", form.place(f"stages.{at}.who"), form.clause)
                elif key_of(stage.who.name) in later:
                    yield scene.wrong("C827", form.place(f"stages.{at}.who"), form.clause, field=stage.who.name)
            for name in stage.fills:
                later.pop(key_of(name), None)
                before = filled.setdefault(name, [])
                if twice := next((one for one in before if not _either(one, stage)), None):
                    place = form.place(f"stages.{at}.fills")
                    yield scene.wrong("C823", place, form.clause, field=name, stage=twice.name)
                before.append(stage)


def _either(one: Stage, other: Stage) -> bool:
    """Whether a record passes one of two stages at the most."""
    return exclude_each_other(one.when.tree if one.when else None, other.when.tree if other.when else None)


def somebody_reads(scene: Scene) -> Iterator[Diagnostic]:
    """A form is filled in for somebody: who reads it, passes it on, or receives it by a duty."""
    received = {duty.form for duty in scene.regulation.of(Duty).values() if duty.reviewer or duty.informed}
    for form in scene.regulation.of(Form).values():
        if not (form.stages or form.readers or form.name in received or scene.table.lost) and not any(
            scene.written(form, field) for field in ("readers", "stages")
        ):
            yield scene.at_name("C825", form)


def whoever_must_may(scene: Scene) -> Iterator[Diagnostic]:
    """Whoever a duty makes fill in a form may fill it in."""
    forms = scene.regulation.of(Form)
    for duty in scene.regulation.of(Duty).values():
        form = forms.get(duty.form)
        if form is None or any(one.kind is WhoKind.EVERYONE for one in form.files):
            continue
        allowed = frozenset[str]().union(*(scene.holders.meant(one) for one in form.files))
        barred = sorted(filter(scene.holders.can_be_held, scene.holders.meant(duty.who) - allowed))
        if barred and not scene.table.lost:
            yield scene.wrong(
                "C826", duty.place("form"), duty.clause, who=barred[0], line=str(scene.name_of(form).line)
            )
