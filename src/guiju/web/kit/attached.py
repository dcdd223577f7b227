"""Files that a page hands out: of which kind they are, and under which name a browser keeps them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
KINDS = {
    "xlsx": XLSX,
    "csv": f"{CSV}; charset=utf-8",
    "pdf": "application/pdf",
    "yaml": "application/yaml; charset=utf-8",
}  # by how a name ends


def attached(content: bytes | str, name: str) -> HttpResponse:
    """A file to keep; ``name`` may be in any language, and its ending says of which kind it is."""
    kept = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=KINDS[name.rpartition(".")[2]], headers={"Content-Disposition": kept})
