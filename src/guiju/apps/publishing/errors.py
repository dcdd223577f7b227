"""Why actions on publications refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN = "unknown"
    CHANGED_MEANWHILE = "changed_meanwhile"
    OTHER_STAGE = "other_stage"
    ALREADY_BEGUN = "already_begun"
    NOTHING_CHANGED = "nothing_changed"
    NEEDS_REASON = "needs_reason"
    DEMANDED = "demanded"
    BELOW_THE_LAW = "below_the_law"
    NOT_HEARD = "not_heard"
    DUE_TOO_SOON = "due_too_soon"
    COMMENTS_STILL_OPEN = "comments_still_open"
    COMMENTS_CLOSED = "comments_closed"
    UNANSWERED = "unanswered"
    EMPTY = "empty"
    NEEDS_MINUTES = "needs_minutes"
    HELD_LATER = "held_later"
    TOO_MANY_FILES = "too_many_files"
    NOBODY_APPROVES = "nobody_approves"
    ALL_HAVE_A_HAND = "all_have_a_hand"
    LAST_APPROVER = "last_approver"
    OWN = "own"
    IN_THE_PAST = "in_the_past"
    NOTICE_TOO_SHORT = "notice_too_short"
    BASE_CHANGED = "base_changed"
    DAY_TAKEN = "day_taken"
    NOT_BOUND = "not_bound"
    OTHER_TEXT = "other_text"
    NOT_THE_NAME = "not_the_name"
    NOT_TO_SIGN = "not_to_sign"
    WITHDRAWN = "withdrawn"
    IN_FORCE = "in_force"
    NONE_IN_FORCE = "none_in_force"
    ALREADY_REPEALED = "already_repealed"
    NO_ADMINISTRATOR = "no_administrator"
    NO_FONT = "no_font"
    NOT_READY = "not_ready"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，这一步不由您办。"),
    Code.UNKNOWN: _("没有这次发布。"),
    Code.CHANGED_MEANWHILE: _("这次发布刚刚有了变化，请看过现在的样子再办。"),
    Code.OTHER_STAGE: _("这次发布现在不在这一步。"),
    Code.ALREADY_BEGUN: _("这份草稿已经在发布了（第 %(number)s 号），请接着办那一次。"),
    Code.NOTHING_CHANGED: _("这份草稿和发布中的文字一样，没有改动。"),
    Code.NEEDS_REASON: _("请写明理由。"),
    Code.DEMANDED: _("制度要求必须经过“%(stage)s”，不能跳过。"),
    Code.BELOW_THE_LAW: _("法律要求经过“%(stage)s”，不能跳过。%(told)s"),
    Code.NOT_HEARD: _("这一版没有走完法律要求的步骤，不能施行。%(told)s"),
    Code.DUE_TOO_SOON: _("征求意见至少 %(days)s 天，最早到 %(first)s 截止。"),
    Code.COMMENTS_STILL_OPEN: _("征求意见到 %(due)s 截止，还有人没有答复，届时才能结束。"),
    Code.COMMENTS_CLOSED: _("征求意见已经结束。"),
    Code.UNANSWERED: _("还有 %(count)s 条意见没有答复；逐条写明采纳还是不采纳、为什么，才能结束。"),
    Code.EMPTY: _("请写下意见；没有意见可以点“没有意见”。"),
    Code.NEEDS_MINUTES: _("请写明与谁协商、纪要和结果。"),
    Code.HELD_LATER: _("协商的日期不能在今天之后。"),
    Code.TOO_MANY_FILES: _("一次协商最多附 %(most)s 个文件。"),
    Code.NOBODY_APPROVES: _(
        "现行制度没有让任何人审批这次发布；请在制度的“发布”或“权限”里写明谁可以审批，并在名册里让人担任那个岗位。"
    ),
    Code.ALL_HAVE_A_HAND: _(
        "按现行制度能审批的只有%(names)s，而文字由他们起草、改过或提交，自己的不由自己审批。"
        "请先在名册里给他们指定代理人，由代理人审批；或者由别人另写一份草稿；"
        "也可以在制度的“发布”或“权限”里写明还有谁可以审批。"
    ),
    Code.LAST_APPROVER: _(
        "能审批的只有%(names)s，由本人提交就没有人能审批了；请让起草人%(by)s来提交，或先在名册里给%(names)s指定代理人。"
    ),
    Code.OWN: _("文字是您起草、改过或提交的，要由别人审批。"),
    Code.IN_THE_PAST: _("施行日期 %(day)s 已经过去；制度不能约束过去的事，最早可以从 %(first)s 起施行。"),
    Code.NOTICE_TOO_SHORT: _("公示至少 %(days)s 天，最早可以从 %(first)s 起施行。"),
    Code.BASE_CHANGED: _(
        "这一版写在《%(base)s》上，而到那天施行的已是《%(now)s》；先把改动合到那一版上，再走一遍有变化的步骤。"
    ),
    Code.DAY_TAKEN: _("另一版也定在 %(day)s 起施行，请换一天，或先撤回那一版。"),
    Code.NOT_BOUND: _("您不在名册里或已经离开，这份制度不约束您，不能签收。"),
    Code.OTHER_TEXT: _("您读的不是要签收的这一版：文字已经变了，请打开现在的全文再签。"),
    Code.NOT_THE_NAME: _("签名要写您在名册里的姓名：%(name)s。"),
    Code.NOT_TO_SIGN: _("这一版现在不用签收。"),
    Code.WITHDRAWN: _("这一版已经撤回，不能再办。"),
    Code.IN_FORCE: _("这一版从 %(day)s 起已经施行，不能撤回；可以发布另一版代替它。"),
    Code.NONE_IN_FORCE: _("现在没有施行的制度，没有可废止的。"),
    Code.ALREADY_REPEALED: _("这一版已经在废止（第 %(number)s 号），请接着办那一次。"),
    Code.NO_ADMINISTRATOR: _(
        "废止以后谁的权限都没有依据了，只有管理员能再采用一部制度；"
        "现在没有管理员账号，请先建一个（guiju 首次打开时建立）。"
    ),
    Code.NO_FONT: _("这台机器没有中文字体，做不出 PDF；请安装一种（如思源宋体、思源黑体）后再试。"),
    Code.NOT_READY: _("文件还没有做好，请稍后再来。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
