"""What stands at the head of a document: its title, its version and the day from which it is meant to be in force."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from guiju.lang import words
from guiju.lang.compiler.sources import Sources

FIELDS = ("title", "version", "effective")
_EDGE = "---"
_SAFE = re.compile(r"[^\s'\"#:{}\[\],&*!|>%@`-][^'\"#:\n]*")


def told(sources: Sources) -> Mapping[str, str]:
    """The three as they are written; empty where there is none."""
    found = dict.fromkeys(FIELDS, "")
    for name, _at, value in _lines(_text(sources)):
        found[name] = _unquoted(value)
    return found


def with_told(sources: Sources, said: Mapping[str, str]) -> Sources:
    """The files with these written at the head of the document; a day that is empty is taken out."""
    lines = _text(sources).split("\n")
    known = {name: at for name, at, _ in _lines("\n".join(lines))}
    for name in reversed(FIELDS):
        if name not in said:
            continue
        line = f"{words.FIELD_WORDS['front'][name][1]}: {_quoted(name, said[name])}"
        if name in known:
            key = lines[known[name]].split(":", 1)[0]
            lines[known[name]] = f"{key}: {_quoted(name, said[name])}"
            if not said[name]:
                del lines[known[name]]
        elif said[name]:
            lines.insert(1, line)
    return Sources(sources.main, {**sources.files, sources.main: "\n".join(lines).encode()})


def _text(sources: Sources) -> str:
    return sources.files[sources.main].decode("utf-8-sig")


def _lines(text: str) -> Iterator[tuple[str, int, str]]:
    """Each field that is there, with the number of its line and what is written."""
    lines = text.split("\n")
    if lines[0].strip() != _EDGE:
        return
    for at, line in enumerate(lines[1:], 1):
        if line.strip() == _EDGE:
            return
        key, colon, value = line.partition(":")
        name = words.field_of("front", key.strip()) if colon else None
        if name in FIELDS:
            yield str(name), at, value.strip()


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _quoted(name: str, value: str) -> str:
    if name == "effective":
        return date.fromisoformat(value).isoformat() if value else ""
    plain = _SAFE.fullmatch(value) and name != "version"
    return value if plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
