"""Dated rates, of which none is ever overwritten, and what was sold lately."""

from django.db import models
from django.db.models import F, Q


class Rate(models.Model):
    """What something costs from ``start`` to ``end``, or until a later row of the same thing begins.

    ``kind`` is goods, freight, commission or category; ``item`` and ``subject`` say of what: an article by sku or
    product, a category, or everything. An empty ``shop`` means all of them. A changed rate is a new row; the old one is
    ``gone``. ``told`` says whether the lake knows the row as it stands.
    """

    kind = models.CharField(max_length=12)
    shop = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=8, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)
    value = models.DecimalField(max_digits=18, decimal_places=8, null=True)  # yuan, or a share for commission
    per = models.CharField(max_length=8, blank=True)  # piece or order, of freight
    category = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    gone_by = models.CharField(max_length=100, blank=True)
    gone_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "shop", "item", "subject", "start"], condition=Q(gone_at=None), name="rate_once"
            ),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="rate_dates_in_order"),
        )
        indexes = (models.Index(fields=["kind", "item", "subject"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.start}"


class Sold(models.Model):
    """What was sold of an article from ``first`` to ``last``, and how much of that without a known cost."""

    item = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    product = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    quantity = models.BigIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    unknown = models.DecimalField(max_digits=18, decimal_places=4)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "subject"], name="sold_once"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.amount}"
