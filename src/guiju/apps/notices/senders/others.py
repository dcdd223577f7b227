"""Any other robot that Apprise knows, by its address: the one place that loads Apprise."""

import logging

import apprise

from guiju.apps.notices.answers import Answer, Outcome, from_error, trouble
from guiju.apps.notices.kinds import OTHERS, other
from guiju.apps.notices.outward import InsideError, watched
from guiju.apps.notices.senders import texts
from guiju.apps.notices.values import Message, Way

logging.getLogger("apprise").propagate = False  # it tells addresses; what it says of a failure is in its result


def send(way: Way, message: Message) -> Answer:
    """Send plain text to an address as Apprise writes it; whether it went is all that Apprise knows."""
    asset = apprise.AppriseAsset(
        app_id="Guiju", async_mode=False, http_redirects=False, secure_logging=True, storage_mode="memory"
    )
    box = apprise.Apprise(asset=asset)
    if not other(way.secret["url"]) or not box.add(way.secret["url"]) or not _speaks_to_the_web(box):
        return trouble("address")
    body = "\n".join(f"{texts.one_line(line.text)} {line.url}".strip() for line in message.lines)
    with watched() as refused:
        result = box.notify(
            body=body,
            title=texts.one_line(message.title),
            body_format=apprise.NotifyFormat.TEXT.value,
            log_level=logging.WARNING,
        )
    if refused:
        return from_error(InsideError(refused[0]))
    if result:
        return Answer(Outcome.SENT)
    return Answer(Outcome.DOWN, " ".join(entry.message for entry in result.logs()), unsure=True)


def _speaks_to_the_web(box: apprise.Apprise) -> bool:
    """Whether what an address was read as is one of the services that we allow; an address may lead to another."""
    known = {name for robot in box for name in (robot.protocol, robot.secure_protocol) for name in _names(name)}
    return len(box) == 1 and bool(known) and known <= OTHERS


def _names(protocol: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (protocol,) if isinstance(protocol, str) else tuple(protocol or ())
