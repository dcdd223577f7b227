"""Forms of one's own account."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=gettext_lazy("新密码"),
        help_text=gettext_lazy("至少 8 个字符，不要太常见。"),
        widget=forms.PasswordInput,
        max_length=256,
        strip=False,  # as it is typed at the door
    )
    again = forms.CharField(label=gettext_lazy("再输一次密码"), widget=forms.PasswordInput, max_length=256, strip=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.label_suffix = ""
        for name in ("password", "again"):
            self.fields[name].widget.attrs |= {"autocomplete": "new-password"}

    def clean(self) -> dict[str, str]:
        """Both passwords are the same."""
        given: dict[str, str] = super().clean() or {}
        if given.get("password") and given.get("password") != given.get("again"):
            self.add_error("again", _("两次输入的密码不一样。"))
        return given


class OwnPasswordForm(PasswordForm):
    """Another password, for who knows the one of now."""

    now = forms.CharField(label=gettext_lazy("现在的密码"), widget=forms.PasswordInput, max_length=256, strip=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["now"].widget.attrs |= {"autocomplete": "current-password"}
