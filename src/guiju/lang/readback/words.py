"""The words that sentences share, in both languages: choices, periods, lists, subjects."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from guiju.lang.kinds import Subject, choices
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.kinds.form.model import FieldType

Language = Literal["zh", "en"]

_CHOICES: tuple[tuple[StrEnum, str, str], ...] = (
    (choices.Direction.HIGHER, "越高越好", "higher is better"),
    (choices.Direction.LOWER, "越低越好", "lower is better"),
    (choices.Direction.NONE, "仅作观察", "only watched"),
    (choices.Attainment.RATIO, "与目标之比", "as a ratio of the target"),
    (choices.Attainment.DIFFERENCE, "与目标的相对差额", "by its relative difference from the target"),
    (choices.Attainment.BASELINE, "从基线到目标走过的比例", "by the share of the way from the baseline to the target"),
    (choices.Attainment.MET, "是否达到目标", "by whether the target is met"),
    (choices.Period.DAY, "每天", "each day"),
    (choices.Period.WEEK, "每周", "each week"),
    (choices.Period.MONTH, "每月", "each month"),
    (choices.Period.QUARTER, "每季度", "each quarter"),
    (choices.Period.YEAR, "每年", "each year"),
    (choices.ItemScope.DEPARTMENT, "全部门", "the whole department"),
    (choices.ItemScope.GROUP, "本组", "the group"),
    (choices.ItemScope.OWN, "本人", "the person"),
    (choices.OnMissing.PENDING, "有一项缺数，得分就待补", "a missing item leaves the score pending"),
    (choices.OnMissing.ZERO, "缺数的项记零", "a missing item counts as zero"),
    (choices.OnMissing.REWEIGHT, "缺数的项不计，权重由其余各项分担", "a missing item leaves its weight to the others"),
    (choices.MoneyStep.FEN, "四舍五入到分", "rounded half up to the cent"),
    (choices.MoneyStep.JIAO, "四舍五入到角", "rounded half up to a tenth of a yuan"),
    (choices.MoneyStep.YUAN, "四舍五入到元", "rounded half up to the yuan"),
    (choices.AlertLevel.NOTICE, "提醒", "a notice"),
    (choices.AlertLevel.WARNING, "警告", "a warning"),
    (choices.AlertLevel.SEVERE, "严重警告", "a severe warning"),
    (choices.Action.VIEW, "查看", "view"),
    (choices.Action.EDIT, "编辑", "edit"),
    (choices.Action.IMPORT, "导入", "import"),
    (choices.Action.EXPORT, "导出", "export"),
    (choices.Action.CONFIRM, "确认", "confirm"),
    (choices.Thing.REGULATION, "制度", "the regulation"),
    (choices.Thing.METRICS, "指标", "metrics"),
    (choices.Thing.APPRAISAL, "绩效", "appraisals"),
    (choices.Thing.BONUSES, "奖金", "bonuses"),
    (choices.Thing.ROSTER, "名册", "the roster"),
    (choices.Thing.SOURCES, "数据源", "data sources"),
    (choices.Thing.TARGETS, "目标", "targets"),
    (choices.Thing.INPUTS, "输入", "entered figures"),
    (choices.Thing.COSTS, "成本", "costs"),
    (choices.Thing.WORK, "事务", "work"),
    (choices.Thing.RECORDS, "记录", "records"),
    (choices.Range.OWN, "限本人的", "their own only"),
    (choices.Range.GROUP, "限本组的", "their own group's only"),
    (choices.Range.ALL, "不限范围", "without limit"),
    (choices.Within.DEPARTMENT, "全部门", "the whole department"),
    (choices.Within.UNIT, "本单位", "the unit"),
    (choices.Evidence.TICK, "本人确认", "the person’s word"),
    (choices.Evidence.FORM, "表单", "a form"),
    (choices.Evidence.MINUTES, "纪要", "minutes"),
    (choices.Evidence.CHECKLIST, "清单", "a checklist"),
    (choices.Evidence.FILE, "文件", "a file"),
    (choices.Evidence.SNAPSHOT, "指标快照", "the metrics as they stand"),
    (choices.Shift.NEXT, "遇休息日顺延", "a day off moves it to the next workday"),
    (choices.Shift.PREVIOUS, "遇休息日提前", "a day off moves it to the workday before"),
    (choices.Shift.SKIP, "遇休息日不做", "on a day off it is left out"),
    (choices.Shift.KEEP, "休息日照常", "days off change nothing"),
    (choices.OnMissed.LATE, "逾期可以补做", "late work can still be done"),
    (choices.OnMissed.LAPSE, "逾期作废", "late work can no longer be done"),
    (choices.Layout.TABLE, "表格", "a table"),
    (choices.Layout.BOARD, "看板", "a board"),
    (choices.Layout.CALENDAR, "日历", "a calendar"),
    (choices.Layout.TIMELINE, "时间线", "a timeline"),
    (choices.Passage.COMMENTS, "征求意见", "comments asked for"),
    (choices.Passage.CONSULTATION, "协商", "consultation"),
    (choices.Passage.APPROVAL, "审批", "approval"),
    (choices.Passage.NOTICE, "公示", "public notice"),
    (choices.Passage.SIGNATURE, "签收", "signature"),
    (choices.Bound.DAILY_HOURS, "每日工时", "hours a day"),
    (choices.Bound.WEEKLY_HOURS, "每周工时", "hours a week"),
    (choices.Bound.WEEKLY_REST, "每周休息", "days off a week"),
    (choices.Bound.MONTHLY_REST, "每月休息", "days off a month"),
    (choices.Bound.OVERTIME_DAY, "每日加班", "overtime a day"),
    (choices.Bound.OVERTIME_MONTH, "每月加班", "overtime a month"),
    (choices.Bound.RATE_WORKDAY, "工作日加班工资", "overtime pay on workdays"),
    (choices.Bound.RATE_REST_DAY, "休息日加班工资", "overtime pay on days off"),
    (choices.Bound.RATE_HOLIDAY, "法定节假日加班工资", "overtime pay on public holidays"),
    (choices.Bound.DEDUCTION, "每月扣款", "deductions from a month’s wage"),
    (choices.Bound.MONTHLY_PAY, "月工资", "the wage of a month"),
    (choices.Bound.ANNUAL_LEAVE, "年休假", "annual leave"),
    (choices.Bound.NOTICE, "解除预告", "the notice of a dismissal"),
    (choices.Bound.WORDING, "条文", "what a sentence says"),
    (choices.Bound.LEAVE, "休假", "leave"),
    (choices.Bound.DECISIONS, "自动化决策", "automated decisions"),
    (choices.Bound.PROCEDURE, "制定程序", "how rules are made"),
    (choices.Strength.FLOOR, "底线", "a floor"),
    (choices.Strength.STANDARD, "标准", "a standard"),
    (FieldType.TEXT, "文字", "text"),
    (FieldType.LONG, "长文", "a long text"),
    (FieldType.NUMBER, "数", "a number"),
    (FieldType.MONEY, "金额", "an amount of money"),
    (FieldType.DATE, "日期", "a date"),
    (FieldType.TIME, "时间", "a time"),
    (FieldType.CHOICE, "选择", "a choice"),
    (FieldType.CHOICES, "多选", "several of"),
    (FieldType.FLAG, "是或否", "yes or no"),
    (FieldType.PERSON, "人员", "a person"),
    (FieldType.UNIT, "单位", "a unit"),
    (FieldType.SHOP, "店铺", "a shop"),
    (FieldType.PRODUCT, "商品", "a product"),
    (FieldType.METRIC, "当期指标", "the metric of the period"),
    (FieldType.FILE, "文件", "a file"),
    (FieldType.TABLE, "表", "a table"),
)
# words of two sets may be spelled alike, so the set belongs to the key
_SAID = {(type(word), word.value): (chinese, english) for word, chinese, english in _CHOICES}
_GENERIC = {
    SubjectKind.DEPARTMENT: ("全部门", "the department"),
    SubjectKind.UNIT: ("每个单位", "each unit"),
    SubjectKind.POSITION: ("每个岗位", "each position"),
    SubjectKind.PERSON: ("每个人", "each person"),
    SubjectKind.SHOP: ("每家店铺", "each shop"),
}
_SECTIONS = {
    "core": ("核心", "core"),
    "process": ("过程", "process"),
    "quantitative": ("定量", "quantitative"),
    "qualitative": ("定性", "qualitative"),
    "results": ("业绩", "results"),
}


def choice(word: StrEnum, language: Language) -> str:
    """A chosen word as it reads in a sentence."""
    return _SAID[type(word), word.value][language == "en"]


def subject(about: Subject, language: Language) -> str:
    """Whom a rule speaks about."""
    return about.name or _GENERIC[about.kind][language == "en"]


def section(key: str, name: str, language: Language) -> str:
    """The name of a scorecard's section."""
    return _SECTIONS[key][language == "en"] if key in _SECTIONS else name


def several(parts: Iterable[str], language: Language) -> str:
    """A list as people say it: 甲、乙和丙, or ``a, b and c``."""
    items = list(parts)
    if len(items) <= 1:
        return "".join(items)
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    return comma.join(items[:-1]) + last + items[-1]
