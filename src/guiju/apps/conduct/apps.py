"""The app's place in Django."""

from django.apps import AppConfig


class Conduct(AppConfig):
    """See the package."""

    name = "guiju.apps.conduct"
    label = "conduct"
