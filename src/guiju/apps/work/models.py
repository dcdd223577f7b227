"""The one table of work, and what hangs on it: people beside the accountable one, remarks, notices, projects."""

from django.db import models
from django.db.models import F, Q


class Project(models.Model):
    """A team that forms for something and dissolves; its tasks are Work."""

    title = models.CharField(max_length=120)
    goal = models.TextField(blank=True)
    lead = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True)
    closed = models.DateField(null=True)

    class Meta:
        ordering = ("closed", "end", "id")

    def __str__(self) -> str:
        return self.title


class Member(models.Model):
    """Somebody of a project's team, from–to."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    part = models.CharField(max_length=60, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "person", "start"], name="member_once"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.person_id}"


class Work(models.Model):
    """Something that one accountable person must do by a time.

    ``source`` is what made it; ``rule`` is ``kind:name`` of the rule, ``clause`` and ``edition`` where it stands; all
    three are empty for a task that somebody made by hand. ``key`` makes making it twice harmless. ``accountable`` is
    empty only for a vacancy, which is a finding. ``day`` is the day that it is about. Without ``due`` it never is late.
    ``provisional`` marks a deadline told by a calendar that is not yet decreed. ``wants`` is the kind of evidence that
    completing takes, ``form`` the form to file for it. ``done`` is when it was done or, with a reviewer, handed in;
    ``seconds_late`` how much after ``due`` that was, 0 in time. ``closed`` is when nothing was left to do, whatever the
    end. ``evidence`` holds what was brought: minutes, ticks,
    figures as they stood, ids of attachments, with ``record`` beside. ``version`` grows with each change: who acts on
    an older one is told.
    """

    class Source(models.TextChoices):
        DUTY = "duty"
        MEETING = "meeting"
        STAGE = "stage"  # a step of a record
        TASK = "task"  # made by a person
        ACTION = "action"  # an item of a meeting's minutes
        APPROVAL = "approval"
        REVIEW = "review"  # what was handed in waits for its reviewer
        CASE = "case"  # a step of a report of something prohibited: nobody but whose it is sees it
        PUBLICATION = "publication"  # an opinion, an approval or a signature that a new regulation asks for

    class State(models.TextChoices):
        TODO = "todo"
        DOING = "doing"
        REVIEW = "review"  # handed in
        DONE = "done"
        MISSED = "missed"  # lapsed undone
        EXCUSED = "excused"
        CANCELLED = "cancelled"

    source = models.CharField(max_length=11, choices=Source)
    key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    rule = models.CharField(max_length=100, blank=True)
    clause = models.CharField(max_length=100, blank=True)
    edition = models.CharField(max_length=64, blank=True)
    accountable = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    position = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    opens = models.DateTimeField()
    due = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    wants = models.CharField(max_length=10, default="tick")
    form = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.TODO)
    started = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    seconds_late = models.PositiveBigIntegerField(null=True)
    closed = models.DateTimeField(null=True)
    excuse = models.TextField(blank=True)
    excused_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    evidence = models.JSONField(default=dict)
    record = models.ForeignKey("records.Record", models.PROTECT, null=True, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="work", db_index=False)
    rank = models.FloatField(default=0)  # the place on a board
    next_step = models.DateTimeField(null=True)  # when the ticker looks at it again
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(due__isnull=True) | Q(due__gte=F("opens")), name="work_due_after_open"),
            models.CheckConstraint(
                condition=Q(state__in=("todo", "doing", "review"), closed__isnull=True)
                | Q(state__in=("done", "missed", "excused", "cancelled"), closed__isnull=False),
                name="work_closed_at_its_end",
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(done__isnull=False), name="work_done_has_its_moment"),
        )
        indexes = (
            models.Index(fields=["accountable", "due"], name="work_inbox", condition=Q(closed__isnull=True)),
            models.Index(fields=["unit", "due"], name="work_of_unit", condition=Q(closed__isnull=True)),
            models.Index(fields=["next_step"], name="work_next_step", condition=Q(next_step__isnull=False)),
            models.Index(fields=["rule", "day"], name="work_evidence"),
            models.Index(fields=["day", "unit"], name="work_by_day"),
            models.Index(fields=["due"], name="work_by_due", condition=Q(due__isnull=False)),
            models.Index(fields=["due", "id"], name="work_open_by_due", condition=Q(closed__isnull=True)),
            models.Index(
                fields=["state", "closed", "unit", "source"], name="work_closed", condition=Q(closed__isnull=False)
            ),
            models.Index(fields=["accountable", "done"], name="work_done_lately"),
            models.Index(fields=["done_by", "done"], name="work_done_by", condition=Q(done_by__isnull=False)),
            models.Index(fields=["project", "state", "rank"], name="work_board", condition=Q(project__isnull=False)),
            models.Index(fields=["record"], name="work_of_record", condition=Q(record__isnull=False)),
            models.Index(fields=["parent"], name="work_of_parent", condition=Q(parent__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.day}"


class Participant(models.Model):
    """Somebody beside the accountable person: does (R), is asked (C), hears of it (I), attends, or stands in."""

    class Part(models.TextChoices):
        RESPONSIBLE = "responsible"
        CONSULTED = "consulted"
        INFORMED = "informed"
        ATTENDS = "attends"
        DEPUTY = "deputy"  # did something of it while the accountable person was away
        REVIEWER = "reviewer"  # receives a task when it is done

    work = models.ForeignKey(Work, models.CASCADE, related_name="participants")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part)
    present = models.BooleanField(null=True)  # at a meeting, once its minutes are in

    class Meta:
        constraints = (models.UniqueConstraint(fields=["work", "person", "part"], name="participant_once"),)
        indexes = (models.Index(fields=["person", "part", "work"], name="work_beside"),)

    def __str__(self) -> str:
        return f"{self.work_id} {self.person_id} {self.part}"


class Dependency(models.Model):
    """``work`` waits until ``needs`` is done."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="needs")
    needs = models.ForeignKey(Work, models.CASCADE, related_name="needed_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["work", "needs"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(work=F("needs")), name="dependency_on_another"),
        )

    def __str__(self) -> str:
        return f"{self.work_id} needs {self.needs_id}"


class Step(models.Model):
    """One entry of a piece of work's life: made, opened, handed in, returned, done, excused, escalated, a remark."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    who = models.CharField(max_length=100)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    did = models.CharField(max_length=20)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("work", "id")

    def __str__(self) -> str:
        return f"{self.work_id} {self.did}"


class Absence(models.Model):
    """Somebody is away; ``deputy`` receives the work meanwhile."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    deputy = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="absence_in_order"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("person")), name="absence_deputy_is_another"
            ),
        )
        indexes = (models.Index(fields=["person", "start", "end"]), models.Index(fields=["deputy", "start", "end"]))

    def __str__(self) -> str:
        return f"{self.person_id} {self.start:%Y-%m-%d}"


class Notice(models.Model):
    """Something that a person should hear: at most once for each ``key``; ``read`` when it was seen in the app.

    ``deliver`` is when it may leave the house: the end of the quiet hours that it was made in, else ``at``.
    """

    class Level(models.TextChoices):
        REMIND = "remind"
        DUE = "due"
        LATE = "late"
        ESCALATED = "escalated"
        MENTION = "mention"
        RETURNED = "returned"
        ASKED = "asked"
        INFORMED = "informed"

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    work = models.ForeignKey(Work, models.CASCADE, null=True, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    about = models.JSONField(default=dict)  # what the sentence is made of, so that it can be said in either language
    at = models.DateTimeField()
    deliver = models.DateTimeField(db_index=True)
    read = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read__isnull=True)),
        )

    def __str__(self) -> str:
        return self.key


class Beat(models.Model):
    """The single row of the ticker: up to when work was planned and swept, and who holds it until when.

    ``basis`` is what the plan was made from: another roster or regulation makes it be made again.
    """

    planned = models.DateField(null=True)
    basis = models.CharField(max_length=64, blank=True)
    swept = models.DateTimeField(null=True)
    holder = models.CharField(max_length=100, blank=True)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.swept}"


class Untold(models.Model):
    """A day of which some work is not in the lake yet as it now stands; ``mark`` changes with each change."""

    day = models.DateField(unique=True)
    mark = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.day}"
