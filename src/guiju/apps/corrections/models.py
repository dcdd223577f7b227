"""Corrections of facts on their way from a draft to the lake, and what was done to each."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Correction(models.Model):
    """Rows of one fact, what is to become of them, and why.

    ``fact`` and the columns of ``values`` are English names; ``keys`` lists key values as text, ``condition`` is in the
    formula language. ``sql`` is its compiled form, made with the first effect. ``person`` is a 工号, for a
    reassignment; ``along`` are facts of which those rows are excluded too whose keys lead to an excluded row.
    ``replaces`` is the correction in whose place it comes, or that it undoes. ``effect`` is what it would change,
    measured by the worker at ``measured`` from what ``basis`` is a hash of. ``manifest`` is the state of the lake in
    which it first held. The lake, not this table, says what holds; this table says how that came about.
    """

    class Kind(models.TextChoices):
        EXCLUDE = "exclude"
        SET = "set"
        REASSIGN = "reassign"
        UNDO = "undo"

    class Stage(models.TextChoices):
        DRAFT = "draft"
        PROPOSED = "proposed"
        APPROVED = "approved"  # on its way into the lake
        IN_FORCE = "in_force"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        REPLACED = "replaced"
        UNDONE = "undone"

    class Measuring(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=10, choices=Kind)
    fact = models.CharField(max_length=40)
    keys = models.JSONField(default=list)
    condition = models.TextField(blank=True)
    sql = models.TextField(blank=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    values = models.JSONField(default=dict)
    person = models.CharField(max_length=40, blank=True)
    along = models.JSONField(default=list)
    reason = models.TextField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=100)
    number = models.CharField(max_length=40, blank=True)  # the proposer's 工号
    made = models.DateTimeField()
    decided_by = models.CharField(max_length=100, blank=True)
    decided = models.DateTimeField(null=True)
    measuring = models.CharField(max_length=8, choices=Measuring, default=Measuring.WAITING)
    asked = models.DateTimeField()  # when measuring was asked for
    measured = models.DateTimeField(null=True)
    basis = models.CharField(max_length=64, blank=True)
    effect = models.JSONField(default=dict)
    manifest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(stage__in=("draft", "proposed", "approved")),
                name="correction_replaced_by_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["stage", "-id"], name="correction_by_stage"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.fact}"


class Step(models.Model):
    """One entry of a correction's life."""

    class Did(models.TextChoices):
        DRAFTED = "drafted"
        PROPOSED = "proposed"
        WITHDRAWN = "withdrawn"
        APPROVED = "approved"
        REFUSED = "refused"
        IN_FORCE = "in_force"
        REPLACED = "replaced"
        UNDONE = "undone"

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    who = models.CharField(max_length=100)
    did = models.CharField(max_length=10, choices=Did)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("correction", "id")

    def __str__(self) -> str:
        return f"{self.correction_id} {self.did}"
