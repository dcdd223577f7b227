"""The app's place in Django."""

from django.apps import AppConfig


class Insight(AppConfig):
    """See the package."""

    name = "guiju.apps.insight"
    label = "insight"
