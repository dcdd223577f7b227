"""The app's place in Django."""

from django.apps import AppConfig


class Impact(AppConfig):
    """See the package."""

    name = "guiju.apps.impact"
    label = "impact"
