"""大事: what happened on which days, so that charts and odd figures can say so."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.insight import rules
from guiju.apps.insight.actions import marking
from guiju.apps.insight.actions.marking import Said
from guiju.apps.insight.queries import marks as queries
from guiju.apps.insight.values import Mark
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.web.kit import address, formats
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.numbers.tabs import Tabs, tabs

KINDS = (
    ("promotion", gettext_lazy("大促")),
    ("picture", gettext_lazy("换主图")),
    ("price", gettext_lazy("调价")),
    ("stock", gettext_lazy("缺货")),
    ("other", gettext_lazy("其他")),
)


class MarkForm(forms.Form):
    """What happened, when and where."""

    kind = forms.ChoiceField(label=gettext_lazy("哪一类"), choices=KINDS)
    text = forms.CharField(label=gettext_lazy("什么事"), max_length=80, help_text=gettext_lazy("如：双十一预售开始"))
    start = forms.DateField(label=gettext_lazy("从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(
        label=gettext_lazy("到"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("只有一天就空着。"),
    )
    shop = forms.ChoiceField(label=gettext_lazy("店铺"), required=False)
    product = forms.CharField(
        label=gettext_lazy("商品"), required=False, max_length=200, help_text=gettext_lazy("只关一个商品时写商品 ID。")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = [shop.name for shop in people.shops()]
        self.fields["shop"].choices = [("", _("所有店铺")), *((name, name) for name in names)]  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was said."""
        found = self.cleaned_data
        return Said(**{**found, "end": found["end"] or found["start"]})


@dataclass(frozen=True, slots=True)
class Row:
    """One marked event."""

    id: int
    kind: str
    text: str
    days: str
    where: str
    by: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class MarksPage:
    """What marks.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    at: Paging
    form: MarkForm
    may: bool
    editing: int
    version: int
    removable: bool


@page
def marks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The events, and a form to mark one."""
    if not rules.may_mark(actor):
        raise NotYours
    form = MarkForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            marking.add(actor=actor, said=form.said())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("标好了，图上会显示。"))
            return redirect("insight:marks")
    return _show(request, actor, form)


@page
def mark(request: HttpRequest, actor: Actor, mark_id: int) -> HttpResponse:
    """Change or remove one event."""
    if not rules.may_mark(actor):
        raise NotYours
    found = queries.mark(mark_id)
    if found is None:
        raise Http404(_("没有这件大事。"))
    if not rules.may_change_mark(actor, found.user_id):
        raise NotYours
    form = MarkForm(request.POST or None, initial=_of(found))
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        version = address.version(request.POST.get("version", ""))
        try:
            if "remove" in request.POST:
                marking.remove(actor=actor, mark_id=mark_id, version=version)
            else:
                marking.change(actor=actor, mark_id=mark_id, version=version, said=form.said())
        except Refused as refused:
            form.add_error(None, str(refused)) if form.is_bound else messages.error(request, str(refused))
        else:
            messages.success(request, _("删掉了。") if "remove" in request.POST else _("已保存。"))
            return redirect("insight:marks")
    return _show(request, actor, form, found)


def _show(request: HttpRequest, actor: Actor, form: MarkForm, editing: Mark | None = None) -> HttpResponse:
    at = paging(request, queries.count())
    rows = tuple(_row(one, actor) for one in queries.listed(at.offset, at.size))
    context = MarksPage(
        tabs=tabs(actor, "board"),
        rows=rows,
        at=at,
        form=form,
        may=rules.may_mark(actor),
        editing=editing.id if editing else 0,
        version=editing.version if editing else 0,
        removable=editing is not None,
    )
    return show(request, "insight/marks.html", context, status=422 if form.is_bound and form.errors else 200)


def _row(one: Mark, actor: Actor) -> Row:
    where = " · ".join(filter(None, (one.shop or _("所有店铺"), one.product)))
    url = reverse("insight:mark", args=[one.id]) if rules.may_change_mark(actor, one.user_id) else ""
    return Row(one.id, kind_word(one.kind), one.text, days(one.start, one.end), where, one.by, url)


def kind_word(kind: str) -> str:
    """What a kind of event is called."""
    return str(dict(KINDS)[kind])


def days(start: date, end: date) -> str:
    """The days of an event or finding in words."""
    first = formats.day(start, today=clock.today())
    return first if start == end else f"{first} – {formats.day(end, today=clock.today())}"


def _initial(request: HttpRequest) -> dict[str, object]:
    found = address.period(request.GET.get("day", ""))
    day = found.end if found else clock.today()
    return {"start": day, "shop": request.GET.get("shop", ""), "product": request.GET.get("product", "")}


def _of(one: Mark) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("kind", "text", "start", "end", "shop", "product")}
