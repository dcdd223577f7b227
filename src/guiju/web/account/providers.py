"""登录方式: the other houses by which people may come in, set up by who manages accounts."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.login.elsewhere import actions, kinds, queries
from guiju.apps.login.elsewhere.kinds import Kind
from guiju.apps.login.elsewhere.queries import House
from guiju.apps.login.errors import Code
from guiju.apps.people import rules
from guiju.apps.refusal import Refused
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page

NAMES = {
    Kind.WECOM: gettext_lazy("企业微信"),
    Kind.DINGTALK: gettext_lazy("钉钉"),
    Kind.FEISHU: gettext_lazy("飞书"),
    Kind.OIDC: gettext_lazy("统一登录（OIDC）"),
}
FIRST_NAMES = {Kind.OIDC: gettext_lazy("公司账号")}  # as it stands in 用…登录
ABOUT = {
    Kind.WECOM: gettext_lazy("电脑上扫码，企业微信里点开就进。要一个自建应用。"),
    Kind.DINGTALK: gettext_lazy("在钉钉的页面上授权。要一个企业内部应用。"),
    Kind.FEISHU: gettext_lazy("在飞书的页面上授权。要一个企业自建应用。"),
    Kind.OIDC: gettext_lazy("Keycloak、Authing、Azure 等会说 OpenID Connect 的登录。"),
}
LABELS = {
    "corp": gettext_lazy("企业 ID"),
    "agent": gettext_lazy("应用的 AgentId"),
    "app": gettext_lazy("应用的 App ID（AppKey、Client ID）"),
    "secret": gettext_lazy("应用的 Secret"),
    "base": gettext_lazy("接口地址"),
    "old": gettext_lazy("旧接口地址"),
    "door": gettext_lazy("登录页地址"),
    "inside": gettext_lazy("客户端内的授权地址"),
    "issuer": gettext_lazy("签发者（Issuer）"),
    "claim": gettext_lazy("写着工号的声明"),
}
HELPS = {
    "issuer": gettext_lazy("例如 https://sso.example.com/realms/company，和它自己写的一字不差。"),
    "claim": gettext_lazy("例如 employee_number：它的值就是工号。只填本人改不了的；空着就由本人绑定。"),
    "base": gettext_lazy("一般不用改；私有部署或国际版写自己的。"),
}


class ProviderForm(forms.Form):
    """The name on the button, and what the house is told."""

    name = forms.CharField(label=gettext_lazy("按钮上的名字"), max_length=60)

    def __init__(self, kind: str, house: House | None, data: Any = None) -> None:  # Any: what was posted
        told = dict(house.settings) if house else {one.name: one.default for one in kinds.FIELDS[kind]}
        super().__init__(
            data, initial={**told, "name": house.name if house else FIRST_NAMES.get(Kind(kind), NAMES[Kind(kind)])}
        )
        self.label_suffix = ""
        for field in kinds.FIELDS[kind]:
            kept = field.secret and house is not None and house.sealed
            widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}) if field.secret else forms.TextInput()
            self.fields[field.name] = forms.CharField(
                label=LABELS[field.name],
                help_text=_("已经存着，不再显示；空着就不改。") if kept else HELPS.get(field.name, ""),
                required=field.required and not kept,
                max_length=500,
                widget=widget,
            )

    def blame(self, names: tuple[str, ...]) -> None:
        """Say at each of these fields that it is wrong."""
        for name in names:
            self.add_error(
                name, _("再写一遍：地址变了，或者这里没有填对。") if name == "secret" else _("这里没有填对。")
            )


@dataclass(frozen=True, slots=True)
class Listed:
    """What providers.html shows."""

    houses: tuple[tuple[House, object], ...]
    kinds: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class One:
    """What provider.html shows; ``back`` is the address that the other house has to be told."""

    title: object
    about: object
    form: ProviderForm
    house: House | None
    back: str


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All that are set up, and what can be added."""
    _allowed(actor)
    houses = tuple((one, NAMES[Kind(one.kind)]) for one in queries.houses())
    more = tuple((kind.value, NAMES[kind], ABOUT[kind]) for kind in NAMES)
    return show(request, "account/providers.html", Listed(houses, more))


@sensitive_post_parameters("secret")
@page
def add(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Add one; it is on the sign-in page at once."""
    _allowed(actor)
    if kind not in kinds.FIELDS:
        raise Http404
    return _form(request, actor, kind, None)


@sensitive_post_parameters("secret")
@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Change one."""
    _allowed(actor)
    house = queries.house(number)
    if house is None:
        raise Http404
    return _form(request, actor, house.kind, house)


@require_POST
@page
def switch(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Turn one on or off, or forget it."""
    _allowed(actor)
    if queries.house(number) is None:
        raise Http404
    step = request.POST.get("step")
    if step == "remove":
        actions.remove(actor=actor, number=number)
        messages.success(request, _("登录方式删掉了。"))
        return redirect("account:providers")
    actions.switch(actor=actor, number=number, on=step == "on")
    return redirect("account:provider", number)


def _form(request: HttpRequest, actor: Actor, kind: str, house: House | None) -> HttpResponse:
    form = ProviderForm(kind, house, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "name"}
        try:
            number = actions.save(
                actor=actor, name=form.cleaned_data["name"], told=told, kind=kind, number=house.id if house else None
            )
        except Refused as refusal:
            if refusal.code == Code.UNREADABLE:
                form.blame(tuple(map(str, refusal.data["names"])))  # type: ignore[call-overload]  # a tuple, as it says
            else:
                form.add_error("name", str(refusal))
        else:
            messages.success(request, _("已保存。退出后在登录页试一试。"))
            return redirect("account:provider", number)
    home = settings.GUIJU_URL.rstrip("/")
    path = reverse("account:back", args=[house.id]) if house else ""
    back = "" if not path else f"{home}{path}" if home else request.build_absolute_uri(path)
    context = One(NAMES[Kind(kind)], ABOUT[Kind(kind)], form, house, back)
    return show(request, "account/provider.html", context, status=422 if form.errors else 200)


def _allowed(actor: Actor) -> None:
    if not rules.may_manage_accounts(actor):
        raise NotYours
