"""What hands notices to the channels and sends them: a thread of the ticker, or ``python -m guiju.project.sender``."""

import logging
import signal
from threading import Event

from guiju.project import setup
from guiju.project.logs import first_line

LOG = logging.getLogger(__name__)
PAUSE = 5.0  # seconds between two looks


def main() -> None:
    """Send until stopped; what is under way is finished first."""
    setup()
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_told: stop.set())
    send_until(stop)


def send_until(stop: Event) -> None:
    """Hand over and send, again and again, until ``stop``; an error is logged and does not end it."""
    from django.db import InterfaceError, OperationalError, close_old_connections, connection

    from guiju.apps.notices.actions import handing, sending

    while not stop.is_set():
        close_old_connections()
        try:
            handing.hand_over()
            sending.send_due(stop=stop.is_set)
        except (OperationalError, InterfaceError) as error:
            LOG.warning("the database is away: %s; the next try is in %s seconds", first_line(error), PAUSE)
            connection.close()
        except Exception:
            LOG.exception("A round of sending failed; the next one is in %s seconds", PAUSE)
            connection.close()
        stop.wait(PAUSE)
    connection.close()


if __name__ == "__main__":
    main()
