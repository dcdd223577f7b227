"""Why actions on regulations refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    DOES_NOT_COMPILE = "does_not_compile"
    EXAMPLES_CONTRADICT = "examples_contradict"
    BELOW_THE_LAW = "below_the_law"
    UNKNOWN_EDITION = "unknown_edition"
    UNKNOWN_DRAFT = "unknown_draft"
    NOT_YOUR_DRAFT = "not_your_draft"
    DRAFT_IS_CLOSED = "draft_is_closed"
    BAD_CHANGE = "bad_change"
    NOTHING_CHANGED = "nothing_changed"
    ALREADY_IN_FORCE = "already_in_force"
    PUBLISH_IT = "publish_it"
    UNKNOWN_SAVE = "unknown_save"
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNKNOWN_CLAUSE = "unknown_clause"
    EMPTY_TEXT = "empty_text"
    CANNOT_SHARE = "cannot_share"
    UNKNOWN_REMARK = "unknown_remark"
    STILL_APART = "still_apart"
    NOT_READABLE = "not_readable"
    LABEL_BEHIND = "label_behind"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.DOES_NOT_COMPILE: _("制度里有 %(count)s 处错误，改正后才能采用。"),
    Code.EXAMPLES_CONTRADICT: _("制度里有 %(count)s 个例子和规则算出的不一样，改到一致才能采用。"),
    Code.BELOW_THE_LAW: _("制度里有 %(count)s 处低于法律底线，不能施行。%(first)s"),
    Code.UNKNOWN_EDITION: _("没有这个版本的制度。"),
    Code.UNKNOWN_DRAFT: _("没有这份草稿。"),
    Code.NOT_YOUR_DRAFT: _("这是%(author)s的草稿，只有本人和共同起草的人能改。"),
    Code.DRAFT_IS_CLOSED: _("这份草稿已经采用或放弃，不能再改。"),
    Code.BAD_CHANGE: _("改动的位置不在原文之内，或互相重叠。"),
    Code.NOTHING_CHANGED: _("草稿和原文一样，没有改动可采用。"),
    Code.UNKNOWN_SAVE: _("没有这一次保存。"),
    Code.NOTHING_TO_UNDO: _("没有可撤销的改动。"),
    Code.UNKNOWN_CLAUSE: _("草稿里没有这一条了，可能刚被别人删去。"),
    Code.EMPTY_TEXT: _("写几个字再提交。"),
    Code.CANNOT_SHARE: _("只能与有权起草、并已开通账号的人共同起草。"),
    Code.UNKNOWN_REMARK: _("没有这条意见或建议，可能已被处理。"),
    Code.STILL_APART: _("还有 %(count)s 条没有选定，逐条选好再继续。"),
    Code.NOT_READABLE: _("这份文件读不出来：%(why)s"),
    Code.PUBLISH_IT: _("现行制度规定新版要经过发布的各个阶段，请从草稿页送去发布。"),
    Code.LABEL_BEHIND: _(
        "版本号 %(label)s 排在现行的 %(before)s 之前，往后就分不清先后。请在文首改成 %(next)s 或更后的号。"
    ),
    Code.ALREADY_IN_FORCE: _("从 %(day)s 起已经施行，不能撤回；可以采用另一版。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
