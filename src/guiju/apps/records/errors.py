"""Why actions on records refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NOT_IN_ROSTER = "not_in_roster"
    NO_REGULATION = "no_regulation"
    UNKNOWN_FORM = "unknown_form"
    UNKNOWN_RECORD = "unknown_record"
    UNKNOWN_FILE = "unknown_file"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_A_DRAFT = "not_a_draft"
    NOT_FILED = "not_filed"
    IS_WITHDRAWN = "is_withdrawn"
    PROBLEMS = "problems"
    OTHER_STAGE = "other_stage"
    UNKNOWN_STAGE = "unknown_stage"
    NO_RETURN = "no_return"
    NEEDS_REASON = "needs_reason"
    NEEDS_CORRECTION = "needs_correction"
    STAGE_PASSED = "stage_passed"
    TOO_LONG = "too_long"
    FILE_EMPTY = "file_empty"
    FILE_TOO_BIG = "file_too_big"
    FILE_KIND = "file_kind"
    FILE_OTHER_THAN_NAMED = "file_other_than_named"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_ROWS = "too_many_rows"
    EXPORT_NOT_ALLOWED = "export_not_allowed"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.NOT_IN_ROSTER: _("只有名册里在职的人能填表。"),
    Code.NO_REGULATION: _("%(day)s 还没有施行的制度，先采用一部。"),
    Code.UNKNOWN_FORM: _("制度里没有叫“%(name)s”的表单。"),
    Code.UNKNOWN_RECORD: _("没有这份记录。"),
    Code.UNKNOWN_FILE: _("没有这个文件，请重新上传。"),
    Code.CHANGED_MEANWHILE: _("%(who)s在 %(at)s 改过这份记录（%(did)s），您看到的是之前的样子。"),
    Code.NOT_A_DRAFT: _("这份记录已经提交过了。"),
    Code.NOT_FILED: _("这份记录还没有提交。"),
    Code.IS_WITHDRAWN: _("这份记录已经撤回。"),
    Code.PROBLEMS: _("有 %(count)s 处要改正。"),
    Code.OTHER_STAGE: _("这份记录现在不在“%(stage)s”这一步。"),
    Code.UNKNOWN_STAGE: _("这张表单没有“%(stage)s”这一步。"),
    Code.NO_RETURN: _("“%(stage)s”这一步不能退回。"),
    Code.NEEDS_REASON: _("请写明原因。"),
    Code.NEEDS_CORRECTION: _("还没有凭这份记录改过数：先写更正单或改填报；不用改的，在附言里写明为什么。"),
    Code.STAGE_PASSED: _("已经有人办过这份记录，提交人不能再改；请经办人退回。"),
    Code.TOO_LONG: _("填的内容太多了，请分成几份，或放在附件里。"),
    Code.FILE_EMPTY: _("“%(name)s”是空文件。"),
    Code.FILE_TOO_BIG: _("“%(name)s”太大了，一个文件不超过 %(most)s MB。"),
    Code.FILE_KIND: _("“%(name)s”不是能收的文件：只收图片、PDF、表格、文档、演示、文本、压缩包和音视频。"),
    Code.FILE_OTHER_THAN_NAMED: _("“%(name)s”的内容和扩展名不是同一种文件。"),
    Code.TOO_MANY_FILES: _("一处最多放 %(most)s 个文件。"),
    Code.TOO_MANY_ROWS: _("一次最多导出 %(most)s 份，请缩小范围。"),
    Code.EXPORT_NOT_ALLOWED: _("没有导出权限的，一次最多带走 %(most)s 份；这里不止这么多，请缩小范围。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
