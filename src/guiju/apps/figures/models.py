"""Measured figures, targets, entered inputs, and the imports they come from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Figure(models.Model):
    """The value of a metric in a period, in all or for one shop, channel, product, person or unit.

    ``value`` is for charts; ``exact`` is the same number as ``n/d`` for whoever computes on. Both are empty when it is
    missing, and ``reasons`` say why: ``[[why, subject, detail], …]``. ``cells`` are the aggregates it was made of,
    kept for months, which pay is computed from.
    """

    metric = models.CharField(max_length=100)
    grain = models.CharField(max_length=8)  # day week month
    start = models.DateField()
    dim = models.CharField(max_length=10)  # none shop channel product person unit
    key = models.CharField(max_length=200)
    value = models.FloatField(null=True)
    exact = models.TextField()
    provisional = models.BooleanField()
    through = models.DateField(null=True)  # the last covered day of a provisional one
    reasons = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    manifest = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["metric", "grain", "dim", "key", "start"], name="figure_once"),)
        indexes = (models.Index(fields=["grain", "start", "dim"]),)

    def __str__(self) -> str:
        return f"{self.metric} {self.grain} {self.start} {self.dim} {self.key}"


class Month(models.Model):
    """A month whose figures are stored, with a hash of everything they were computed from."""

    start = models.DateField(unique=True)
    signature = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.start:%Y-%m}"


class Target(models.Model):
    """What a metric should reach in each period that begins from ``start`` to ``end``, until a later row begins."""

    metric = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=12)  # department unit position person shop
    subject = models.CharField(max_length=100, blank=True)
    grain = models.CharField(max_length=8)
    start = models.DateField()
    end = models.DateField(null=True)
    value = models.TextField()  # exact, n/d
    set_by = models.CharField(max_length=100)
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["metric", "subject_kind", "subject", "grain", "start"], name="target_once"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="target_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.metric} {self.subject} {self.start}"


class Entry(models.Model):
    """A figure that somebody entered for a declared input, for one subject and period; counts once confirmed."""

    name = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=12)  # department unit shop person
    subject = models.CharField(max_length=100, blank=True)
    grain = models.CharField(max_length=8)
    start = models.DateField()
    value = models.TextField()  # exact, n/d
    evidence = models.TextField(blank=True)
    entered_by = models.CharField(max_length=100)
    entered_number = models.CharField(max_length=40, blank=True)
    entered_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["name", "subject_kind", "subject", "grain", "start"], name="entry_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.subject} {self.start}"


class ImportRun(models.Model):
    """Files on their way into the lake: what was asked, how far it is, and what came of it."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    files = models.JSONField()  # [{name, path, bytes}]
    options = models.JSONField(default=dict)  # shop, as_of, on, covers
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED, db_index=True)
    cancelling = models.BooleanField(default=False)
    progress = models.FloatField(default=0)  # 0 to 1
    stage = models.CharField(max_length=200, blank=True)
    report = models.JSONField(null=True)
    error = models.JSONField(default=dict)  # {zh, en}
    manifest = models.CharField(max_length=64, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=100)
    created = models.DateTimeField()
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
