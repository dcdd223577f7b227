"""The app's place in Django."""

from django.apps import AppConfig


class Records(AppConfig):
    """See the package."""

    name = "guiju.apps.records"
    label = "records"
