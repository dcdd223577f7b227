"""Who may approve a version: those whom the rule names, without anybody who had a hand in it."""

from collections.abc import Collection
from dataclasses import dataclass

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people.values import Held
from guiju.apps.publishing import demands, errors, hands, models
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.hands import Hand
from guiju.apps.publishing.values import Stage
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import law, positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import deputies
from guiju.lang.kinds import Access, Publication
from guiju.lang.kinds.choices import Action, Range, Thing


@dataclass(frozen=True, slots=True)
class Approval:
    """Who may approve, by 工号: ``may``, and the ``barred``, whom the rule names but who had a hand in the text.

    ``deputy`` says that whoever may does so for one who is away or barred.
    """

    may: tuple[str, ...]
    barred: tuple[str, ...]
    deputy: bool = False


def of(row: models.Publication, without: str = "") -> Approval:
    """Who may approve a publication, were ``without`` to hand it in."""
    return among(demands.of(row), [*hands.numbers(hands.of(row)), without])


def of_draft(found: Collection[Hand], edition: str, without: str = "") -> Approval:
    """Who might approve what a draft says, were ``without`` to send it on its way; ``edition`` is what it amends."""
    return among(_rule(edition)[1], [*hands.numbers(found), without])


def is_demanded(edition: str) -> bool:
    """Whether what amends an edition could not come into force unapproved."""
    stands, rule = _rule(edition)
    floor = law.on_making(rulebook.regulation(stands or edition), clock.today())
    return demands.demanded(rule, Stage.APPROVAL, floor)


def _rule(edition: str) -> tuple[str, Publication]:
    stands, name = demands.choose(clock.today(), edition)
    return stands, rulebook.regulation(stands).of(Publication)[name] if stands else demands.BY_LAW


def among(rule: Publication, with_a_hand: Collection[str]) -> Approval:
    """Whom a rule lets approve, without those who had a hand in the text.

    A deputy counts while somebody is away, and where nobody else is left for those who are barred.
    """
    named = _named(rule)
    barred = tuple(number for number in named if number in with_a_hand)
    may = tuple(number for number in named if number not in with_a_hand)
    away = _standing_in(may, with_a_hand)
    if may:
        return Approval(tuple(dict.fromkeys([*may, *away])), barred)
    always = {one.number: one.deputy for one in people.deputies(clock.today())} if barred else {}
    found = [*_standing_in(barred, with_a_hand), *(always.get(number, "") for number in barred)]
    there = _there()
    stand_in = dict.fromkeys(one for one in found if one in there and one not in with_a_hand)
    return Approval(tuple(stand_in), barred, deputy=True)


def left(row: models.Publication, actor: Actor) -> tuple[str, ...]:
    """Who may approve once the actor has handed it in; ``Refused`` with the way out when that is nobody."""
    refusal = hindrance(of(row), of(row, actor.number), row.by)
    if refusal:
        raise refusal
    return of(row, actor.number).may


def hindrance(now: Approval, after: Approval, by: str) -> Refused | None:
    """Why nobody could approve, with the way out; ``None`` while somebody may.

    ``now`` is without the hand of who is about to hand it in, ``after`` with it; ``by`` is the author's name.
    """
    if after.may:
        return None
    if now.may:
        return errors.refused(Code.LAST_APPROVER, by=by, names=names(now.may))
    if after.barred:
        return errors.refused(Code.ALL_HAVE_A_HAND, names=names(after.barred))
    return errors.refused(Code.NOBODY_APPROVES)


def names(numbers: Collection[str]) -> tuple[str, ...]:
    """What those who may approve or are barred are called; all of them hold a post."""
    there = _there()
    return tuple(there[number][0].name if number in there else number for number in numbers)


def _standing_in(numbers: Collection[str], with_a_hand: Collection[str]) -> list[str]:
    """Who receives the work of those who are away."""
    away = deputies.standing_in()
    reached = [deputies.reached(number)[0] for number in numbers if number in away]
    return [one for one in reached if one not in with_a_hand]


def _named(rule: Publication) -> list[str]:
    """The holders of the positions that the rule names; without any, whom the regulation lets confirm it."""
    regulation = rulebook.regulation_at(clock.today())
    if regulation is None:
        return []
    allowed = rule.approves
    if not allowed:
        confirming = [
            one
            for one in regulation.of(Access).values()
            if Action.CONFIRM in one.may and Thing.REGULATION in one.what and one.range is Range.ALL
        ]
        if any(not one.who for one in confirming):
            return list(_there())
        allowed = tuple(position for one in confirming for position in one.who)
    meant = {found.name for name in allowed if (found := positions.position(regulation, name))}
    return [
        number
        for number, posts in _there().items()
        if any((at := positions.position(regulation, post.position)) and at.name in meant for post in posts)
    ]


def _there() -> dict[str, list[Held]]:
    """Everybody in post today by 工号, with what they hold."""
    found: dict[str, list[Held]] = {}
    for post in people.held(clock.today(), employed=True):
        found.setdefault(post.number, []).append(post)
    return found
