"""The app's place in Django."""

from django.apps import AppConfig


class People(AppConfig):
    """See the package."""

    name = "guiju.apps.people"
    label = "people"
