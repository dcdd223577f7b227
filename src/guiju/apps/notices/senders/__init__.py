"""Sending a message by each kind of channel; only the process that sends loads what this needs."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from guiju.apps.notices.answers import Answer
from guiju.apps.notices.kinds import Kind, Service
from guiju.apps.notices.senders import dingtalk, feishu, mail, robots, wecom
from guiju.apps.notices.values import Message, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

Send = Callable[[str, Message], Answer]
_BY_KIND: dict[str, Callable[[Way, str, Message], Answer]] = {
    Kind.WECOM: wecom.send,
    Kind.DINGTALK: dingtalk.send,
    Kind.FEISHU: feishu.send,
}
_BY_SERVICE: dict[str, Callable[[Way, Message], Answer]] = {
    Service.WECOM: robots.to_wecom,
    Service.DINGTALK: robots.to_dingtalk,
    Service.FEISHU: robots.to_feishu,
}


def opened(way: Way) -> AbstractContextManager[Send]:
    """A channel ready to send: called with whom a message is for and the message, it gives what became of it."""
    return mail.opened(way) if way.kind == Kind.EMAIL else _stateless(way)


@contextmanager
def _stateless(way: Way) -> "Iterator[Send]":
    def send(to: str, message: Message) -> Answer:
        if way.kind != Kind.ROBOT:
            return _BY_KIND[way.kind](way, to, message)
        if way.settings["service"] == Service.OTHER:
            from guiju.apps.notices.senders import others  # loads Apprise

            return others.send(way, message)
        return _BY_SERVICE[way.settings["service"]](way, message)

    yield send
