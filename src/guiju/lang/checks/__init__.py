"""What the checker proves about a compiled regulation."""

from guiju.lang.compiler.outline import Outline
from guiju.lang.compiler.table import Table
from guiju.lang.regulation import Regulation
from guiju.lang.report import Report


def check(regulation: Regulation, plan: Outline, table: Table, report: Report) -> None:
    """Run every check."""
