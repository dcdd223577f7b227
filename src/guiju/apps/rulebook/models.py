"""Regulations as bytes, when they came into force, and what somebody is about to change."""

from django.conf import settings
from django.db import models


class Document(models.Model):
    """One file of a regulation, exactly as it was, under the SHA-256 of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()
    added = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Edition(models.Model):
    """A regulation that compiled: its files and what pages need to list it. ``hash`` is that of the compiled model.

    ``files`` maps each path to the ``sha256`` of its document; ``root`` is the path to compile. ``metric_sql`` holds
    the metrics as SQL, made when it was adopted.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    regulation = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    effective = models.DateField(null=True)
    root = models.CharField(max_length=300)
    files = models.JSONField()
    metric_sql = models.JSONField(default=dict)
    added = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Adoption(models.Model):
    """The department lives by an edition from a day on, until the next adoption's day; by none when it is null."""

    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="adoptions")
    in_force_from = models.DateField(db_index=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ("in_force_from", "id")

    def __str__(self) -> str:
        return f"{(self.edition_id or '-')[:12]} {self.in_force_from}"


class Draft(models.Model):
    """What somebody is changing: texts that take the place of ranges in the files of ``base``.

    ``changes`` is a list of ``{path, start, end, text}`` with offsets in characters of the base's file. ``version`` is
    the number of the save it stands at. A ``fresh`` one becomes a regulation of its own, apart from the one in force.
    """

    class State(models.TextChoices):
        SAVED = "saved"
        ADOPTED = "adopted"
        DISCARDED = "discarded"

    base = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.SAVED)
    version = models.IntegerField(default=0)
    fresh = models.BooleanField(default=False)
    created = models.DateTimeField()
    saved = models.DateTimeField()

    class Meta:
        ordering = ("-saved",)

    def __str__(self) -> str:
        return f"{self.base_id[:12]} {self.author_name} {self.saved:%Y-%m-%d %H:%M}"


class DraftSave(models.Model):
    """A draft as somebody saved it; ``number`` counts from 1 within the draft, the highest is how it stands.

    ``clause`` and ``what`` say what was done, ``token`` is what the browser called its own copy, so that it knows when
    the server has it. ``back_to`` is the save that an undoing went back to. One put ``aside`` met another's changes
    of the same lines and waits for its author to choose; ``seen`` is the save it was written on.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="saves")
    number = models.IntegerField()
    base = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    changes = models.JSONField(default=list)
    by_id = models.IntegerField(null=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    clause = models.CharField(max_length=300, blank=True)
    what = models.CharField(max_length=20)
    token = models.CharField(max_length=40, blank=True)
    back_to = models.IntegerField(null=True)
    aside = models.BooleanField(default=False)
    seen = models.IntegerField(default=0)

    class Meta:
        ordering = ("draft", "number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "number"), condition=models.Q(aside=False), name="one_save_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.draft_id} #{self.number}"


class DraftShare(models.Model):
    """Somebody whom the author of a draft lets write on it too."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="shares")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=("draft", "user"), name="one_share_of_a_draft"),)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.name}"


class DraftComment(models.Model):
    """What somebody says of a clause of a draft; an answer has the one it answers. A thread may be settled."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    clause = models.CharField(max_length=300)
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    by_id = models.IntegerField(null=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    text = models.TextField()
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.draft_id} {self.clause} {self.by}"


class DraftProposal(models.Model):
    """A rule that was found in a sentence of a brought text; a person takes it, changed or not, or refuses it."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        REFUSED = "refused"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="proposals")
    clause = models.CharField(max_length=300)
    sentence = models.TextField()
    found = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    rule = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    by = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.clause} {self.kind}"
