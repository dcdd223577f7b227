"""Text to syntax tree; what cannot be read becomes one diagnostic, never an exception."""

from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.descent import tree_of
from guiju.lang.formula.lexer import Bad, tokens
from guiju.lang.formula.names import Names, near
from guiju.lang.formula.problems import problem
from guiju.lang.formula.reductions import by_tables
from guiju.lang.formula.tree import Node
from guiju.lang.formula.units import unit_words
from guiju.lang.text import Located

MOST_TOKENS = 2000


def parse(located: Located, names: Names | None = None) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a formula, or ``None`` with the reason. Never raises.

    ``names`` are the declared names: each wins over a figure with a unit, and an alias reads as the name it stands
    for. Names that nobody declared are left to ``check``.
    """
    known = names or {}
    found = tokens(located.text, known)
    if isinstance(found, Bad):
        return None, (_bad(found, located),)
    if len(found) == 1 or len(found) > MOST_TOKENS:
        code = "F114" if len(found) == 1 else "F110"
        return None, (problem(code, located.source, located.span(0, len(located.text))),)
    quick = tree_of(found, located, known)
    return (quick, ()) if quick is not None else by_tables(found, located, known)


def _bad(bad: Bad, located: Located) -> Diagnostic:
    span = located.span(bad.start, bad.end)
    if bad.code == "F113":
        return problem("F113", located.source, span, {"unit": bad.near}, near(bad.near, unit_words()))
    return problem(bad.code, located.source, span)
