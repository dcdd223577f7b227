"""Reading publications, opinions and signatures."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import errands, models, reading, rules
from guiju.apps.publishing.values import Life, Opinion, Signed, State
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.values import Change
from guiju.apps.work.standing import standing
from guiju.lang.diff import diff

of_work = errands.of_work
TO_SIGN = (State.ANNOUNCED, State.IN_FORCE)


def lives() -> list[Life]:
    """Every publication with its stages, the newest first; two queries however many there are."""
    found = models.Publication.objects.select_related("edition").prefetch_related("legs").order_by("-id")
    return [reading.life(row, row.legs.all()) for row in found]


def row(publication_id: int) -> models.Publication | None:
    """The row, for what rules ask."""
    found = models.Publication.objects.select_related("edition", "draft").prefetch_related("hands")
    return found.filter(pk=publication_id).first()


def life(publication_id: int) -> Life | None:
    """One publication with its stages."""
    found = row(publication_id)
    return reading.life(found) if found else None


def sides(found: models.Publication) -> tuple[str, tuple[Change, ...]] | None:
    """The edition that a publication's draft changes and how; ``None`` for one without a draft."""
    draft = found.draft
    return (draft.base_id, tuple(Change(**one) for one in draft.changes)) if draft else None


def of_row(found: models.Publication) -> Life:
    """A row that was read already, with its stages."""
    return reading.life(found)


def of_edition(edition: str) -> Life | None:
    """The last publication of a text that was not withdrawn."""
    found = models.Publication.objects.filter(edition=edition, repeals=False).exclude(state=State.WITHDRAWN)
    one = found.select_related("edition").order_by("-id").first()
    return reading.life(one) if one else None


def repeal_of(edition: str) -> Life | None:
    """The publication that takes a text out of force or is about to; ``None`` when there is none."""
    found = models.Publication.objects.filter(edition=edition, repeals=True).exclude(state=State.WITHDRAWN)
    one = found.select_related("edition").order_by("-id").first()
    return reading.life(one) if one else None


def of_draft(draft_id: int) -> int | None:
    """The number of the publication that a draft is in; ``None`` when it is in none."""
    found = models.Publication.objects.filter(draft=draft_id).exclude(state=State.WITHDRAWN)
    return found.values_list("pk", flat=True).first()


def comments(publication_id: int) -> list[Opinion]:
    """All opinions with their answers, in their order."""
    found = models.Comment.objects.filter(publication=publication_id).select_related("person")
    return [reading.opinion(one) for one in found]


def asked_to_comment(found: models.Publication, actor: Actor) -> tuple[bool, bool]:
    """Whether somebody was asked for an opinion, so that they may give one more, and whether they said nothing yet."""
    open_by_number = errands.asked(found, errands.COMMENT, actor.number) if actor.number else []
    return bool(open_by_number), any(open_by_number)


def waited(publication_id: int) -> dict[str, list[str]]:
    """Whose comment, answer, approval or signature a publication waits for: 工号 by step."""
    found = row(publication_id)
    steps = (errands.COMMENT, errands.CLOSE, errands.APPROVE, errands.SIGN)
    return {step: numbers for step in steps if (numbers := errands.waiting(found, step))} if found else {}


def signature(edition: str, number: str) -> Signed | None:
    """Somebody's signature under a text."""
    found = models.Signature.objects.filter(edition=edition, person__number=number).select_related("person").first()
    return _signed(found, {}) if found else None


def sheet(edition: str, day: date | None = None) -> list[Signed]:
    """The signature sheet of a text: everybody bound on a day with or without a signature, then who signed and left."""
    here = standing(day)
    found = models.Signature.objects.filter(edition=edition).select_related("person").order_by("person__number")
    units = {number: here.unit_name(posts[0].unit) for number, posts in here.posts.items()}
    signed = {one.person.number: _signed(one, units) for one in found}
    there = [signed.get(number) or Signed(number, posts[0].name, units[number]) for number, posts in here.posts.items()]
    return there + [one for number, one in signed.items() if number not in here.posts]


def to_sign(number: str) -> Life | None:
    """The text that somebody still has to sign; the newest of several."""
    if not number or number not in rules.bound(clock.today()):
        return None
    done = models.Signature.objects.filter(person__number=number).values("edition")
    found = (
        models.Publication.objects.filter(state__in=TO_SIGN, repeals=False)
        .exclude(edition__in=done)
        .select_related("edition")
    )
    one = found.order_by("-id").first()
    return reading.life(one) if one else None


def changes(life: Life, language: str) -> tuple[str, ...]:
    """What a text changes against its base in business words; nothing for a first one."""
    if not life.base:
        return ()
    old, new = rulebook.regulation(life.base), rulebook.regulation(life.edition)
    return tuple(change.words("en" if language == "en" else "zh") for change in diff(old, new))


def files(edition: str) -> Mapping[str, bytes]:
    """The bytes of a text by path."""
    return rulebook.sources(edition).files


def paper(paper_id: int) -> models.Paper | None:
    """A paper with its PDF, once it is made."""
    return models.Paper.objects.filter(pk=paper_id).first()


def is_about_somebody(paper_id: int) -> bool:
    """Whether a paper is evidence about a person; the text of a version is about nobody."""
    return models.Paper.objects.filter(pk=paper_id).exclude(number="").exists()


def names(numbers: Sequence[str]) -> Mapping[str, str]:
    """Names by 工号."""
    return {one.number: one.name for one in people.people(numbers=numbers)}


def _signed(row: models.Signature, units: Mapping[str, str]) -> Signed:
    number = row.person.number
    at = timezone.localtime(row.at)
    return Signed(number, row.person.name, units.get(number, ""), at, row.name, row.digest, number in units)
