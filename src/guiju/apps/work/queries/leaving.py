"""What somebody who leaves has still to hand over."""

from guiju.apps.work import models


def open_work(number: str) -> int:
    """How many pieces of work somebody answers for that are not done."""
    found = models.Work.objects.filter(closed__isnull=True, done__isnull=True, accountable__number=number)
    return found.count()
