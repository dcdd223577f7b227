"""Ways out of the house, how people are reached by them, and what is on its way."""

from django.db import models
from django.db.models import Q


class Channel(models.Model):
    """A way out of the house: an e-mail server, a group's robot, or an app of WeCom, DingTalk or Feishu.

    ``settings`` are plain, ``secret`` is sealed. A robot speaks to the group of ``unit``, to the whole department's
    when that is empty; the others reach people by their ``Contact``, and one of each kind is on. After ``failures`` in
    a row it rests until ``rests``; ``answer`` is what it said last.
    """

    class Kind(models.TextChoices):
        EMAIL = "email"
        ROBOT = "robot"
        WECOM = "wecom"
        DINGTALK = "dingtalk"
        FEISHU = "feishu"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=60, unique=True)
    unit = models.CharField(max_length=60, blank=True)
    settings = models.JSONField(default=dict)
    secret = models.BinaryField(default=bytes)
    on = models.BooleanField(default=True)
    created = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    rests = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind"], name="channel_one_of_a_kind", condition=Q(on=True) & ~Q(kind="robot")
            ),
        )

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """How one person is reached by one kind of channel, in which language, and whether they want to be."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Channel.Kind)
    address = models.CharField(max_length=200)
    language = models.CharField(max_length=10, blank=True)
    on = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "kind"], name="contact_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Delivery(models.Model):
    """A notice on its way out by a channel to somebody; without a notice it is a trial.

    ``key`` makes sending it twice impossible. What is sent together has the same ``batch`` from before it is sent until
    it is known to have failed, so that a sender that died in between repeats the same message under the same mark.
    ``next`` is when it is looked at again, ``answer`` what the other side said last.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"  # not wanted any more: read in the app, or its channel was turned off

    notice = models.ForeignKey("work.Notice", models.CASCADE, null=True, related_name="+")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created = models.DateTimeField()
    next = models.DateTimeField()
    batch = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=300, blank=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["channel", "next"], name="delivery_waiting", condition=Q(state="waiting")),
            models.Index(fields=["channel", "-id"], name="delivery_failed", condition=Q(state="failed")),
        )

    def __str__(self) -> str:
        return self.key


class Mark(models.Model):
    """The single row of the sender: up to which moment notices were handed to the channels."""

    handed = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.handed}"


class Feed(models.Model):
    """The secret address of somebody's calendar feed, and the language it is in; only its digest is kept."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, blank=True)
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}"
