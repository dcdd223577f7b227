"""The short forms that a deed asks for: a reason, a checklist, files, minutes with who does what by when."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guiju.apps.work.values import ActionItem, Piece, Verb
from guiju.lang.kinds.choices import Evidence
from guiju.web.work.picking import PersonField

ROWS = 3  # empty rows for action items
MOST_FILE = 20 * 1024 * 1024
ASK = "ask"  # not verbs that a line offers: asking a leader to be let off, ticking one item of a checklist
TICK = "tick"


class Files(forms.ClearableFileInput):
    """A button that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files, each of a size that is kept."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # Any: as the field it is
        """The files in the order chosen."""
        sent = data if isinstance(data, list) else [data] if data else []
        kept = [super(FilesField, self).clean(one, initial) for one in sent or [None]]
        found = [one for one in kept if one is not None]
        for one in found:
            if one.size > MOST_FILE:
                raise forms.ValidationError(_("文件太大了（上限 20 MB）：%(name)s") % {"name": one.name[:60]})
        return found


def said(label: object, *, required: bool, help_text: object = "") -> forms.CharField:
    """A few words."""
    area = forms.Textarea(attrs={"rows": 2, "class": "short"})
    return forms.CharField(label=label, required=required, max_length=2000, widget=area, help_text=help_text)  # type: ignore[arg-type]


class Deed(forms.Form):
    """What every deed carries: the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Reason(Deed):
    """Why."""

    said = said(gettext_lazy("原因"), required=True)


class Note(Deed):
    """A word with it, if any."""

    said = said(gettext_lazy("附言"), required=False)


class Remark(Deed):
    """A remark with files."""

    said = said(gettext_lazy("留言"), required=True, help_text=gettext_lazy("写 @姓名 就会通知到人。"))
    attachments = FilesField(label=gettext_lazy("附件"), required=False)


class WithFiles(Deed):
    """The files that the work wants."""

    attachments = FilesField(label=gettext_lazy("文件"), required=True)
    said = said(gettext_lazy("附言"), required=False)


class Minutes(Deed):
    """What was said."""

    minutes = forms.CharField(
        label=gettext_lazy("纪要"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}), required=True
    )


class Ticked(Deed):
    """One item of a checklist, ticked or not."""

    place = forms.IntegerField(min_value=0, max_value=1000)
    on = forms.BooleanField(required=False)


class Reassign(Deed):
    """Who answers for it from now on."""

    number = PersonField(label=gettext_lazy("转给"))
    said = said(gettext_lazy("附言"), required=False)


class Checklist(Deed):
    """Everything of a checklist, ticked or not."""

    ticks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("清单"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    said = said(gettext_lazy("附言"), required=False)

    def __init__(self, *args: Any, piece: Piece, **kwargs: Any) -> None:  # Any: as the form it is
        super().__init__(*args, **kwargs)
        field = self.fields["ticks"]
        field.choices = [(place, tick.text) for place, tick in enumerate(piece.checklist)]  # type: ignore[attr-defined]
        field.initial = [place for place, tick in enumerate(piece.checklist) if tick.done]


class Action(forms.Form):
    """One thing that a meeting decided."""

    title = forms.CharField(label=gettext_lazy("做什么"), max_length=200, required=False)
    number = PersonField(label=gettext_lazy("谁负责"), required=False)
    due = forms.DateField(
        label=pgettext_lazy("deadline", "到哪天"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean(self) -> dict[str, Any]:  # Any: as the form it is
        """A thing needs somebody who does it; an empty row is none."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("title") and "number" in given and not given["number"]:
            self.add_error("number", _("请写明谁负责。"))
        if given.get("number") and not given.get("title"):
            self.add_error("title", _("请写明要做什么。"))
        return given


Actions = forms.formset_factory(Action, extra=ROWS, max_num=40, absolute_max=60)


class Hold(Deed):
    """A meeting: who came and what was said."""

    present = forms.MultipleChoiceField(label=gettext_lazy("到会"), required=False, widget=forms.CheckboxSelectMultiple)
    minutes = forms.CharField(
        label=gettext_lazy("纪要"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}), required=True
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # Any: as the form it is
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = people  # type: ignore[attr-defined]
        self.fields["present"].initial = [number for number, _name in people]


def form_for(verb: str, piece: Piece, data: Any = None, files: Any = None) -> forms.Form:  # Any: as forms take them
    """The short form of a verb; empty of everything but the version where nothing needs to be said."""
    initial = {"version": piece.item.version}
    if verb in {Verb.COMPLETE, Verb.HAND_IN} and piece.item.evidence is Evidence.CHECKLIST:
        return Checklist(data, files, initial=initial, piece=piece)
    if verb == Verb.HOLD:
        return Hold(data, files, initial=initial, people=attendees(piece))
    kind: type[Deed] = {
        Verb.GIVE_BACK.value: Reason,
        Verb.EXCUSE.value: Reason,
        Verb.CANCEL.value: Reason,
        ASK: Reason,
        Verb.REASSIGN.value: Reassign,
        Verb.REMARK.value: Remark,
        Verb.ACCEPT.value: Note,
        TICK: Ticked,
    }.get(verb, Deed)
    if verb in {Verb.COMPLETE, Verb.HAND_IN}:
        kind = {Evidence.FILE: WithFiles, Evidence.MINUTES: Minutes}.get(piece.item.evidence, Note)
    return kind(data, files, initial=initial)


def attendees(piece: Piece) -> list[tuple[str, str]]:
    """Who should come to a meeting, whoever answers for it among them, by 工号 and name."""
    found = {piece.item.accountable.number: piece.item.accountable.name}
    found |= {one.who.number: one.who.name for one in piece.beside if one.part == "attends"}
    return [(number, name) for number, name in found.items() if number]


def decided(rows: Iterable[dict[str, Any]]) -> list[ActionItem]:
    """The action items of a formset's rows; empty rows are left out."""
    return [ActionItem(row["title"], row["number"], end_of(row.get("due"))) for row in rows if row.get("title")]


def end_of(day: date | None) -> datetime | None:
    """The end of a day: what is due on it is due by midnight."""
    return datetime.combine(day + timedelta(days=1), time.min) if day else None
