"""阅知签收: somebody has read the whole text and signs that it binds them. It is no electronic contract."""

from django.db import IntegrityError, transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import errands, errors, models, rules, values
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import State

TO_SIGN = (State.ANNOUNCED, State.IN_FORCE)


@transaction.atomic
def sign(*, actor: Actor, publication_id: int, text: str, name: str) -> str:
    """Sign the text of that hash with one's name; gives the signature's digest. Signing again changes nothing.

    ``Refused`` for another text than the one to sign, another name than one's own, and who is not bound any more.
    """
    row = models.Publication.objects.select_for_update(of=("self",)).filter(pk=publication_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.state == State.WITHDRAWN:
        raise errors.refused(Code.WITHDRAWN)
    if not actor.number or actor.number not in rules.bound(clock.today()):
        raise errors.refused(Code.NOT_BOUND)
    if row.repeals or row.state not in TO_SIGN:
        raise errors.refused(Code.NOT_TO_SIGN)
    if text != row.edition_id:
        raise errors.refused(Code.OTHER_TEXT)
    person = people.person(actor.number)
    if person is None or name.strip() != person.name:
        raise errors.refused(Code.NOT_THE_NAME, name=person.name if person else "")
    signature = _signed(actor, text, person.name)
    errands.finish(row, errands.SIGN, actor.number, actor)
    return signature.digest


def _signed(actor: Actor, edition: str, name: str) -> models.Signature:
    found = models.Signature.objects.filter(edition=edition, person__number=actor.number).first()
    if found is not None:
        return found
    now = clock.now()
    made = models.Signature(
        edition=edition,
        person_id=people.ids([actor.number])[actor.number],
        name=name,
        at=now,
        where=actor.where,
        digest=values.digest(edition, actor.number, name, now),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # two windows at once: the first one counts
        return models.Signature.objects.get(edition=edition, person__number=actor.number)
    after = {"edition": edition, "name": name, "digest": made.digest}
    ledger.record(actor=actor, action="publishing.sign", kind="signature", key=made.digest, after=after)
    return made
