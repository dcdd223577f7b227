"""What is sent again because no answer came is done once: the browser gives each deed a key, kept here for a day."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from guiju.apps.upkeep.models import Deed

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same key came before: whether with the same content, whether it came to its end, where its answer led."""

    same: bool
    done: bool
    onward: str


def claim(*, user_id: int, key: str, digest: str) -> Earlier | None:
    """Take a key; ``None`` when it is new, so that the deed may be done now."""
    try:
        with transaction.atomic():
            Deed.objects.create(user_id=user_id, key=key, digest=digest, at=timezone.now())
    except IntegrityError:
        row = Deed.objects.filter(user_id=user_id, key=key).first()
        return Earlier(row.digest == digest, row.done, row.onward) if row else Earlier(same=True, done=False, onward="")
    return None


def end(*, user_id: int, key: str, onward: str) -> None:
    """The deed was done, and its answer led there."""
    Deed.objects.filter(user_id=user_id, key=key).update(done=True, onward=onward[:400])


def release(*, user_id: int, key: str) -> None:
    """Nothing was done: the same may be sent again."""
    Deed.objects.filter(user_id=user_id, key=key, done=False).delete()


def sweep() -> int:
    """Forget the keys of deeds that nobody sends again; gives how many."""
    return Deed.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
