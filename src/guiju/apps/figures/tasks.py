"""What the worker does with figures; each task may run twice without harm."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.tasks import task
from django.utils.module_loading import import_string

from guiju.apps.audit.actor import worker


@task()
def run_import(run_id: int) -> None:
    """Import the files of a run, measure what they changed, and tell who computes from it."""
    from guiju.apps.figures.actions import imports, refreshing

    tell(imports.perform_import(run_id=run_id, measure=lambda going: refreshing.refresh(progress=going)))


@task()
def refresh_figures() -> None:
    """Measure what is out of date, and tell who computes from it."""
    from guiju.apps.figures.actions import refreshing

    tell(refreshing.refresh())


@task()
def follow(months: list[str]) -> None:
    """Tell who computes from figures, targets and inputs which months changed."""
    tell(date.fromisoformat(month) for month in months)


def tell(months: Iterable[date]) -> None:
    """Call each of ``GUIJU_AFTER_REFRESH``, in order, with ``months`` (first days, in order) and ``actor``."""
    changed = tuple(sorted(set(months)))
    for path in settings.GUIJU_AFTER_REFRESH if changed else ():
        import_string(path)(months=changed, actor=worker())
