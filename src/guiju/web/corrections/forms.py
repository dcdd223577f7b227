"""The form of a correction: which rows, what becomes of them, why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.corrections import reading
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.values import Draft, Key, Kind, Sheet
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled
from guiju.facts.schema import Column, ColumnType, Schema
from guiju.web.corrections import words

TESTS, CHANGES = 3, 4  # rows of the form
EMPTY, FILLED = "empty", "filled"
_SIGNS = {"is": "=", "not": "!=", "over": ">", "least": ">=", "under": "<", "most": "<="}
OPERATORS = (
    ("is", gettext_lazy("等于")),
    ("not", gettext_lazy("不等于")),
    ("over", gettext_lazy("大于")),
    ("least", gettext_lazy("不低于")),
    ("under", gettext_lazy("低于")),
    ("most", gettext_lazy("不高于")),
    ("contains", gettext_lazy("包含")),
    ("starts", gettext_lazy("开头是")),
    (EMPTY, gettext_lazy("为空")),
    (FILLED, gettext_lazy("不为空")),
)
FIELD_OF: Mapping[str, str] = {  # where a refusal is told; the others are of the form as a whole
    Code.NO_ROWS_NAMED: "keys",
    Code.BAD_KEY: "keys",
    Code.TOO_MANY_KEYS: "keys",
    Code.BAD_CONDITION: "condition",
    Code.STRANGE_CONDITION: "condition",
    Code.DAYS_BACKWARDS: "end",
    Code.NEEDS_REASON: "reason",
}
_TEXTS = {ColumnType.TEXT, ColumnType.KEY}


class DraftForm(forms.Form):
    """What somebody writes about rows of one fact."""

    kind = forms.ChoiceField(
        label=gettext_lazy("怎样更正"),
        widget=forms.RadioSelect,
        choices=[(kind.value, words.KINDS[kind]) for kind in (Kind.EXCLUDE, Kind.SET, Kind.REASSIGN)],
    )
    keys = forms.CharField(label=gettext_lazy("哪些行"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    along = forms.MultipleChoiceField(
        label=gettext_lazy("排除时，一起排除它们的"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    condition = forms.CharField(
        label=gettext_lazy("条件写成算式"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("上面几行不够用时写在这里，写法和制度里的算法一样；两处都写就都要成立。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    start = forms.DateField(
        label=gettext_lazy("从哪天"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    end = forms.DateField(
        label=gettext_lazy("到哪天"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    person = forms.ChoiceField(label=gettext_lazy("归谁"), required=False, choices=())
    record = forms.TypedChoiceField(label=gettext_lazy("凭哪份记录"), required=False, coerce=int, empty_value=None)
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(  # Any: as a form takes them
        self, schema: Schema, *args: Any, records: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schema = schema
        plain = [column for column in schema.columns if not column.personal]
        names = [(column.english, reading.word(column)) for column in plain]
        may_change = [(name, word) for name, word in names if name not in schema.key]
        for at in range(TESTS):
            self.fields[f"test_{at}"] = _choice(_("列"), names)
            self.fields[f"operator_{at}"] = forms.ChoiceField(label=_("比较"), required=False, choices=OPERATORS)
            self.fields[f"than_{at}"] = forms.CharField(label=_("值"), required=False, max_length=200)
        for at in range(CHANGES):
            self.fields[f"change_{at}"] = _choice(_("列"), may_change)
            self.fields[f"value_{at}"] = forms.CharField(label=_("改成"), required=False, max_length=500)
        led: Any = self.fields["along"]
        led.choices = [(name, reading.word(compiled.schemas()[name])) for name in reading.led_here(schema)]
        key = " ".join(reading.word(schema.column(name)) for name in schema.key)
        said = _("一行写一个，依次写：%(columns)s；用空格、逗号或制表符隔开。")
        self.fields["keys"].help_text = said % {"columns": key}
        record: Any = self.fields["record"]
        record.choices = [("", _("不凭记录")), *records]
        person: Any = self.fields["person"]
        person.choices = [("", _("不改归属")), *((number, f"{name} {number}") for number, name in people.names())]

    def draft(self, replaces: int | None) -> Draft:
        """What the form says; may raise ``Refused`` for a condition that makes no sense."""
        said = self.cleaned_data
        return Draft(
            kind=said["kind"],
            fact=self.schema.english,
            reason=said["reason"],
            keys=tuple(_keys(said["keys"], len(self.schema.key))),
            condition=self._condition(),
            start=said["start"],
            end=said["end"],
            values={said[f"change_{at}"]: said[f"value_{at}"] for at in range(CHANGES) if said[f"change_{at}"]},
            person=said["person"],
            along=tuple(said["along"]),
            replaces=replaces,
            record=said["record"],
        )

    def tests(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows of the simple condition."""
        return [(self[f"test_{at}"], self[f"operator_{at}"], self[f"than_{at}"]) for at in range(TESTS)]

    def changes(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows of new values."""
        return [(self[f"change_{at}"], self[f"value_{at}"]) for at in range(CHANGES)]

    def _condition(self) -> str:
        said = self.cleaned_data
        rows = [(said[f"test_{at}"], said[f"operator_{at}"], said[f"than_{at}"].strip()) for at in range(TESTS)]
        parts = [test(self.schema, self.schema.column(name), operator, than) for name, operator, than in rows if name]
        parts += [f"({said['condition']})" if parts else said["condition"]] if said["condition"].strip() else []
        return " 且 ".join(parts)


def test(schema: Schema, column: Column, operator: str, than: str) -> str:
    """One simple test as the formula language writes it."""
    path = f"{schema.name}.{column.name}"
    if operator in {EMPTY, FILLED}:
        return f'缺省({path}, "") {"=" if operator == EMPTY else "!="} ""'
    if operator in {"contains", "starts"}:
        return f"{'包含' if operator == 'contains' else '开头是'}({path}, {_quoted(than)})"
    if column.type is ColumnType.TIME:
        return f"日期({path}) {_SIGNS[operator]} 日期({_quoted(than)})"
    if column.type is ColumnType.DATE:
        return f"{path} {_SIGNS[operator]} 日期({_quoted(than)})"
    return f"{path} {_SIGNS[operator]} {_literal(column, than)}"


def initial(sheet: Sheet) -> dict[str, object]:
    """What the form of a correction of a correction begins with."""
    first: dict[str, object] = {
        "kind": sheet.kind,
        "keys": written(sheet.keys),
        "condition": sheet.condition,
        "start": sheet.start,
        "end": sheet.end,
        "person": sheet.person,
        "along": sheet.along,
    }
    changes = list(sheet.values.items())[:CHANGES]
    named = {f"change_{at}": change[0] for at, change in enumerate(changes)}
    return first | named | {f"value_{at}": change[1] or "" for at, change in enumerate(changes)}


def parts(schema: Schema) -> list[str]:
    """The facts whose rows go along unless one says otherwise: those that are parts of a row of this one."""
    return [name for name, part in reading.led_here(schema).items() if part]


def written(keys: tuple[Key, ...]) -> str:
    """Keys as the form takes them."""
    return "\n".join("\t".join(part or "" for part in key) for key in keys)


def _choice(label: str, names: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("选一列")), *names])


def _keys(text: str, parts: int) -> Iterator[Key]:
    """The keys in a text, a line each; tabs part them, else commas, else spaces."""
    for line in filter(str.strip, text.splitlines()):
        if "\t" in line:
            yield tuple(part.strip() or None for part in line.strip("\r\n").split("\t"))
            continue
        plain = line.replace("，", ",").strip()
        yield tuple(part.strip() for part in (plain.split(",") if "," in plain else plain.split(None, parts - 1)))


def _literal(column: Column, than: str) -> str:
    if column.type in _TEXTS:
        return _quoted(than)
    if column.type is ColumnType.FLAG:
        return "真" if than in {"是", "真", "yes", "true"} else "假"
    units = {ColumnType.MONEY: "元", ColumnType.DURATION: "秒", ColumnType.SCORE: "分", ColumnType.RATIO: ""}
    return f"{than}{units.get(column.type, column.unit)}"


def _quoted(text: str) -> str:
    return f"“{text}”" if '"' in text else f'"{text}"'
