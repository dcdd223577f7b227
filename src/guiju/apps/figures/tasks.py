"""What the worker does with figures; each task may run twice without harm."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.tasks import task
from django.utils.module_loading import import_string

from guiju.apps.audit.actor import worker


@task()
def follow(months: list[str]) -> None:
    """Tell whoever computes from figures, in the order of ``GUIJU_AFTER_REFRESH``, which months changed."""
    tell(date.fromisoformat(month) for month in months)


def tell(months: Iterable[date]) -> None:
    """Call each follower with ``months`` (first days, in order) and ``actor``."""
    changed = tuple(sorted(set(months)))
    for path in settings.GUIJU_AFTER_REFRESH if changed else ():
        import_string(path)(months=changed, actor=worker())
