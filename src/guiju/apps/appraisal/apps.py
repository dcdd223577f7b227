"""The app's place in Django."""

from django.apps import AppConfig


class Appraisal(AppConfig):
    """See the package."""

    name = "guiju.apps.appraisal"
    label = "appraisal"
