"""A Word or Markdown regulation comes in: the file, then a draft whose proposals somebody decides on."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries, rules
from guiju.apps.rulebook.drafts import bringing, reading
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page


class BringForm(forms.Form):
    """The file, what the draft is called, and what becomes of it."""

    file = forms.FileField(
        label=gettext_lazy("文件（.docx、.md 或 .txt）"),
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt"}),
    )
    title = forms.CharField(label=gettext_lazy("名称"), required=False, max_length=200)
    into = forms.ChoiceField(
        label=gettext_lazy("成为什么"),
        choices=(("fresh", gettext_lazy("一部新制度的草稿")), ("current", gettext_lazy("现行制度的修订，放在末尾"))),
    )


@dataclass(frozen=True, slots=True)
class Bring:
    """What bring.html shows."""

    form: BringForm


@page
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for the file; what was found in it waits beside its clauses."""
    if not rules.may_draft(actor):
        raise NotYours
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BringForm(data=sent[0], files=sent[1], label_suffix="")
    if not queries.edition_at(clock.today()):
        form.fields["into"].choices = [("fresh", _("一部新制度的草稿"))]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        file, fresh = form.cleaned_data["file"], form.cleaned_data["into"] == "fresh"
        try:
            number = bringing.bring(
                actor=actor, name=file.name, data=file.read(), title=form.cleaned_data["title"], fresh=fresh
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            found = len(reading.proposals(number))
            more = _("已带进来。从条文里看出 %(n)s 处可以成为规则，请逐条决定。") % {"n": found}
            messages.success(request, more if found else _("已带进来。"))
            return redirect("writing:draft", number)
    return show(request, "writing/bring.html", Bring(form), status=422 if form.errors else 200)
