"""Why actions on corrections refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN = "unknown"
    UNKNOWN_FACT = "unknown_fact"
    NO_ROWS_NAMED = "no_rows_named"
    BAD_KEY = "bad_key"
    TOO_MANY_KEYS = "too_many_keys"
    BAD_CONDITION = "bad_condition"
    STRANGE_CONDITION = "strange_condition"
    PERSONAL_COLUMN = "personal_column"
    UNKNOWN_COLUMN = "unknown_column"
    KEY_COLUMN = "key_column"
    BAD_VALUE = "bad_value"
    NO_VALUES = "no_values"
    NO_OWNERS = "no_owners"
    NOT_LED_HERE = "not_led_here"
    UNKNOWN_PERSON = "unknown_person"
    DAYS_BACKWARDS = "days_backwards"
    NEEDS_REASON = "needs_reason"
    NOT_MEASURED = "not_measured"
    NO_ROWS_MET = "no_rows_met"
    NOBODY_APPROVES = "nobody_approves"
    OWN = "own"
    OTHER_STAGE = "other_stage"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ROWS_CHANGED = "rows_changed"
    NOT_IN_FORCE = "not_in_force"
    ALREADY_FOLLOWED = "already_followed"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，这一步不由您办。"),
    Code.UNKNOWN: _("没有这张更正单。"),
    Code.UNKNOWN_FACT: _("没有叫“%(name)s”的数据。"),
    Code.NO_ROWS_NAMED: _("请说明更正哪些行：写出行的编号，或者写一个条件，或者写起止日期。"),
    Code.BAD_KEY: _("第 %(line)s 个编号要写全 %(wanted)s 这几项，现在有 %(found)s 项。"),
    Code.TOO_MANY_KEYS: _("一张更正单最多写 %(most)s 行的编号，现在有 %(found)s 行；请改用条件。"),
    Code.BAD_CONDITION: _("条件读不懂：%(what)s"),
    Code.STRANGE_CONDITION: _("条件只能看一行自己的列，这里写了“%(text)s”。"),
    Code.PERSONAL_COLUMN: _("“%(column)s”是个人信息，更正单里不能用。"),
    Code.UNKNOWN_COLUMN: _("“%(fact)s”没有叫“%(column)s”的列。"),
    Code.KEY_COLUMN: _("“%(column)s”是行的编号，改了就成了另一行；请把这一行排除，再导入正确的行。"),
    Code.BAD_VALUE: _("“%(column)s”不能写成“%(value)s”；%(mend)s"),
    Code.NO_VALUES: _("请写出要改成什么：至少一列。"),
    Code.NO_OWNERS: _("“%(fact)s”的行不归个人，不能改归属。"),
    Code.NOT_LED_HERE: _("“%(other)s”的行不跟着“%(fact)s”，不能一起排除。"),
    Code.UNKNOWN_PERSON: _("名册里没有工号 %(number)s。"),
    Code.DAYS_BACKWARDS: _("结束日期早于开始日期。"),
    Code.NEEDS_REASON: _("请写明理由。"),
    Code.NOT_MEASURED: _("影响还没有测算好，请稍后再试。"),
    Code.NO_ROWS_MET: _("现在的数据里没有符合的行，不能提交。"),
    Code.NOBODY_APPROVES: _("除了您，现行制度没有让任何人“确认 数据源”，这张更正单没有人能批。"),
    Code.OWN: _("自己提的更正单要由别人批。"),
    Code.OTHER_STAGE: _("这张更正单现在不在这一步。"),
    Code.CHANGED_MEANWHILE: _("这张更正单刚刚有了变化，请重新打开再看。"),
    Code.ROWS_CHANGED: _("测算之后数据有了变化，正在重新测算；请看过新的影响再批。"),
    Code.NOT_IN_FORCE: _("只有正在生效的更正可以撤销或改正。"),
    Code.ALREADY_FOLLOWED: _("更正单 %(number)s 正在办理，先把它办完。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
