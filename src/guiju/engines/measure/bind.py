"""Parameters that SQL may read from a column: plain figures, texts and dates that nothing excepts."""

from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction

from guiju.engines.measure import quotients
from guiju.engines.measure.sql import Bound
from guiju.lang.formula import key_of
from guiju.lang.kinds import Parameter
from guiju.lang.regulation import Regulation
from guiju.lang.values import Value

_PLAIN: dict[type, str] = {str: "VARCHAR", bool: "BOOLEAN", date: "DATE"}
ROOM = 12  # decimals beyond which a parameter leaves no room for products


def bound_parameters(regulation: Regulation) -> dict[str, Bound]:
    """The parameters that have a column, by the key of their name."""
    parameters = regulation.of(Parameter)
    excepted = {key_of(rule.overrides) for rule in parameters.values() if rule.overrides}
    excepted |= {key_of(rule.name) for rule in parameters.values() if rule.overrides}
    found: dict[str, Bound] = {}
    for number, (name, rule) in enumerate(parameters.items()):
        values = [dated.value for dated in rule.values]
        type_ = "" if {key_of(name), key_of(rule.clause)} & excepted else _type(values)
        if type_:
            found[key_of(name)] = Bound(name, f"_p{number}", type_)
    return found


def _type(values: list[Value]) -> str:
    """The DuckDB type that holds every value exactly; empty when there is none."""
    kinds = {type(value) for value in values}
    if kinds == {Fraction}:
        scales = [_scale(value) for value in values if isinstance(value, Fraction)]
        if all(scale is not None and scale <= ROOM for scale in scales):
            return f"DECIMAL({quotients.DIGITS}, {max(scale or 0 for scale in scales)})"
        return ""
    return _PLAIN.get(kinds.pop(), "") if len(kinds) == 1 else ""


def _scale(value: Fraction) -> int | None:
    """How many decimals a figure has; ``None`` when no number of decimals ends it."""
    rest, decimals = quotients.decimals(value.denominator)
    return decimals if rest == 1 else None


def literal(value: Value, type_: str) -> str:
    """The SQL literal of a parameter's value; null for one that is missing."""
    if isinstance(value, Fraction):
        scale = int(type_.rstrip(")").split(",")[1])
        written = Decimal(int(value * 10**scale)).scaleb(-scale, Context(prec=quotients.DIGITS))
        return f"CAST('{written:f}' AS {type_})"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"DATE '{value.isoformat()}'"
    return f"CAST(NULL AS {type_})"
