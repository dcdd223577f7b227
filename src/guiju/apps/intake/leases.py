"""One machine at a time: whoever has the lease looks, the others pass on."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from guiju.apps.intake import models

HELD = timedelta(minutes=5)  # how long one who says nothing any more keeps the others out


class LostError(Exception):
    """Another machine took over, because this one was silent for too long."""


def me() -> str:
    """This process."""
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def held(name: str, holder: str = "") -> Iterator[bool]:
    """Have the lease within; False when another one has it. ``renew`` it in between, or lose it."""
    who = holder or me()
    models.Lease.objects.get_or_create(name=name)
    try:
        renew(name, who)
    except LostError:
        yield False
        return
    try:
        yield True
    finally:
        models.Lease.objects.filter(name=name, holder=who).update(holder="", until=None)


def renew(name: str, holder: str = "") -> None:
    """Have it for another while, by the clock of the database; ``LostError`` when another one has it."""
    who = holder or me()
    free = Q(holder__in=("", who)) | Q(until__isnull=True) | Q(until__lt=Now())
    if not models.Lease.objects.filter(free, name=name).update(holder=who, until=Now() + HELD):
        raise LostError
