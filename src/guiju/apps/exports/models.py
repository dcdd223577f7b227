"""Large exports that wait for another's approval."""

from django.conf import settings
from django.db import models


class Request(models.Model):
    """Somebody wants to take away more rows than may go without approval.

    ``what`` names the page that makes the file, ``address`` is where it was asked for, with what it was narrowed to;
    the approval holds for that address only, for ``rows`` rows (a tenth more, as data grow), and until ``until``.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    who = models.CharField(max_length=100)
    what = models.CharField(max_length=60)
    thing = models.CharField(max_length=20)
    address = models.TextField()
    posted = models.BooleanField(default=False)
    file = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    asked = models.DateTimeField()
    approver = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    decided_by = models.CharField(max_length=100, blank=True)
    decided = models.DateTimeField(null=True)
    said = models.CharField(max_length=400, blank=True)
    until = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["user", "state"]), models.Index(fields=["approver", "state"]))

    def __str__(self) -> str:
        return f"{self.who} {self.what} {self.rows}"
