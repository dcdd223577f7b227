"""Reports of what is prohibited, heard and decided by people."""

from django.db import models


class Case(models.Model):
    """A report of something prohibited, heard and decided by people; ``expunges`` is when it leaves the record."""

    class Stage(models.TextChoices):
        REPORTED = "reported"
        HEARD = "heard"
        DECIDED = "decided"
        APPEALED = "appealed"
        CLOSED = "closed"
        DISMISSED = "dismissed"

    rule = models.CharField(max_length=100)
    clause = models.CharField(max_length=100)
    edition = models.CharField(max_length=64)
    about = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reporter = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    happened = models.DateField()
    report = models.TextField()
    hearing = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    sanction = models.CharField(max_length=100, blank=True)
    appeal = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.REPORTED)
    reported = models.DateTimeField()
    decided = models.DateTimeField(null=True)
    expunges = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.rule} {self.about_id}"
