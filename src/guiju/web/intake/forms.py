"""What a person says of an expected table, a folder, a mailbox and a token."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju import facts
from guiju.apps import clock
from guiju.apps.intake import rhythm
from guiju.apps.intake.actions.doors import FolderTold, MailboxTold
from guiju.apps.intake.actions.sources import Told
from guiju.apps.intake.actions.tokens import LONGEST
from guiju.apps.intake.arriving import CONNECTOR, FACT
from guiju.apps.intake.errors import Code
from guiju.apps.intake.values import Expected, Post, Scope, Watched
from guiju.apps.people import queries as people
from guiju.facts.connector import load_connectors
from guiju.web.intake import words
from guiju.web.sources import words as sources

Options = list[tuple[str, object]]
AT: Mapping[Code, str] = {  # the field that a refusal speaks of
    Code.NEEDS_NAME: "name",
    Code.NAME_TAKEN: "name",
    Code.UNKNOWN_PERSON: "owner",
    Code.UNKNOWN_SHOP: "shop",
    Code.UNKNOWN_WHAT: "what",
    Code.UNKNOWN_DUTY: "duty",
    Code.BAD_RHYTHM: "rhythm",
    Code.BAD_DUE: "due",
    Code.OUTSIDE: "path",
    Code.NOT_A_FOLDER: "path",
    Code.PATH_TAKEN: "path",
    Code.BAD_HOST: "host",
    Code.BAD_PORT: "port",
    Code.NEEDS_USER: "user",
    Code.NEEDS_PASSWORD: "password",
    Code.BAD_SENDER: "senders",
    Code.NO_SENDERS: "senders",
    Code.NO_SCOPE: "scopes",
    Code.TOO_LONG: "days",
    Code.TOO_MANY_TOKENS: "name",
}
SECURITIES: Mapping[str, Promise] = {
    "tls": gettext_lazy("加密（TLS，端口多为 993）"),
    "starttls": gettext_lazy("先打招呼再加密（STARTTLS，端口多为 143）"),
}
Name = gettext_lazy("名称")


class ExpectedForm(forms.Form):
    """Which table should come, whose care it is, and when."""

    name = forms.CharField(label=Name, max_length=60, help_text=gettext_lazy("例如：旗舰店订单日报。"))
    what = forms.ChoiceField(label=gettext_lazy("哪张表"), required=False)
    shop = forms.ChoiceField(label=gettext_lazy("哪家店"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("谁负责"), help_text=gettext_lazy("迟了，会出现在他的事务里。"))
    way = forms.ChoiceField(label=gettext_lazy("怎样来"), choices=lambda: list(words.WAYS.items()))
    duty = forms.ChoiceField(
        label=gettext_lazy("按制度的哪条例行"),
        required=False,
        help_text=gettext_lazy("选了就按那条例行的日子和时间，文件来了，负责人的那件例行自动办完。"),
    )
    rhythm = forms.CharField(
        label=gettext_lazy("多久一次"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("像例行那样写：每个工作日、每周一、每月25日前。空着就是不定期。"),
    )
    due = forms.CharField(
        label=gettext_lazy("几点前"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("例如 10:00、下班前；空着就是当天之内。"),
    )
    clicks = forms.CharField(
        label=gettext_lazy("从哪里导出"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一步一行。空着就用平台通常的走法。"),
    )
    on = forms.BooleanField(label=gettext_lazy("盯着它"), required=False, initial=True)

    def __init__(self, one: Expected | None, data: Any = None) -> None:  # Any: what was posted
        super().__init__(data, initial=_of_expected(one), label_suffix="")
        self.fields["what"].choices = _whats()  # type: ignore[attr-defined]  # a field of choices
        self.fields["shop"].choices = _shops(one.shop if one else "", _("不论哪家店"))  # type: ignore[attr-defined]
        self.fields["owner"].choices = _people(one)  # type: ignore[attr-defined]
        self.fields["duty"].choices = _duties(one.duty if one else "")  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What was filled in."""
        given = self.cleaned_data
        return Told(**{name: given[name] for name in self.fields})


class FolderForm(forms.Form):
    """Which folder, whose shop's files, and in whose name."""

    path = forms.CharField(label=gettext_lazy("文件夹"), max_length=500)
    shop = forms.ChoiceField(label=gettext_lazy("哪家店的文件"), required=False)
    owner = forms.ChoiceField(
        label=gettext_lazy("以谁的名义导入"),
        required=False,
        help_text=gettext_lazy("搁置的行只有他能处理；要有导入数据的权限。"),
    )
    on = forms.BooleanField(label=gettext_lazy("看着它"), required=False, initial=True)

    def __init__(self, one: Watched | None, data: Any = None) -> None:  # Any: what was posted
        initial = {"path": one.path, "shop": one.shop, "owner": one.owner, "on": one.on} if one else None
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["shop"].choices = _shops(one.shop if one else "", _("文件里写了"))  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("这台机器")), *_everybody()]  # type: ignore[attr-defined]

    def told(self) -> FolderTold:
        """What was filled in."""
        return FolderTold(**{name: self.cleaned_data[name] for name in self.fields})


class MailboxForm(forms.Form):
    """Where the mailbox is, how one signs in, and whose mails are let in."""

    name = forms.CharField(label=Name, max_length=60)
    host = forms.CharField(
        label=gettext_lazy("收信服务器（IMAP）"), max_length=200, help_text=gettext_lazy("例如 imap.exmail.qq.com。")
    )
    port = forms.CharField(
        label=gettext_lazy("端口"), initial="993", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    security = forms.ChoiceField(label=gettext_lazy("加密方式"), choices=lambda: list(SECURITIES.items()))
    user = forms.CharField(
        label=gettext_lazy("登录名"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(label=gettext_lazy("密码或授权码"), strip=False)
    box = forms.CharField(
        label=gettext_lazy("邮箱里的文件夹"),
        initial="INBOX",
        max_length=200,
        help_text=gettext_lazy("几家店共用一个邮箱时，用邮箱的收信规则分到几个文件夹，在这里各加一个。"),
    )
    senders = forms.CharField(
        label=gettext_lazy("允许的发件人"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个：邮箱地址，或 @公司域名。别人发来的都不收。"),
    )
    shop = forms.ChoiceField(label=gettext_lazy("哪家店的文件"), required=False)
    owner = forms.ChoiceField(
        label=gettext_lazy("以谁的名义导入"),
        required=False,
        help_text=gettext_lazy("搁置的行只有他能处理；要有导入数据的权限。"),
    )
    on = forms.BooleanField(label=gettext_lazy("收它"), required=False, initial=True)

    def __init__(self, one: Post | None, data: Any = None) -> None:  # Any: what was posted
        super().__init__(data, initial=_of_mailbox(one), label_suffix="")
        secret = self.fields["password"]
        secret.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        if one is not None and one.sealed:
            secret.required, secret.help_text = False, _("已经存着，不再显示；空着就不改。")
        self.fields["shop"].choices = _shops(one.shop if one else "", _("文件里写了"))  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("这台机器")), *_everybody()]  # type: ignore[attr-defined]

    def told(self) -> MailboxTold:
        """What was filled in."""
        given = {name: self.cleaned_data[name] for name in self.fields}
        return MailboxTold(**{**given, "senders": given["senders"].split()})


class TokenForm(forms.Form):
    """What a token is called, what it is for, and for how long."""

    name = forms.CharField(label=Name, max_length=60, help_text=gettext_lazy("写清哪个程序用它，例如：ERP 夜间导出。"))
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("能做什么"),
        choices=lambda: list(words.SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=gettext_lazy("用多少天"), initial=90, min_value=1, max_value=LONGEST)

    def __init__(self, data: Any = None) -> None:  # Any: what was posted
        super().__init__(data, label_suffix="")

    @property
    def chosen(self) -> tuple[Scope, ...]:
        """What it is for."""
        return tuple(Scope(one) for one in self.cleaned_data["scopes"])


def blame(form: forms.Form, code: object, said: str) -> bool:
    """Say at its field why something was refused; False when no field is to blame."""
    name = AT.get(code) if isinstance(code, Code) else None
    if name is None or name not in form.fields:
        return False
    form.add_error(name, said)
    return True


def _whats() -> Options:
    """Any table, each kind of data, and each export that is known."""
    kinds: Options = [(f"{FACT}{name}", sources.fact(name)) for name in facts.brought()]
    exports: Options = [
        (f"{CONNECTOR}{name}", one.title.say(sources.language()))
        for name, one in load_connectors(settings.GUIJU_HOME).items()
    ]
    return [("", _("任何表")), (_("哪种数据"), kinds), (_("哪张报表"), exports)]


def _shops(now: str, none: str) -> Options:
    names = dict.fromkeys([*(shop.name for shop in people.shops(clock.today())), *filter(None, [now])])
    return [("", none), *((name, name) for name in names)]


def _everybody() -> Options:
    return [(number, f"{name} {number}") for number, name in people.names(clock.today())]


def _people(one: Expected | None) -> Options:
    here = _everybody()
    gone = one is not None and one.owner not in {number for number, _name in here}
    return [*here, (one.owner, _("%(name)s（已离职）") % {"name": one.owner_name})] if gone and one else here


def _duties(now: str) -> Options:
    names = dict.fromkeys([*rhythm.duties(), *filter(None, [now])])
    return [("", _("不按例行，下面自己写")), *((name, name) for name in names)]


def _of_expected(one: Expected | None) -> dict[str, object] | None:
    names = ("name", "what", "shop", "owner", "way", "duty", "rhythm", "due", "clicks", "on")
    return {name: getattr(one, name) for name in names} if one else None


def _of_mailbox(one: Post | None) -> dict[str, object] | None:
    if one is None:
        return None
    names = ("name", "host", "port", "security", "user", "box", "shop", "owner", "on")
    return {**{name: getattr(one, name) for name in names}, "senders": "\n".join(one.senders)}
