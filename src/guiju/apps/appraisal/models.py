"""What a period came to under an edition of the regulation, person by person."""

from django.db import models

LINE = ("number", "name", "unit", "position", "card", "points", "grade", "bonus", "pending")


class Reckoning(models.Model):
    """A period worked out under an edition.

    ``manifest`` is the state of the data and ``engine`` the version of the arithmetic that it was worked out with.
    ``basis`` is a hash of what it came from, ``signature`` of what came out, so that working it out again costs nothing
    while the one stands, and changes nothing while the other does. ``distributions`` say how the grades were spread.
    """

    edition = models.CharField(max_length=64)
    grain = models.CharField(max_length=8)  # month quarter year
    start = models.DateField()
    manifest = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    basis = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    distributions = models.JSONField(default=list)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "grain", "start"], name="reckoning_once"),)

    def __str__(self) -> str:
        return f"{self.grain} {self.start} {self.edition[:12]}"


class Outcome(models.Model):
    """One person's part of a reckoning.

    Numbers are exact text (``n/d``), empty when no rule gives them or while they are pending; ``pending`` says which.
    ``card`` is the name of the scorecard, empty without one; ``summary`` is what lists and cards show, ``explanation``
    the whole tree.
    """

    reckoning = models.ForeignKey(Reckoning, models.CASCADE, related_name="outcomes")
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    position = models.CharField(max_length=60)
    card = models.CharField(max_length=100)
    points = models.TextField()
    grade = models.CharField(max_length=40)
    bonus = models.TextField()
    pending = models.JSONField(default=list)  # of points, grade, bonus
    provisional = models.BooleanField()
    summary = models.JSONField()
    explanation = models.JSONField()

    class Meta:
        ordering = ("reckoning", "number")
        constraints = (models.UniqueConstraint(fields=["reckoning", "number"], name="outcome_once"),)
        indexes = (
            models.Index(fields=["number"]),
            # a department in lines is read from here, without going past the explanations of a thousand people
            models.Index(fields=["reckoning", *LINE], name="outcome_lines"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.reckoning_id}"
