"""Files that a page hands out: of which kind they are, what a browser calls them, how figures stand in them."""

from decimal import Decimal, localcontext
from fractions import Fraction

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guiju.web.kit import formats

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
KINDS = {
    "xlsx": XLSX,
    "csv": f"{CSV}; charset=utf-8",
    "pdf": "application/pdf",
    "yaml": "application/yaml; charset=utf-8",
}  # by how a name ends
PRECISE = 15  # significant digits where no decimal ends: what a spreadsheet's cell holds


def attached(content: bytes | str, name: str) -> HttpResponse:
    """A file to keep; ``name`` may be in any language, and its ending says of which kind it is."""
    kept = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=KINDS[name.rpartition(".")[2]], headers={"Content-Disposition": kept})


def figure(value: Fraction) -> str:
    """A figure as programs read it: exact where a decimal ends, no separators, a plain minus, nothing behind it."""
    text = formats.exact_decimal(value)
    if text.endswith("…"):
        with localcontext(prec=PRECISE):
            text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return text.replace(",", "").replace(formats.MINUS, "-")
