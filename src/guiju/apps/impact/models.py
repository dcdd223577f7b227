"""What was asked of the worker, how far it is, and what came of it, in all and for each person."""

from django.conf import settings
from django.db import models


class Simulation(models.Model):
    """Two or three texts judged over the same months.

    A cache, no record: ``key`` is a hash of the texts, the months and everything that the figures come from.
    ``texts`` are JSON of ``texts.Text``, the first is what the others are held against; ``titles`` and ``hashes`` name
    them. ``answer`` is what it all came to, JSON of ``working.Answer``; ``manifest`` is the state of the data then.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    key = models.CharField(max_length=64, unique=True)
    texts = models.JSONField()
    titles = models.JSONField()
    hashes = models.JSONField(default=list)
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    cancelling = models.BooleanField(default=False)
    months = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict)
    manifest = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(default=0)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    by = models.CharField(max_length=100)
    asked = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked",)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.state}"


class Touched(models.Model):
    """One person under every text of a simulation.

    ``way`` is how the money of the second text differs from that of the first (gain, lose, same, open), ``cents`` by
    how much, for sorting; ``differs`` whether anything does. ``content`` is JSON as ``working`` writes it.
    """

    simulation = models.ForeignKey(Simulation, models.CASCADE, related_name="people")
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    position = models.CharField(max_length=60)
    way = models.CharField(max_length=5)
    cents = models.BigIntegerField()
    differs = models.BooleanField()
    content = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["simulation", "number"], name="touched_once"),)
        indexes = (models.Index(fields=["simulation", "way", "cents"], name="touched_by_way"),)

    def __str__(self) -> str:
        return f"{self.number} {self.way}"


class Kept(models.Model):
    """How far the department lived by its own bounds in a month, under the edition in force at its end.

    ``verdicts`` is JSON: kind, name, unit, clause and verdict of each target and alert. ``capped`` names
    the metrics and scorecards whose cap was reached by anybody. Made anew whenever figures of the month are.
    """

    month = models.DateField(unique=True)
    edition = models.CharField(max_length=64)
    verdicts = models.JSONField()
    capped = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
