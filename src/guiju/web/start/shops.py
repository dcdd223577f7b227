"""The shops of the house: a file that names none has to be told which it is of."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.people import actions, queries, rules
from guiju.apps.people.values import Shop
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page


class ShopForm(forms.Form):
    """One shop under the name that its files carry."""

    name = forms.CharField(
        label=gettext_lazy("店铺名"), max_length=100, help_text=gettext_lazy("和平台后台里写的一样。")
    )
    platform = forms.CharField(label=gettext_lazy("平台"), max_length=40, required=False)


@dataclass(frozen=True, slots=True)
class Shops:
    """What shops.html shows."""

    form: ShopForm
    shops: tuple[Shop, ...]
    may_import: bool


@page
def shops(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The shops there are, and a form for another one."""
    if not rules.may_edit_roster(actor):
        raise NotYours
    form = ShopForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"].strip()
        if queries.shop_named(name) is not None:
            form.add_error("name", _("已经有这家店了。"))
        else:
            shop = Shop(name, form.cleaned_data["platform"].strip())
            report = actions.change_roster(actor=actor, rows=(shop,), source=_("网页"))
            for finding in report.findings:
                form.add_error("name", finding.problem_text)
            if not report.findings:
                messages.success(request, _("记下了%(name)s。") % {"name": name})
                return redirect("start:shops")
    context = Shops(form, tuple(queries.shops(clock.today())), figures.may_import_data(actor))
    return show(request, "start/shops.html", context, status=422 if request.method == "POST" else 200)
