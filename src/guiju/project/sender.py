"""What hands notices to the channels and sends them: ``python -m guiju.project.sender``, or beside the ticker."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from guiju.project import setup

LOG = logging.getLogger(__name__)
PAUSE = 5.0  # seconds between two looks
PATIENCE = 15.0  # seconds that a message under way gets when we are stopped


def main() -> None:
    """Send until stopped; what is under way is finished first."""
    setup()
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_told: stop.set())
    send_until(stop)


@contextmanager
def beside() -> Iterator[None]:
    """Send in a thread for as long as the block; slow receivers do not hold up what else the process does."""
    stop = Event()
    thread = Thread(target=send_until, args=(stop,), name="sender", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)


def send_until(stop: Event) -> None:
    """Hand over and send, again and again, until ``stop``; an error is logged and does not end it."""
    from django.db import close_old_connections, connection

    from guiju.apps.notices.actions import handing, sending

    while not stop.is_set():
        close_old_connections()
        try:
            handing.hand_over()
            sending.send_due(stop=stop.is_set)
        except Exception:
            LOG.exception("A round of sending failed")
        stop.wait(PAUSE)
    connection.close()


if __name__ == "__main__":
    main()
