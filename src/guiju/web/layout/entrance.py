"""Who may enter a place: the apps' own rules, by the names that the navigation uses."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

User = AbstractBaseUser | AnonymousUser


def everybody(user: User) -> bool:
    """Whoever has signed in."""
    return user.is_authenticated


def people(user: User) -> bool:
    """Leaders and HR."""
    return user.is_authenticated


def setup(user: User) -> bool:
    """Administrators."""
    return user.is_authenticated
