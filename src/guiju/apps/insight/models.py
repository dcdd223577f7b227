"""Marked events, findings of what is unusual, explorations and the views that people keep of them."""

from django.db import models
from django.db.models import F, Q


class Mark(models.Model):
    """Something that happened on some days: a promotion, a new main picture, a price. Empty ``shop``: everywhere."""

    class Kind(models.TextChoices):
        PROMOTION = "promotion"
        PICTURE = "picture"
        PRICE = "price"
        STOCK = "stock"
        OTHER = "other"

    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=80)
    start = models.DateField()
    end = models.DateField()
    shop = models.CharField(max_length=200, blank=True)
    product = models.CharField(max_length=200, blank=True)
    user_id = models.PositiveBigIntegerField(null=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-start", "-id")
        constraints = (models.CheckConstraint(condition=Q(end__gte=F("start")), name="mark_in_order"),)
        indexes = (models.Index(fields=["start", "end"], name="mark_by_day"),)

    def __str__(self) -> str:
        return f"{self.start} {self.text}"


class Finding(models.Model):
    """Days on which a metric of a shop was far from what its own past leads to expect: a proposal to look.

    ``value``, ``low``, ``high`` and ``score`` (robust standard deviations) are those of the farthest day ``peak``;
    they are estimates. What somebody answered stays, whatever is computed anew.
    """

    class State(models.TextChoices):
        OPEN = "open"
        KNOWN = "known"  # a cause is known
        FINE = "fine"  # no problem

    metric = models.CharField(max_length=100)
    shop = models.CharField(max_length=200, blank=True)
    start = models.DateField()
    end = models.DateField()
    peak = models.DateField()
    value = models.FloatField()
    expected = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    score = models.FloatField()
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    mark = models.ForeignKey(Mark, models.SET_NULL, null=True, related_name="+")
    said = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(null=True)
    found = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-end", "-id")
        constraints = (models.UniqueConstraint(fields=["metric", "shop", "start"], name="finding_once"),)
        indexes = (models.Index(fields=["state", "end"], name="finding_open"),)

    def __str__(self) -> str:
        return f"{self.metric} {self.shop} {self.start}"


class Look(models.Model):
    """A day on which the figures were looked over."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    series = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.day)


class Exploration(models.Model):
    """A cut of the figures that the worker computes; known by a hash of the question and the state of everything."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    digest = models.CharField(max_length=64, unique=True)
    question = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    cancelling = models.BooleanField(default=False)
    progress = models.FloatField(default=0)  # 0 to 1
    answer = models.JSONField(default=list)  # [[metric, start, [key, …], exact or "", [[why, subject, detail], …]], …]
    user_id = models.PositiveBigIntegerField(null=True)
    created = models.DateTimeField()
    asked = models.DateTimeField()  # the last time that somebody wanted it

    class Meta:
        indexes = (models.Index(fields=["asked"], name="exploration_asked"),)

    def __str__(self) -> str:
        return self.digest[:12]


class SavedView(models.Model):
    """A question that somebody keeps under a name; whoever opens it sees what they themselves may see."""

    name = models.CharField(max_length=80)
    query = models.TextField()  # the query of the address
    user_id = models.PositiveBigIntegerField()
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=["user_id", "name"], name="view_named_once"),)

    def __str__(self) -> str:
        return self.name
