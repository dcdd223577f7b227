"""Reading regulations: the one in force on a day, its history, drafts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from guiju import lang
from guiju.apps import clock, remember
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled, models, positions
from guiju.apps.rulebook.values import Adoption, Change, Draft, Edition, UnknownPost
from guiju.lang.regulation import Regulation

if TYPE_CHECKING:
    from guiju.lang import Compiled, Sources


def current() -> Regulation | None:
    """The regulation in force today; ``None`` before the first adoption."""
    return regulation_at(clock.today())


def regulation_at(day: date) -> Regulation | None:
    """The regulation in force on a day; ``None`` before the first adoption and once it was repealed."""
    edition = edition_at(day)
    return compiled.regulation(edition) if edition else None


def edition_at(day: date) -> str:
    """The hash of the regulation in force on a day; empty before the first adoption and once it was repealed."""
    begun = remember.once("rulebook.adoptions", _begun)
    return next((edition for start, edition in begun if start <= day), "")


def _begun() -> list[tuple[date, str]]:
    """From when each edition was adopted, the newest first, and the last word of a day before the others."""
    found = models.Adoption.objects.order_by("-in_force_from", "-id").values_list("in_force_from", "edition_id")
    return [(start, edition or "") for start, edition in found]


def begun() -> dict[date, str]:
    """What is in force from which day on, oldest first; empty from the day on which a regulation was repealed."""
    return dict(reversed(remember.once("rulebook.adoptions", _begun)))


def in_force_from(day: date) -> date | None:
    """From which day on the department has lived by what is in force on a day; the text may name another one."""
    mine, since = edition_at(day), None
    for start, edition in remember.once("rulebook.adoptions", _begun):
        if start <= day and edition != mine:
            break
        since = start if start <= day else None
    return since if mine else None


def repealed_from(edition: str) -> date | None:
    """From which day on an edition is in force no more with nothing in its place; ``None`` when that is not so."""
    spells = list(begun().items())
    ends = [day for (_, one), (day, after) in pairwise(spells) if one == edition and not after]
    return ends[-1] if ends and spells[-1][1] != edition else None


def regulation(edition: str) -> Regulation:
    """The compiled model of any stored edition; ``Refused`` when there is none of that hash."""
    return compiled.regulation(edition)


def sources(edition: str) -> "Sources":
    """The files of a stored edition, byte for byte; ``Refused`` when there is none of that hash."""
    return compiled.sources(edition)


def adoptions() -> list[Adoption]:
    """What was, is and will be in force, oldest first, without what another adoption of the same day replaced.

    A day from which nothing is in force ends the one before and is none itself.
    """
    last = {row.in_force_from: row for row in models.Adoption.objects.select_related("edition")}
    rows = [last[day] for day in sorted(last)]
    ends = {row.pk: after.in_force_from - timedelta(days=1) for row, after in pairwise(rows)}
    return [_adoption(row, ends.get(row.pk)) for row in rows if row.edition_id]


def editions() -> list[Edition]:
    """Every edition that was ever adopted, newest first."""
    return [_edition(row) for row in models.Edition.objects.order_by("-added")]


def edition(edition_hash: str) -> Edition | None:
    """One stored edition."""
    row = models.Edition.objects.filter(hash=edition_hash).first()
    return _edition(row) if row else None


def namesakes(edition_hash: str) -> list[Adoption]:
    """When other texts of the same regulation were put into force under the label of this one, oldest first."""
    mine = models.Edition.objects.filter(hash=edition_hash).first()
    if mine is None:
        return []
    alike = models.Adoption.objects.filter(edition__regulation=mine.regulation, edition__version=mine.version)
    rows = alike.exclude(edition_id=edition_hash).select_related("edition").order_by("in_force_from", "pk")
    return [_adoption(row, None) for row in rows]


def metric_sql(edition_hash: str) -> dict[str, Any]:
    """The metrics of an edition as SQL, for ``engines.measure``; empty until the worker has made it."""
    found = models.Edition.objects.filter(hash=edition_hash).values_list("metric_sql", flat=True).first() or {}
    return found["sql"] if found.get("version") == compiled.compiler_version() else {}


def drafts(author_id: int | None = None) -> list[Draft]:
    """Open drafts, last saved first; of one author when one is given."""
    found = models.Draft.objects.filter(state=models.Draft.State.SAVED).prefetch_related("shares")
    if author_id is not None:
        found = found.filter(author_id=author_id)
    return [_draft(row) for row in found.order_by("-saved", "-id")]


def latest_draft(author_id: int) -> tuple[int, str, datetime] | None:
    """The number and title of the open draft that somebody saved last, and when; ``None`` when they have none."""
    found = models.Draft.objects.filter(state=models.Draft.State.SAVED, author_id=author_id).order_by("-saved", "-id")
    row = found.values_list("id", "title", "saved").first()
    return (row[0], row[1], timezone.localtime(row[2])) if row else None


def draft(draft_id: int) -> Draft | None:
    """One draft, whatever became of it."""
    row = models.Draft.objects.prefetch_related("shares").filter(pk=draft_id).first()
    return _draft(row) if row else None


def draft_check(draft_id: int) -> "Compiled | None":
    """A draft compiled as it stands, with its diagnostics; ``None`` when there is none of that number."""
    found = draft(draft_id)
    return compiled.check(amended(found.base, found.changes)) if found else None


def amended(base: str, changes: Iterable[Change]) -> "Sources":
    """The files of an edition with changes made; the changes lie within the texts and do not overlap."""
    before = compiled.sources(base)
    files = dict(before.files)
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = files[change.path].decode("utf-8-sig")
        files[change.path] = (text[: change.start] + change.text + text[change.end :]).encode()
    return lang.Sources(before.main, files)


def unknown_posts(day: date) -> list[UnknownPost]:
    """Posts held on a day whose unit or position the regulation of that day does not know."""
    model = regulation_at(day)
    if model is None:
        return []
    meant = [
        (post, positions.unit(model, post.unit), positions.position(model, post.position)) for post in people.held(day)
    ]
    lost = [(post, unit is not None, position is not None) for post, unit, position in meant if not (unit and position)]
    names = dict(people.names(day)) if lost else {}
    return [
        UnknownPost(post.number, names.get(post.number, ""), post.unit, post.position, unit, position)
        for post, unit, position in lost
    ]


def _edition(row: models.Edition) -> Edition:
    return Edition(
        hash=row.hash,
        regulation=row.regulation,
        title=row.title,
        version=row.version,
        effective=row.effective,
        root=row.root,
        files=tuple(row.files),
        added=timezone.localtime(row.added),
    )


def _adoption(row: models.Adoption, end: date | None) -> Adoption:
    assert row.edition is not None  # noqa: S101 - those without one are no adoptions
    return Adoption(row.pk, _edition(row.edition), row.in_force_from, end, row.by, timezone.localtime(row.at))


def _draft(row: models.Draft) -> Draft:
    return Draft(
        id=row.pk,
        base=row.base_id,
        author=row.author_name,
        author_id=row.author_id,
        title=row.title,
        changes=tuple(Change(**change) for change in row.changes),
        state=row.state,
        created=timezone.localtime(row.created),
        saved=timezone.localtime(row.saved),
        version=row.version,
        fresh=row.fresh,
        shared=tuple((one.user_id, one.name) for one in row.shares.all()),
    )
