"""Reading the roster, as it was on any day."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from guiju.apps import remember
from guiju.apps.people import models
from guiju.apps.people.values import (
    Administrator,
    Deputy,
    Held,
    Line,
    Owner,
    Pay,
    Person,
    Post,
    Roster,
    Row,
    Shop,
    holds,
    key,
)


def person(number: str) -> Person | None:
    """The person with this 工号."""
    return _first_person(models.Person.objects.filter(number=number))


def person_of(user_id: int | None) -> Person | None:
    """The person that a user signs in as."""
    if user_id is None:
        return None
    return remember.once(("people.person_of", user_id), lambda: _person_of(user_id))


def _person_of(user_id: int) -> Person | None:
    """The person, read together with all their posts: what they may do is asked next."""
    for person, held in _with_posts(models.Person.objects.filter(user_id=user_id)):
        remember.keep(("people.posts", ("person__number", person.number)), held)
        return person
    return None


def entire() -> list[tuple[Person, list[Post]]]:
    """Everybody with every post they ever held, by 工号 and start."""
    return _with_posts(models.Person.objects.all())


def _with_posts(found: QuerySet[models.Person]) -> list[tuple[Person, list[Post]]]:
    of_post = ("unit", "position", "start", "end", "leader", "main")
    told = found.order_by("number", "assignments__start", "assignments__id")
    rows = told.values_list("number", "name", "joined", "left", *(f"assignments__{name}" for name in of_post))
    every: dict[str, tuple[Person, list[Post]]] = {}
    for row in rows:
        _person, posts = every.setdefault(row[0], (Person(*row[:4]), []))
        if row[4] is not None:
            posts.append(Post(row[0], *row[4:]))
    return list(every.values())


def people(on: date | None = None, *, numbers: Collection[str] | None = None) -> list[Person]:
    """Everybody by 工号; with a day, those employed on it; with ``numbers``, these alone."""
    found = _people(on)
    return [_person(row) for row in (found if numbers is None else found.filter(number__in=numbers))]


def names(on: date | None = None) -> list[tuple[str, str]]:
    """Everybody's 工号 and name, by 工号; with a day, of those employed on it."""
    return remember.once(("people.names", on), lambda: list(_people(on).values_list("number", "name")))


def ids(numbers: Collection[str]) -> dict[str, int]:
    """The row ids of people, by 工号, for what points at them; who is not in the roster is left out."""
    return dict(models.Person.objects.filter(number__in=set(numbers)).values_list("number", "pk"))


def posts(
    *, on: date | None = None, number: str | None = None, unit: str | None = None, position: str | None = None
) -> list[Post]:
    """Posts by 工号 and start, narrowed by what is given; with a day, those held on it."""
    narrow = {"person__number": number, "unit": unit, "position": position}
    known = {name: value for name, value in narrow.items() if value is not None}
    if number is not None:
        every = remember.once(
            ("people.posts", *known.items()), lambda: _posts(models.Assignment.objects.filter(**known))
        )
        return [post for post in every if on is None or holds(post, on)]
    return _posts(_in_force(models.Assignment.objects.filter(**known), on, on))


def held(day: date, *, employed: bool = False) -> list[Held]:
    """Who holds what on a day, by 工号: as little of each post as a whole department needs.

    ``employed`` leaves out posts of who has left or not yet come: they may not have been ended.
    """
    return [
        one
        for one, start, end, joined, left in remember.once("people.held", _held)
        if start <= day
        and (end is None or day <= end)
        and (not employed or (joined <= day and (left is None or day <= left)))
    ]


def held_within(start: date, end: date) -> list[Held]:
    """Who held what on any day from ``start`` to ``end``, by 工号 and the post's first day."""
    every = remember.once("people.held", _held)
    return [one for one, first, last, _, _ in every if first <= end and (last is None or start <= last)]


def _held() -> list[tuple[Held, date, date | None, date, date | None]]:
    """Every post ever held with its days and those of the person: a page asks of several days."""
    found = models.Assignment.objects.order_by("person__number", "start", "id")
    of_post = ("person__number", "person__name", "unit", "position", "leader")
    days = ("start", "end", "person__joined", "person__left")
    return [(Held(*row[:5]), *row[5:]) for row in found.values_list(*of_post, *days)]


def posts_within(start: date, end: date) -> list[Post]:
    """Posts held on any day from ``start`` to ``end``."""
    return _posts(_in_force(models.Assignment.objects.all(), start, end))


def main_post(number: str, on: date) -> Post | None:
    """What a person holds first of all on a day; the only post counts as main."""
    held = posts(on=on, number=number)
    return next((post for post in held if post.main), held[0] if len(held) == 1 else None)


def pay_on(number: str, day: date) -> Pay | None:
    """The pay in force for a person on a day."""
    found = models.Pay.objects.filter(person__number=number, start__lte=day).select_related("person")
    row = found.order_by("-start").first()
    return _pay(row) if row else None


def pay_of_all(day: date) -> dict[str, Pay]:
    """The pay in force on a day by 工号."""
    found = models.Pay.objects.filter(start__lte=day).select_related("person").order_by("start")
    return {row.person.number: _pay(row) for row in found}


def shops(on: date | None = None) -> list[Shop]:
    """All shops by name; with a day, those open on it."""
    found = models.Shop.objects.order_by("name")
    if on is not None:
        still, begun = Q(end__isnull=True) | Q(end__gte=on), Q(start__isnull=True) | Q(start__lte=on)
        found = found.filter(still, begun)
    return [_shop(row) for row in found]


def shops_within(start: date, end: date) -> list[Shop]:
    """The shops that were open on any day from ``start`` to ``end``, by name."""
    return [
        shop
        for shop in shops()
        if (shop.start is None or shop.start <= end) and (shop.end is None or start <= shop.end)
    ]


def shop_named(name: str) -> Shop | None:
    """The shop with this name or alias, however its letters are cased."""
    wanted = name.strip().casefold()
    return next((s for s in shops() if wanted in {n.casefold() for n in (s.name, *s.aliases)}), None)


def owners(start: date, end: date) -> list[Owner]:
    """Who owns what on any day from ``start`` to ``end``."""
    found = _in_force(models.Ownership.objects.all(), start, end)
    return [_owner(row) for row in found.select_related("person").order_by("kind", "key", "start", "id")]


def owned_by(number: str) -> list[Owner]:
    """Everything a person ever owned, by kind, name and start."""
    return [_owner(row) for row in models.Ownership.objects.filter(person__number=number).select_related("person")]


def deputies(on: date | None = None, *, number: str | None = None) -> list[Deputy]:
    """Standing deputies; with a day, those of that day; with a ``number``, of that person or standing in by them."""
    return remember.once(("people.deputies", on, number), lambda: _deputies(on, number))


def _deputies(on: date | None, number: str | None) -> list[Deputy]:
    found = _in_force(models.Deputy.objects.select_related("person", "deputy"), on, on)
    if number is not None:
        found = found.filter(Q(person__number=number) | Q(deputy__number=number))
    return [Deputy(row.person.number, row.deputy.number, row.start, row.end) for row in found]


def lines(on: date | None = None, *, number: str | None = None) -> list[Line]:
    """Reporting lines; with a day, those of that day; with a ``number``, of that person or to them."""
    every = remember.once("people.lines", _lines)
    mine = every if number is None else [line for line in every if number in {line.number, line.leader}]
    return mine if on is None else [line for line in mine if holds(line, on)]


def _lines() -> list[Line]:
    """All of them: they are few, said only where the positions do not say it."""
    found = models.Line.objects.select_related("person", "leader")
    return [Line(row.person.number, row.leader.number, row.start, row.end, row.dotted) for row in found]


def roster() -> Roster:
    """Everything in the roster."""
    rows: list[Row] = [
        *people(),
        *posts(),
        *pays(),
        *shops(),
        *(_owner(row) for row in models.Ownership.objects.select_related("person")),
        *deputies(),
        *lines(),
    ]
    return Roster({key(row): row for row in rows})


def pays() -> list[Pay]:
    """What everybody is paid, from which day on."""
    return [_pay(row) for row in models.Pay.objects.select_related("person")]


def usernames(numbers: Collection[str] | None = None) -> dict[str, str]:
    """The sign-in names of those who may sign in, by 工号; of some when ``numbers`` are given."""
    found = models.Person.objects.filter(user__is_active=True)
    if numbers is not None:
        found = found.filter(number__in=numbers)
    return dict(found.values_list("number", "user__username"))


def user_ids(numbers: Collection[str]) -> dict[str, int]:
    """The ids of the users as whom people sign in, by 工号; who may not sign in is left out."""
    found = models.Person.objects.filter(user__is_active=True, number__in=set(numbers))
    return {number: user for number, user in found.values_list("number", "user_id") if user is not None}


def numbers_of(user_ids: Collection[int]) -> dict[int, str]:
    """The 工号 of the people who sign in as these users, by user; whoever is nobody in the roster is left out."""
    found = models.Person.objects.filter(user_id__in=set(user_ids)).values_list("user_id", "number")
    return {user: number for user, number in found if user is not None}


def administrators() -> list[Administrator]:
    """Who may sign in and do everything, by sign-in name."""
    found = User.objects.filter(is_superuser=True, is_active=True).order_by("username")
    names = list(found.values_list("pk", "username"))
    people = models.Person.objects.filter(user_id__in=[pk for pk, _name in names])
    numbers = dict(people.values_list("user_id", "number"))
    return [Administrator(name, numbers.get(pk, "")) for pk, name in names]


def _people(on: date | None) -> QuerySet[models.Person]:
    found = models.Person.objects.order_by("number")
    return found if on is None else found.filter(Q(left__isnull=True) | Q(left__gte=on), joined__lte=on)


def _in_force[M: (models.Assignment, models.Ownership, models.Deputy)](
    rows: QuerySet[M], start: date | None, end: date | None
) -> QuerySet[M]:
    if start is None or end is None:
        return rows
    return rows.filter(Q(end__isnull=True) | Q(end__gte=start), start__lte=end)


def _first_person(found: QuerySet[models.Person]) -> Person | None:
    row = found.first()
    return _person(row) if row else None


def _person(row: models.Person) -> Person:
    return Person(row.number, row.name, row.joined, row.left)


def _posts(found: QuerySet[models.Assignment]) -> list[Post]:
    return [_post(row) for row in found.select_related("person").order_by("person__number", "start", "id")]


def _post(row: models.Assignment) -> Post:
    return Post(row.person.number, row.unit, row.position, row.start, row.end, row.leader, row.main)


def _pay(row: models.Pay) -> Pay:
    base = Fraction(row.base) if row.base is not None else None
    return Pay(row.person.number, row.start, Fraction(row.performance), base)


def _shop(row: models.Shop) -> Shop:
    return Shop(row.name, row.platform, tuple(row.aliases), row.start, row.end)


def _owner(row: models.Ownership) -> Owner:
    share = Fraction(row.share) if row.share else None
    return Owner(row.person.number, row.kind, row.key, row.start, row.end, share)
