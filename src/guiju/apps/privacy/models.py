"""Requests of buyers, how long buyers stay told apart, and what an administrator adds to the impact record."""

from django.conf import settings
from django.db import models


class Request(models.Model):
    """A buyer who is looked for by the worker: found, exported or erased.

    ``secret`` is the original id, sealed, and emptied once the worker is done; ``found`` counts rows by fact.
    """

    class Kind(models.TextChoices):
        FIND = "find"
        EXPORT = "export"
        ERASE = "erase"

    class State(models.TextChoices):
        QUEUED = "queued"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=10, choices=Kind)
    secret = models.BinaryField(default=bytes)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    found = models.JSONField(default=dict)  # {rows: {fact: n}, aside, pinned, before, manifest}
    error = models.JSONField(default=dict)  # {zh, en}
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=100)
    created = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Period(models.Model):
    """For how many months after its own a row still tells its buyer from others; none keeps them apart for ever."""

    key = models.CharField(max_length=20, unique=True)
    months = models.PositiveSmallIntegerField(null=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} {self.months}"


class Note(models.Model):
    """What an administrator says beside one line of the impact record."""

    key = models.CharField(max_length=60, unique=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
