"""When each process was last seen alive."""

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
