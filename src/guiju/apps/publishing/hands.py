"""Who had a hand in a text: whoever wrote on it or handed it in has no say in its approval."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import models
from guiju.apps.rulebook.drafts import reading
from guiju.apps.rulebook.values import Draft

Did = models.Hand.Did


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody with what they did; ``number`` is empty for whoever is not in the roster."""

    did: str
    account: int | None
    number: str
    name: str

    def is_of(self, actor: Actor) -> bool:
        """Whether it is the actor's, by account or by 工号; the operator has neither and is known by name."""
        if self.account is None and not self.number:
            return actor.user_id is None and not actor.number and actor.name == self.name
        by_account = self.account is not None and actor.user_id == self.account
        return by_account or (bool(self.number) and actor.number == self.number)


def of(row: models.Publication) -> list[Hand]:
    """Everybody with a hand in a publication, the author first."""
    found = [Hand(one.did, one.account, one.number, one.name) for one in row.hands.all()]
    return list(dict.fromkeys([Hand(Did.WROTE, row.user_id, row.number, row.by), *found]))


def of_draft(draft: Draft) -> list[Hand]:
    """Everybody who wrote on a draft; of who has no account all of that name in the roster, for they may be meant."""
    written = list(dict.fromkeys([(draft.author_id, draft.author), *reading.writers(draft.id)]))
    known = people.numbers_of([account for account, _ in written if account is not None])
    alike = _alike({name for account, name in written if account is None})
    return [
        Hand(Did.WROTE, account, number, name)
        for account, name in written
        for number in ([known.get(account, "")] if account is not None else alike.get(name, [""]))
    ]


def _alike(names: Collection[str]) -> dict[str, list[str]]:
    """The 工号 of everybody there is who is called so, by name."""
    found: dict[str, list[str]] = {}
    for number, name in people.names(clock.today()) if names else ():
        if name in names:
            found.setdefault(name, []).append(number)
    return found


def handed_in(actor: Actor) -> Hand:
    """The actor as whoever hands something in."""
    return Hand(Did.HANDED_IN, actor.user_id, actor.number, actor.name)


def note(row: models.Publication, found: Iterable[Hand]) -> None:
    """Keep whose hands these are; who is kept already is not kept twice. Who calls has locked the publication."""
    there = {Hand(one.did, one.account, one.number, one.name) for one in row.hands.all()}
    models.Hand.objects.bulk_create(
        models.Hand(publication=row, did=one.did, account=one.account, number=one.number, name=one.name)
        for one in dict.fromkeys(found)
        if one not in there
    )


def numbers(found: Iterable[Hand]) -> frozenset[str]:
    """Their 工号."""
    return frozenset(one.number for one in found if one.number)
