"""Sets a record as a PDF with Chinese typography, the record attached. The one door to Typst.

The same record, typesetter and fonts give the same bytes. What people wrote comes in as data and never as markup.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guiju.engines.paper.sealed import Record

TEMPLATE = Path(__file__).with_name("paper.typ")
# what people have on Linux, macOS and Windows, the faces made for reading first
FAMILIES = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
)
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


class NoFontError(Exception):
    """The machine has no font with Chinese characters."""


@cache
def family() -> str:
    """The best face with Chinese characters that this machine has; ``NoFontError`` when there is none."""
    import typst

    there = set(typst.Fonts(include_embedded_fonts=False).families())
    found = next((one for one in FAMILIES if one in there), None)
    if found is None:
        raise NoFontError
    return found


def typesetting() -> dict[str, str]:
    """What sets the pages: another typesetter, template or face may set them otherwise."""
    try:
        face = family()
    except NoFontError:
        face = ""
    return {
        "typst": version("typst"),
        "face": face,
        "template": hashlib.sha256(TEMPLATE.read_bytes()).hexdigest()[:16],
    }


def pdf(record: Record) -> bytes:
    """The record as pages that carry it; ``NoFontError`` where no Chinese can be set."""
    import typst

    body = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1)
    inputs = {"record": body, "shown": json.dumps(_printable(record), ensure_ascii=False), "face": family()}
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=inputs)
    assert isinstance(made, bytes)  # noqa: S101 - one PDF, not a list of pictures
    return made


def _printable(value: Any) -> Any:  # Any: JSON
    """What can stand on a page: characters that show nothing, or turn the line around, are shown as a mark."""
    if isinstance(value, str):
        return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, list):
        return [_printable(one) for one in value]
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return value
