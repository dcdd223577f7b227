"""Versions on their way into force, what each stage left behind, opinions with their answers, and signatures."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Publication(models.Model):
    """One version of a regulation and how it comes to bind.

    ``edition`` is the text, by hash; ``base`` the hash of the edition that it amends, empty for a first one. ``rule``
    is the name of the 发布 rule that it follows, ``rule_edition`` the hash of the edition where that stands; both are
    empty when no document says anything, and then what the law asks is followed. ``number`` is the author's 工号.
    ``version`` grows with each change: who acts on an older one is told. One that ``repeals`` takes its edition out of
    force instead, from ``in_force_from`` on, and goes through the same stages but for signatures.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ANNOUNCED = "announced"
        IN_FORCE = "in_force"
        AMENDED = "amended"  # another version took its place
        REPEALED = "repealed"  # it was in force and nothing took its place
        WITHDRAWN = "withdrawn"

    edition = models.ForeignKey("rulebook.Edition", models.PROTECT, related_name="+")
    base = models.CharField(max_length=64, blank=True)
    draft = models.ForeignKey("rulebook.Draft", models.PROTECT, null=True, related_name="+")
    repeals = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    reason = models.TextField()
    rule = models.CharField(max_length=100, blank=True)
    rule_edition = models.CharField(max_length=64, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=100)
    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    in_force_from = models.DateField(null=True)
    adoption = models.ForeignKey("rulebook.Adoption", models.SET_NULL, null=True, related_name="+")
    begun = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(draft__isnull=False) & ~Q(state="withdrawn"),
                name="publication_of_a_draft_once",
            ),
            models.UniqueConstraint(
                fields=["in_force_from"], condition=Q(state="announced"), name="publication_one_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"


class Hand(models.Model):
    """Somebody who had a hand in the text of a publication, and therefore has no say in its approval.

    Kept when the text is taken over from its draft, so that whoever writes on the draft later is asked about later.
    ``account`` is the id of who signed in, ``number`` the 工号; ``name`` is as they were called then.
    """

    class Did(models.TextChoices):
        WROTE = "wrote"  # its author, and whoever changed, undid or brought together any of it
        HANDED_IN = "handed_in"  # began the publication, took a new text over, or asked for approval

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="hands")
    did = models.CharField(max_length=10, choices=Did)
    account = models.IntegerField(null=True)
    number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("publication", "id")

    def __str__(self) -> str:
        return f"{self.publication_id} {self.name} {self.did}"


class Leg(models.Model):
    """One stage that a publication is in, has passed, or was let off with a written reason.

    ``passage`` is a word of ``values.Stage``. ``edition`` is the text that it was about. ``data`` is what it left:
    minutes, with whom, the result. A leg about a text that was changed afterwards may be ``void``.
    """

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        SKIPPED = "skipped"
        VOID = "void"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="legs")
    passage = models.CharField(max_length=14)
    state = models.CharField(max_length=8, choices=State)
    edition = models.CharField(max_length=64)
    began = models.DateTimeField()
    due = models.DateField(null=True)
    ended = models.DateTimeField(null=True)
    by = models.CharField(max_length=100)
    said = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("publication", "id")
        constraints = (
            models.UniqueConstraint(fields=["publication", "passage"], condition=~Q(state="void"), name="leg_once"),
        )

    def __str__(self) -> str:
        return f"{self.publication_id} {self.passage} {self.state}"


class Comment(models.Model):
    """Somebody's opinion on the text, or on one clause of it, and the author's answer."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="comments")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    edition = models.CharField(max_length=64)
    clause = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    taken = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ("publication", "id")

    def __str__(self) -> str:
        return f"{self.publication_id} {self.person_id} {self.at:%Y-%m-%d}"


class Signature(models.Model):
    """Somebody has read the whole text of an edition and signed that it binds them from then on.

    ``name`` is as they wrote it; ``digest`` is the SHA-256 over text, person and moment (``values.digest``). It is an
    acknowledgement and no electronic contract.
    """

    edition = models.CharField(max_length=64)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    at = models.DateTimeField()
    where = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["edition", "person"], name="signature_once"),)

    def __str__(self) -> str:
        return f"{self.edition[:12]} {self.person_id}"


class Paper(models.Model):
    """A PDF that the worker makes: of a version, or of what is kept about one person for an arbitration."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=10)  # text, evidence
    edition = models.CharField(max_length=64)
    number = models.CharField(max_length=40, blank=True)  # 工号 whom an evidence file is about
    period = models.DateField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked = models.DateTimeField()
    made = models.DateTimeField(null=True)
    name = models.CharField(max_length=200, blank=True)
    body = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.kind} {self.edition[:12]} {self.number}"
