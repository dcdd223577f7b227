"""What was signed: the clause's words, the sentence that its rule reads back into, the formula with one's figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from guiju.apps.rulebook import queries
from guiju.lang.formula import key_of
from guiju.lang.kinds import Bonus
from guiju.lang.readback import sentence
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.formula import Live, typeset
from guiju.web.numbers.card import known_facts
from guiju.web.score import steps


@dataclass(frozen=True, slots=True)
class Signed:
    """The head of an explained bonus."""

    text: SafeString
    said: str
    formula: SafeString


def signed(explanation: Mapping[str, Any]) -> Signed | None:  # Any: the JSON of engines.score.node
    """The clause that asked for somebody's bonus, under the version by which it was worked out."""
    node = next((child for child in explanation.get("children", ()) if child["kind"] == "bonus"), None)
    if node is None:
        return None
    regulation = queries.regulation(explanation["facts"]["hash"])
    rule = regulation.of(Bonus).get(node["label"])
    clause = regulation.clause(rule.clause) if rule else None
    main = (rule.formula or rule.pool) if rule else None
    if rule is None or clause is None or main is None:
        return None
    values = _values(regulation, steps.named(node))
    said = sentence(rule, regulation, "en" if formats.english() else "zh", known_facts())
    body = mark_safe(clause.body_html)  # noqa: S308 made safe by lang.document
    return Signed(body, said, typeset(main, regulation, values, known_facts()))


def _values(regulation: Regulation, named: Mapping[str, str]) -> dict[str, Live]:
    """What names are worth, by every name that means the same: aliases too."""
    found = {key_of(name): Live(text) for name, text in named.items()}
    meant = {(symbol.name, symbol.role): key for key in found if (symbol := regulation.names.get(key)) is not None}
    for key, symbol in regulation.names.items():
        known = meant.get((symbol.name, symbol.role))
        if known is not None:
            found.setdefault(key, found[known])
    return found
