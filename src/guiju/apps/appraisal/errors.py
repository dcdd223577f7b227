"""Why actions on outcomes refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NO_REGULATION = "no_regulation"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有核算绩效的权限。"),
    Code.NO_REGULATION: _("%(period)s没有施行的制度，先采用一部。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
