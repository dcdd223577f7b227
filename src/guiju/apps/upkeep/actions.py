"""Saying that one is alive. The wall clock counts here, not the one that a demo stops."""

import logging
import socket
import threading

from django.db import Error, connection
from django.utils import timezone

from guiju.apps.upkeep.models import Pulse

EVERY = 20.0  # seconds between two beats
log = logging.getLogger("guiju.pulse")


def beat(name: str) -> None:
    """This process was alive just now."""
    host = socket.gethostname()[:100]
    Pulse.objects.update_or_create(name=name, host=host, defaults={"at": timezone.now()})


def beat_until(name: str, stopped: threading.Event) -> None:
    """Beat until stopped; a database that is away is tried again."""
    while not stopped.is_set():
        try:
            beat(name)
        except Error:
            log.warning("no pulse could be written; the next try is in %s seconds", EVERY)
        connection.close()
        stopped.wait(EVERY)
