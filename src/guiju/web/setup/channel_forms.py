"""The form of each kind of channel, made of what the kind is told."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.notices import kinds
from guiju.apps.notices.actions.channels import Told
from guiju.apps.notices.kinds import Field, Kind, Level, Security, Service
from guiju.apps.notices.values import ChannelView
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Unit

Words = Mapping[str, str | Promise]

KINDS: Words = {
    Kind.ROBOT: gettext_lazy("群机器人"),
    Kind.EMAIL: gettext_lazy("邮件"),
    Kind.WECOM: gettext_lazy("企业微信应用"),
    Kind.DINGTALK: gettext_lazy("钉钉应用"),
    Kind.FEISHU: gettext_lazy("飞书应用"),
}
ABOUT: Words = {
    Kind.ROBOT: gettext_lazy("到时间、逾期的事发到群里：企业微信、钉钉、飞书，或 Apprise 认得的其他群。"),
    Kind.EMAIL: gettext_lazy("每人一封，几件事合在一封里。要一个能发信的邮箱（SMTP）。"),
    Kind.WECOM: gettext_lazy("发到每个人的企业微信，点开就在企业微信里办。要一个自建应用。"),
    Kind.DINGTALK: gettext_lazy("发到每个人的钉钉，点开就在钉钉里办。要一个企业内部应用和它的机器人。"),
    Kind.FEISHU: gettext_lazy("发到每个人的飞书，点开就在飞书里办。要一个企业自建应用，开启机器人。"),
}
SERVICES: Words = {
    Service.WECOM: gettext_lazy("企业微信"),
    Service.DINGTALK: gettext_lazy("钉钉"),
    Service.FEISHU: gettext_lazy("飞书"),
    Service.OTHER: gettext_lazy("其他（Apprise 地址）"),
}
SECURITIES: Words = {
    Security.TLS: gettext_lazy("加密（TLS，端口多为 465）"),
    Security.STARTTLS: gettext_lazy("先打招呼再加密（STARTTLS，端口多为 587）"),
    Security.OPEN: gettext_lazy("不加密（只用于内网）"),
}
LEVELS: Words = {
    Level.REMIND: gettext_lazy("快到时间"),
    Level.DUE: gettext_lazy("到时间了"),
    Level.LATE: gettext_lazy("已逾期"),
    Level.ESCALATED: gettext_lazy("逾期还没办，已报上级"),
}
LABELS: Words = {
    "host": gettext_lazy("发信服务器（SMTP）"),
    "port": gettext_lazy("端口"),
    "security": gettext_lazy("加密方式"),
    "user": gettext_lazy("登录名"),
    "password": gettext_lazy("密码或授权码"),
    "sender": gettext_lazy("发件地址"),
    "sender_name": gettext_lazy("发件人名称"),
    "service": gettext_lazy("哪家的机器人"),
    "url": gettext_lazy("机器人地址（Webhook）"),
    "sign": gettext_lazy("签名密钥"),
    "corp": gettext_lazy("企业 ID"),
    "agent": gettext_lazy("应用的 AgentId"),
    "secret": gettext_lazy("应用的 Secret"),
    "app": gettext_lazy("应用的 App ID（AppKey、Client ID）"),
    "robot": gettext_lazy("机器人编码（RobotCode）"),
    "base": gettext_lazy("接口地址"),
}
HELPS: Words = {
    "host": gettext_lazy("例如 smtp.exmail.qq.com。"),
    "sender": gettext_lazy("收信人看到的地址，通常和登录名一样。"),
    "url": gettext_lazy("在群设置里添加机器人后得到。知道它的人都能往群里发消息，所以加密保存，不再显示。"),
    "sign": gettext_lazy("钉钉的“加签”、飞书的“签名校验”给出的那一串；没有选就空着。"),
    "base": gettext_lazy("一般不用改；私有部署或国际版写自己的。"),
}
WRONG: Words = {
    "password": gettext_lazy("服务器变了，请把密码再写一遍。"),
    "secret": gettext_lazy("再写一遍：接口地址变了，或者这里没有填对。"),
    "name": gettext_lazy("写一个不超过 60 字的名字，只有一行。"),
    "host": gettext_lazy("这不是一台主机的名字或地址。"),
    "port": gettext_lazy("端口是 1 到 65535 之间的数。"),
    "sender": gettext_lazy("这不是一个邮箱地址。"),
    "url": gettext_lazy("认不出这个地址：写 https:// 开头的机器人地址，或 Apprise 认得的网络服务。"),
    "agent": gettext_lazy("AgentId 是一个数。"),
    "base": gettext_lazy("写 https:// 开头的地址。"),
}


class ChannelForm(forms.Form):
    """Name and fields of a channel; for a robot its group and what the group hears of."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60, strip=True)

    def __init__(self, kind: str, channel: ChannelView | None, data: Any = None) -> None:  # Any: what was posted
        super().__init__(data, initial=_initial(kind, channel))
        self.kind = kind
        for field in kinds.FIELDS[kind]:
            self.fields[field.name] = _field(field, kept=channel is not None and channel.sealed)
        if kind == Kind.ROBOT:
            self.fields["unit"] = forms.ChoiceField(
                label=gettext_lazy("哪个组的群"), required=False, choices=_units(channel.unit if channel else "")
            )
            self.fields["levels"] = forms.MultipleChoiceField(
                label=gettext_lazy("什么事发到群里"),
                required=False,
                choices=[(level.value, LEVELS[level]) for level in kinds.GROUP_LEVELS],
                widget=forms.CheckboxSelectMultiple,
            )

    def told(self) -> Told:
        """What was filled in, as the action takes it."""
        given = self.cleaned_data
        fields = {one.name: given.get(one.name, "") for one in kinds.FIELDS[self.kind]}
        return Told(given["name"], fields, given.get("unit", ""), frozenset(given.get("levels", ())))

    def blame(self, names: tuple[str, ...]) -> None:
        """Say at each of these fields what is wrong with it."""
        for name in names:
            self.add_error(name, str(WRONG.get(name, _("这里没有填对。"))))


def _field(field: Field, *, kept: bool) -> forms.Field:
    label, help_text = str(LABELS[field.name]), str(HELPS.get(field.name, ""))
    if field.name in {"service", "security"}:
        words = SERVICES if field.name == "service" else SECURITIES
        return forms.ChoiceField(label=label, choices=list(words.items()))
    if not field.secret:
        number = {"inputmode": "numeric"} if field.name in {"port", "agent"} else {}
        widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off", **number})
        return forms.CharField(label=label, help_text=help_text, required=field.required, widget=widget)
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    help_text = _("已经存着，不再显示；空着就不改。") if kept else help_text
    required = field.required and not kept
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget, strip=True)


def _initial(kind: str, channel: ChannelView | None) -> dict[str, object]:
    if channel is None:
        told: dict[str, object] = {one.name: one.default for one in kinds.FIELDS[kind] if not one.secret}
        return {**told, "levels": [Level.DUE, Level.LATE]}
    return {**channel.settings, "name": channel.name, "unit": channel.unit, "levels": list(channel.levels)}


def _units(now: str) -> list[tuple[str, object]]:
    """The whole department and each unit of the regulation; the one that is set stays, whatever the regulation says."""
    regulation = rulebook.current()
    names = list(regulation.of(Unit)) if regulation else []
    return [("", _("整个部门")), *((name, name) for name in dict.fromkeys([*names, *filter(None, [now])]))]
