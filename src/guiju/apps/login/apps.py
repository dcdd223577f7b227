"""The app's place in Django."""

from django.apps import AppConfig


class Login(AppConfig):
    """See the package."""

    name = "guiju.apps.login"
    label = "login"
