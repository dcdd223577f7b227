"""What is filled in at each stage."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guiju.web.work.forms import FilesField


# Any: a lazy translation, which the stubs do not know as a label
def _words(label: Any, rows: int = 2, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=20_000, widget=widget)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class Versioned(forms.Form):
    """The version of the publication that the reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Look(Versioned):
    """影响."""

    said = _words(_("看到了什么影响"))


class Ask(Versioned):
    """征求意见."""

    until = _day(_("到哪天为止"))


class Consult(Versioned):
    """协商."""

    held = _day(_("哪天"))
    whom = forms.CharField(label=_("与谁"), max_length=500)
    minutes = _words(_("纪要"), 5)
    result = _words(_("结果"))
    attached = FilesField(
        label=_("签过字的纪要"),
        required=False,
        help_text=_("PDF、Word 或照片，每个不超过 20 MB；原样留存，记下它的哈希，列在留存证据里。"),
    )


class Decide(Versioned):
    """审批."""

    said = _words(_("意见"), required=False)


class Announce(Versioned):
    """公示."""

    in_force_from = _day(_("从哪天起施行"))


class Revise(Versioned):
    """Another text."""

    said = _words(_("改了什么"))


class Skip(Versioned):
    """A stage left out."""

    reason = _words(_("为什么不经过这一步"))


class Withdraw(Versioned):
    """撤回."""

    reason = _words(_("为什么撤回"))


class Comment(forms.Form):
    """An opinion on the text or one of its clauses."""

    clause = forms.ChoiceField(label=_("针对哪一条"), required=False)
    text = _words(_("意见"), 4)

    def __init__(self, *args: Any, clauses: tuple[tuple[str, str], ...], **kwargs: Any) -> None:  # Any: as Django's
        super().__init__(*args, **kwargs)
        choices = self.fields["clause"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 - declared so above
        choices.choices = [("", _("整篇")), *clauses]


class Answer(forms.Form):
    """An answer to an opinion."""

    taken = forms.ChoiceField(label=_("采纳吗"), choices=(("yes", _("采纳")), ("no", _("不采纳"))))
    text = _words(_("理由"))


class Begin(forms.Form):
    """Why a draft shall come into force."""

    reason = _words(_("为什么要改"))


class Repeal(forms.Form):
    """Why what is in force shall bind nobody any more."""

    reason = _words(_("为什么废止"))


class Sign(forms.Form):
    """A name under a text."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("签名（写您的姓名）"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class Evidence(forms.Form):
    """About whom, and the result of which month."""

    number = forms.CharField(label=_("工号"), max_length=40)
    month = forms.CharField(
        label=_("结果的月份"), required=False, max_length=7, widget=forms.TextInput(attrs={"type": "month"})
    )

    def clean_month(self) -> date | None:
        """The first day of the month."""
        text = self.cleaned_data["month"]
        try:
            return date.fromisoformat(f"{text}-01") if text else None
        except ValueError as error:
            raise forms.ValidationError(_("月份写成 2026-09 的样子。")) from error
