"""The app's place in Django."""

from django.apps import AppConfig


class Audit(AppConfig):
    """See the package."""

    name = "guiju.apps.audit"
    label = "audit"
