"""The closed sets of words that fields choose from; each value is the canonical English word."""

from enum import StrEnum
from fractions import Fraction


class Direction(StrEnum):
    """Which way a metric is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"  # only watched: it has no attainment


class Attainment(StrEnum):
    """How actual and target become a share of the target reached."""

    RATIO = "ratio"  # actual / target, or target / actual when lower is better
    DIFFERENCE = "difference"  # 1 + s (actual - target) / |target|
    BASELINE = "baseline"  # (actual - baseline) / (target - baseline)
    MET = "met"  # 1 or 0; the boundary reaches


class Period(StrEnum):
    """A span of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class SubjectKind(StrEnum):
    """Whom a rule speaks about: the whole department, each shop, or a unit, position or person."""

    DEPARTMENT = "department"
    UNIT = "unit"
    POSITION = "position"
    PERSON = "person"
    SHOP = "shop"


class ItemScope(StrEnum):
    """Whose rows count for a scorecard item."""

    DEPARTMENT = "department"
    GROUP = "group"
    OWN = "own"


class OnMissing(StrEnum):
    """What a scorecard does with an item that has no value."""

    PENDING = "pending"
    ZERO = "zero"
    REWEIGHT = "reweight"


class MoneyStep(StrEnum):
    """What money is rounded to, half up."""

    FEN = "fen"
    JIAO = "jiao"
    YUAN = "yuan"

    @property
    def yuan(self) -> Fraction:
        """The step in yuan."""
        return {"fen": Fraction(1, 100), "jiao": Fraction(1, 10), "yuan": Fraction(1)}[self.value]


class AlertLevel(StrEnum):
    """How loud an alert is."""

    NOTICE = "notice"
    WARNING = "warning"
    SEVERE = "severe"


class Action(StrEnum):
    """What a position may do."""

    VIEW = "view"
    EDIT = "edit"
    IMPORT = "import"
    EXPORT = "export"
    CONFIRM = "confirm"


class Thing(StrEnum):
    """What an access rule opens."""

    REGULATION = "regulation"
    METRICS = "metrics"
    APPRAISAL = "appraisal"
    BONUSES = "bonuses"
    ROSTER = "roster"
    SOURCES = "sources"
    TARGETS = "targets"
    INPUTS = "inputs"
    COSTS = "costs"
    WORK = "work"
    RECORDS = "records"


class Range(StrEnum):
    """How far an access rule reaches."""

    OWN = "own"
    GROUP = "group"
    ALL = "all"


class Within(StrEnum):
    """Among whom the shares of a grade are counted."""

    DEPARTMENT = "department"
    UNIT = "unit"


class Evidence(StrEnum):
    """What shows that work was done."""

    TICK = "tick"  # the person says so
    FORM = "form"
    MINUTES = "minutes"
    CHECKLIST = "checklist"
    FILE = "file"
    SNAPSHOT = "snapshot"  # the metrics as they stood


class Shift(StrEnum):
    """What becomes of a day that is no working day."""

    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"
    KEEP = "keep"


class OnMissed(StrEnum):
    """Whether late work can still be done."""

    LATE = "late"
    LAPSE = "lapse"


class Passage(StrEnum):
    """What a new version of the regulation passes on its way into force, in this order."""

    COMMENTS = "comments"  # everybody bound is asked for an opinion
    CONSULTATION = "consultation"  # talked over with those who stand for them, with minutes
    APPROVAL = "approval"  # by somebody else than the author
    NOTICE = "notice"  # announced for some days before it binds
    SIGNATURE = "signature"  # everybody bound signs the whole text


class Layout(StrEnum):
    """How a register is shown."""

    TABLE = "table"
    BOARD = "board"
    CALENDAR = "calendar"
    TIMELINE = "timeline"


class Bound(StrEnum):
    """What a floor of law bounds, and what a parameter may say it stands for."""

    DAILY_HOURS = "daily_hours"
    WEEKLY_HOURS = "weekly_hours"  # on average
    WEEKLY_REST = "weekly_rest"
    MONTHLY_REST = "monthly_rest"  # of people who work by roster
    OVERTIME_DAY = "daily_overtime"
    OVERTIME_MONTH = "monthly_overtime"
    RATE_WORKDAY = "workday_overtime_pay"
    RATE_REST_DAY = "rest_day_overtime_pay"
    RATE_HOLIDAY = "holiday_overtime_pay"
    DEDUCTION = "wage_deduction"  # a share of the month's wage
    MONTHLY_PAY = "monthly_wage"
    ANNUAL_LEAVE = "annual_leave"
    NOTICE = "dismissal_notice"
    WORDING = "wording"  # what sentences may not say
    LEAVE = "leave"  # wording, and the forms by which leave is asked for
    DECISIONS = "automated_decisions"
    PROCEDURE = "making_of_rules"  # by 发布 rules, and by the stages that a version passed


class Strength(StrEnum):
    """What it means to lie below a floor."""

    FLOOR = "floor"  # it cannot be put into force
    STANDARD = "standard"  # allowed, at a price that the floor names
