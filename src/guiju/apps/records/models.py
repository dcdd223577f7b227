"""A record is one row with its answers as JSON; fields that are listed or filtered also stand in typed cells."""

from django.db import models
from django.db.models import Q


class Record(models.Model):
    """One filled-in form.

    ``form`` is the form's name, ``edition`` the hash of the regulation that it is judged by. ``number`` counts the
    records of a form from their filing on. ``stage`` is the name of the stage it waits in, empty when it is a draft or
    closed. A draft that has a number was returned to its author.

    The answers of a draft are what was typed, whatever it is. Once filed they keep numbers as decimal text in base
    units (yuan, seconds, 0.35), days and moments as ISO text, people by their 工号, files as lists of the ids of their
    ``Attachment``, several choices as lists, tables as lists of rows, and a metric as its name, period, whose figure it
    is and the exact value. ``pen`` is the page that wrote the draft last: it never collides with itself.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"  # filed, stages still to pass
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"

    form = models.CharField(max_length=60)
    number = models.PositiveIntegerField(null=True)
    edition = models.CharField(max_length=64)
    clause = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    stage = models.CharField(max_length=60, blank=True)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    unit = models.CharField(max_length=60, blank=True)
    day = models.DateField()  # the day that it is about
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    pen = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()
    filed = models.DateTimeField(null=True)
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["form", "number"], name="record_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(filed__isnull=False), name="record_filed_unless_draft"
            ),
            models.CheckConstraint(
                condition=Q(filed__isnull=True) | Q(number__isnull=False), name="record_filed_has_number"
            ),
        )
        indexes = (
            models.Index(fields=["author", "state", "form", "number"], name="record_of_author"),
            models.Index(fields=["form", "author", "number"], name="record_of_form_and_author"),
            models.Index(fields=["form", "unit", "number"], name="record_of_form_and_unit"),
            models.Index(fields=["form", "state", "stage", "number"], name="record_of_form_and_state"),
            models.Index(fields=["form", "day", "number"], name="record_of_form_and_day"),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.number or 'draft'}"


class Version(models.Model):
    """One entry of a record's life: filed, amended, passed on, returned, withdrawn, and by whom.

    ``answers`` are what it held before the entry changed them, ``None`` when the entry changed nothing: nothing that
    was filed is overwritten. ``stage`` is the stage in which it was done, empty for its author's own doing.
    """

    class Did(models.TextChoices):
        FILED = "filed"
        AMENDED = "amended"
        PASSED = "passed"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    record = models.ForeignKey(Record, models.CASCADE, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=100)
    number = models.CharField(max_length=40, blank=True)  # 工号, empty for who is not in the roster
    did = models.CharField(max_length=10, choices=Did)
    stage = models.CharField(max_length=60, blank=True)
    answers = models.JSONField(null=True)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("record", "version")
        constraints = (models.UniqueConstraint(fields=["record", "version"], name="version_once"),)

    def __str__(self) -> str:
        return f"{self.record_id} v{self.version}"


class Shelf(models.Model):
    """One row a form: the last number given. Whoever files a record of the form holds its lock."""

    form = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.form} {self.last}"


class Column(models.Model):
    """A field of a form whose answers stand in cells; the column of no field holds the titles.

    It is ``ready`` once every record of the form has its cell there; until then nothing is sorted or found by it.
    """

    form = models.CharField(max_length=60)
    field = models.CharField(max_length=60, blank=True)
    type = models.CharField(max_length=10)
    ready = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["form", "field"], name="column_once"),)

    def __str__(self) -> str:
        return f"{self.form} {self.field}"


class Cell(models.Model):
    """An answer in the one of ``text``, ``number`` and ``day`` that its type is compared by; ``text`` is "" when empty.

    Each filed record has a cell in each column of its form, so that a register can be read in any column's order; of
    several choices each has a cell of its own.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="cells", db_index=False)
    column = models.ForeignKey(Column, models.CASCADE, related_name="+", db_index=False)
    text = models.CharField(max_length=200, null=True)  # noqa: DJ001 - none means that the answer stands beside
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    day = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "column", "text"], name="cell_once"),)
        indexes = (
            models.Index(fields=["column", "text", "record"], name="cell_by_text", condition=Q(text__isnull=False)),
            models.Index(
                fields=["column", "number", "record"], name="cell_by_number", condition=Q(number__isnull=False)
            ),
            models.Index(fields=["column", "day", "record"], name="cell_by_day", condition=Q(day__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.column_id}"


class Reader(models.Model):
    """Somebody who has or had work in a record, and so may read it."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_index=False)
    form = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "person"], name="reader_once"),)
        indexes = (models.Index(fields=["person", "form", "record"], name="reader_of_form"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.person_id}"


class Consequence(models.Model):
    """Something that was changed because of a record: a correction by its number, or an entered figure by its name.

    ``dropped`` marks what is none: a correction that was not handed in, was withdrawn or was refused.
    """

    class What(models.TextChoices):
        CORRECTION = "correction"
        INPUT = "input"

    record = models.ForeignKey(Record, models.CASCADE, related_name="consequences")
    what = models.CharField(max_length=10, choices=What)
    key = models.CharField(max_length=200)
    at = models.DateTimeField()
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("record", "id")
        constraints = (models.UniqueConstraint(fields=["record", "what", "key"], name="consequence_once"),)
        indexes = (models.Index(fields=["what", "key"], name="consequence_of"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.what} {self.key}"


class Attachment(models.Model):
    """A file that somebody brought; the bytes lie under the home, named by their SHA-256.

    What belongs to no record and is not ``held`` by a higher app (``work:12``) is swept after a day.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="attachments")
    held = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
