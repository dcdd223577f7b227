"""Fitting what people wrote into what a messenger takes: one line, without its markup, no longer than it allows."""

import unicodedata
from collections.abc import Iterable, Sequence

from guiju.apps.notices.values import Line

# Characters that start a link, a mention or a tag in somebody's markup, and those that look the same and do not.
_CALM = str.maketrans({"[": "［", "]": "］", "<": "＜", ">": "＞", "`": "ˋ", "*": "＊", "&": "＆", "#": "＃"})
ELLIPSIS = "…"


def one_line(text: str) -> str:
    """Text without line breaks, control characters and characters that turn the reading direction."""
    shown = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else c for c in text)
    return " ".join(shown.split())


def calm(text: str) -> str:
    """One line in which no messenger finds markup."""
    return one_line(text).translate(_CALM)


def cut(text: str, size: int) -> str:
    """Text of at most so many bytes of UTF-8, with an ellipsis for what is left out."""
    content = text.encode()
    if len(content) <= size:
        return text
    return content[: size - len(ELLIPSIS.encode())].decode(errors="ignore") + ELLIPSIS


def fitted(lines: Sequence[str], size: int, more: str) -> str:
    """As many lines as fit into so many bytes; ``more`` (``… %(count)s``) says how many do not."""
    kept: list[str] = []
    for place, line in enumerate(lines):
        rest = len(lines) - place - 1
        tail = [more % {"count": rest}] if rest else []
        if len("\n".join([*kept, line, *tail]).encode()) > size and kept:
            return cut("\n".join([*kept, more % {"count": rest + 1}]), size)
        kept.append(line)
    return cut("\n".join(kept), size)


def linked(lines: Iterable[Line]) -> list[str]:
    """Lines as Markdown links."""
    return [f"[{calm(line.text)}]({line.url})" if line.url else calm(line.text) for line in lines]
