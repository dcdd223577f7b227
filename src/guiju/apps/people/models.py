"""The roster's tables; a dated row is in force from ``start`` to ``end``, both days included, no end meaning still."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

DATES_IN_ORDER = Q(end__isnull=True) | Q(end__gte=F("start"))


class Person(models.Model):
    """Somebody who works or worked here; ``left`` is the last day."""

    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    joined = models.DateField()
    left = models.DateField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(left__gte=F("joined")), name="person_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Assignment(models.Model):
    """What somebody holds: a unit and a position by the names that the regulation gives them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments")
    unit = models.CharField(max_length=60)
    position = models.CharField(max_length=60)
    leader = models.BooleanField(default=False)
    main = models.BooleanField(default=True)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ("person", "start", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "unit", "position", "start"], name="assignment_once"),
            models.CheckConstraint(condition=DATES_IN_ORDER, name="assignment_dates_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit} {self.position} {self.start}"


class Pay(models.Model):
    """Monthly pay in yuan from a day on, until the next row of the same person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="pay")
    start = models.DateField()
    performance = models.DecimalField(max_digits=12, decimal_places=2)
    base = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        ordering = ("person", "start")
        constraints = (
            models.UniqueConstraint(fields=["person", "start"], name="pay_once"),
            models.CheckConstraint(
                condition=Q(performance__gte=0) & (Q(base__isnull=True) | Q(base__gte=0)), name="pay_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.start}"


class Shop(models.Model):
    """A shop under the name that its files carry; ``aliases`` are other names of the same shop."""

    name = models.CharField(max_length=100, unique=True)
    platform = models.CharField(max_length=40, blank=True)
    aliases = models.JSONField(default=list)
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(start__isnull=True) | DATES_IN_ORDER, name="shop_dates_in_order"),
        )

    def __str__(self) -> str:
        return self.name


class Ownership(models.Model):
    """Whose rows count: a person's share (exact: ``1/2``) of a shop, channel, campaign or service account."""

    class Kind(models.TextChoices):
        SHOP = "shop"
        CHANNEL = "channel"
        CAMPAIGN = "campaign"
        AGENT = "agent"

    person = models.ForeignKey(Person, models.CASCADE, related_name="ownerships")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=200)
    start = models.DateField()
    end = models.DateField(null=True)
    share = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("kind", "key", "start", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "kind", "key", "start"], name="ownership_once"),
            models.CheckConstraint(condition=DATES_IN_ORDER, name="ownership_dates_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.person_id}"


class Deputy(models.Model):
    """Who stands in for somebody whenever they are away and no absence names another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(Person, models.CASCADE, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ("person", "start", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "deputy", "start"], name="deputy_once"),
            models.CheckConstraint(condition=DATES_IN_ORDER, name="deputy_dates_in_order"),
            models.CheckConstraint(condition=~Q(deputy=F("person")), name="deputy_is_another"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.deputy_id} {self.start}"


class Line(models.Model):
    """To whom somebody reports where that is not said by the positions; ``dotted`` beside the one that leads."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="lines")
    leader = models.ForeignKey(Person, models.CASCADE, related_name="+")
    dotted = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ("person", "start", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "leader", "start"], name="line_once"),
            models.CheckConstraint(condition=DATES_IN_ORDER, name="line_dates_in_order"),
            models.CheckConstraint(condition=~Q(leader=F("person")), name="line_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.leader_id} {self.start}"


class AddressBook(models.Model):
    """An address book that was brought and is being sorted: only what a roster needs of it, until it is taken over.

    ``units`` and ``positions`` say what its departments and titles mean; ``taken`` is when it became the roster.
    """

    name = models.CharField(max_length=200)
    origin = models.CharField(max_length=20)
    entries = models.JSONField(default=list)
    aside = models.JSONField(default=list)
    units = models.JSONField(default=dict)
    positions = models.JSONField(default=dict)
    start = models.DateField()
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    taken = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class Skipped(models.Model):
    """A step of the first hour that somebody chose to leave for later."""

    step = models.CharField(max_length=20, unique=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.step


class SignInFailure(models.Model):
    """A sign-in that failed, kept for as long as it counts."""

    name = models.CharField(max_length=150)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (models.Index(fields=["name", "at"]), models.Index(fields=["address", "at"]))

    def __str__(self) -> str:
        return f"{self.name} {self.address} {self.at}"
