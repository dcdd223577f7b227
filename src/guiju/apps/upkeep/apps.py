"""The app's place in Django."""

from django.apps import AppConfig


class Upkeep(AppConfig):
    """See the package."""

    name = "guiju.apps.upkeep"
    label = "upkeep"
