"""Formulas: parse, check types, evaluate exactly, explain."""

from guiju.lang.formula.check import check
from guiju.lang.formula.formula import Formula, read
from guiju.lang.formula.names import Names, Symbol, key_of, metric_names
from guiju.lang.formula.parse import parse
from guiju.lang.formula.types import Type
from guiju.lang.formula.units import Unit, unit_of

__all__ = ["Formula", "Names", "Symbol", "Type", "Unit", "check", "key_of", "metric_names", "parse", "read", "unit_of"]
