"""What the worker does with costs; safe to run twice."""

from django.tasks import task


@task()
def publish() -> None:
    """Tell the lake what was stated, measure again what it changed, and count what still has no cost."""
    from guiju.apps.costs import telling
    from guiju.apps.figures.actions import refreshing
    from guiju.apps.figures.tasks import tell

    if telling.tell_lake():
        tell(refreshing.refresh())
        telling.count_sales()
