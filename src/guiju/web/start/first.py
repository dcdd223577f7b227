"""The very first account, made with the code that stands in the window in which Guiju was started."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from guiju.apps.people import firstcode
from guiju.apps.people.signin import address_of
from guiju.apps.refusal import Refused
from guiju.web.account.forms import PasswordForm
from guiju.web.kit.show import show


class FirstForm(PasswordForm):
    """The code, and the account that it makes."""

    code = forms.CharField(
        label=gettext_lazy("一次性口令"),
        help_text=gettext_lazy("在启动规矩的窗口里，形如 ABCD-2345-EFGH。"),
        max_length=40,
    )
    username = forms.CharField(label=gettext_lazy("用户名"), max_length=150, initial="admin")
    field_order = ("code", "username", "password", "again")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("密码")
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        self.fields["username"].widget.attrs |= {"autocomplete": "username"}


@dataclass(frozen=True, slots=True)
class First:
    """What first.html shows."""

    form: FirstForm


@never_cache
@sensitive_post_parameters("password", "again", "code")
def first(request: HttpRequest) -> HttpResponse:
    """Make the administrator; once somebody can sign in this page leads to the door."""
    if not firstcode.waiting():
        return redirect("session:sign_in")
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        where = f"web {address_of(request)}".strip()
        try:
            firstcode.claim(code=given["code"], username=given["username"], password=given["password"], where=where)
        except Refused as refusal:
            form.add_error("code" if refusal.code == "bad_code" else "password", str(refusal))
        else:
            messages.success(request, _("管理员账号建好了，请用它登录。"))
            return redirect("/sign-in/?next=/start/")
    return show(request, "start/first.html", First(form), status=422 if request.method == "POST" else 200)
