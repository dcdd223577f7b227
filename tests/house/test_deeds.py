"""Whatever an action changes leaves an entry in the ledger: what is written tomorrow cannot forget it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import guiju

SOURCE = Path(guiju.__file__).parent
LEDGER = {("guiju.apps.audit.actions", name) for name in ("record", "record_all")}
CHANGES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
# Writes that are no deed of anybody's, or are told by the deed that they belong to.
DRAFT = "a draft keeps a history of its own; what is made of it is told when it is handed in"
READS = "takes something away and changes nothing; the gate of exports tells it"
PART = "a part of the deed that calls it, which tells it"
LESSON = "an unfinished lesson changes nothing; the format made of it is told"
RECKONS = "has something reckoned, and changes nothing of what is reckoned with"
UNTOLD = {
    "guiju.apps.appraisal.actions:measure_amendment": RECKONS,
    "guiju.apps.audit.actions:record_all": "the ledger itself",
    "guiju.apps.corrections.actions:measure": RECKONS,
    "guiju.apps.costs.telling:follow": RECKONS,
    "guiju.apps.figures.actions.grid_books:export_year": READS,
    "guiju.apps.figures.actions.inputs:export_inputs": READS,
    "guiju.apps.figures.actions.targets:export_targets": READS,
    "guiju.apps.formats.actions.lessons:choose_fact": LESSON,
    "guiju.apps.formats.actions.lessons:edit": LESSON,
    "guiju.apps.formats.actions.lessons:give_up": LESSON,
    "guiju.apps.formats.actions.lessons:read_otherwise": LESSON,
    "guiju.apps.formats.actions.lessons:say": LESSON,
    "guiju.apps.formats.actions.lessons:start": LESSON,
    "guiju.apps.impact.actions:cancel": RECKONS,
    "guiju.apps.impact.health:follow": RECKONS,
    "guiju.apps.insight.actions.exploring:cancel": RECKONS,
    "guiju.apps.insight.actions.looking:follow": RECKONS,
    "guiju.apps.login.actions:begin": "a second factor is told once it is confirmed",
    "guiju.apps.people.addressbook.books:sort": "an address book changes nobody; what is taken from it is told",
    "guiju.apps.records.actions.attaching:hold": PART,
    "guiju.apps.rulebook.announcing:keep": "a text by its hash, in force nowhere; that it is asked about is told",
    "guiju.apps.rulebook.drafts.keeping:keep": DRAFT,
    "guiju.apps.rulebook.drafts.keeping:put_aside": DRAFT,
    "guiju.apps.rulebook.drafts.writing:go_back": DRAFT,
    "guiju.apps.rulebook.drafts.writing:save": DRAFT,
    "guiju.apps.rulebook.drafts.writing:undo": DRAFT,
    "guiju.apps.work.actions.hearing:read": "that somebody has read what they were told",
    "guiju.apps.work.ending:passed_on": PART,
    "guiju.apps.work.proving:take": PART,
    "guiju.apps.work.proving:tick": PART,
}


@dataclass(frozen=True)
class Function:
    """A function of an app: whose name somebody acts by, what it calls, whether it writes by itself."""

    module: str
    name: str
    acts: bool
    writes: bool
    calls: frozenset[tuple[str, str]]


def test_each_action_that_changes_something_writes_it_down():
    known = {(one.module, one.name): one for one in functions()}
    silent = {f"{module}:{name}" for (module, name), one in known.items() if one.acts and _is_silent(one, known)}

    assert silent == set(UNTOLD)


def _is_silent(one: Function, known: dict[tuple[str, str], Function]) -> bool:
    reached = set(_reached(one, known))
    writes = any(known[call].writes for call in reached if call in known) or one.writes
    return writes and not LEDGER & reached


def _reached(one: Function, known: dict[tuple[str, str], Function]) -> Iterator[tuple[str, str]]:
    seen, waiting = set(), list(one.calls)
    while waiting:
        call = waiting.pop()
        if call not in seen:
            seen.add(call)
            yield call
            waiting += known[call].calls if call in known else ()


@cache
def functions() -> tuple[Function, ...]:
    """All functions of the apps."""
    return tuple(
        one
        for path in sorted((SOURCE / "apps").rglob("*.py"))
        if "migrations" not in path.parts
        for one in _of(path, ast.parse(path.read_text("utf-8")))
    )


def _of(path: Path, tree: ast.Module) -> Iterator[Function]:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    names = _imported(tree)
    names |= {node.name: (module, node.name) for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            passed = [one for one in ast.walk(node) if isinstance(one, ast.Name | ast.Attribute)]
            yield Function(
                module,
                node.name,
                acts=not node.name.startswith("_") and any(arg.arg == "actor" for arg in node.args.kwonlyargs),
                writes=any(isinstance(one.func, ast.Attribute) and one.func.attr in CHANGES for one in calls),
                calls=frozenset(filter(None, (_called(one, names) for one in passed))),
            )


def _imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """What each imported name is: a module (with no name in it) or something of a module."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("guiju."):
            for one in node.names:
                inner = SOURCE.parent.joinpath(*node.module.split("."), one.name)
                is_module = inner.with_suffix(".py").exists() or inner.is_dir()
                whole = f"{node.module}.{one.name}"
                found[one.asname or one.name] = (whole, "") if is_module else (node.module, one.name)
    return found


def _called(node: ast.expr, names: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    if isinstance(node, ast.Name):
        found = names.get(node.id)
        return found if found and found[1] else None
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        found = names.get(node.value.id)
        return (found[0], node.attr) if found and not found[1] else None
    return None
