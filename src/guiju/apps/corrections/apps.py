"""The app's place in Django."""

from django.apps import AppConfig


class Corrections(AppConfig):
    """See the package."""

    name = "guiju.apps.corrections"
    label = "corrections"
