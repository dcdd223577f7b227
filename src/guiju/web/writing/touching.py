"""Whom what is typed at the desk would have touched last month: told beside the form, before anything is saved."""

from dataclasses import dataclass

from guiju.apps.audit.actor import Actor
from guiju.web.rulebook.effect import Effect, effect
from guiju.web.writing.checking import Checked
from guiju.web.writing.opening import Desk

MOST = 8  # people at the desk; the page of the draft lists all


@dataclass(frozen=True, slots=True)
class Touching:
    """What touched.html shows; ``awaited`` when it is asked for once the page stands."""

    number: int
    touched: Effect | None
    most: int = MOST
    awaited: bool = False


def touching(actor: Actor, found: Desk, tried: Checked) -> Touching:
    """Whom it touches; nobody while it does not compile, or says what the base says."""
    sound = not any(one.is_error for one in tried.problems)
    new = tried.regulation.hash != found.base
    return Touching(found.number, effect(tried.regulation, actor) if sound and new else None)


def later(found: Desk) -> Touching:
    """The place for it on a page that stands first: a month is judged twice for it."""
    return Touching(found.number, None, awaited=bool(found.changes))
