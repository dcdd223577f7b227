"""The app's place in Django."""

from django.apps import AppConfig


class Formats(AppConfig):
    """See the package."""

    name = "guiju.apps.formats"
    label = "formats"
