"""The ledger's two tables."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that somebody did; never changed, never deleted: the database refuses (see ``guards``).

    ``clause`` is the id of the clause that allowed or asked for it, empty when none is known. ``digest`` is the
    SHA-256 of ``previous`` and everything else in the row, so that a changed or removed row shows.
    """

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=100)
    where = models.CharField(max_length=100)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    clause = models.CharField(max_length=100, blank=True, default="")
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=["kind", "key", "id"]),
            models.Index(fields=["user", "id"]),
            models.Index(fields=["action", "id"], name="audit_entry_action"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action} {self.kind} {self.key}"


class Head(models.Model):
    """The digest of the newest entry, in a single row that writers lock one after another."""

    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest
