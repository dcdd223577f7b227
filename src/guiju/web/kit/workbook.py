"""A form for one workbook."""

from django import forms
from django.utils.translation import gettext_lazy


class WorkbookForm(forms.Form):
    """One XLSX file."""

    file = forms.FileField(label=gettext_lazy("工作簿（.xlsx）"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.label_suffix = ""
        self.fields["file"].widget.attrs["accept"] = ".xlsx"
