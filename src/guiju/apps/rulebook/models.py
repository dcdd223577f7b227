"""Regulations as bytes, when they came into force, and what somebody is about to change."""

from django.conf import settings
from django.db import models


class Document(models.Model):
    """One file of a regulation, exactly as it was, under the SHA-256 of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()
    added = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Edition(models.Model):
    """A regulation that compiled: its files and what pages need to list it. ``hash`` is that of the compiled model.

    ``files`` maps each path to the ``sha256`` of its document; ``root`` is the path to compile. ``metric_sql`` holds
    the metrics as SQL, made when it was adopted.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    regulation = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    effective = models.DateField(null=True)
    root = models.CharField(max_length=300)
    files = models.JSONField()
    metric_sql = models.JSONField(default=dict)
    added = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Adoption(models.Model):
    """The department lives by an edition from a day on, until the next adoption's day."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="adoptions")
    in_force_from = models.DateField(db_index=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ("in_force_from", "id")

    def __str__(self) -> str:
        return f"{self.edition_id[:12]} {self.in_force_from}"


class Draft(models.Model):
    """What somebody is changing: texts that take the place of ranges in the files of ``base``.

    ``changes`` is a list of ``{path, start, end, text}`` with offsets in characters of the base's file.
    """

    class State(models.TextChoices):
        SAVED = "saved"
        ADOPTED = "adopted"
        DISCARDED = "discarded"

    base = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.SAVED)
    created = models.DateTimeField()
    saved = models.DateTimeField()

    class Meta:
        ordering = ("-saved",)

    def __str__(self) -> str:
        return f"{self.base_id[:12]} {self.author_name} {self.saved:%Y-%m-%d %H:%M}"
