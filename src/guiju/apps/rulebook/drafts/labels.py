"""The version label of an amendment: one after its base's, so that two texts are never called the same."""

import re

from guiju.apps import clock
from guiju.apps.rulebook import models
from guiju.lang import Sources
from guiju.lang.writing import front

_YEARLY = re.compile(r"(20\d\d)\.\d+")
_LAST = re.compile(r"\d+(?=\D*\Z)")
_DIGITS = re.compile(r"(\d+)")
LONGEST = 40  # characters that an edition keeps


def relabelled(base: Sources, new: Sources) -> Sources:
    """The files with the next free label where they still carry that of their base; as they are where none is known."""
    label = front.told(base)["version"]
    if not label or front.told(new)["version"] != label:
        return new
    return front.with_told(new, {"version": following(label, clock.today().year)})


def following(label: str, year: int) -> str:
    """``2026.2`` after ``2026.1``, ``2027.1`` in the year after; of other labels the last number is raised.

    Labels that an edition bears already are passed over.
    """
    taken = set(models.Edition.objects.values_list("version", flat=True))
    yearly = _YEARLY.fullmatch(label)
    found = f"{year}.1" if yearly and int(yearly[1]) < year else _raised(label)
    while found in taken:
        found = _raised(found)
    return found if len(found) <= LONGEST else label


def behind(label: str, before: str) -> bool:
    """Whether a label counts less than an earlier one; of labels of another form nobody can say."""
    ours, theirs = _DIGITS.split(label.strip()), _DIGITS.split(before.strip())
    alike = all(one == other for one, other in zip(ours[:-1:2], theirs[:-1:2], strict=False))
    return alike and bool(ours[1::2]) and _counts(ours) < _counts(theirs)


def _counts(parts: list[str]) -> list[int]:
    return [int(number) for number in parts[1::2]]


def _raised(label: str) -> str:
    last = _LAST.search(label)
    if last is None:
        return f"{label} 2"
    number = str(int(last[0]) + 1).zfill(len(last[0]))
    return label[: last.start()] + number + label[last.end() :]
