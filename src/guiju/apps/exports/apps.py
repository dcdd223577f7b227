"""The app's place in Django."""

from django.apps import AppConfig


class Exports(AppConfig):
    """See the package."""

    name = "guiju.apps.exports"
    label = "exports"
