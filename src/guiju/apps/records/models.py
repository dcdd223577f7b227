"""A record is one row with its answers as JSON; fields that are listed or filtered also stand in typed cells."""

from django.db import models
from django.db.models import Q


class Record(models.Model):
    """One filled-in form.

    ``form`` is the form's name, ``edition`` the hash of the regulation that it was filed under. ``number`` counts the
    records of a form. ``stage`` is the name of the stage it waits in, empty when it is a draft or closed. Answers keep
    numbers as decimal text, dates as ISO text, people by their 工号, files by the id of their ``Attachment``, tables as
    lists of rows.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"  # filed, stages still to pass
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"

    form = models.CharField(max_length=60)
    number = models.PositiveIntegerField(null=True)
    edition = models.CharField(max_length=64)
    clause = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    stage = models.CharField(max_length=60, blank=True)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    unit = models.CharField(max_length=60, blank=True)
    day = models.DateField(db_index=True)  # the day that it is about
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField()
    filed = models.DateTimeField(null=True)
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["form", "number"], name="record_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(filed__isnull=False), name="record_filed_unless_draft"
            ),
        )
        indexes = (
            models.Index(fields=["form", "state", "-id"]),
            models.Index(fields=["form", "author", "-id"]),
            models.Index(fields=["form", "unit", "-id"]),
            models.Index(fields=["form", "day"]),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.number or 'draft'}"


class Version(models.Model):
    """What a record held before it was changed; nothing that was filed is overwritten."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=100)
    stage = models.CharField(max_length=60, blank=True)
    answers = models.JSONField()
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("record", "version")
        constraints = (models.UniqueConstraint(fields=["record", "version"], name="version_once"),)

    def __str__(self) -> str:
        return f"{self.record_id} v{self.version}"


class Cell(models.Model):
    """A listed or filtered answer in a typed column, indexed by what it says; ``sort`` orders numbers and days."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="cells")
    form = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    text = models.CharField(max_length=200, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    day = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "field"], name="cell_once"),)
        indexes = (
            models.Index(fields=["form", "field", "text", "record"]),
            models.Index(fields=["form", "field", "number", "record"]),
            models.Index(fields=["form", "field", "day", "record"]),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.field}"


class Attachment(models.Model):
    """A file that somebody brought; the bytes lie under the home, named by their SHA-256."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="attachments")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
