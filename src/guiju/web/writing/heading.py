"""The head of a document as a form: title, version, and the day from which it is meant to be in force."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from guiju.apps import clock
from guiju.lang import Sources
from guiju.lang.writing import front


class Head(forms.Form):
    """What every version says of itself first."""

    title = forms.CharField(label=_("制度标题"), max_length=200)
    version = forms.CharField(label=_("版本号"), max_length=40)
    effective = forms.DateField(
        label=_("打算从哪天起施行"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("公示时再定；要在公示期之后，不能是过去的一天。"),
    )


def head(sources: Sources) -> Head:
    """The form, filled with what a draft says."""
    return Head(initial=dict(front.told(sources)), label_suffix="", auto_id="id_head_%s")


def written(sources: Sources, form: Head) -> Sources:
    """The files with what was filled in."""
    day: date | None = form.cleaned_data["effective"]
    said = {"title": " ".join(form.cleaned_data["title"].split()), "version": form.cleaned_data["version"].strip()}
    return front.with_told(sources, {**said, "effective": day.isoformat() if day else ""})


def is_past(sources: Sources) -> bool:
    """Whether the day that a draft names has passed: it cannot be announced for that day."""
    said = front.told(sources)["effective"]
    try:
        return bool(said) and date.fromisoformat(said) < clock.today()
    except ValueError:
        return False
