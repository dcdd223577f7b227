"""The names that a formula or a reference may use, for completing what is typed."""

from collections.abc import Iterator, Sequence

from guiju.lang.formula.functions import BY_ENGLISH
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.numbers.card import known_facts
from guiju.web.rulebook.words import kind_word


def declared(regulation: Regulation, kinds: Sequence[str]) -> tuple[str, ...]:
    """The names of all rules of some kinds, in the order of the document."""
    return tuple(name for kind in kinds for name in regulation.of(kind))


def formula_names(regulation: Regulation) -> Iterator[tuple[str, str]]:
    """Everything a formula may name, each with what it is: figures first, then facts' columns, then functions."""
    kinds = {
        name: kind_word(kind) for kind in ("parameter", "metric", "input", "bonus") for name in regulation.of(kind)
    }
    seen = set()
    for symbol in regulation.names.values():
        if symbol.name not in seen:
            seen.add(symbol.name)
            yield symbol.name, kinds.get(symbol.of or symbol.name, "")
    english = formats.english()
    for fact in known_facts().facts.values():
        for column in fact.columns:
            yield f"{fact.name}.{column.name}", column.english if english else ""
    for english_name, function in BY_ENGLISH.items():
        yield function.chinese, english_name
