"""Reports of what is prohibited, heard and decided by people."""

from django.db import models
from django.db.models import F, Q


class Case(models.Model):
    """A report of something prohibited, heard and decided by people.

    ``rule`` is the prohibition's name; ``clause`` and ``edition`` are where it stood on the day it ``happened``.
    ``about`` is the person concerned. Of an ``anonymous`` report only who hears it sees the ``reporter``. ``hearer``,
    ``decider`` and ``judge`` (of the appeal) are whoever has or had that step. ``answer`` is what the person concerned
    said. ``sanction`` is one of the rule's, empty for none. ``appealable`` is until when the person may appeal,
    ``expunges`` the last day on which anybody finds it on the pages; then the row goes, and the ledger keeps its hash.
    """

    class Stage(models.TextChoices):
        REPORTED = "reported"  # to be heard
        HEARD = "heard"  # to be decided
        DECIDED = "decided"  # may be appealed
        APPEALED = "appealed"  # to be decided again
        CLOSED = "closed"
        DISMISSED = "dismissed"  # nothing follows

    rule = models.CharField(max_length=100)
    clause = models.CharField(max_length=100)
    edition = models.CharField(max_length=64)
    about = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reporter = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    anonymous = models.BooleanField(default=False)
    happened = models.DateField()
    report = models.TextField()
    answer = models.TextField(blank=True)
    hearer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    hearing = models.TextField(blank=True)
    decider = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    decision = models.TextField(blank=True)
    sanction = models.CharField(max_length=100, blank=True)
    appeal = models.TextField(blank=True)
    judge = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.REPORTED)
    reported = models.DateTimeField()
    decided = models.DateTimeField(null=True)
    appealable = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    expunges = models.DateField(null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(reporter__isnull=True) | ~Q(reporter=F("about")), name="case_reported_by_another"
            ),
            models.CheckConstraint(
                condition=Q(hearer__isnull=True) | ~Q(hearer=F("about")), name="case_heard_by_another"
            ),
            models.CheckConstraint(
                condition=Q(decider__isnull=True) | ~Q(decider=F("about")), name="case_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(judge__isnull=True) | (~Q(judge=F("about")) & ~Q(judge=F("decider"))),
                name="case_judged_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.about_id}"
