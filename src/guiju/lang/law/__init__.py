"""Floors of law: what of a regulation lies below one, with the arithmetic and what would be allowed. Not legal advice.

``judge(regulation, law_of(chapter), day)`` gives the findings.
"""

from guiju.lang.law.finding import Both, Finding, Severity
from guiju.lang.law.judge import judge
from guiju.lang.law.procedure import lacking, steps, sums
from guiju.lang.law.statutes import Law, law_of

__all__ = ["Both", "Finding", "Law", "Severity", "judge", "lacking", "law_of", "steps", "sums"]
