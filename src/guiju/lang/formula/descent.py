"""Reads a formula that is as it should be straight from its tokens, in less than half the time that tables take.

The grammar is that of ``grammar.lark``. What does not fit it, and what is to be told to the author, is left to the
tables, which know where a formula stops making sense.
"""

from fractions import Fraction

from guiju.lang.formula import tree
from guiju.lang.formula.functions import Function
from guiju.lang.formula.lexer import Figure, Token
from guiju.lang.formula.names import Names, key_of
from guiju.lang.formula.tree import Node
from guiju.lang.text import Located, Span

MOST_TOKENS = 100  # so that nothing is nested deeper than the tables allow
_LEVELS = {"OR": 1, "AND": 2, "COMPARE": 4, "PLUS": 5, "MINUS": 5, "STAR": 6, "SLASH": 6}
_NEGATION, _COMPARISON, _SIGN = 3, 4, 7

_Argument = tuple[Node, tree.Name | None, Node | None]  # with its 按 and 其中


class _Elsewhere(Exception):  # noqa: N818 - it never leaves this module
    """The tables are to read this formula."""


def tree_of(tokens: list[Token], located: Located, names: Names) -> Node | None:
    """The tree of a formula without any problem; ``None`` when the tables are to read it."""
    if len(tokens) > MOST_TOKENS:
        return None
    reader = _Reader(tokens, located, names)
    try:
        found = reader.expression(1)
    except _Elsewhere:
        return None
    return found if reader.at == len(tokens) - 1 else None


class _Reader:
    """A place among the tokens; each method reads one thing from there on."""

    __slots__ = ("at", "names", "span", "text", "tokens")

    def __init__(self, tokens: list[Token], located: Located, names: Names) -> None:
        self.tokens = tokens
        self.text = located.text
        self.span = located.spans()
        self.names = names
        self.at = 0

    def expression(self, least: int) -> Node:
        """What binds at least as strongly as a level; the operators of one level go from left to right."""
        tokens = self.tokens
        first = tokens[self.at]
        node = self.operand(first, least)
        compared = False
        while True:
            operator = tokens[self.at]
            level = _LEVELS.get(operator.kind, 0)
            if level < least:
                return node
            if level == _COMPARISON:
                if compared:
                    raise _Elsewhere  # two comparisons in a row
                compared = True
            self.at += 1
            right = self.expression(level + 1)
            span = self.span(first.start, tokens[self.at - 1].end)
            node = tree.Binary(operator.value, node, right, span)  # type: ignore[arg-type]  # the lexer says so

    def operand(self, first: Token, least: int) -> Node:
        """A value with its signs."""
        kind = first.kind
        if kind == "NAME":
            return self.name(first)
        self.at += 1
        if kind == "FUNCTION":
            return self.call(first)
        if kind in ("NUMBER", "TEXT", "TRUTH"):
            return self.literal(first)
        if kind == "LPAR":
            node = self.expression(1)
            self.take("RPAR")
            return node
        return self.signed(first, least)

    def literal(self, token: Token) -> Node:
        """A figure, a text, 真 or 假."""
        span, value = self.span(token.start, token.end), token.value
        if isinstance(value, Figure):
            return tree.Number(value.value, value.unit, span)
        return tree.Truth(value, span) if isinstance(value, bool) else tree.Text(str(value), span)

    def signed(self, first: Token, least: int) -> Node:
        """What stands behind a sign, or behind 非 where a condition may stand."""
        if first.kind == "PLUS":
            return self.expression(_SIGN)
        if first.kind != "MINUS" and (first.kind != "NOT" or least > _NEGATION):
            raise _Elsewhere
        inner = self.expression(_SIGN if first.kind == "MINUS" else _NEGATION)
        span = self.span(first.start, self.tokens[self.at - 1].end)
        return tree.Unary("-" if first.kind == "MINUS" else "not", inner, span)

    def take(self, kind: str) -> Token:
        """The next token, which must be of a kind."""
        token = self.tokens[self.at]
        if token.kind != kind:
            raise _Elsewhere
        self.at += 1
        return token

    def name(self, first: Token) -> Node:
        """A declared name, or a column behind dots."""
        self.at += 1
        if self.tokens[self.at].kind != "DOT":
            key = key_of(text := str(first.value))
            symbol = self.names.get(key)
            return tree.Name(key_of(symbol.name) if symbol else key, text, self.span(first.start, first.end))
        parts = [self.column(first)]
        while self.tokens[self.at].kind == "DOT":
            self.at += 1
            last = self.take("NAME")
            parts.append(self.column(last))
        return tree.Path(tuple(parts), self.span(first.start, last.end))

    def column(self, token: Token) -> tree.Name:
        """A name that is none of the regulation."""
        text = str(token.value)
        return tree.Name(key_of(text), text, self.span(token.start, token.end))

    def call(self, first: Token) -> Node:
        """A function with what stands in its brackets."""
        function = first.value
        assert isinstance(function, Function)  # noqa: S101 the lexer says so
        self.take("LPAR")
        if self.tokens[self.at].kind == "RPAR":
            raise _Elsewhere
        arguments = [self.argument()]
        while self.tokens[self.at].kind == "COMMA":
            self.at += 1
            arguments.append(self.argument())
        if self.tokens[self.at].kind == "COLON":
            return self.per(first, function, arguments)
        span = self.span(first.start, self.take("RPAR").end)
        if function.english == "per" or not function.least <= len(arguments) <= function.most:
            raise _Elsewhere
        if function.aggregate and (len(arguments) == 1 or function.english in ("quantile", "distinct")):
            return _aggregate(function, arguments, span)
        if any(event or where for _, event, where in arguments):
            raise _Elsewhere
        text = self.text[first.start : first.end]
        return tree.Call(function.english, text, tuple([node for node, _, _ in arguments]), span)

    def argument(self) -> _Argument:
        """A value, perhaps with 按 and 其中."""
        node, event, where = self.expression(1), None, None
        if self.tokens[self.at].kind == "BY":
            self.at += 1
            event = self.column(self.take("NAME"))
        if self.tokens[self.at].kind == "WHERE":
            self.at += 1
            where = self.expression(1)
        return node, event, where

    def per(self, first: Token, function: Function, arguments: list[_Argument]) -> Node:
        """每, with its entities read and its value to come."""
        self.take("COLON")
        value = self.expression(1)
        span = self.span(first.start, self.take("RPAR").end)
        entities = tuple(path for node, _, _ in arguments if isinstance(path := fact(node), tree.Path))
        if function.english != "per" or len(entities) < len(arguments) or any(e or w for _, e, w in arguments[:-1]):
            raise _Elsewhere
        _, event, where = arguments[-1]
        return tree.Per(entities[0], event, where, value, span, entities[1:])


def fact(node: Node) -> Node:
    """A lone name where a fact is wanted."""
    if isinstance(node, tree.Name):
        return tree.Path((tree.Name(key_of(node.text), node.text, node.span),), node.span)
    return node


def _aggregate(function: Function, arguments: list[_Argument], span: Span) -> Node:
    (first, event, where), at, further = arguments[0], None, tuple[Node, ...]()
    if function.english == "quantile":
        number, *given = arguments[1]
        if not isinstance(number, tree.Number) or not 0 <= number.value <= 1 or any(given):
            raise _Elsewhere
        at = Fraction(number.value)
    elif function.english == "distinct" and len(arguments) > 1:
        if any(e or w for _, e, w in arguments[:-1]):
            raise _Elsewhere
        _, event, where = arguments[-1]
        further = tuple(node for node, _, _ in arguments[1:])
    argument = fact(first) if function.english == "count" else first
    return tree.Aggregate(function.english, argument, at, event, where, span, further)  # type: ignore[arg-type]
