"""Why actions on work refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN_WORK = "unknown_work"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_PROJECT = "unknown_project"
    UNKNOWN_ABSENCE = "unknown_absence"
    UNKNOWN_FILE = "unknown_file"
    UNKNOWN_TASK_LINE = "unknown_task_line"
    CHANGED_MEANWHILE = "changed_meanwhile"
    IS_CLOSED = "is_closed"
    NOT_OPEN_YET = "not_open_yet"
    NOT_HANDED_IN = "not_handed_in"
    OWN_WORK = "own_work"
    NEEDS_FORM = "needs_form"
    OTHER_RECORD = "other_record"
    NEEDS_MINUTES = "needs_minutes"
    NEEDS_TICKS = "needs_ticks"
    NEEDS_FILE = "needs_file"
    NEEDS_OTHERS = "needs_others"
    NEEDS_REASON = "needs_reason"
    NEEDS_TITLE = "needs_title"
    NO_REVIEWER = "no_reviewer"
    GOES_IN_CIRCLES = "goes_in_circles"
    DUE_BEFORE_OPEN = "due_before_open"
    NOT_YOURS_TO_SET = "not_yours_to_set"
    OTHER_AGE = "other_age"
    DATES_REVERSED = "dates_reversed"
    ALREADY_AWAY = "already_away"
    PROJECT_IS_CLOSED = "project_is_closed"
    NOT_A_MEETING = "not_a_meeting"
    NOT_YOURS_TO_GIVE = "not_yours_to_give"
    NOT_A_DEMO = "not_a_demo"
    TOO_FAR = "too_far"
    CLOCK_IS_BUSY = "clock_is_busy"


_MESSAGES = {
    Code.NOT_ALLOWED: _("这件事不归您办，也不归您管。"),
    Code.UNKNOWN_WORK: _("没有这件事。"),
    Code.UNKNOWN_PERSON: _("名册里没有工号 %(number)s。"),
    Code.UNKNOWN_PROJECT: _("没有这个项目。"),
    Code.UNKNOWN_ABSENCE: _("没有这次请假。"),
    Code.UNKNOWN_FILE: _("没有这个文件，请重新上传。"),
    Code.UNKNOWN_TASK_LINE: _("责任矩阵里没有“%(name)s”。"),
    Code.CHANGED_MEANWHILE: _("%(who)s在 %(at)s 已经改过这件事（%(did)s），您看到的是之前的样子。"),
    Code.IS_CLOSED: _("这件事已经了结：%(who)s在 %(at)s %(did)s。"),
    Code.NOT_OPEN_YET: _("这件事 %(at)s 才开始。"),
    Code.NOT_HANDED_IN: _("还没有人交来，没有可审的。"),
    Code.OWN_WORK: _("自己办的事，不能由自己批准或免除。"),
    Code.NEEDS_FORM: _("要填“%(form)s”才算办完。"),
    Code.OTHER_RECORD: _("这份记录不是为这件事填的“%(form)s”。"),
    Code.NEEDS_MINUTES: _("要写纪要才算办完。"),
    Code.NEEDS_TICKS: _("清单还有 %(count)s 项没有勾：%(items)s。"),
    Code.NEEDS_FILE: _("要附上文件才算办完。"),
    Code.NEEDS_OTHERS: _("要等别的事先办完：%(items)s。"),
    Code.NEEDS_REASON: _("请写明原因。"),
    Code.NEEDS_TITLE: _("请写明要做什么。"),
    Code.NO_REVIEWER: _("上面没有人可以定这件事。"),
    Code.GOES_IN_CIRCLES: _("这样两件事会互相等待。"),
    Code.DUE_BEFORE_OPEN: _("截止早于开始。"),
    Code.NOT_YOURS_TO_SET: _("截止时间和审阅人由派这件事的人定。"),
    Code.OTHER_AGE: _("请检查年份：日期要在 %(first)s 年到 %(last)s 年之间。"),
    Code.DATES_REVERSED: _("结束早于开始。"),
    Code.ALREADY_AWAY: _("这段时间已经请过假。"),
    Code.PROJECT_IS_CLOSED: _("项目已经结束。"),
    Code.NOT_YOURS_TO_GIVE: _("%(name)s没有被请来开会，也不归您管，不能由您派事。"),
    Code.NOT_A_MEETING: _("这件事不是会议。"),
    Code.NOT_A_DEMO: _("只有演示环境能拨快时钟。"),
    Code.CLOCK_IS_BUSY: _("别人正在拨时钟，请稍后再拨。"),
    Code.TOO_FAR: _("时钟只能往前拨，一次最多 %(most)s 天。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
