"""Second factors and open sessions."""

from django.conf import settings
from django.db import models


class Factor(models.Model):
    """Somebody's authenticator: its key, sealed by the home's; ``step`` is the last that was used, never again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    confirmed = models.DateTimeField(null=True)
    step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user_id)


class Recovery(models.Model):
    """A code on paper that stands in for the authenticator once; only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.user_id)


class Opened(models.Model):
    """A session that somebody opened, and from where."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    session = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    address = models.CharField(max_length=64)
    agent = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"


class Link(models.Model):
    """A link by which somebody sets their password once, until a moment; only its digest is kept, and only the last."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.until}"
