"""Address books of WeCom, DingTalk and Feishu into the roster: brought, matched, tried, taken over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries, rules
from guiju.apps.people.addressbook import books, matching
from guiju.apps.people.addressbook.turning import Sorting, turn
from guiju.apps.people.addressbook.values import SKIP, Aside, Book, Known, Turned, place
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.lang import kinds
from guiju.lang.regulation import Regulation
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page

ORIGINS: dict[str, Promise] = {
    "wecom": gettext_lazy("企业微信"),
    "dingtalk": gettext_lazy("钉钉"),
    "feishu": gettext_lazy("飞书"),
    "other": gettext_lazy("表格"),
}
SHOWN = 60  # people of one list


class BookForm(forms.Form):
    """One exported address book."""

    file = forms.FileField(label=gettext_lazy("通讯录文件（.xlsx、.xls 或 .csv）"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv"


@dataclass(frozen=True, slots=True)
class Books:
    """What addressbooks.html shows."""

    form: BookForm
    problem: str
    mend: str
    waiting: tuple[tuple[int, str, str], ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A department or title, how many it has, what it is matched with, and the field that says so."""

    name: str
    key: str
    count: int
    chosen: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class OneBook:
    """What addressbook.html shows."""

    book: Book
    origin: str
    start: date
    units: tuple[Line, ...]
    titles: tuple[tuple[str, tuple[Line, ...]], ...]
    known_units: tuple[str, ...]
    known_positions: tuple[str, ...]
    turned: Turned
    aside: tuple[Aside, ...]
    more_aside: int
    unsure: int
    skip: str


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bring an address book, or go on with one that is being sorted."""
    if not rules.may_edit_roster(actor):
        raise NotYours
    form = BookForm(request.POST or None, request.FILES or None)
    problem = mend = ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        found = books.bring(actor=actor, content=upload.read(), name=upload.name)
        if isinstance(found, int):
            return redirect("setup:addressbook", found)
        problem, mend = found.problem_text, found.mend_text
    context = Books(form, problem, mend, tuple(books.waiting(actor)), rulebook.current() is not None)
    return show(request, "setup/addressbooks.html", context, status=422 if request.method == "POST" else 200)


@page
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What its departments and titles mean, and what taking it over would do; nothing is changed yet."""
    book = _open(actor, number)
    if request.method == "POST":
        said = request.POST.dict()
        units = {key[2:]: word for key, word in said.items() if key.startswith("u:")}
        posts = _posts(book, units, {key[2:]: word for key, word in said.items() if key.startswith("p:")})
        start = _day(said.get("start", ""))
        books.sort(actor=actor, book_id=number, units=units, positions=posts, start=start)
        return redirect("setup:addressbook", number)
    regulation = _regulation()
    sorting = _sorting(book, regulation, others=())
    turned = turn(book.entries, sorting, queries.roster())
    departments, titles = matching.departments(book.entries), matching.titles(book.entries)
    lines = tuple(
        Line(name, name, count, sorting.units[name], name not in book.units) for name, count in departments.items()
    )
    aside = (*turned.aside, *book.aside)
    context = OneBook(
        book=book,
        origin=str(ORIGINS[book.origin]),
        start=book.start,
        units=lines,
        titles=tuple(_titles(titles, sorting, book)),
        known_units=tuple(regulation.of(kinds.Unit)) if regulation else (),
        known_positions=tuple(regulation.of(kinds.Position)) if regulation else (),
        turned=turned,
        aside=aside[:SHOWN],
        more_aside=max(0, len(aside) - SHOWN),
        unsure=sum(not line.chosen for line in lines),
        skip=SKIP,
    )
    return show(request, "setup/addressbook.html", context)


@require_POST
@page
def take(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Take it over as it was shown, or drop it."""
    book = _open(actor, number)
    if request.POST.get("step") == "drop":
        books.drop(actor=actor, book_id=number)
        messages.success(request, _("通讯录已丢弃，名册没有动。"))
        return redirect("setup:addressbooks")
    sorting = _sorting(book, _regulation(), others=request.POST.getlist("other"))
    try:
        turned = books.take(actor=actor, book_id=number, sorting=sorting)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("setup:addressbooks")
    counts = {"new": len(turned.new), "changed": len(turned.changed), "aside": len(turned.aside) + len(book.aside)}
    said = _("收进名册：新增 %(new)s 人，变动 %(changed)s 人，搁下 %(aside)s 人。") % counts
    messages.success(request, said)
    return redirect("people:list")


def _open(actor: Actor, number: int) -> Book:
    if not rules.may_edit_roster(actor):
        raise NotYours
    try:
        return books.open_book(actor, number)
    except Refused as gone:
        raise Http404 from gone


def _regulation() -> Regulation | None:
    """The regulation in force, else the one that comes next: the roster is often there first."""
    coming = rulebook.adoptions()
    return rulebook.current() or (rulebook.regulation(coming[0].edition.hash) if coming else None)


def _sorting(book: Book, regulation: Regulation | None, others: Iterable[str]) -> Sorting:
    units, posts = _known(regulation)
    departments = matching.units(matching.departments(book.entries), units, book.units)
    chosen = matching.positions(matching.titles(book.entries), departments, posts, book.positions, book.units)

    def same_unit(name: str) -> str:
        found = positions.unit(regulation, name) if regulation else None
        return found.name if found else name

    def same_position(name: str) -> str:
        found = positions.position(regulation, name) if regulation else None
        return found.name if found else name

    return Sorting(departments, chosen, book.start, clock.today(), tuple(others), same_unit, same_position)


def _posts(book: Book, units: dict[str, str], said: dict[str, str]) -> dict[str, str | None]:
    """What was said of titles; of departments that became another unit, what nobody touched is proposed anew."""
    regulation = _regulation()
    shown = _sorting(book, regulation, others=())
    became = {path: unit for path, unit in units.items() if unit != shown.units.get(path)}
    anew = matching.moved(said, shown.positions, became, _known(regulation)[1])
    return {key: None if key in anew else word for key, word in said.items()}


def _known(regulation: Regulation | None) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    if regulation is None:
        return (), ()
    units = regulation.of(kinds.Unit).values()
    leading = {unit.leader for unit in units}
    return (
        tuple(Known(unit.name, unit.aliases) for unit in units),
        tuple(
            Known(one.name, one.aliases, one.unit, one.name in leading)
            for one in regulation.of(kinds.Position).values()
        ),
    )


def _titles(titles: dict[tuple[str, str], int], sorting: Sorting, book: Book) -> Iterable[tuple[str, tuple[Line, ...]]]:
    """Titles by department; those of departments that are left out need no position."""
    found: dict[str, list[Line]] = {}
    for (department, title), count in titles.items():
        if sorting.units.get(department) == SKIP:
            continue
        key = place(department, title)
        line = Line(title or _("（没有职务）"), key, count, sorting.positions[key], key not in book.positions)
        found.setdefault(department, []).append(line)
    return ((department, tuple(lines)) for department, lines in found.items())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
