"""The app's place in Django."""

from django.apps import AppConfig


class Rulebook(AppConfig):
    """See the package."""

    name = "guiju.apps.rulebook"
    label = "rulebook"
