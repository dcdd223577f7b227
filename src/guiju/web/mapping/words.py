"""Facts, columns and ways of filling them, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.facts import Column, Schema, Words, brought
from guiju.facts.mapping.spec import JOIN, PLAIN, PLUS, TIMES
from guiju.web.kit import formats

WAYS: dict[str, Promise] = {
    PLAIN: gettext_lazy("照原样"),
    TIMES: gettext_lazy("两列相乘"),
    PLUS: gettext_lazy("两列相加"),
    JOIN: gettext_lazy("两列用“-”连起来"),
}
SEPARATORS: dict[str, Promise] = {
    ",": gettext_lazy("逗号分隔"),
    "\t": gettext_lazy("制表符分隔"),
    ";": gettext_lazy("分号分隔"),
    "|": gettext_lazy("竖线分隔"),
}


def language() -> str:
    """``zh`` or ``en``."""
    return "en" if formats.english() else "zh"


def say(words: Words) -> str:
    """A sentence of both languages, with a capital letter."""
    text = words.say(language())
    return text[:1].upper() + text[1:]


def title(words: Words) -> str:
    """A name as it was given."""
    return words.say(language())


def fact(name: str) -> str:
    """A fact as people call it; what is no fact keeps its name."""
    schema = brought().get(name)
    return _named(schema.name, schema.english) if schema else name


def facts() -> list[tuple[str, str, str]]:
    """Every fact that files bring: its name for machines, for people, and what one row is."""
    return [(name, fact(name), say(schema.meaning)) for name, schema in brought().items()]


def column(found: Column) -> str:
    """A column as people call it."""
    return _named(found.name, found.english)


def columns(schema: Schema, names: Iterable[str]) -> str:
    """Columns in a line."""
    known = {one.english: one for one in schema.columns}
    return ("、" if language() == "zh" else ", ").join(column(known[name]) for name in names if name in known)


def way(encoding: str, separator: str) -> str:
    """One way to read a text file."""
    return f"{encoding.upper()} · {SEPARATORS.get(separator, separator)}"


def take(value: Any) -> str:  # Any: plain YAML that was checked
    """How a column is filled."""
    if isinstance(value, str):
        return quoted([value])
    if isinstance(value, list):
        return _(" 或 ").join(quoted([name]) for name in value)
    if value.get("natural"):
        return _("由认行的几列合成")
    for way_, sign in ((TIMES, " × "), (PLUS, " + "), (JOIN, " - ")):
        if value.get(way_):
            return sign.join(quoted([name]) for name in value[way_])
    named = value.get("from", [])
    parts = [take(named)] if named else []
    if value.get("given"):
        parts.append(_("文件名里的日期，或导入时说的"))
    constant = value.get("value", value.get("else", ""))
    if constant:
        parts.append(_("固定为“%(value)s”") % {"value": constant})
    return _("，没有就 ").join(parts)


def quoted(names: Iterable[str]) -> str:
    """Header names in a line, each as it is written."""
    return ("" if language() == "zh" else ", ").join(
        f"「{name}」" if language() == "zh" else f"“{name}”" for name in names
    )


def _named(chinese: str, english: str) -> str:
    return english.replace("_", " ") if formats.english() else chinese
