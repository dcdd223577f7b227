"""The words that fields choose from, Chinese and English."""

from collections.abc import Mapping
from enum import StrEnum

from guiju.lang.kinds import choices
from guiju.lang.kinds.form.model import FieldType
from guiju.lang.words.keywords import Words

CHOICE_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    choices.Direction: {
        choices.Direction.HIGHER: ("越高越好", "higher"),
        choices.Direction.LOWER: ("越低越好", "lower"),
        choices.Direction.NONE: ("仅观察", "none"),
    },
    choices.Attainment: {
        choices.Attainment.RATIO: ("比值", "ratio"),
        choices.Attainment.DIFFERENCE: ("差额", "difference"),
        choices.Attainment.BASELINE: ("基线线性", "baseline"),
        choices.Attainment.MET: ("达标", "met"),
    },
    choices.Period: {
        choices.Period.DAY: ("日", "day", "天"),
        choices.Period.WEEK: ("周", "week"),
        choices.Period.MONTH: ("月", "month"),
        choices.Period.QUARTER: ("季", "quarter", "季度"),
        choices.Period.YEAR: ("年", "year", "年度"),
    },
    choices.SubjectKind: {
        choices.SubjectKind.DEPARTMENT: ("部门", "department"),
        choices.SubjectKind.UNIT: ("单位", "unit"),
        choices.SubjectKind.POSITION: ("岗位", "position"),
        choices.SubjectKind.PERSON: ("人", "person"),
        choices.SubjectKind.SHOP: ("店铺", "shop"),
    },
    choices.ItemScope: {
        choices.ItemScope.DEPARTMENT: ("部门", "department"),
        choices.ItemScope.GROUP: ("本组", "group"),
        choices.ItemScope.OWN: ("本人", "own"),
    },
    choices.OnMissing: {
        choices.OnMissing.PENDING: ("待补", "pending"),
        choices.OnMissing.ZERO: ("记零", "zero"),
        choices.OnMissing.REWEIGHT: ("重分权重", "reweight"),
    },
    choices.MoneyStep: {
        choices.MoneyStep.FEN: ("分", "fen"),
        choices.MoneyStep.JIAO: ("角", "jiao"),
        choices.MoneyStep.YUAN: ("元", "yuan"),
    },
    choices.AlertLevel: {
        choices.AlertLevel.NOTICE: ("提醒", "notice"),
        choices.AlertLevel.WARNING: ("警告", "warning"),
        choices.AlertLevel.SEVERE: ("严重", "severe"),
    },
    choices.Action: {
        choices.Action.VIEW: ("查看", "view"),
        choices.Action.EDIT: ("编辑", "edit"),
        choices.Action.IMPORT: ("导入", "import"),
        choices.Action.EXPORT: ("导出", "export"),
        choices.Action.CONFIRM: ("确认", "confirm"),
    },
    choices.Thing: {
        choices.Thing.REGULATION: ("制度", "regulation"),
        choices.Thing.METRICS: ("指标", "metrics"),
        choices.Thing.APPRAISAL: ("绩效", "appraisal"),
        choices.Thing.BONUSES: ("奖金", "bonuses"),
        choices.Thing.ROSTER: ("名册", "roster"),
        choices.Thing.SOURCES: ("数据源", "sources"),
        choices.Thing.TARGETS: ("目标", "targets"),
        choices.Thing.INPUTS: ("输入", "inputs"),
        choices.Thing.COSTS: ("成本", "costs"),
        choices.Thing.WORK: ("事务", "work"),
        choices.Thing.RECORDS: ("记录", "records"),
    },
    choices.Range: {
        choices.Range.OWN: ("本人", "own"),
        choices.Range.GROUP: ("本组", "group"),
        choices.Range.ALL: ("全部", "all"),
    },
    choices.Within: {
        choices.Within.DEPARTMENT: ("部门", "department"),
        choices.Within.UNIT: ("单位", "unit"),
    },
    choices.Evidence: {
        choices.Evidence.TICK: ("确认", "tick"),
        choices.Evidence.FORM: ("表单", "form"),
        choices.Evidence.MINUTES: ("纪要", "minutes"),
        choices.Evidence.CHECKLIST: ("清单", "checklist"),
        choices.Evidence.FILE: ("文件", "file"),
        choices.Evidence.SNAPSHOT: ("快照", "snapshot"),
    },
    choices.Shift: {
        choices.Shift.NEXT: ("顺延", "next"),
        choices.Shift.PREVIOUS: ("提前", "previous"),
        choices.Shift.SKIP: ("跳过", "skip"),
        choices.Shift.KEEP: ("照常", "keep"),
    },
    choices.OnMissed: {
        choices.OnMissed.LATE: ("补做", "late"),
        choices.OnMissed.LAPSE: ("作废", "lapse"),
    },
    choices.Passage: {
        choices.Passage.COMMENTS: ("征求意见", "comments"),
        choices.Passage.CONSULTATION: ("协商", "consultation"),
        choices.Passage.APPROVAL: ("审批", "approval"),
        choices.Passage.NOTICE: ("公示", "notice"),
        choices.Passage.SIGNATURE: ("签收", "signature"),
    },
    choices.Layout: {
        choices.Layout.TABLE: ("表", "table", "表格"),
        choices.Layout.BOARD: ("看板", "board"),
        choices.Layout.CALENDAR: ("日历", "calendar"),
        choices.Layout.TIMELINE: ("时间线", "timeline"),
    },
    choices.Bound: {
        choices.Bound.DAILY_HOURS: ("每日工时", "daily hours"),
        choices.Bound.WEEKLY_HOURS: ("每周工时", "weekly hours"),
        choices.Bound.WEEKLY_REST: ("每周休息", "weekly rest"),
        choices.Bound.MONTHLY_REST: ("每月休息", "monthly rest"),
        choices.Bound.OVERTIME_DAY: ("每日加班", "daily overtime"),
        choices.Bound.OVERTIME_MONTH: ("每月加班", "monthly overtime"),
        choices.Bound.RATE_WORKDAY: ("工作日加班工资", "workday overtime pay"),
        choices.Bound.RATE_REST_DAY: ("休息日加班工资", "rest day overtime pay"),
        choices.Bound.RATE_HOLIDAY: ("法定节假日加班工资", "holiday overtime pay"),
        choices.Bound.DEDUCTION: ("每月扣款", "wage deduction"),
        choices.Bound.MONTHLY_PAY: ("月工资", "monthly wage"),
        choices.Bound.ANNUAL_LEAVE: ("年休假", "annual leave"),
        choices.Bound.NOTICE: ("解除预告", "dismissal notice"),
        choices.Bound.WORDING: ("条文", "wording"),
        choices.Bound.LEAVE: ("休假", "leave"),
        choices.Bound.DECISIONS: ("自动化决策", "automated decisions"),
        choices.Bound.PROCEDURE: ("制定程序", "making of rules"),
    },
    choices.Strength: {
        choices.Strength.FLOOR: ("底线", "floor"),
        choices.Strength.STANDARD: ("标准", "standard"),
    },
    FieldType: {
        FieldType.TEXT: ("文字", "text"),
        FieldType.LONG: ("长文", "long"),
        FieldType.NUMBER: ("数", "number", "数字"),
        FieldType.MONEY: ("金额", "money"),
        FieldType.DATE: ("日期", "date"),
        FieldType.TIME: ("时间", "time"),
        FieldType.CHOICE: ("选择", "choice", "单选"),
        FieldType.CHOICES: ("多选", "choices"),
        FieldType.FLAG: ("是否", "flag"),
        FieldType.PERSON: ("人员", "person"),
        FieldType.UNIT: ("单位", "unit"),
        FieldType.SHOP: ("店铺", "shop"),
        FieldType.PRODUCT: ("商品", "product"),
        FieldType.METRIC: ("指标", "metric"),
        FieldType.FILE: ("文件", "file"),
        FieldType.TABLE: ("表", "table", "表格"),
    },
}

YES: Words = ("是", "yes", "真", "true")
NO: Words = ("否", "no", "假", "false")
EVERYONE: Words = ("全员", "everyone")
LEADERS: Words = ("各组负责人", "leaders")
OWN: Words = ("本组", "own unit")
UP: Words = ("上级", "up", "superior")  # whom somebody reports to
AUTHOR: Words = ("提交人", "author")  # of a record
FIELD: Words = ("字段", "field")  # before the name of one that says who does a step
STATE: Words = ("状态", "state")  # of a record: what a board may stand by
NEVER: Words = ("不消除", "never")
