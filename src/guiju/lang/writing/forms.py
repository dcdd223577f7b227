"""A rule's fields as the flat inputs of a form, and what was typed into them as fields again."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from guiju.lang import words
from guiju.lang.blocks import load
from guiju.lang.formula.names import key_of
from guiju.lang.writing.plain import Plain, pair, plain_of
from guiju.lang.writing.rules import Fields
from guiju.lang.writing.shape import Slot, slots

Typed = Callable[[str], Sequence[str]]  # all values that were sent under a name
KEY = "_key"
LIST_SIGNS = re.compile(r"[、,，;；\n]")
MOST_ROWS = 200


class Misfit(Exception):  # noqa: N818 - it says that a form does not fit, which is no error
    """A rule says something in a way that its form has no place for; its text has."""


def inputs(kind: str, fields: Mapping[str, Plain]) -> dict[str, list[str]]:
    """Every input of the form that shows these fields, by its name. Raises ``Misfit``."""
    found: dict[str, list[str]] = {}
    known = {key_of(word): slot for slot in slots(kind) for word in slot.label}
    for word, value in _flat(kind, fields).items():
        slot = known.get(key_of(word))
        if slot is None:
            raise Misfit(word)
        _show(slot, slot.name, value, found)
    return found


def _flat(kind: str, fields: Mapping[str, Plain]) -> Fields:
    """A matrix whose tasks stand where fields do gets them under their field."""
    if kind != "raci":
        return dict(fields)
    tasks: Plain = {word: value for word, value in fields.items() if words.field_of(kind, word) is None}
    others = {word: value for word, value in fields.items() if words.field_of(kind, word) is not None}
    return {words.FIELD_WORDS[kind]["lines"][0]: tasks, **others} if tasks else others


def _show(slot: Slot, at: str, value: Plain, found: dict[str, list[str]]) -> None:
    if slot.how == "table":
        for number, row in enumerate(_rows(slot, value)):
            for name, one in row.items():
                column = next((column for column in slot.columns if column.name == name), None)
                if column is None:
                    found[f"{at}.{number}.{KEY}"] = [str(one)]
                else:
                    _show(column, f"{at}.{number}.{name}", one, found)
    elif slot.how == "group":
        for word, one in _mapping(value).items():
            _show(_column(slot, word), f"{at}.{_column(slot, word).name}", one, found)
    else:
        found[at] = _said(slot, value)


def _said(slot: Slot, value: Plain) -> list[str]:
    """What stands in an input that is no table and no group."""
    if slot.how == "choices":
        return [_chosen(slot, one) for one in _texts(value)]
    if slot.how in ("lines", "list"):
        return [_listed(slot, _texts(value))]
    if slot.how == "pairs":
        return ["\n".join(_pair_lines(value))]
    if not isinstance(value, str):
        raise Misfit(slot.name)
    return [_chosen(slot, value) if slot.how in ("choice", "flag") else value]


def _listed(slot: Slot, texts: Sequence[str]) -> str:
    """Items on a line each, or behind each other where none holds a sign that parts them."""
    if slot.how == "list" and not any(LIST_SIGNS.search(text) for text in texts):
        return "、".join(texts)
    return "\n".join(texts) + "\n"


def _rows(slot: Slot, value: Plain) -> list[dict[str, Plain]]:
    """The rows of a table, each with its name under ``KEY`` where rows have one."""
    if not slot.keyed:
        items = value if isinstance(value, list) else [value]
        return [_row(slot, item) for item in items]
    if isinstance(value, Mapping):
        return [{KEY: name, **_row(slot, one)} for name, one in value.items()]
    return [{KEY: name} for name in _texts(value)]


def _row(slot: Slot, value: Plain) -> dict[str, Plain]:
    if isinstance(value, Mapping):
        return {_column(slot, word).name: one for word, one in value.items()}
    if isinstance(value, list):
        if not slot.listed:
            raise Misfit(slot.name)
        return {slot.listed: value}
    if value and not slot.short:
        raise Misfit(slot.name)
    return {slot.short: value} if value else {}


def _column(slot: Slot, word: str) -> Slot:
    wanted = key_of(word)
    found = next((one for one in slot.columns if wanted in map(key_of, one.label)), None)
    if found is None:
        raise Misfit(word)
    return found


def _mapping(value: Plain) -> Mapping[str, Plain]:
    if isinstance(value, Mapping):
        return value
    if value:
        raise Misfit(str(value))
    return {}


def _texts(value: Plain) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise Misfit(str(items))
    return [str(item) for item in items if item]


def _chosen(slot: Slot, text: str) -> str:
    """The word that is written for what another spelling means."""
    wanted = key_of(text)
    return next((known[0] for known in slot.options if wanted in map(key_of, known)), text)


def _pair_lines(value: Plain) -> list[str]:
    if isinstance(value, Mapping):
        return [pair(name, one)[0] if not isinstance(one, str) else f"{name}: {one}" for name, one in value.items()]
    return _texts(value)


def fields(kind: str, typed: Typed, names: Iterable[str], old: Mapping[str, Plain]) -> Fields:
    """What was typed as fields: those that were there in their order and under their words, then the new ones.

    ``names`` are all names of inputs that were sent.
    """
    sent = frozenset(names)
    spelled = {words.field_of(kind, word) or "": word for word in old} if kind in words.FIELD_WORDS else {}
    was = [words.field_of(kind, word) for word in old] if kind in words.FIELD_WORDS else []
    found: dict[str, Plain] = {}
    for slot in slots(kind):
        value = _read(slot, slot.name, typed, sent)
        if value:
            found[slot.name] = value
    order = [name for name in was if name in found] + [name for name in found if name not in was]
    made = {spelled.get(name, _word(kind, name)): found[name] for name in order}
    lines = made.pop(words.FIELD_WORDS["raci"]["lines"][0], None) if kind == "raci" and "lines" not in spelled else None
    whole = {**lines, **made} if isinstance(lines, dict) else made
    return {word: old[word] if _unchanged(kind, word, old, value) else value for word, value in whole.items()}


def _unchanged(kind: str, word: str, old: Mapping[str, Plain], value: Plain) -> bool:
    """Whether a form would show the same for what was there, however that is spelled."""
    return word in old and inputs(kind, {word: old[word]}) == inputs(kind, {word: value})


def _word(kind: str, name: str) -> str:
    return next(slot.label[0] for slot in slots(kind) if slot.name == name)


def _read(slot: Slot, at: str, typed: Typed, sent: frozenset[str]) -> Plain:
    if slot.how == "table":
        return _read_table(slot, at, typed, sent)
    if slot.how == "group":
        parts = {column.label[0]: _read(column, f"{at}.{column.name}", typed, sent) for column in slot.columns}
        return {word: value for word, value in parts.items() if value}
    if slot.how == "choices":
        return [" ".join(value.split()) for value in typed(at) if value.strip()]
    return _read_text(slot, next(iter(typed(at)), "").replace("\r\n", "\n"))


def _read_text(slot: Slot, raw: str) -> Plain:
    text = raw.strip()
    if slot.how == "lines" or (slot.how == "list" and "\n" in raw):
        return [row.strip() for row in text.split("\n") if row.strip()]
    if slot.how == "list":
        return [part.strip() for part in LIST_SIGNS.split(text) if part.strip()]
    if slot.how == "pairs":
        return _read_pairs(text)
    return text if slot.how == "area" else " ".join(text.split())


def _read_pairs(text: str) -> Plain:
    """Lines of a name and what it is worth, or of names alone."""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    if not any(re.search("[:：]", row) for row in rows):
        return list(rows)
    found: dict[str, Plain] = {}
    for row in rows:
        name, _, value = (part.strip() for part in re.sub("[:：]", "\0", row, count=1).partition("\0"))
        tree, findings = load(f"k: {value}\n") if value.startswith(("[", "{")) else (None, ())
        said = plain_of(tree) if tree is not None and not findings else None
        found[name] = said["k"] if isinstance(said, dict) else value
    return found


def _read_table(slot: Slot, at: str, typed: Typed, sent: frozenset[str]) -> Plain:
    numbers = sorted(
        {int(part) for name in sent if name.startswith(f"{at}.") and (part := _number(name, at)).isdigit()}
    )
    rows: list[tuple[str, dict[str, Plain]]] = []
    for number in numbers[:MOST_ROWS]:
        here = f"{at}.{number}"
        parts = {one.label[0]: _read(one, f"{here}.{one.name}", typed, sent) for one in slot.columns}
        key = " ".join(next(iter(typed(f"{here}.{KEY}")), "").split())
        row = {word: value for word, value in parts.items() if value}
        if key or (row and not slot.keyed):
            rows.append((key, row))
    short, listed = (_label(slot, name) for name in (slot.short, slot.listed))
    if not slot.keyed:
        plain = [_short(row, short, listed) for _, row in rows]
        return plain[0] if len(plain) == 1 and isinstance(plain[0], str) else plain
    if rows and not any(row for _, row in rows) and slot.columns[0].name == "weight":
        return [key for key, _ in rows]
    return {key: _short(row, short, listed) for key, row in rows}


def _number(name: str, at: str) -> str:
    return name[len(at) + 1 :].partition(".")[0]


def _label(slot: Slot, name: str) -> str:
    return next((column.label[0] for column in slot.columns if column.name == name), "")


def _short(row: dict[str, Plain], short: str, listed: str) -> Plain:
    """A row in its shortest form."""
    if set(row) == {short} and isinstance(row[short], str):
        return row[short]
    if listed and set(row) == {listed}:
        return row[listed]
    return row or ""
