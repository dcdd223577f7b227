"""Every text of the interface is Chinese in the source and has its English in a catalogue beside it."""

import ast
import re
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType

from guiju.project import messages
from house import files

CALLS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "_"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT = "\x04"  # stands between a context and its message
CJK = re.compile(r"[\u3400-\u9fff]")
QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""


def english() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in files.texts(".po", under="src/"):
        found |= messages.entries(text, name)
    return found


def in_python() -> Iterator[tuple[str, str]]:
    """Where each message id of a gettext call stands, and the id, after its context as catalogues key it."""
    for name, tree in files.python(under="src/"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            strings = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if called in CALLS and strings:
                place = f"{name}:{node.lineno}"
                with_context = called in WITH_CONTEXT and len(strings) > 1
                yield place, CONTEXT.join(strings[:2]) if with_context else strings[0]


def in_templates() -> Iterator[tuple[str, str]]:
    for name, text in files.texts(".html", ".txt", under="src/guiju/web/"):
        tokens = Lexer(text).tokenize()
        for token in tokens:
            words = token.contents.split()
            if token.token_type == TokenType.BLOCK and words[0] in {"blocktranslate", "blocktrans"}:
                yield from (
                    (f"{name}:{token.lineno}", said) for said in block(tokens, token, trimmed="trimmed" in words)
                )
            elif token.token_type == TokenType.BLOCK and words[0] in {"translate", "trans"}:
                said = [quoted[1:-1] for quoted in re.findall(QUOTED, token.contents)]
                yield f"{name}:{token.lineno}", CONTEXT.join(said[1::-1]) if "context" in words else said[0]
            elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
                quoted = re.findall(r"_\(" + QUOTED + r"\)", token.contents)
                yield from ((f"{name}:{token.lineno}", q[1:-1]) for q in quoted)


def block(tokens: list[Token], opening: Token, *, trimmed: bool) -> Iterator[str]:
    """The message ids of a blocktranslate: one, or two with a plural."""
    said = ""
    for token in tokens[tokens.index(opening) + 1 :]:
        if token.token_type == TokenType.BLOCK:
            yield " ".join(line.strip() for line in said.strip().splitlines()) if trimmed else said
            if token.contents != "plural":
                return
            said = ""
        else:
            said += f"%({token.contents})s" if token.token_type == TokenType.VAR else token.contents


def test_every_text_has_its_english():
    known = {key.partition("\x00")[0] for key in english()}
    plurals = {key.rpartition(CONTEXT)[2].partition("\x00")[2] for key in english()}

    missing = [
        (place, text) for place, text in [*in_python(), *in_templates()] if text.strip() and text not in known | plurals
    ]

    assert missing == []


def test_english_is_english():
    assert {key: text for key, text in english().items() if CJK.search(text) and key not in SPOKEN} == {}


# Chinese words that stand as they are in English, such as the product's own name.
SPOKEN: set[str] = {"规矩"}


def test_templates_hold_no_chinese_outside_translate_tags():
    raw = []
    for name, text in files.texts(".html", under="src/guiju/web/"):
        inside = False
        for token in Lexer(text).tokenize():
            tag = token.contents.split(None, 1)[0] if token.contents.split() else ""
            if token.token_type == TokenType.BLOCK and tag in {"blocktranslate", "blocktrans", "comment"}:
                inside = True
            elif token.token_type == TokenType.BLOCK and tag.startswith(("endblocktrans", "endcomment")):
                inside = False
            elif token.token_type == TokenType.TEXT and not inside and CJK.search(token.contents):
                raw.append(f"{name}:{token.lineno}: {token.contents.strip()[:40]}")
            elif not inside and (joined := JOINED.search(_bare(token))):
                raw.append(f"{name}:{token.lineno}: {joined.group()} stands as it is: say it by a point or listed")
    assert raw == []


# Marks that are set otherwise in English: a page says them by {% point %} and the filter listed.
JOINED = re.compile(r"[、，。；：（）「」《》]")


def _bare(token: Token) -> str:
    """What of a token comes onto the page as it is: its text, or what a filter joins with."""
    if token.token_type == TokenType.TEXT:
        return token.contents
    return "".join(re.findall(r'\|join:"([^"]*)"', token.contents)) if token.token_type == TokenType.VAR else ""


def test_equal_texts_read_alike_in_english():
    said: dict[str, dict[str, list[str]]] = {}
    for name, text in files.texts(".po", under="src/"):
        for key, value in messages.entries(text, name).items():
            said.setdefault(key, {}).setdefault(value, []).append(name)

    assert {key: by for key, by in said.items() if len(by) > 1} == {}


# One word for one idea (docs/reference/glossary.md): what is not said, and what is said in its place.
OTHERWISE = {"已存": "已保存", "超时": "逾期", "存好": "保存", "存下": "保存", "过期了": "已过期", "改好了": "已保存"}


def test_one_idea_has_one_word():
    said = [*in_python(), *in_templates()]

    assert [(place, text) for place, text in said for word in OTHERWISE if word in text] == []
