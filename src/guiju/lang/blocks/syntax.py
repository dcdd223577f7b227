"""Puts YAML's complaints into our codes: what the author most likely did, where, and how to mend it."""

import re
from typing import Any

import yaml

from guiju.lang.blocks.nodes import Finding
from guiju.lang.blocks.traps import WIDE_COLON

GLUED_KEY = re.compile(r"^[ \t]*(?:- +)?(?P<key>[^\s：:\"'#{}\[\]][^：:\"'#{}\[\]]*)(?<!\d):(?=[^\s/:])")
WIDE = {"，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]"}
WIDE_SEPARATOR = re.compile(r"，(?=[^，,:：{}\[\]]{1,20}:[ \t])|(?<=[:：,，])[ \t]*[｛［]|[｝］][ \t]*$", re.MULTILINE)
WIDE_KEY = re.compile(rf"^[ \t]*(?:- +)?(?P<key>[^{WIDE_COLON}:\"'#{{}}\[\]]+){WIDE_COLON}")
TWO_COLONS = re.compile(r"^[^\"'#]*?: +[^\"'\s#][^\"']*?:(?= |$)")
FLOW_COLON = re.compile(r":[ \t]+[^,{}\[\]\"']*:[ \t]")
CUT = re.compile(r"(?:[^\"'#]|(?<=\S)#|\"[^\"]*\"|'[^']*')*?(?<=\s)(?P<cut>#)")  # a comment that is no part of a quote
MOST_LOOKED_AT = 500  # characters of a line that may hold the cause
SPECIAL = frozenset("*&!|>%@`")


def finding(text: str, error: yaml.MarkedYAMLError) -> Finding:  # noqa: C901, PLR0911 - one line for each cause
    """The most likely cause of a syntax error."""
    problem = str(error.problem or "")
    place = _index(error.problem_mark, text)
    context = _index(error.context_mark, text) if error.context_mark is not None else place
    separator = _separator(text, min(context, place), max(context, place))
    if separator is not None:
        return separator
    character = _wide_character(text, place)
    if character is not None:
        return character
    if "cannot start any token" in problem:
        code = "Y103" if text.startswith("\t", place) else "Y114"
        return Finding(code, place, place + 1, (("character", text[place : place + 1]),))
    if "anchor" in str(error.context or "") or "alias" in str(error.context or ""):
        return Finding("Y108", context, place + 1)
    if "escape" in problem or "hexdecimal" in problem:
        return Finding("Y118", place, place + 1)
    if "quoted scalar" in str(error.context or ""):
        return Finding("Y115", context, context + 1)
    if "while parsing a flow" in str(error.context or "") or "flow" in problem:
        return _flow(text, context, place)
    if "could not find expected ':'" in problem:
        return Finding("Y106", context, _line_end(text, context))
    if "mapping values are not allowed" in problem and TWO_COLONS.match(_line(text, place)[:MOST_LOOKED_AT]):
        return Finding("Y104", place, place + 1)
    if "mapping values are not allowed" in problem or "did not find expected" in problem:
        if text[place : place + 1] in SPECIAL:
            return Finding("Y114", place, place + 1, (("character", text[place]),))
        start = place if text[place : place + 1].strip() else _line_start(text, place)
        return Finding("Y116", start, _line_end(text, start))
    return Finding("Y199", place, place + 1, (("problem", problem or str(error.context or "")),))


def _wide_character(text: str, place: int) -> Finding | None:
    """A full-width comma, brace or bracket in the line of the error that stands where a half-width one would work."""
    start = _line_start(text, place)
    line = _line(text, place)[: place - start + MOST_LOOKED_AT]
    found = WIDE_SEPARATOR.search(line) if not WIDE.keys().isdisjoint(line) else None
    if found is None or not ("{" in line or "[" in line or found.group().strip() in "｛［"):
        return None
    character = found.group().strip()
    at = start + found.start() + found.group().index(character)
    return Finding("Y122", at, at + 1, (("character", character), ("plain", WIDE[character])))


def _flow(text: str, context: int, place: int) -> Finding:
    """A list or mapping in brackets that does not end, or holds a colon that it should not."""
    if FLOW_COLON.search(text, max(context, place - MOST_LOOKED_AT), place + 2):
        colon = text.rfind(":", context, place + 1)
        return Finding("Y104", colon, colon + 1)
    cut = CUT.match(_line(text, context)[:MOST_LOOKED_AT])
    if cut is not None and _line_start(text, context) + cut.start("cut") > context:
        return Finding("Y124", _line_start(text, context) + cut.start("cut"), _line_end(text, context))
    return Finding("Y117", context, context + 1)


def _separator(text: str, first: int, last: int) -> Finding | None:
    """A line near the error that uses a full-width colon, or one without a blank, as its separator."""
    start = _line_start(text, max(_line_start(text, first) - 1, 0))
    while start <= last and start < len(text):
        line = _line(text, start)
        match = WIDE_KEY.match(line) or GLUED_KEY.match(line)
        own = start <= first <= start + len(line)
        if match is not None and (own or (": " not in line and not line.lstrip().startswith("- "))):
            colon = start + match.end() - 1
            code = "Y102" if line[match.end() - 1] == WIDE_COLON else "Y123"
            return Finding(code, colon, colon + 1, (("key", match["key"].strip()),))
        start += len(line) + 1
    return None


def _index(mark: Any, text: str) -> int:  # marks of PyYAML are untyped
    return min(int(mark.index), max(len(text) - 1, 0)) if mark is not None else 0


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _line(text: str, place: int) -> str:
    return text[_line_start(text, place) : _line_end(text, place)]
