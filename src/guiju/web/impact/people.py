"""Everybody under each text, as far as the reader may see them; one person in full; all of them as a workbook."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guiju.apps.appraisal import rules as appraisal
from guiju.apps.audit.actor import Actor
from guiju.apps.impact import queries, rules, sheets
from guiju.apps.impact.values import Simulation, State, Touched
from guiju.apps.rulebook import rules as access
from guiju.engines import periods
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.readback import Language
from guiju.lang.readback.words import choice
from guiju.web.impact.telling import letter, ways
from guiju.web.kit import formats
from guiju.web.kit.attached import attached
from guiju.web.kit.formats import Amount
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page

PAIR = 2  # texts of which one takes the place of the other
TONES = {"gain": "kept", "lose": "broken", "open": "wait", "same": ""}


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to narrow the list."""

    word: str
    count: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person: what each text gives them; ``None`` where it may not be seen or is not there."""

    number: str
    name: str
    unit: str
    position: str
    points: tuple[Amount | None, ...]
    grades: tuple[str, ...]
    bonus: tuple[Amount | None, ...]
    difference: Amount | None
    pending: bool
    word: str
    tone: str
    duties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """A page of the people; ``hidden`` counts those of whom the reader may see neither points nor money."""

    letters: tuple[str, ...]
    tabs: tuple[Tab, ...]
    query: str
    way: str
    rows: tuple[Row, ...]
    at: Paging
    hidden: int
    money: bool


@dataclass(frozen=True, slots=True)
class Got:
    """One period under one text."""

    points: Amount | None
    grade: str
    bonus: Amount | None
    pending: bool


@dataclass(frozen=True, slots=True)
class Person:
    """What person.html shows."""

    simulation: Simulation
    title: str
    row: Row
    letters: tuple[str, ...]
    money: bool
    months: tuple[tuple[str, tuple[Got | None, ...]], ...]
    shifted: tuple[tuple[str, int, int, str, str], ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    late: tuple[int, ...]


def crowd(request: HttpRequest, actor: Actor, found: Simulation) -> Crowd:
    """The page of people that the address asks for."""
    scored, paid = _seen(actor, found)
    numbers = None if scored is None or paid is None else scored | paid
    way, query = request.GET.get("way", ""), " ".join(request.GET.get("q", "").split())
    money = paid is None or bool(paid)
    way = way if way in TONES and money else "differs" if way == "differs" else ""
    of_money = numbers if way not in TONES else paid
    some = queries.people(
        found.id, numbers=of_money, way=way if way in TONES else "", differs=way == "differs", query=query
    )
    if not money or paid is not None:
        some = some.order_by("number")
    at = paging(request, some.count())
    rows = queries.rows(some, at.offset, at.offset + at.size)
    visible = found.answer["people"] if numbers is None else queries.people(found.id, numbers=numbers).count()
    return Crowd(
        letters=tuple(letter(one) for one in range(len(found.titles))),
        tabs=tuple(_tabs(found, numbers, paid, way)) if len(found.titles) == PAIR else (),
        query=query,
        way=way,
        rows=tuple(_row(one, scored, paid) for one in rows),
        at=at,
        hidden=max(0, found.answer["people"] - visible),
        money=money,
    )


def _tabs(found: Simulation, numbers: Collection[str] | None, paid: Collection[str] | None, way: str) -> list[Tab]:
    differing = queries.people(found.id, numbers=numbers, differs=True).count()
    every = found.answer["people"] if numbers is None else queries.people(found.id, numbers=numbers).count()
    tabs = [
        Tab(_("全部"), every, "", not way),
        Tab(_("有变化"), differing, "way=differs", way == "differs"),
    ]
    if paid is None or paid:
        counts = found.answer["ways"][1] if paid is None else queries.ways(found.id, numbers=paid)
        tabs += [Tab(word, count, f"way={key}", way == key) for key, word, count in ways(counts)]
    return tabs


def _seen(actor: Actor, found: Simulation) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Whose points and whose money the reader may see; ``None``: everybody's."""
    day = found.last.end
    return (
        access.numbers_within(actor, Action.VIEW, Thing.APPRAISAL, day=day),
        access.numbers_within(actor, Action.VIEW, Thing.BONUSES, day=day),
    )


def _row(one: Touched, scored: Collection[str] | None, paid: Collection[str] | None) -> Row:
    points, money = (seen is None or one.number in seen for seen in (scored, paid))
    content = one.content
    bonus = [Fraction(text) for text in content["bonus"]]
    words = {key: word for key, word, _count in ways({})}
    return Row(
        number=one.number,
        name=one.name,
        unit=one.unit,
        position=one.position,
        points=tuple(_amount(text, "分") if points else None for text in content["points"]),
        grades=tuple(grade if points else "" for grade in content["grades"]),
        bonus=tuple(formats.amount(value, "元") if money else None for value in bonus),
        difference=formats.amount(bonus[1] - bonus[0], "元", sign=True) if money else None,
        pending=any(content["pending"]),
        word=words[one.way] if money else "",
        tone=TONES[one.way] if money else "",
        duties=tuple(content["duties"]),
    )


@page
def person(request: HttpRequest, actor: Actor, number: int, who: str) -> HttpResponse:
    """One person month by month under each text, with duties and rights."""
    found = _done(actor, number)
    scored, paid = _seen(actor, found)
    if not all(seen is None for seen in (scored, paid)) and who not in (scored or ()) and who not in (paid or ()):
        raise NotYours
    one = queries.person(number, who)
    if one is None:
        raise Http404
    points, money = (seen is None or who in seen for seen in (scored, paid))
    speech, content = "en" if formats.english() else "zh", one.content
    context = Person(
        simulation=found,
        title=one.name,
        row=_row(one, scored, paid),
        letters=tuple(letter(at) for at in range(len(found.titles))),
        money=money,
        months=tuple(
            (
                periods.parse(period).label(speech),
                tuple(_got(got, points=points, money=money) for got in sides),
            )
            for period, sides in content["months"]
        ),
        shifted=tuple(tuple(one) for one in content["shifted"]),
        gained=tuple(_right(right) for right in content["gained"]),
        lost=tuple(_right(right) for right in content["lost"]),
        late=tuple(content["late"]),
    )
    return show(request, "impact/person.html", context)


@page
def export(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:  # noqa: ARG001 - a page has a request
    """Everybody as a workbook; money only for those who may take it away."""
    found = _done(actor, number)
    if not rules.may_export(actor):
        raise NotYours
    rows = [
        {"number": one.number, "name": one.name, "unit": one.unit, "position": one.position, "content": one.content}
        for one in queries.rows(queries.people(number).order_by("number"))
    ]
    money = appraisal.may_export_bonuses(actor)
    content = sheets.workbook(found.titles, found.answer, rows, money=money, viewer=actor.name)
    return attached(content, f"{_('影响测算')}-{found.first}-{found.last}.xlsx")


def _done(actor: Actor, number: int) -> Simulation:
    if not rules.may_simulate(actor):
        raise NotYours
    found = queries.simulation(number)
    if found is None or found.state is not State.DONE:
        raise Http404
    return found


def _got(plain: list[Any] | None, *, points: bool, money: bool) -> Got | None:  # Any: JSON of impact.working
    if plain is None:
        return None
    scored, grade, bonus, pending = plain
    return Got(
        points=_amount(scored, "分") if points else None,
        grade=grade if points else "",
        bonus=_amount(bonus, "元") if money else None,
        pending=bool(pending),
    )


def _amount(text: str, unit: str) -> Amount | None:
    return formats.amount(Fraction(text), unit) if text else None


def _right(right: list[str]) -> str:
    speech: Language = "en" if formats.english() else "zh"
    may, what, reach = Action(right[0]), Thing(right[1]), Range(right[2])
    return f"{choice(may, speech)}{' ' if speech == 'en' else ''}{choice(what, speech)} · {choice(reach, speech)}"
