"""The app's place in Django."""

from django.apps import AppConfig


class Figures(AppConfig):
    """See the package."""

    name = "guiju.apps.figures"
    label = "figures"
