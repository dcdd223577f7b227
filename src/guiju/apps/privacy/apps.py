"""The app's place in Django."""

from django.apps import AppConfig


class Privacy(AppConfig):
    """See the package."""

    name = "guiju.apps.privacy"
    label = "privacy"
