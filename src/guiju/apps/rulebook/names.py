"""Finding what a name means in a regulation."""

from guiju.lang import Regulation
from guiju.lang.formula.names import key_of
from guiju.lang.kinds import Rule


def named[R: Rule](regulation: Regulation, kind: type[R], name: str) -> R | None:
    """The rule of a kind that is meant by a name or alias, however it is cased or spaced."""
    wanted = key_of(name)
    rules = regulation.of(kind).values()
    return next((rule for rule in rules if wanted in map(key_of, (rule.name, *rule.aliases))), None)
