"""Looking into the folders: what lies there whole is imported, then put away with the reason where it was refused.

A file stays where it lies until its import is over. Which files were asked for is known by their name, size and time of
change, in the same transaction as the import: dying at any moment, or two machines at once, lose nothing and ask for
nothing twice. What is brought again changes nothing in the lake.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Q

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions import imports
from guiju.apps.figures.queries import runs
from guiju.apps.intake import acting, leases, limits, lying, models, places, reasons
from guiju.apps.intake.lying import Lying
from guiju.apps.intake.places import Place

SETTLED = 10.0  # seconds without change after which a file is taken to be whole
TOGETHER = 120.0  # seconds for which whole files wait for those that still grow: some tables are read together
OVER = frozenset({"done", "failed", "cancelled"})
LEASE = "folders"
FORGOTTEN = 600.0  # seconds that an import waits before the worker is told of it again
AGAIN = timedelta(minutes=5)  # after which it is written down again that a folder was looked into

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Looks:
    """What one process saw when it looked last: since when each file is as it is, and when it asked again for a run."""

    since: dict[tuple[Path, str], tuple[Lying, float]] = field(default_factory=dict)
    asked: dict[int, float] = field(default_factory=dict)
    now: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Done:
    """What a look did: files whose import was asked for, and files put away."""

    taken: int = 0
    filed: int = 0
    refused: int = 0

    def plus(self, other: "Done") -> "Done":
        """Both together."""
        return Done(self.taken + other.taken, self.filed + other.filed, self.refused + other.refused)


def look(looks: Looks, *, holder: str = "") -> Done:
    """Look into every folder once; safe twice, on several machines, and after dying anywhere."""
    with leases.held(LEASE, holder) as mine:
        if not mine:
            return Done()
        done, listed = Done(), places.watched()
        try:
            for place in listed:
                leases.renew(LEASE, holder)
                done = done.plus(_look(place, looks))
        except leases.LostError:
            return done
        _forget(looks, {place.path for place in listed})
        return done


def forget(*, before: datetime) -> int:
    """Forget files that were put away before a moment; gives how many. Their imports stay."""
    return models.Parcel.objects.filter(filed__lt=before).delete()[0]


def _look(place: Place, looks: Looks) -> Done:
    if not places.allowed(place.path):
        gone = not place.path.exists()
        return _trouble(place, reasons.AWAY if gone else reasons.OUTSIDE)
    try:
        done = _file(place, looks)
        found = lying.listed(place.path)
    except OSError as error:
        log.warning("a folder cannot be looked into: %s (%s)", place.path, error.strerror)
        return _trouble(place, reasons.AWAY)
    actor = acting.actor(place.owner, f"folder {place.shop or place.path.name}")
    if actor is None:
        _trouble(place, reasons.OWNER)
        return done
    done = done.plus(_take(place, _whole(place, found, looks), actor))
    _trouble(place, "")
    return done


def _whole(place: Place, found: Sequence[Lying], looks: Looks) -> list[Lying]:
    """Files that have stopped growing; none while others grow, unless those that are whole have waited long enough."""
    now, whole, growing = looks.now(), [], False
    waited = 0.0
    for one in found:
        before = looks.since.get((place.path, one.name))
        since = before[1] if before and before[0] == one else now
        looks.since[place.path, one.name] = (one, since)
        if now - since >= SETTLED:
            whole.append(one)
            waited = max(waited, now - since)
        else:
            growing = True
    return [] if growing and waited < TOGETHER else whole


def _take(place: Place, whole: Sequence[Lying], actor: Actor) -> Done:
    """Ask for the import of what is whole and not asked for yet; what can never come in is put away at once."""
    asked = set(models.Parcel.objects.filter(folder=str(place.path), filed__isnull=True).values_list("name", flat=True))
    fresh = [one for one in whole if one.name not in asked]
    refused = 0
    for one in fresh:
        why = reasons.LINK if one.odd else reasons.TOO_LARGE if one.bytes > limits.MOST_BYTES else ""
        refused += bool(why) and _refuse(place, one, why)
    batch = _batch([one for one in fresh if not one.odd and one.bytes <= limits.MOST_BYTES])
    try:
        taken = _request(place, batch, actor) if batch else 0
    except IntegrityError:  # another machine asked for them just now
        taken = 0
    except OSError as error:  # changed or taken away while it was read, or no room: next time
        log.warning("a file cannot be taken yet: %s (%s)", place.path, error.strerror or error)
        taken = 0
    return Done(taken, refused, refused)


def _batch(fresh: Sequence[Lying]) -> list[Lying]:
    """As many as may come in at once."""
    batch: list[Lying] = []
    for one in fresh[: limits.MOST_FILES]:
        if sum(other.bytes for other in batch) + one.bytes > limits.MOST_BYTES:
            break
        batch.append(one)
    return batch


@transaction.atomic
def _request(place: Place, batch: Sequence[Lying], actor: Actor) -> int:
    now = clock.now()
    parcels = [
        models.Parcel(folder=str(place.path), name=one.name, bytes=one.bytes, changed_ns=one.changed_ns, taken=now)
        for one in batch
    ]
    models.Parcel.objects.bulk_create(parcels)
    uploads = [imports.Upload(_short(one.name), lying.pieces(place.path, one)) for one in batch]
    run = imports.request_import(actor=actor, uploads=uploads, shop=place.shop)
    models.Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(run=run)
    return len(batch)


def _file(place: Place, looks: Looks) -> Done:
    """Put away what is imported or was refused."""
    waiting = models.Parcel.objects.filter(folder=str(place.path), filed__isnull=True).order_by("id")
    done = Done()
    for parcel in waiting:
        run = runs.run(parcel.run_id) if parcel.run_id else None
        if run is not None and run.state not in OVER:
            _ask_again(run.id, run.state, looks)
            continue
        short = _short(parcel.name)
        why = reasons.of_file(run, short) if run else reasons.FAILED
        there = _there(place, parcel)
        if there is not None:
            beside = reasons.beside(short, why, run) if why else ""
            lying.put_away(place.path, there, lying.REFUSED if why else lying.DONE, beside)
        looks.asked.pop(parcel.run_id or 0, None)
        parcel.filed, parcel.refused = clock.now(), why
        parcel.save(update_fields=["filed", "refused"])
        done = done.plus(Done(0, 1, bool(why)))
    return done


def _ask_again(run_id: int, state: str, looks: Looks) -> None:
    """An import that waits for long: whoever asked for it may have died before the worker heard. Twice does no harm."""
    since = looks.asked.setdefault(run_id, looks.now())
    if state == "queued" and looks.now() - since > FORGOTTEN:
        looks.asked[run_id] = looks.now()
        imports.enqueue(run_id)


def _there(place: Place, parcel: models.Parcel) -> Lying | None:
    """The file as it was taken, when it still lies there; one that was written anew meanwhile is left alone."""
    found = lying.at(place.path, parcel.name)
    same = found is not None and (found.bytes, found.changed_ns) == (parcel.bytes, parcel.changed_ns)
    return found if same else None


def _refuse(place: Place, one: Lying, why: str) -> bool:
    """Put away what is no file, or too large."""
    moved = lying.put_away(place.path, one, lying.REFUSED, reasons.beside(_short(one.name), why))
    if moved:
        now = clock.now()
        models.Parcel.objects.create(
            folder=str(place.path),
            name=one.name,
            bytes=one.bytes,
            changed_ns=one.changed_ns,
            taken=now,
            filed=now,
            refused=why,
        )
    return moved


def _short(name: str) -> str:
    return limits.shortened(name.rpartition("/")[2])


def _trouble(place: Place, why: str) -> Done:
    """Keep why a folder that somebody named cannot be looked into, and when that was."""
    if place.id is not None:
        now = clock.now()
        told = Q(trouble=why, looked__gt=now - AGAIN)
        models.Folder.objects.filter(~told, pk=place.id).update(trouble=why, looked=now)
    return Done()


def _forget(looks: Looks, folders: set[Path]) -> None:
    """Files that are no longer there, so that nothing is kept for ever."""
    for key in list(looks.since):
        folder, name = key
        if folder not in folders or lying.at(folder, name) is None:
            del looks.since[key]
