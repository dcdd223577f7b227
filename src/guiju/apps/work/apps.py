"""The app's place in Django."""

from django.apps import AppConfig


class Work(AppConfig):
    """See the package."""

    name = "guiju.apps.work"
    label = "work"
