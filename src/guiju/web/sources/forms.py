"""What a person says when bringing files, or rows once more."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.figures.queries import coverage
from guiju.apps.people import queries as people
from guiju.web.sources import limits

ACCEPT = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.json,.jsonl,.ndjson,.gz,.zip"


class Files(forms.ClearableFileInput):
    """A button that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or more; every one is judged."""

    widget = Files

    def __init__(self, *, label: object) -> None:
        super().__init__(label=label, allow_empty_file=True)  # type: ignore[arg-type]  # the import says which is empty

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # Any: as the field it is
        """The files in the order chosen; what cannot be kept is said with its name."""
        sent = data if isinstance(data, list) else [data] if data else []
        kept = [super(FilesField, self).clean(one, initial) for one in sent or [None]]
        for one in kept:
            if len(one.name.encode()) > limits.MOST_NAME:
                raise forms.ValidationError(_("文件名太长了，请改短：%(name)s") % {"name": one.name[:40] + "…"})
        return kept


class Day(forms.DateField):
    """A day, picked from a calendar."""

    def __init__(self, *, label: object, help_text: object = "") -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)  # type: ignore[arg-type]

    def clean(self, value: Any) -> date | None:  # Any: as the field it is
        """A day that has come; tomorrow's data is a slip of the pen."""
        day: date | None = super().clean(value)
        if day and day > clock.today():
            raise forms.ValidationError(_("这一天还没有到。"))
        return day


class ShopField(forms.ChoiceField):
    """One of the shops that are known; ``none`` is what it says before one is chosen."""

    def __init__(self, *, none: object, help_text: object) -> None:
        def choices() -> list[tuple[str, object]]:
            return [("", none), *((name, name) for name in shops())]

        label = gettext_lazy("店铺")
        super().__init__(label=label, help_text=help_text, required=False, choices=choices)  # type: ignore[arg-type]


def shops() -> list[str]:
    """Shops of the roster that are open, and those that have data."""
    return sorted({shop.name for shop in people.shops(clock.today())} | set(coverage.view().shops()))


def only_shop() -> str:
    """The shop that a file without a name must be of, where there is one alone."""
    known = shops()
    return known[0] if len(known) == 1 else ""


class ImportForm(forms.Form):
    """Files, and what they do not say themselves."""

    file = FilesField(label=gettext_lazy("平台导出的文件"))
    shop = ShopField(
        none=gettext_lazy("文件里写了，不用选"),
        help_text=gettext_lazy("文件里没有店铺名称时才需要，例如万相台报表。"),
    )
    on = Day(label=gettext_lazy("数据是哪一天"), help_text=gettext_lazy("文件里没有日期列时才需要。"))
    as_of = forms.DateTimeField(
        label=gettext_lazy("导出时间"),
        help_text=gettext_lazy("补导旧文件时填：同一笔单有两份，以导出得晚的为准。"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    first = Day(label=gettext_lazy("覆盖从"), help_text=gettext_lazy("导出时选的起始日期；没有数据的日子也算在内。"))
    last = Day(label=gettext_lazy("覆盖到"), help_text=gettext_lazy("导出时选的结束日期。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: as a form takes them
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {"accept": ACCEPT, "aria-describedby": "id_file_help"}
        self.fields["shop"].initial = only_shop()

    def clean(self) -> dict[str, Any]:  # Any: cleaned fields
        """Both ends of the covered days or neither, in order."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("first"), found.get("last")
        if bool(first) != bool(last) and not {"first", "last"} & set(self.errors):
            self.add_error("last" if first else "first", _("起止日期要一起填。"))
        if first and last and first > last:
            self.add_error("last", _("结束早于开始。"))
        return found

    @property
    def exported(self) -> datetime | None:
        """When the files were exported, as wall time."""
        moment: datetime | None = self.cleaned_data["as_of"]
        return timezone.make_naive(moment) if moment else None

    @property
    def covers(self) -> tuple[date, date] | None:
        """The days covered, both ends included."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return (first, last) if first and last else None


class AgainForm(forms.Form):
    """What was not known when rows were set aside: of shop and day those that are ``asked``."""

    shop = ShopField(none=gettext_lazy("选一家店"), help_text=gettext_lazy("这些行没有写店铺。"))
    on = Day(label=gettext_lazy("数据是哪一天"), help_text=gettext_lazy("这些行没有日期。"))

    def __init__(self, asked: Collection[str], data: Any = None) -> None:  # Any: what a form takes
        super().__init__(data, label_suffix="")
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        for field in self.fields.values():
            field.required = True
        if "shop" in self.fields:
            self.fields["shop"].initial = only_shop()
