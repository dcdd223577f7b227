"""Why actions on the roster refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN_PERSON = "unknown_person"
    HAS_ACCOUNT = "has_account"
    NO_ACCOUNT = "no_account"
    NAME_TAKEN = "name_taken"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - the name of a refusal


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有改动名册的权限。"),
    Code.UNKNOWN_PERSON: _("没有工号为 %(number)s 的人。"),
    Code.HAS_ACCOUNT: _("%(name)s已经有登录账号。"),
    Code.NO_ACCOUNT: _("%(name)s还没有登录账号。"),
    Code.NAME_TAKEN: _("登录名 %(name)s 已被使用。"),
    Code.WEAK_PASSWORD: _("密码太弱：%(why)s"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
