"""Formulas: parse, check types, evaluate exactly, explain."""

from guiju.lang.formula.check import check
from guiju.lang.formula.exact import Exact, compile_exact
from guiju.lang.formula.format import format_tree
from guiju.lang.formula.formula import Formula, read
from guiju.lang.formula.names import Names, Symbol, derived_names, key_of
from guiju.lang.formula.parse import parse
from guiju.lang.formula.scope import Scope
from guiju.lang.formula.trace import Trace, trace
from guiju.lang.formula.types import Type
from guiju.lang.formula.units import Unit, unit_of

__all__ = [
    "Exact",
    "Formula",
    "Names",
    "Scope",
    "Symbol",
    "Trace",
    "Type",
    "Unit",
    "check",
    "compile_exact",
    "derived_names",
    "format_tree",
    "key_of",
    "parse",
    "read",
    "trace",
    "unit_of",
]
