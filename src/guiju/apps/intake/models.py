"""What is expected, the folders and mailboxes that are looked into, what came by them, and tokens."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Source(models.Model):
    """A table that should come in: of which shop, in which way, whose care it is, and how often.

    ``what`` is ``fact:order`` or ``connector:taobao_orders``, empty for any file of the shop. The rhythm is that of the
    ``duty`` (例行) of the regulation when one is named, else ``rhythm`` and ``due`` as somebody wrote them, in the same
    words; without either nothing is expected. ``clicks`` are steps of the owner's own that produce the export. Only
    what falls due after ``since`` can be late.
    """

    class Way(models.TextChoices):
        HAND = "hand"
        FOLDER = "folder"
        MAILBOX = "mailbox"
        API = "api"

    name = models.CharField(max_length=60, unique=True)
    what = models.CharField(max_length=80, blank=True)
    shop = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.HAND)
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    duty = models.CharField(max_length=100, blank=True)
    rhythm = models.CharField(max_length=60, blank=True)
    due = models.CharField(max_length=30, blank=True)
    clicks = models.TextField(blank=True)
    on = models.BooleanField(default=True)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Folder(models.Model):
    """A folder that is looked into, beside the one that each shop has under the home; ``trouble`` is why it cannot be.

    Its files are brought in the owner's name: without an owner in that of the machine.
    """

    path = models.CharField(max_length=500, unique=True)
    shop = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    on = models.BooleanField(default=True)
    trouble = models.CharField(max_length=20, blank=True)
    looked = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("path",)

    def __str__(self) -> str:
        return self.path


class Parcel(models.Model):
    """A file of a folder that was taken in, from the moment that its import was asked for.

    It stays where it lies until the import is over, and is ``filed`` once it was put away, with ``refused`` as why it
    was not taken. One that has not been put away yet is there once, whoever looks.
    """

    folder = models.CharField(max_length=500)
    name = models.CharField(max_length=500)  # within the folder
    bytes = models.BigIntegerField()
    changed_ns = models.BigIntegerField()  # of its last change, by the clock of whoever wrote it
    run = models.ForeignKey("figures.ImportRun", models.SET_NULL, null=True, related_name="+")
    refused = models.CharField(max_length=20, blank=True)
    taken = models.DateTimeField()
    filed = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["folder", "name", "bytes", "changed_ns"],
                name="parcel_once",
                condition=Q(filed__isnull=True),
            ),
        )
        indexes = (models.Index(fields=["folder", "-id"], name="parcel_lately"),)

    def __str__(self) -> str:
        return f"{self.folder}/{self.name}"


class Mailbox(models.Model):
    """A folder of a mailbox on an IMAP server that is read, never changed.

    ``secret`` is sealed. ``senders`` are addresses, or ``@domain`` for all of one. Every mail up to ``uid`` of
    ``validity`` is dealt with. After ``failures`` in a row it rests until ``rests``; ``trouble`` is why.
    """

    class Security(models.TextChoices):
        TLS = "tls"
        STARTTLS = "starttls"

    name = models.CharField(max_length=60, unique=True)
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    user = models.CharField(max_length=200)
    secret = models.BinaryField(default=bytes)
    box = models.CharField(max_length=200, default="INBOX")
    shop = models.CharField(max_length=100, blank=True)
    senders = models.JSONField(default=list)
    owner = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    on = models.BooleanField(default=True)
    validity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(default=0)
    looked = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    rests = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A mail that was dealt with: taken in, or not and ``why``. ``digest`` is of its bytes, empty when not read."""

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="letters")
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    sender = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    files = models.JSONField(default=list)  # names of the attachments
    why = models.CharField(max_length=20, blank=True)
    run = models.ForeignKey("figures.ImportRun", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="letter_once"),)
        indexes = (models.Index(fields=["mailbox", "digest"], name="letter_again"),)

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.uid}"


class Token(models.Model):
    """What a program says to act in somebody's name: known by ``public``, proved by a secret whose digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    public = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    uploads = models.BooleanField(default=False)
    reads = models.BooleanField(default=False)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)  # that calls are counted in
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.public


class Lease(models.Model):
    """Who looks into folders and mailboxes, and until when: one machine at a time."""

    name = models.CharField(max_length=20, unique=True)
    holder = models.CharField(max_length=100, blank=True)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
