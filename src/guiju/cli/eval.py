"""guiju eval: the value of one formula, exactly."""

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from unicodedata import east_asian_width

from guiju.cli.language import Language, language
from guiju.lang import formula as formulas
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.format import decimal
from guiju.lang.formula.names import Symbol, half_width, key_of
from guiju.lang.formula.operations import MismatchError
from guiju.lang.formula.problems import mend, message
from guiju.lang.formula.scope import Row
from guiju.lang.formula.trace import NOTES, Trace
from guiju.lang.formula.types import ANY, Type
from guiju.lang.text import Located, Source, Span
from guiju.lang.values import Missing, Value, Why

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CURRENCY = "¥￥"
_MISSING = frozenset({"缺失", "missing"})
_LIKE_A_FIGURE = re.compile(r"[-+.]?[0-9]")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("formula", metavar="FORMULA", help="公式 (a formula)")
    parser.add_argument(
        "--set",
        dest="given",
        action="append",
        default=[],
        metavar="N=V",
        help="名称的值，如 甲=110%%、乙=¥1,234.50、丙=缺失 (the value of a name)",
    )
    parser.add_argument("--trace", action="store_true", help="写出每一步 (show every step, on stderr)")
    parser.add_argument("--exact", action="store_true", help="用分数表示 (print a fraction)")
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the value; 1 when it is missing, 2 when the formula or a given value cannot be read."""
    spoken = language(args.lang)
    given = _given(args.given)
    if isinstance(given, str):
        both = (
            f"读不懂 --set {given}；写成 名称=值，每个名称一次",
            f"cannot read --set {given}; write NAME=VALUE, each name once",
        )
        return _refuse(both[spoken == "en"])
    located = Located.whole(args.formula)
    names = {key: Symbol(name, type_) for key, (name, _, type_) in given.items()}
    formula, problems = formulas.read(located, names)
    if formula is None or problems:
        return _refuse("\n".join(_shown(problem, located.source, spoken) for problem in problems))
    scope = Given({key: value for key, (_, value, _) in given.items()})
    try:
        value = formulas.compile_exact(formula.tree)(scope)
    except MismatchError as mismatch:
        both = "这里的几个值不能放在一起计算", "these values cannot be computed with each other"
        return _refuse(both[spoken == "en"] + "\n" + caret(located.source, mismatch.span))
    if args.trace:
        _print_trace(formulas.trace(formula, scope), spoken)
    print(_written(value, spoken, exact=args.exact))
    if isinstance(value, Missing):
        from guiju.engines.lacking import lines

        return _refuse("\n".join(lines(value, spoken)), code=1)
    return 0


@dataclass(frozen=True, slots=True)
class Given:
    """A scope of the values on the command line; there are no rows, and earlier periods are not known."""

    values: Mapping[str, Value]

    def name(self, key: str) -> Value:
        """The value given; the check has seen to it that there is one."""
        return self.values[key]

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:  # noqa: ARG002 - as a scope asks
        """No rows."""
        return Missing.because(Why.NOT_COVERED, fact)

    def previous(self, periods: int) -> "Given":  # noqa: ARG002 - as a scope asks
        """Every name is missing."""
        return Given({key: Missing.because(Why.NO_PREVIOUS, key) for key in self.values})


def _refuse(text: str, code: int = 2) -> int:
    print(text, file=sys.stderr)
    return code


def _given(written: Sequence[str]) -> dict[str, tuple[str, Value, Type]] | str:
    """Names by identity with their values and types, or the first that cannot be read or was given before."""
    given: dict[str, tuple[str, Value, Type]] = {}
    for each in written:
        equals = half_width(each).find("=")
        name, text = each[:equals].strip().removeprefix("「").removesuffix("」"), each[equals + 1 :].strip()
        found = _value(name, text)
        if equals < 0 or not key_of(name) or found is None or key_of(name) in given:
            return each
        given[key_of(name)] = (name, *found)
    return given


def _value(name: str, text: str) -> tuple[Value, Type] | None:
    """A value as people write it, with a type when a unit says so; ``None`` for a figure that cannot be read."""
    if key_of(text) in _MISSING:
        return Missing.because(Why.UNKNOWN, name), ANY
    moment = _moment(text)
    if moment is not None:
        return moment, ANY
    plain = _THOUSANDS.sub("", text.lstrip(_CURRENCY))
    formula, problems = formulas.read(Located.whole(plain), {})
    if formula is not None and not problems:
        return formulas.compile_exact(formula.tree)(Given({})), formula.type if any(formula.type.dimensions) else ANY
    return None if plain != text or _LIKE_A_FIGURE.match(plain) or not text else (text, ANY)


def _moment(text: str) -> Value | None:
    """A date, or a date and time."""
    try:
        return datetime.fromisoformat(text) if ":" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _written(value: Value, language: Language, *, exact: bool) -> str:
    """A value alone on its line: shortest exact decimal, else 12 significant digits."""
    if isinstance(value, Missing):
        return "缺失" if language == "zh" else "missing"
    if isinstance(value, bool):
        return ("真" if value else "假") if language == "zh" else str(value).lower()
    if isinstance(value, Fraction):
        return str(value) if exact else decimal(value)
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)


def _shown(problem: Diagnostic, source: Source, language: Language) -> str:
    """A problem with its place; an unknown name is mended by --set."""
    advice = mend(problem, language)
    if problem.code == "F201":
        more = "用 --set {0}=值 给它一个值", "give it a value with --set {0}=VALUE"
        advice = more[language == "en"].format(problem.quote)
    between = "；" if language == "zh" else "; "
    return message(problem, language) + between + advice + "\n" + caret(source, problem.span)


def caret(source: Source, span: Span) -> str:
    """The line that a span begins in, and a line of carets under it; a Chinese character is two columns wide."""
    line = source.line(span.line)
    before, inside = line[: span.column - 1], line[span.column - 1 :][: max(span.end - span.start, 1)]
    return f"  {line}\n  {' ' * _width(before)}{'^' * max(_width(inside), 1)}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _print_trace(trace: Trace, language: Language, depth: int = 0) -> None:
    """Every step on a line of stderr, indented by its depth."""
    note = f"  # {NOTES[trace.note][language == 'en']}" if trace.note else ""
    value = "" if trace.value is None else f" = {_written(trace.value, language, exact=False)}"
    print(f"{'  ' * depth}{trace.text}{value}{note}", file=sys.stderr)
    for child in trace.children:
        _print_trace(child, language, depth + 1)
