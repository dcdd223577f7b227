"""Views that people keep."""

from guiju.apps.insight import models
from guiju.apps.insight.values import SavedView


def view(view_id: int) -> SavedView | None:
    """One view."""
    row = models.SavedView.objects.filter(pk=view_id).first()
    return _value(row) if row else None


def views(most: int = 100) -> list[SavedView]:
    """All views by name: a question is no secret, its answer depends on who asks."""
    return [_value(row) for row in models.SavedView.objects.all()[:most]]


def _value(row: models.SavedView) -> SavedView:
    names = ("id", "name", "query", "user_id", "by", "at", "version")
    return SavedView(**{name: getattr(row, name) for name in names})
