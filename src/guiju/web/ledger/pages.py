"""The ledger as a page: looked through, opened entry by entry, and checked."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guiju.apps.audit import queries
from guiju.apps.audit.actor import Actor
from guiju.apps.audit.queries import Line
from guiju.apps.people.roster import recorded
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as access
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit import address
from guiju.web.kit.show import show
from guiju.web.layout.deeds import Deed, called, deeds
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.ledger import asked, rights, words
from guiju.web.ledger.about import about, known
from guiju.web.ledger.asked import Asked
from guiju.web.ledger.table import Changed, changed
from guiju.web.setup.told import Told, told

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: the deed in words, what it is about, by which clause, and what changed, where that is open.

    ``key`` is of what it is about as the machine knows it, for files that are taken away.
    """

    id: int
    deed: Deed
    about: str
    key: str
    clause: str
    clause_title: str
    told: tuple[Told, ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a filter."""

    key: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """What ledger.html shows; ``query`` is the address without the place in the list."""

    rows: tuple[Row, ...]
    asked: Asked
    wrong: str
    people: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    total: int
    head: str
    older: str
    query: str
    may_take_all: bool


@page
def ledger(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who did what, newest first; what was before and after to those who may see such things."""
    if not rights.may_read(actor):
        raise NotYours
    looked = asked.read(request.GET)
    wanted = asked.wanted(looked, values=actor.trusted)
    lines = queries.search(wanted, below=address.number(request.GET.get("below", "")), limit=PAGE)
    kept = request.GET.copy()
    kept.pop("below", None)
    context = LedgerPage(
        rows=tuple(rows(actor, lines)),
        asked=looked,
        wrong=_("日期要写成 2026-10-09 这样，后一天不能早于前一天。") if looked.wrong else "",
        people=tuple(Choice(name, called(name), name == looked.who) for name in queries.people()),
        kinds=tuple(_kinds(looked.kind)),
        groups=tuple(Choice(key, str(one.title), key == looked.group) for key, one in words.GROUPS.items()),
        total=queries.counted(wanted),
        head=queries.head(),
        older=str(lines[-1].id) if len(lines) == PAGE else "",
        query=kept.urlencode(),
        may_take_all=rights.may_take_all(actor),
    )
    return show(request, "ledger/ledger.html", context)


def rows(actor: Actor, lines: list[Line]) -> list[Row]:
    """Entries as they are shown to this reader."""
    paid = access.numbers_within(actor, Action.VIEW, Thing.BONUSES)
    regulation = rulebook.current()
    titles = {clause.id: clause.title for clause in regulation.clauses} if regulation else {}
    found, names = [], known(lines)
    for line, deed in zip(lines, deeds(lines), strict=True):
        of_roster = line.action in {"people.import_roster", "people.change_roster"} and line.kind != "roster"
        found.append(
            Row(
                id=line.id,
                deed=deed,
                about=about(line, names),
                key=f"{line.kind}:{line.key}" if line.key else "",
                clause=line.clause if line.clause in titles else "",
                clause_title=titles.get(line.clause, ""),
                told=told(recorded.changes(line.before, line.after), paid) if of_roster else (),
                changed=() if of_roster or not rights.may_see_values(actor, line) else changed(line.before, line.after),
            )
        )
    return found


def _kinds(chosen: str) -> list[Choice]:
    return [Choice(name, words.kind(name), name == chosen) for name in queries.kinds() if name in words.KINDS]
