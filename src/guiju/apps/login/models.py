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


class Passkey(models.Model):
    """A key that a device or a password manager holds for somebody; here lies its public half alone.

    ``digest`` is the hash of the credential's id, ``handle`` what the device calls its owner (the same for all keys of
    one person, and nothing that tells who it is), ``counter`` the highest that it has signed with.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    handle = models.CharField(max_length=64)
    counter = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    made = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """Another house by which people sign in; ``settings`` are plain, ``secret`` is sealed by the home's key."""

    class Kind(models.TextChoices):
        WECOM = "wecom"
        DINGTALK = "dingtalk"
        FEISHU = "feishu"
        OIDC = "oidc"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=60, unique=True)
    settings = models.JSONField(default=dict)
    secret = models.BinaryField(default=bytes)
    on = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """What another house calls somebody, for good: a person is one there, and one there is one person here."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=255)
    made = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_once_there"),
            models.UniqueConstraint(fields=["provider", "user"], name="identity_once_here"),
        )

    def __str__(self) -> str:
        return f"{self.provider_id} {self.subject}"
