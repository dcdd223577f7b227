"""Plain factories: each makes one thing as the house makes it, and fills in what the test does not care about."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User

from guiju.apps import spreadsheet
from guiju.apps.audit.actor import Actor, Grant
from guiju.apps.people import models as people
from guiju.apps.people.roster import sheets
from guiju.lang.kinds.choices import Action, Range, Thing

START = date(2026, 1, 1)


def operator() -> Actor:
    """Who may do everything."""
    return Actor(name="operator", where="cli", trusted=True)


def actor(*grants: tuple[str, str, str], number: str = "1", name: str = "张三") -> Actor:
    """Who may do what the grants say: (may, what, range)."""
    given = frozenset(Grant(Action(may), Thing(what), Range(far)) for may, what, far in grants)
    return Actor(name=name, where="web 10.0.0.7", number=number, grants=given)


def person(number: str = "1", name: str = "张三", joined: date = START, left: date | None = None) -> people.Person:
    """Somebody in the roster."""
    return people.Person.objects.create(number=number, name=name, joined=joined, left=left)


def post(
    who: people.Person,
    unit: str = "流量获取组",
    position: str = "推广专员",
    *,
    leader: bool = False,
    main: bool = True,
    start: date = START,
    end: date | None = None,
) -> people.Assignment:
    """What somebody holds."""
    return people.Assignment.objects.create(
        person=who, unit=unit, position=position, leader=leader, main=main, start=start, end=end
    )


def pay(who: people.Person, performance: str = "3000", base: str | None = "5000", start: date = START) -> people.Pay:
    """Monthly pay in yuan."""
    return people.Pay.objects.create(
        person=who, performance=Decimal(performance), base=Decimal(base) if base else None, start=start
    )


def shop(name: str = "旗舰店", platform: str = "天猫", aliases: Sequence[str] = ()) -> people.Shop:
    """A shop."""
    return people.Shop.objects.create(name=name, platform=platform, aliases=list(aliases))


def user(who: people.Person, password: str = "a long password") -> User:
    """The account that somebody signs in with."""
    who.user = User.objects.create_user(who.number, password=password)
    who.save()
    return who.user


def workbook(**rows: Sequence[Mapping[str, object]]) -> bytes:
    """A roster workbook: rows by the sheet's English name and the column's field name."""
    return spreadsheet.write((sheet, rows[sheet.english]) for sheet in sheets.SHEETS if sheet.english in rows)
