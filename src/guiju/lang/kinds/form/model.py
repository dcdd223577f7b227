"""表单: what a record holds, who writes and reads it, how it is shown, and the stages it passes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from guiju.lang.formula import Formula
from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule
from guiju.lang.kinds.choices import Layout
from guiju.lang.kinds.duty.model import Who, WhoKind
from guiju.lang.kinds.duty.recurrence import Allowance
from guiju.lang.text import Span


class FieldType(StrEnum):
    """What a field takes."""

    TEXT = "text"  # 文字
    LONG = "long"  # 长文
    NUMBER = "number"  # 数
    MONEY = "money"  # 金额, yuan
    DATE = "date"  # 日期
    TIME = "time"  # 时间: day and time of day
    CHOICE = "choice"  # 选择: one of the options
    CHOICES = "choices"  # 多选
    FLAG = "flag"  # 是否
    PERSON = "person"  # 人员
    UNIT = "unit"  # 单位
    SHOP = "shop"  # 店铺
    PRODUCT = "product"  # 商品
    METRIC = "metric"  # 指标: filled with the metric's figure of the period
    FILE = "file"  # 文件
    TABLE = "table"  # 表: rows of the columns


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    ``unit`` is a unit of measure of NUMBER fields. ``prefill`` is a formula over metrics, parameters and 上次.<field>
    (the person's last record of the form): a name whose key is ``key_of("上次." + field)``. ``listed`` fields are
    columns of the register, ``filtered`` ones also its filters. ``columns`` are the fields of a TABLE. ``metric``
    names the metric or input of a METRIC field, which is called like it unless it says so.
    """

    name: str
    type: FieldType
    unit: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    prefill: Formula | None = None
    metric: str = ""
    listed: bool = False
    filtered: bool = False
    columns: tuple["Field", ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that an answer must keep; ``says`` is told when it does not.

    The formula names fields by ``key_of(name)``; the rows of a TABLE are those of a fact called like it, so that
    ``合计(明细.数量)`` adds them up.
    """

    formula: Formula
    says: str
    span: Span


@dataclass(frozen=True, slots=True)
class Stage:
    """One step that a record passes, in order: who does it, by when after the step before, what is then filled in.

    ``who`` without a value is whoever filed the record (提交人). ``within`` runs from the end of the step before.
    ``fills`` are fields that are filled in at this step and not when filing. ``may_return`` lets the step send the
    record back to the step before. ``when`` skips the step unless it holds. At a step that ``corrects`` figures are put
    right because of the record: it is through when something was changed, or with a word why nothing has to be.
    """

    name: str
    who: Who | None
    within: Allowance | None
    fills: tuple[str, ...]
    may_return: bool
    when: Formula | None
    span: Span
    corrects: bool = False


class Form(Rule):
    """A record's fields, rights, register and stages; a form without stages is done when it is filed.

    ``by`` is the field that a board, calendar or timeline stands by: for a board also 状态, for the others empty when
    it is the day that the record is for. ``title`` is the field that names a record.
    """

    kind: ClassVar[str] = "form"

    fields: Annotated[tuple[Field, ...], AS_READ, written.Special("form_fields")]
    checks: Annotated[tuple[Check, ...], AS_READ, written.Special("form_checks")] = ()
    title: Annotated[str, written.Special("form_field")] = ""
    files: Annotated[tuple[Who, ...], AS_READ, written.Special("whos")] = (Who(WhoKind.EVERYONE),)
    readers: Annotated[tuple[Who, ...], AS_READ, written.Special("whos")] = ()
    layout: Annotated[Layout, written.Choice(Layout)] = Layout.TABLE
    by: Annotated[str, written.Special("form_field_or_state")] = ""
    stages: Annotated[tuple[Stage, ...], AS_READ, written.Special("stages")] = ()
