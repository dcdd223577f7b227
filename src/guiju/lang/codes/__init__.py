"""The one catalogue of problems: each code with its level, its words in both languages, and how to mend it."""

from guiju.lang.codes import blocks, checks, documents, duties, law, names, records, rules, work
from guiju.lang.codes.entry import Code
from guiju.lang.diagnostics import Diagnostic, Level
from guiju.lang.formula import problems

FORMULAS = {
    one.code: Code(Level.ERROR, one.chinese, one.english, one.mend, one.mend_english, one.bad, one.mended)
    for one in problems.ALL
}
CATALOGUE: dict[str, Code] = {
    **documents.ALL,
    **blocks.ALL,
    **rules.ALL,
    **names.ALL,
    **work.ALL,
    **FORMULAS,
    **checks.ALL,
    **duties.ALL,
    **records.ALL,
    **law.ALL,
}

__all__ = ["CATALOGUE", "Code", "level", "mend", "message", "render"]


def level(code: str) -> Level:
    """How bad a problem of this code is."""
    return CATALOGUE[code].level


def message(found: Diagnostic, language: str = "zh") -> str:
    """What is wrong, as a sentence."""
    entry = CATALOGUE[found.code]
    text = _filled(entry.chinese if language == "zh" else entry.english, found, language)
    if "also" in found.data:
        text += ("；还有：" if language == "zh" else "; also at: ") + found.data["also"]
    return text


def mend(found: Diagnostic, language: str = "zh") -> str:
    """How to mend it, with the nearest candidates for an unknown name."""
    entry = CATALOGUE[found.code]
    template = entry.mend_chinese if language == "zh" else entry.mend_english
    text = _filled(template if found.near else problems.without_near(template), found, language)
    if found.near and "{near}" not in template:
        text += ("；最接近的：" if language == "zh" else "; nearest: ") + _near(found, language)
    return text


def render(found: Diagnostic, language: str = "zh", line: str = "") -> str:
    """A problem as the command line shows it; with its source ``line``, also where in it, marked by carets."""
    words = LEVELS[found.level][0 if language == "zh" else 1]
    head = f"{found.span}: {words} {found.code} {message(found, language)}"
    hint = ("改法：" if language == "zh" else "mend: ") + mend(found, language)
    return "\n".join([head, *_view(found, line), f"  {hint}"])


LEVELS = {
    Level.ERROR: ("错误", "error"),
    Level.DEPRECATED: ("将成为错误", "deprecated"),
    Level.WARNING: ("提醒", "warning"),
}
CONTROLS = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")  # a terminal would obey them
WIDE_FROM = 0x1100  # characters from here on take two columns in a terminal


def _view(found: Diagnostic, line: str) -> list[str]:
    """The source line with carets below the quoted part."""
    if not line.strip():
        return []
    line, at = _window(line, found.span.column - 1)
    before = line[:at]
    quoted = line[at:][: max(found.span.end - found.span.start, 1)] or " "
    number = str(found.span.line)
    shown = line.translate(CONTROLS)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * _columns(before)}{'^' * _columns(quoted)}"]


def _window(line: str, at: int) -> tuple[str, int]:
    """What is shown of a line, and where the quoted part begins in it; a line without end is cut on both sides."""
    if len(line) <= MOST_SHOWN:
        return line, at
    start = max(at - MOST_SHOWN // 4, 0)
    begun, ended = "..." if start else "", "..." if start + MOST_SHOWN < len(line) else ""
    return begun + line[start : start + MOST_SHOWN] + ended, at - start + len(begun)


MOST_SHOWN = 400  # characters; the longest line of the library has about three hundred


def _columns(text: str) -> int:
    return sum(2 if ord(character) >= WIDE_FROM else 1 for character in text)


def _near(found: Diagnostic, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(found.near)


def _filled(template: str, found: Diagnostic, language: str) -> str:
    data = {key: value for key, value in found.data.items() if not key.endswith("_en")}
    if language != "zh":
        data |= {key.removesuffix("_en"): value for key, value in found.data.items() if key.endswith("_en")}
    quote = " ".join(found.quote.translate(CONTROLS).split())
    if len(quote) > MOST_QUOTED:
        quote = quote[: MOST_QUOTED - 1] + "…"
    return template.format(**{**found.data, **data, "quote": quote, "near": _near(found, language)})


MOST_QUOTED = 40


def as_json(found: Diagnostic, language: str = "zh") -> dict[str, object]:
    """A problem as plain data, for other programs."""
    return {
        "code": found.code,
        "level": found.level.value,
        "path": found.span.path,
        "line": found.span.line,
        "column": found.span.column,
        "start": found.span.start,
        "end": found.span.end,
        "quote": found.quote,
        "clause": list(found.clause),
        "near": list(found.near),
        "message": message(found, language),
        "mend": mend(found, language),
    }
