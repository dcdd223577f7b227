"""The app's place in Django."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """See the package."""

    name = "guiju.apps.publishing"
    label = "publishing"
