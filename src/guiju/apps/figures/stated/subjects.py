"""Whom a target or input speaks of, from the words that people use."""

from guiju.apps import remember
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions
from guiju.lang import Regulation
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind

KINDS = {
    "部门": "department",
    "单位": "unit",
    "岗位": "position",
    "人": "person",
    "店铺": "shop",
    "department": "department",
    "unit": "unit",
    "position": "position",
    "person": "person",
    "shop": "shop",
}


def resolve(regulation: Regulation, kind: SubjectKind, words: str) -> Subject | None:
    """The subject of a kind that is meant by a name, alias or 工号; people by their name too when only one bears it.

    ``None`` when nobody is meant. The department needs no words.
    """
    name = {
        SubjectKind.DEPARTMENT: _department,
        SubjectKind.UNIT: _unit,
        SubjectKind.POSITION: _position,
        SubjectKind.PERSON: _person,
        SubjectKind.SHOP: _shop,
    }[kind](regulation, words.strip())
    return Subject(kind, name) if name is not None else None


def label(subject: Subject, names: dict[str, str]) -> str:
    """A subject as people call it; ``names`` leads from 工号 to names."""
    if subject.kind == SubjectKind.PERSON:
        return f"{names.get(subject.name, '')} {subject.name}".strip()
    return subject.name


def _department(_regulation: Regulation, _words: str) -> str:
    return ""


def _unit(regulation: Regulation, words: str) -> str | None:
    found = positions.unit(regulation, words)
    return found.name if found else None


def _position(regulation: Regulation, words: str) -> str | None:
    found = positions.position(regulation, words)
    return found.name if found else None


def _person(_regulation: Regulation, words: str) -> str | None:
    names, numbers = remember.once("subjects.people", _everybody)
    for word in (words, *words.split()[-1:]):  # "张三 1001", as exported
        if word in names:
            return word
    named = numbers.get(words, ())
    return named[0] if len(named) == 1 else None


def _everybody() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Everybody's name by 工号, and the 工号 that bear a name."""
    names = {person.number: person.name for person in people.people()}
    numbers: dict[str, list[str]] = {}
    for number, name in names.items():
        numbers.setdefault(name, []).append(number)
    return names, numbers


def _shop(_regulation: Regulation, words: str) -> str | None:
    found = people.shop_named(words)
    return found.name if found else None
