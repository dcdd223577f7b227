"""Why actions on signing in refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    WRONG_CODE = "wrong_code"
    NO_FACTOR = "no_factor"
    NOT_ALLOWED = "not_allowed"
    NOT_ONESELF = "not_oneself"
    HAS_LEFT = "has_left"
    NO_LINK = "no_link"
    LINK_OVER = "link_over"
    WRONG_PASSKEY = "wrong_passkey"
    NO_PASSKEY = "no_passkey"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"
    NAME_TAKEN = "name_taken"
    NO_PROVIDER = "no_provider"
    NO_ANSWER = "no_answer"
    NOT_PROVED = "not_proved"
    STRANGER = "stranger"
    TWO_PEOPLE = "two_people"
    TIED_ALREADY = "tied_already"


_MESSAGES = {
    Code.WRONG_CODE: _("验证码不对。请看手机时间准不准，等下一个码再试。"),
    Code.NO_FACTOR: _("还没有设两步验证。"),
    Code.NOT_ALLOWED: _("按现行制度，这件事不对您开放。"),
    Code.NOT_ONESELF: _("自己的密码在“登录安全”里改，不用链接。"),
    Code.HAS_LEFT: _("%(name)s已经离职，不能再登录。"),
    Code.NO_LINK: _("这个链接打不开：它已经用过，或被更新的链接代替了。请向人事再要一个。"),
    Code.WRONG_PASSKEY: _("这个通行密钥没有加成，请再添加一次。"),
    Code.NO_PASSKEY: _("没有这个通行密钥，它可能已经去掉了。"),
    Code.TOO_MANY: _("一个人最多 %(most)s 个通行密钥，请先去掉不用的。"),
    Code.UNREADABLE: _("有没填对的地方，请看标出的几项。"),
    Code.NAME_TAKEN: _("已经有一个叫“%(name)s”的登录方式。"),
    Code.NO_PROVIDER: _("没有这个登录方式，它可能已经删掉了。"),
    Code.NO_ANSWER: _("%(name)s现在没有答应，请稍后再试，或用密码登录。"),
    Code.NOT_PROVED: _("%(name)s没有认可这次登录（%(said)s）。请再试一次，或用密码登录。"),
    Code.STRANGER: _(
        "%(name)s认得您，规矩里还没有人和这个账号对应，或这个人现在不能登录。"
        "请用密码登录后在“登录安全”里绑定，或请人事登记您的账号。"
    ),
    Code.TWO_PEOPLE: _("名册里不止一个人写着这个%(name)s账号，请人事改正后再登录。"),
    Code.TIED_ALREADY: _("这个%(name)s账号已经绑定了别的人。"),
    Code.LINK_OVER: _("这个链接到 %(until)s 为止，已经过期。请向人事再要一个。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
