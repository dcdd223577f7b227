"""The app's place in Django."""

from django.apps import AppConfig


class Intake(AppConfig):
    """See the package."""

    name = "guiju.apps.intake"
    label = "intake"
