"""Ways out of the house, how people are reached by them, and what is on its way."""

from django.db import models
from django.db.models import Q


class Channel(models.Model):
    """A way out of the house: an e-mail server, a group robot, or an app of WeCom, DingTalk or Feishu.

    ``secret`` is encrypted. A group robot speaks for ``unit``; the others reach people by their ``Contact``.
    """

    class Kind(models.TextChoices):
        EMAIL = "email"
        ROBOT = "robot"  # any address that Apprise knows
        WECOM = "wecom"
        DINGTALK = "dingtalk"
        FEISHU = "feishu"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=60, unique=True)
    unit = models.CharField(max_length=60, blank=True)
    settings = models.JSONField(default=dict)
    secret = models.BinaryField(default=bytes)
    on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """How one person is reached by one kind of channel, and what of it they want."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Channel.Kind)
    address = models.CharField(max_length=200)
    on = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "kind"], name="contact_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Delivery(models.Model):
    """A notice on its way out by a channel; tried again with growing pauses, given up after a day."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    notice = models.ForeignKey("work.Notice", models.CASCADE, null=True, related_name="deliveries")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=200, blank=True)
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    next = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["next"], name="delivery_next", condition=Q(state="waiting")),)

    def __str__(self) -> str:
        return self.key


class Feed(models.Model):
    """The secret address of somebody's calendar feed; only its digest is kept."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}"
