"""The English of the interface: every .po file of the house compiled into one .mo catalogue, in pure Python."""

import ast
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
_CONTEXT, _PLURAL = "\x04", "\x00"


class BadCatalogue(ValueError):  # noqa: N818 - says what is bad
    """A .po file that cannot be read; the message names file and line."""


def refresh(target: Path, source: Path = SOURCE) -> bool:
    """Compile the ``.po`` files under ``source`` into ``target/en/LC_MESSAGES/django.mo`` when they changed.

    Tells whether it had to. Safe to run in several processes at once.
    """
    paths = sorted(source.glob("**/locale/en/LC_MESSAGES/django.po"))
    stamp = _stamp(paths)
    folder = target / "en" / "LC_MESSAGES"
    catalogue, stamped = folder / "django.mo", folder / "stamp"
    if catalogue.exists() and stamped.exists() and stamped.read_text() == stamp:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    merged: dict[str, str] = {}
    for path in paths:
        merged.update(entries(path.read_text(encoding="utf-8"), str(path)))
    _replace(catalogue, compiled(merged))
    _replace(stamped, stamp.encode())
    return True


def entries(text: str, path: str = "") -> dict[str, str]:
    """What a .po text translates: keys and values as a .mo file holds them; fuzzy and empty ones are left out."""
    found: dict[str, str] = {}
    for block in _blocks(text, path):
        if not block.get("msgid") or "fuzzy" in block:
            continue
        key = block["msgid"]
        value = block.get("msgstr", "")
        if "msgid_plural" in block:
            forms = [block.get(f"msgstr[{n}]", "") for n in range(2)]
            key, value = key + _PLURAL + block["msgid_plural"], _PLURAL.join(forms) if all(forms) else ""
        if "msgctxt" in block:
            key = block["msgctxt"] + _CONTEXT + key
        if value:
            found[key] = value
    return found


def compiled(messages: Mapping[str, str]) -> bytes:
    """A .mo catalogue (GNU format, little endian) of these messages."""
    pairs = [(k.encode(), v.encode()) for k, v in sorted({"": _HEADER, **messages}.items())]
    count, start = len(pairs), 7 * 4 + 16 * len(pairs)
    keys: list[int] = []
    values: list[int] = []
    at = start
    for table, column in ((keys, 0), (values, 1)):
        for pair in pairs:
            table += [len(pair[column]), at]
            at += len(pair[column]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    tables = struct.pack(f"<{4 * count}I", *keys, *values)
    return head + tables + b"".join(p[c] + b"\0" for c in (0, 1) for p in pairs)


def _blocks(text: str, path: str) -> Iterator[dict[str, str]]:
    """Each entry of a .po text: its fields by keyword, and ``fuzzy`` when it is marked so."""
    block: dict[str, str] = {}
    field = ""
    for number, raw in enumerate([*text.splitlines(), ""], 1):
        line = raw.strip()
        starts_another = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and field != "msgctxt")
        if field and (not line or starts_another):
            yield block
            block, field = {}, ""
        if line.startswith("#,") and "fuzzy" in line:
            block["fuzzy"] = "yes"
        if not line or line.startswith("#"):
            continue
        if line.startswith('"'):
            block[field] = block.get(field, "") + _string(line, path, number)
        else:
            field, _, quoted = line.partition(" ")
            block[field] = _string(quoted, path, number)


def _string(quoted: str, path: str, number: int) -> str:
    try:
        value = ast.literal_eval(quoted.strip())
    except (SyntaxError, ValueError) as error:
        raise BadCatalogue(f"{path}:{number}: {quoted}") from error
    if not isinstance(value, str):
        raise BadCatalogue(f"{path}:{number}: {quoted}")
    return value


def _stamp(paths: Iterable[Path]) -> str:
    lines = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in paths]
    return sha256("\n".join(lines).encode()).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")  # each process has its own, and the last one stands
    draft.write_bytes(content)
    draft.replace(path)
