"""Why actions on what comes in refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN = "unknown"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NEEDS_NAME = "needs_name"
    NAME_TAKEN = "name_taken"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_SHOP = "unknown_shop"
    UNKNOWN_WHAT = "unknown_what"
    UNKNOWN_DUTY = "unknown_duty"
    BAD_RHYTHM = "bad_rhythm"
    BAD_DUE = "bad_due"
    OUTSIDE = "outside"
    NOT_A_FOLDER = "not_a_folder"
    PATH_TAKEN = "path_taken"
    BAD_HOST = "bad_host"
    BAD_PORT = "bad_port"
    NEEDS_USER = "needs_user"
    NEEDS_PASSWORD = "needs_password"  # noqa: S105 - the name of a refusal
    BAD_SENDER = "bad_sender"
    NO_SENDERS = "no_senders"
    NO_SCOPE = "no_scope"
    TOO_LONG = "too_long"
    TOO_MANY_TOKENS = "too_many_tokens"


MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.UNKNOWN: _("没有这一条，可能已经删掉了。"),
    Code.CHANGED_MEANWHILE: _("别人刚刚改过，请看过现在的样子再改。"),
    Code.NEEDS_NAME: _("写一个不超过 60 字的名字，只有一行。"),
    Code.NAME_TAKEN: _("已经有叫“%(name)s”的了。"),
    Code.UNKNOWN_PERSON: _("名册里没有这个人，或他已经离职。"),
    Code.UNKNOWN_SHOP: _("名册里没有叫“%(name)s”的店铺。"),
    Code.UNKNOWN_WHAT: _("没有这种表。"),
    Code.UNKNOWN_DUTY: _("现行制度里没有叫“%(name)s”的例行。"),
    Code.BAD_RHYTHM: _("读不懂“%(text)s”。像例行那样写，例如：每个工作日、每周一、每月25日前。"),
    Code.BAD_DUE: _("读不懂“%(text)s”。写几点，例如：10:00、当日。"),
    Code.OUTSIDE: _("只能看这些地方下面的文件夹：%(roots)s。别的地方由运行规矩的人用 GUIJU_INBOXES 放开。"),
    Code.NOT_A_FOLDER: _("“%(path)s”不是一个文件夹，或者是一个链接。"),
    Code.PATH_TAKEN: _("已经在看“%(path)s”了，或者它在一个已经在看的文件夹里面。"),
    Code.BAD_HOST: _("这不是一台主机的名字或地址。"),
    Code.BAD_PORT: _("端口是 1 到 65535 之间的数。"),
    Code.NEEDS_USER: _("写登录名，只有一行。"),
    Code.NEEDS_PASSWORD: _("写密码或授权码；服务器或登录名变了，要再写一遍。"),
    Code.BAD_SENDER: _("“%(text)s”不是一个邮箱地址，也不是 @公司域名。"),
    Code.NO_SENDERS: _("至少写一个允许的发件人。"),
    Code.NO_SCOPE: _("选这个令牌能做什么；只能选您自己能做的。"),
    Code.TOO_LONG: _("令牌最长用 %(days)s 天。"),
    Code.TOO_MANY_TOKENS: _("您已经有 %(count)s 个令牌，先停用不用的。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, MESSAGES[code], **data)
