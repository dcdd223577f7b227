"""Brings together what has one root cause: a name that nobody declared is reported once, with all its places."""

from collections.abc import Iterable
from dataclasses import replace

from guiju.lang.compiler.table import DERIVED
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.names import key_of

UNKNOWN = frozenset({"F201", "F202", "N103", "N104", "N107", "N111"})
IN_EXAMPLE = "N107"
OF_PEOPLE = ("N104", "N111")
PEOPLE = ("unit", "position")
MOST_PLACES = 5


def merged(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with each unknown name once, at its first place; its other places stand in the datum ``also``."""
    result: list[Diagnostic] = []
    first: dict[tuple[bool, str], int] = {}
    others: dict[int, list[Diagnostic]] = {}
    for one in sorted(found, key=lambda one: one.code == IN_EXAMPLE):  # an example only repeats what rules name
        if one.code not in UNKNOWN:
            result.append(one)
            continue
        at = first.setdefault(_cause(one), len(result))
        if at == len(result):
            result.append(one)
        else:
            others.setdefault(at, []).append(one)
    for at, more in others.items():
        result[at] = replace(result[at], data={**result[at].data, "also": _places(result[at], more)})
    return result


def _cause(found: Diagnostic) -> tuple[bool, str]:
    """The name that is not declared, and whether it would be somebody's."""
    kinds = found.data.get("kind_en", "") if found.code not in OF_PEOPLE else PEOPLE[0]
    key = key_of(found.quote.strip("「」"))
    ending = next((end for end in DERIVED if key.endswith(end) and key != end), "")
    return any(kind in kinds for kind in PEOPLE), key.removesuffix(ending)


def _places(first: Diagnostic, more: list[Diagnostic]) -> str:
    """The other places, as line:column, with the file where it is another one."""
    said = [f"{one.span.line}:{one.span.column}" if one.span.path == first.span.path else str(one.span) for one in more]
    return ", ".join(said[:MOST_PLACES]) + (f" … ({len(said)})" if len(said) > MOST_PLACES else "")
