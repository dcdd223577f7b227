"""The app's place in Django."""

from django.apps import AppConfig


class Notices(AppConfig):
    """See the package."""

    name = "guiju.apps.notices"
    label = "notices"
