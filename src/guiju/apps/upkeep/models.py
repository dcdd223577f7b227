"""When each process was last seen alive, and what browsers sent that must be done once."""

from django.conf import settings
from django.db import models


class Pulse(models.Model):
    """A process that goes on: ``worker`` or ``ticker``, on a machine."""

    name = models.CharField(max_length=20)
    host = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "host"], name="pulse_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.host} {self.at}"


class Deed(models.Model):
    """Something that a browser sent with a key of its own, so that it is done once however often it is sent.

    ``digest`` tells what was sent, ``done`` that it came to its end, ``onward`` where its answer led.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    done = models.BooleanField(default=False)
    onward = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="deed_once"),)
        indexes = (models.Index(fields=["at"]),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
