"""The app's place in Django."""

from django.apps import AppConfig


class Costs(AppConfig):
    """See the package."""

    name = "guiju.apps.costs"
    label = "costs"
