"""举报一件事: the form by which anybody says that something prohibited was done."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.conduct import actions, queries
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Prohibition
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.work.forms import said
from guiju.web.work.picking import PersonField, near, posted
from guiju.web.work.tabs import Tabs, tabs


class ReportForm(forms.Form):
    """What was done, by whom, when."""

    rule = forms.ChoiceField(label=gettext_lazy("违反了哪一条"))
    about = PersonField(label=gettext_lazy("是谁"))
    happened = forms.DateField(
        label=gettext_lazy("哪一天"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    said = said(
        gettext_lazy("经过"),
        required=True,
        help_text=gettext_lazy("写亲眼见到的事：时间、地点、做了什么。当事人会看到这段话。"),
    )
    anonymous = forms.BooleanField(label=gettext_lazy("不让决定的人知道是我举报的"), required=False)

    def __init__(self, *args: Any, rules: list[Prohibition], **kwargs: Any) -> None:  # Any: as the form it is
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rule"]
        field.choices = [(rule.name, formats.named(rule.name, rule.text) if rule.text else rule.name) for rule in rules]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What accuse.html shows; ``heard`` says who will hear it and within what time."""

    tabs: Tabs
    form: ReportForm
    near: tuple[str, ...]


@page
def accuse(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Report something prohibited."""
    if rulebook.current() is None:
        raise Unwritten(_("举报一件事"), strip="work/tabs.html", tabs=tabs(actor, "cases"))
    if not actor.number:
        raise NotYours(_("只有名册里在职的人能举报。"))
    initial = {"rule": request.GET.get("rule", ""), "happened": clock.today()}
    form = ReportForm(posted(request), rules=queries.prohibited(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report(actor=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已交给受理人。这件事只有相关的人看得到。"))
            return redirect("work:case", made)
    context = ReportPage(tabs(actor, "cases"), form, near())
    return show(request, "work/accuse.html", context, status=422 if form.is_bound else 200)
