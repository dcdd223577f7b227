"""Files that are being taught; what came of it is a connector in ``GUIJU_HOME/connectors``, not a row."""

from django.conf import settings
from django.db import models


class Lesson(models.Model):
    """One person teaching one file: what was read of it, what they said so far, and what that would make of it.

    ``asked`` is how the beginning is to be read (sheet, way, row of the header). ``sample`` has people masked.
    ``base`` is the version of ``connector`` that is edited, 0 for a new one. ``tried_version`` is the version of the
    mapping that ``tried`` belongs to.
    """

    class State(models.TextChoices):
        READING = "reading"
        READY = "ready"
        FAILED = "failed"  # the file cannot be read
        KEPT = "kept"  # it became a connector

    run = models.ForeignKey("figures.ImportRun", models.SET_NULL, null=True, related_name="+")
    file = models.CharField(max_length=300, blank=True)
    connector = models.CharField(max_length=61, blank=True)
    base = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    asked = models.JSONField(default=dict)
    sample = models.JSONField(null=True)
    spec = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    tried = models.JSONField(null=True)
    tried_version = models.PositiveIntegerField(default=0)
    trouble = models.JSONField(default=dict)  # {zh, en}
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    by = models.CharField(max_length=100)
    created = models.DateTimeField()
    saved = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.file or self.connector}"
