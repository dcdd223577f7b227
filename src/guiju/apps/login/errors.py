"""Why actions on signing in refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    WRONG_CODE = "wrong_code"
    NO_FACTOR = "no_factor"
    NOT_ALLOWED = "not_allowed"


_MESSAGES = {
    Code.WRONG_CODE: _("验证码不对。请看手机时间准不准，等下一个码再试。"),
    Code.NO_FACTOR: _("还没有设两步验证。"),
    Code.NOT_ALLOWED: _("按现行制度，这件事不对您开放。"),
}


def refused(code: Code) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code])
