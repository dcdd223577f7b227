"""Sentences of a text that demand something where no rule sees to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from guiju.lang.needs import TEXT_KINDS
from guiju.lang.regulation import Clause, Regulation

WORDS = re.compile(
    "必须|不得|严禁|禁止|应当|(?<!必)须(?![知要])|(?<![供反响对相适效感答])应(?![用对急聘变酬答付收激和季商])"
)
_SENTENCE = re.compile(r"[^。；！\n]+[。；！]?")
_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"</(?:p|li|h\d|td|tr|blockquote)>|<br ?/?>")


@dataclass(frozen=True, slots=True)
class Demand:
    """A sentence that says 必须, 须, 不得 or 应, in a clause without a rule that something executes."""

    clause: str
    sentence: str


def demands(regulation: Regulation) -> tuple[Demand, ...]:
    """All such sentences in the order of the document."""
    return tuple(
        Demand(clause.id, sentence)
        for clause in regulation.clauses
        if all(kind in TEXT_KINDS for kind, _name in clause.rules)
        for sentence in _sentences(clause)
        if WORDS.search(sentence)
    )


def _sentences(clause: Clause) -> Iterator[str]:
    text = unescape(_TAG.sub("", _BREAK.sub("\n", clause.body_html)))
    yield from filter(None, (found[0].strip() for found in _SENTENCE.finditer(text)))
