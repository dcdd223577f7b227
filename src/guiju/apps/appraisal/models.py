"""What a period came to under an edition of the regulation, person by person; and what drafts asked to be measured."""

from django.conf import settings
from django.db import models
from django.db.models import Q

LINE = ("number", "name", "unit", "position", "card", "points", "grade", "bonus", "pending")


class Reckoning(models.Model):
    """A period worked out under an edition.

    ``manifest`` is the state of the data and ``engine`` the version of the arithmetic that it was worked out with.
    ``basis`` is a hash of what it came from, ``signature`` of what came out, so that working it out again costs nothing
    while the one stands, and changes nothing while the other does. ``distributions`` say how the grades were spread.

    One that somebody closed (``closed_at``) is what the period came to for good: it is never written over. What the
    period would come to by now stands beside it, in a reckoning of its own, as long as that is something else.
    """

    edition = models.CharField(max_length=64)
    grain = models.CharField(max_length=8)  # month quarter year
    start = models.DateField()
    manifest = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    basis = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    distributions = models.JSONField(default=list)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=100, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "grain", "start"], condition=Q(closed_at__isnull=True), name="reckoning_once"
            ),
            models.UniqueConstraint(
                fields=["grain", "start"], condition=Q(closed_at__isnull=False), name="reckoning_closed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.grain} {self.start} {self.edition[:12]}"


class Outcome(models.Model):
    """One person's part of a reckoning.

    Numbers are exact text (``n/d``), empty when no rule gives them or while they are pending; ``pending`` says which.
    ``card`` is the name of the scorecard, empty without one; ``summary`` is what lists and cards show, ``explanation``
    the whole tree.
    """

    reckoning = models.ForeignKey(Reckoning, models.CASCADE, related_name="outcomes")
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    position = models.CharField(max_length=60)
    card = models.CharField(max_length=100)
    points = models.TextField()
    grade = models.CharField(max_length=40)
    bonus = models.TextField()
    pending = models.JSONField(default=list)  # of points, grade, bonus
    provisional = models.BooleanField()
    summary = models.JSONField()
    explanation = models.JSONField()

    class Meta:
        ordering = ("reckoning", "number")
        constraints = (models.UniqueConstraint(fields=["reckoning", "number"], name="outcome_once"),)
        indexes = (
            models.Index(fields=["number"]),
            # a department in lines is read from here, without going past the explanations of a thousand people
            models.Index(fields=["reckoning", *LINE], name="outcome_lines"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.reckoning_id}"


class Difference(models.Model):
    """Money that a closed period brought somebody afterwards, paid or kept back with a period that was closed later.

    ``amount`` is exact text in yuan, below zero when too much had been paid. Written once and never changed.
    """

    closed = models.ForeignKey(Reckoning, models.PROTECT, related_name="differences")
    paid_with = models.ForeignKey(Reckoning, models.PROTECT, related_name="taken")
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    amount = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["closed", "paid_with", "number"], name="difference_once"),)
        indexes = (models.Index(fields=["number"], name="difference_number"),)

    def __str__(self) -> str:
        return f"{self.closed_id} {self.number} {self.amount}"


class Trial(models.Model):
    """What a draft needs of a past month beyond the stored figures, on its way through the worker.

    A cache, no record: it is dropped when its author types on, and after some days. ``key`` is a hash of the amended
    text and the figures beside which it is read; ``cells`` are the aggregates that were measured.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    key = models.CharField(max_length=64, unique=True)
    base = models.CharField(max_length=64)
    changes = models.JSONField()  # as those of a draft
    grain = models.CharField(max_length=8)
    start = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    cells = models.JSONField(default=list)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.state}"
