"""Why actions on the roster refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN_PERSON = "unknown_person"
    HAS_ACCOUNT = "has_account"
    HAS_LEFT = "has_left"
    NO_ACCOUNT = "no_account"
    NAME_TAKEN = "name_taken"
    CHANGED_MEANWHILE = "changed_meanwhile"
    UNKNOWN_BOOK = "unknown_book"
    BAD_CODE = "bad_code"
    ONESELF = "oneself"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - the name of a refusal


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有改动名册的权限。"),
    Code.UNKNOWN_PERSON: _("没有工号为 %(number)s 的人。"),
    Code.HAS_ACCOUNT: _("%(name)s已经有登录账号。"),
    Code.HAS_LEFT: _("%(name)s已经离职，不能开通账号。"),
    Code.NO_ACCOUNT: _("%(name)s还没有登录账号。"),
    Code.NAME_TAKEN: _("登录名 %(name)s 已被使用。"),
    Code.CHANGED_MEANWHILE: _("别人刚刚改过同一处。请看一看现在的样子，再改一次。"),
    Code.UNKNOWN_BOOK: _("没有这份通讯录，或它已经进了名册。"),
    Code.BAD_CODE: _("一次性口令不对或已用过。请看启动规矩的窗口里的口令；也可以重新启动，得到新的口令。"),
    Code.ONESELF: _("自己的账号由别人来停用或重设；密码在“登录安全”里自己改。"),
    Code.WEAK_PASSWORD: _("密码太弱：%(why)s"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
