"""The parse tables of ``grammar.lark`` and the few lines that run them: for formulas that ``descent`` cannot read.

Lark takes longer to import than a whole command may take to start, so its tables are kept in ``grammar.json``;
``python -m guiju.lang.formula.grammar`` writes them anew.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

END = "$END"
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Tables:
    """An LALR automaton: for each state, what to do on a token, and where to go after a rule.

    An action n ≥ 0 shifts to state n; n < 0 reduces by rule -n - 1. A rule is its symbol, its length and the name of
    the action that builds its value (empty: the only part's value passes through).
    """

    actions: list[dict[str, int]]
    rules: list[tuple[str, int, str]]


def build() -> Tables:
    """The tables as Lark derives them; states are numbered in the order in which the start state reaches them."""
    from lark import Lark
    from lark.lexer import Lexer
    from lark.parsers.lalr_analysis import Shift

    class NoLexer(Lexer):
        def __init__(self, conf: object) -> None:
            """Lark wants a lexer; the tables need none."""

        def lex(self, *_: object) -> Iterator[Any]:
            """Never asked."""
            raise AssertionError

    lark = Lark((FOLDER / "grammar.lark").read_text("utf-8"), parser="lalr", lexer=NoLexer)
    table = lark.parser.parser._parse_table  # noqa: SLF001 the tables have no public door
    rules: dict[Any, int] = {}
    order, actions = [table.start_states["start"]], []
    for state in order:  # grows while it is walked
        row: dict[str, int] = {}
        for token, (action, argument) in sorted(table.states[state].items()):
            if action is Shift:
                if argument not in order:
                    order.append(argument)
                row[token] = order.index(argument)
            else:
                row[token] = -rules.setdefault(argument, len(rules)) - 1
        actions.append(row)
    return Tables(actions, [(str(rule.origin.name), len(rule.expansion), str(rule.alias or "")) for rule in rules])


@cache
def tables() -> Tables:
    """The stored tables."""
    stored = json.loads((FOLDER / "grammar.json").read_text("utf-8"))
    return Tables(stored["actions"], [(symbol, length, action) for symbol, length, action in stored["rules"]])


def dump(built: Tables) -> str:
    """The tables as they are stored: one state a line."""
    rows = ",\n".join(json.dumps(row) for row in built.actions)
    rules = ",\n".join(json.dumps(rule) for rule in built.rules)
    return f'{{"actions": [\n{rows}\n], "rules": [\n{rules}\n]}}\n'


@dataclass(frozen=True, slots=True)
class Stuck:
    """Parsing stopped before the token at ``position``; ``expected`` are the tokens that could have stood there."""

    position: int
    expected: frozenset[str]


def run[Part](kinds: Sequence[str], parts: Sequence[Part], reduce: Callable[[str, list[Part]], Part]) -> Part | Stuck:
    """Parse tokens: ``kinds`` name them (the last is END), ``parts`` are their values; ``reduce`` builds upwards."""
    actions, rules = tables().actions, tables().rules
    states, values, position = [0], list[Part](), 0
    while True:
        state, kind = states[-1], kinds[position]
        action = actions[state].get(kind)
        if action is None:
            return Stuck(position, frozenset(k for k in actions[state] if k.isupper() or k == END))
        if action >= 0:
            states.append(action)
            values.append(parts[position])
            position += 1
        else:
            symbol, length, name = rules[-action - 1]
            if name:
                values[-length:] = [reduce(name, values[-length:])]
            del states[-length:]
            states.append(actions[states[-1]][symbol])
        if not actions[states[-1]]:  # nothing may follow the start symbol
            return values[-1]


if __name__ == "__main__":  # pragma: no cover - run by hand when the grammar changes
    (FOLDER / "grammar.json").write_text(dump(build()), "utf-8")
