"""What an answer of a messenger's API means."""

from collections.abc import Collection
from dataclasses import dataclass

from guiju.apps.notices.answers import Answer, Outcome
from guiju.apps.notices.outward import Reply

TOO_MANY = 429
BUSY = frozenset({500, 502, 503, 504})
GOOD = range(200, 300)
RATE_HEADERS = ("x-ogw-ratelimit-reset", "retry-after")
MOST_AFTER = 3600


@dataclass(frozen=True, slots=True)
class Codes:
    """How a messenger numbers its answers: ``code`` and ``words`` name the fields that hold number and text.

    ``slower`` are the numbers that ask us to wait ``pause`` seconds, ``nobody`` those that know no such receiver.
    """

    code: str
    words: str
    slower: Collection[int] = ()
    pause: int = 60
    nobody: Collection[int] = ()


def judged(reply: Reply, codes: Codes) -> Answer:
    """What became of a message, by status and by the number in the answer; 0 is good."""
    number = reply.data.get(codes.code)
    text = said(reply, codes)
    if reply.status == TOO_MANY or number in codes.slower:
        return Answer(Outcome.DOWN, text, after=wait(reply) or codes.pause)
    if number in codes.nobody:
        return Answer(Outcome.NEVER, text)
    if reply.status in GOOD and number == 0:
        return Answer(Outcome.SENT, text)
    return Answer(Outcome.DOWN, text)


def said(reply: Reply, codes: Codes) -> str:
    """The other side's own words, with its number; the beginning of the answer when it is in no form we know."""
    if codes.code in reply.data:
        return f"{reply.data[codes.code]} {reply.data.get(codes.words, '')}".strip()
    return f"HTTP {reply.status} {reply.text[:200]}".strip()


def wait(reply: Reply) -> int:
    """How many seconds an answer asks us to wait; 0 when it does not say."""
    told = next((reply.headers[name] for name in RATE_HEADERS if name in reply.headers), "")
    return min(int(told[:9]), MOST_AFTER) if told.isdecimal() and told.isascii() else 0
