"""Why actions on connectors of the house refuse."""

from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused
from guiju.facts.errors import FactsError
from guiju.facts.mapping.faults import StaleError, UnsoundError


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NO_FILE = "no_file"
    UNKNOWN = "unknown"
    IS_OVER = "is_over"
    STALE = "stale"
    UNSOUND = "unsound"
    EXISTS = "exists"
    NO_TITLE = "no_title"
    NOT_READ = "not_read"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.NO_FILE: _("这个文件已经不在了，请重新导入一次再教。没有认出的文件保留七天。"),
    Code.UNKNOWN: _("没有这一种文件。"),
    Code.IS_OVER: _("这一份已经保存，要改请从列表里打开。"),
    Code.STALE: _("%(by)s 在 %(at)s 存了第 %(version)s 版，您看的不是最新的。没有存，您填的还在。"),
    Code.UNSOUND: _("%(faults)s"),
    Code.EXISTS: _("已经有编号是“%(name)s”的了，是第 %(version)s 版。要换成这一份，请勾选“存为新的一版”。"),
    Code.NO_TITLE: _("给这种文件起个名字，导入时好认。"),
    Code.NOT_READ: _("文件还没有读好，请等一会儿。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)


def unsound(error: UnsoundError) -> Refused:
    """The refusal for a connector that cannot be kept, with everything that is wrong."""
    return refused(Code.UNSOUND, faults=_said(error))


def stale(error: StaleError) -> Refused:
    """The refusal for a version that somebody else's has overtaken."""
    return refused(Code.STALE, by=error.by or "—", at=error.at[:16] or "—", version=error.version)


def _said(error: FactsError) -> str:
    return error.words.say("en" if (get_language() or "").startswith("en") else "zh")
