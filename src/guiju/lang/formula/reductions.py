"""Tokens to syntax tree by the tables of the grammar: for formulas with a fault, which is told, and very long ones."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import grammar, tree
from guiju.lang.formula.descent import fact
from guiju.lang.formula.functions import MANY, Function
from guiju.lang.formula.lexer import Figure, Token
from guiju.lang.formula.names import Names, glued_word, key_of
from guiju.lang.formula.problems import problem
from guiju.lang.formula.stuck import explain
from guiju.lang.formula.tree import Node
from guiju.lang.text import Located, Span

MOST_DEPTH = 100


@dataclass(frozen=True, slots=True)
class _Argument:
    """An argument with its 按 and 其中."""

    node: Node
    event: tree.Name | None = None
    where: Node | None = None


@dataclass(slots=True)
class _Part:
    """A value on the parser's stack with its place; brackets widen the place, not the node's span."""

    start: int
    end: int
    value: "Token | Node | _Argument | list[_Argument]"
    depth: int = 0


@dataclass(slots=True)
class _Reader:
    """Builds nodes bottom up and collects what is wrong on the way."""

    located: Located
    names: Names
    problems: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, start: int, end: int, near: tuple[str, ...] = (), **data: str) -> None:
        self.problems.append(problem(code, self.located.source, self.located.span(start, end), data, near))

    def reduce(self, action: str, parts: list[_Part]) -> _Part:
        start, end = parts[0].start, parts[-1].end
        depth = parts[0].depth
        for part in parts:
            depth = max(depth, part.depth)
        value = _ACTIONS[action](self, parts)
        return _Part(start, end, value, depth if action in _FLAT else depth + 1)

    def name(self, part: _Part) -> tree.Name:
        token = _token(part)
        text = str(token.value)
        key = key_of(text)
        symbol = self.names.get(key)
        return tree.Name(key_of(symbol.name) if symbol else key, text, self.located.span(part.start, part.end))

    def column(self, part: _Part) -> tree.Name:
        text = str(_token(part).value)
        return tree.Name(key_of(text), text, self.located.span(part.start, part.end))


def by_tables(found: list[Token], located: Located, names: Names) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of tokens as the tables of the grammar have it, or the reason why there is none."""
    reader = _Reader(located, names)
    parts = [_Part(token.start, token.end, token) for token in found]
    result = grammar.run([token.kind for token in found], parts, reader.reduce)
    if isinstance(result, grammar.Stuck):
        if not reader.problems:
            stuck = explain(found, result.position)
            reader.report(stuck.code, stuck.start, stuck.end, stuck.near)
        return None, tuple(reader.problems)
    if result.depth > MOST_DEPTH:
        reader.report("F110", 0, len(located.text))
    return (None if reader.problems else _node(result)), tuple(reader.problems)


def _token(part: _Part) -> Token:
    assert isinstance(part.value, Token)  # noqa: S101 the grammar says so
    return part.value


def _node(part: _Part) -> Node:
    assert not isinstance(part.value, (Token, _Argument, list))  # noqa: S101 the grammar says so
    return part.value


def _span(reader: _Reader, parts: list[_Part]) -> Span:
    return reader.located.span(parts[0].start, parts[-1].end)


def _number(reader: _Reader, parts: list[_Part]) -> Node:
    figure = _token(parts[0]).value
    assert isinstance(figure, Figure)  # noqa: S101 the lexer says so
    return tree.Number(figure.value, figure.unit, _span(reader, parts))


def _text(reader: _Reader, parts: list[_Part]) -> Node:
    return tree.Text(str(_token(parts[0]).value), _span(reader, parts))


def _truth(reader: _Reader, parts: list[_Part]) -> Node:
    return tree.Truth(bool(_token(parts[0]).value), _span(reader, parts))


def _name(reader: _Reader, parts: list[_Part]) -> Node:
    return reader.name(parts[0])


def _path(reader: _Reader, parts: list[_Part]) -> Node:
    return tree.Path((reader.column(parts[0]), reader.column(parts[2])), _span(reader, parts))


def _longer_path(reader: _Reader, parts: list[_Part]) -> Node:
    path = _node(parts[0])
    assert isinstance(path, tree.Path)  # noqa: S101 the grammar says so
    return tree.Path((*path.parts, reader.column(parts[2])), _span(reader, parts))


def _unary(reader: _Reader, parts: list[_Part]) -> Node:
    operator = "not" if _token(parts[0]).kind == "NOT" else "-"
    return tree.Unary(operator, _node(parts[1]), _span(reader, parts))  # type: ignore[arg-type]  # one of the two


def _binary(reader: _Reader, parts: list[_Part]) -> Node:
    operator = str(_token(parts[1]).value)
    return tree.Binary(operator, _node(parts[0]), _node(parts[2]), _span(reader, parts))  # type: ignore[arg-type]


def _comparison(reader: _Reader, parts: list[_Part]) -> Node:
    left = parts[0]
    if isinstance(left.value, tree.Binary) and left.value.operator in _COMPARISONS and not _bracketed(reader, left):
        middle = left.value.right
        if isinstance(middle, tree.Name) and middle.key not in reader.names and glued_word(middle.text):
            word = glued_word(middle.text)
            reader.problems.append(problem("F202", reader.located.source, middle.span, {"word": word}))
        else:
            reader.report("F109", left.start, parts[2].end)
    return _binary(reader, parts)


_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


def _bracketed(reader: _Reader, part: _Part) -> bool:
    return reader.located.span(part.start, part.end) != _node(part).span


def _inner(_: _Reader, parts: list[_Part]) -> Node:
    return _node(parts[1])


def _argument(reader: _Reader, parts: list[_Part]) -> _Argument:
    if len(parts) == 1:
        return _Argument(_node(parts[0]))
    kinds = [part.value.kind if isinstance(part.value, Token) else "" for part in parts]
    event = reader.column(parts[kinds.index("BY") + 1]) if "BY" in kinds else None
    where = _node(parts[kinds.index("WHERE") + 1]) if "WHERE" in kinds else None
    return _Argument(_node(parts[0]), event, where)


def _first(_: _Reader, parts: list[_Part]) -> list[_Argument]:
    assert isinstance(parts[0].value, _Argument)  # noqa: S101 the grammar says so
    return [parts[0].value]


def _more(_: _Reader, parts: list[_Part]) -> list[_Argument]:
    assert isinstance(parts[0].value, list)  # noqa: S101 the grammar says so
    assert isinstance(parts[2].value, _Argument)  # noqa: S101
    return [*parts[0].value, parts[2].value]


def _function(part: _Part) -> Function:
    function = _token(part).value
    assert isinstance(function, Function)  # noqa: S101 the lexer says so
    return function


def _per(reader: _Reader, parts: list[_Part]) -> Node:
    arguments = parts[2].value
    assert isinstance(arguments, list)  # noqa: S101 the grammar says so
    span = _span(reader, parts)
    *before, last = arguments
    entities = tuple(path for one in arguments if isinstance(path := fact(one.node), tree.Path))
    lone = len(entities) == len(arguments) and not any(one.event or one.where for one in before)
    if _function(parts[0]).english != "per" or not lone:
        reader.report("F112", parts[0].start, parts[-1].end)
        return tree.Truth(value=False, span=span)
    return tree.Per(entities[0], last.event, last.where, _node(parts[4]), span, entities[1:])


def _wanted(least: int, most: int) -> tuple[str, str]:
    """How many arguments a function takes, in Chinese and English words."""
    if least == most:
        return str(least), str(least)
    if most >= MANY:
        return f"至少 {least}", f"at least {least}"
    return f"{least} 到 {most}", f"{least} to {most}"


def _call(reader: _Reader, parts: list[_Part]) -> Node:
    function = _function(parts[0])
    arguments = parts[2].value if len(parts) > 3 else []  # noqa: PLR2004 name, brackets, arguments
    assert isinstance(arguments, list)  # noqa: S101 the grammar says so
    span, name = _span(reader, parts), parts[0]
    if function.english == "per":
        reader.report("F112", name.start, parts[-1].end)
    elif not function.least <= len(arguments) <= function.most:
        wanted, english = _wanted(function.least, function.most)
        reader.report("F108", name.start, name.end, wanted=wanted, wanted_en=english, found=str(len(arguments)))
    elif function.aggregate and (len(arguments) == 1 or function.english in ("quantile", "distinct")):
        return _aggregate(reader, function, parts, arguments)
    else:
        for argument in arguments:
            if argument.event or argument.where:
                mark = argument.event.span if argument.event else argument.where.span  # type: ignore[union-attr]
                reader.problems.append(problem("F111", reader.located.source, mark))
        text = reader.located.text[name.start : name.end]
        return tree.Call(function.english, text, tuple(argument.node for argument in arguments), span)
    return tree.Truth(value=False, span=span)


def _aggregate(reader: _Reader, function: Function, parts: list[_Part], arguments: list[_Argument]) -> Node:
    span, first, at = _span(reader, parts), arguments[0], None
    if function.english == "quantile":
        second = arguments[1]
        number = second.node
        if not (isinstance(number, tree.Number) and 0 <= number.value <= 1 and second.event is second.where is None):
            reader.problems.append(problem("F115", reader.located.source, number.span))
            return tree.Truth(value=False, span=span)
        at = Fraction(number.value)
    others = arguments[1:] if function.english == "distinct" else []
    last = others[-1] if others else first
    for one in [first, *others][:-1]:
        if one.event or one.where:
            mark = one.event.span if one.event else one.where.span  # type: ignore[union-attr]  # one of the two
            reader.problems.append(problem("F111", reader.located.source, mark))
    argument = fact(first.node) if function.english == "count" else first.node
    further = tuple(one.node for one in others)
    return tree.Aggregate(function.english, argument, at, last.event, last.where, span, further)  # type: ignore[arg-type]


_FLAT = frozenset({"group", "positive", "first", "more", "plain"})
_Action = Callable[[_Reader, list[_Part]], "Node | _Argument | list[_Argument]"]
_ACTIONS: dict[str, _Action] = {
    "number": _number,
    "text": _text,
    "truth": _truth,
    "name": _name,
    "path": _path,
    "longer_path": _longer_path,
    "unary": _unary,
    "binary": _binary,
    "comparison": _comparison,
    "group": _inner,
    "positive": _inner,
    "first": _first,
    "more": _more,
    "plain": _argument,
    "timed": _argument,
    "filtered": _argument,
    "timed_filtered": _argument,
    "call": _call,
    "per": _per,
}
