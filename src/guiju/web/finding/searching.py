"""What the command box finds for somebody: nothing that they may not open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.people import queries as people
from guiju.apps.people import rules as roster
from guiju.apps.records import queries as records
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as access
from guiju.apps.rulebook.searching import LEAST, folded
from guiju.lang.kinds import Metric
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.regulation import Regulation
from guiju.web.finding.doors import open_to
from guiju.web.kit import formats
from guiju.web.numbers.initials import initials
from guiju.web.rulebook.book import search

MOST = 6  # of a kind
FIRST = 12  # pages that are offered before anything is typed
LONGEST = 80  # characters of a question


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: what it is called, a word beside it, and where it is."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind."""

    title: str
    found: tuple[Found, ...]


def find(actor: Actor, query: str) -> tuple[Group, ...]:
    """Everything that answers to what was typed, by kind; without a question the pages."""
    wanted = folded(query[:LONGEST])
    if not wanted:
        return (Group(_("页面"), tuple(_pages(actor, ""))[:FIRST]),)
    kinds: tuple[tuple[str, Callable[[Actor, str], Iterator[Found]]], ...] = (
        (_("页面"), _pages),
        (_("填表"), _forms),
        (pgettext("several", "指标"), _metrics),
        (pgettext("several", "条款"), _clauses),
        (_("人员"), _people),
    )
    groups = (Group(title, tuple(found)[:MOST]) for title, of_kind in kinds if (found := list(of_kind(actor, wanted))))
    return tuple(groups)


def _answers(wanted: str, *names: str) -> bool:
    """Whether one of the names has it, as it is written or in pinyin initials."""
    plain = wanted.isascii() and len(wanted) >= LEAST
    return any(wanted in folded(name) or (plain and wanted in initials(name)) for name in names)


def _pages(actor: Actor, wanted: str) -> Iterator[Found]:
    for door in open_to(actor):
        with override("en"):
            english = str(door.title)
        with override("zh-hans"):
            chinese = str(door.title)
        if not wanted or _answers(wanted, chinese, english, *door.also.split()):
            yield Found(str(door.title), "", reverse(door.page))


def _forms(actor: Actor, wanted: str) -> Iterator[Found]:
    for view in records.registers(actor):
        name = view.form.name
        if _answers(wanted, name, *view.form.aliases):
            page = "records:new" if view.may_file else "records:register"
            yield Found(name, _("填一张") if view.may_file else _("看记录"), reverse(page, args=[name]))


def _metrics(actor: Actor, wanted: str) -> Iterator[Found]:
    regulation = rulebook.current()
    if regulation is None or not figures.may_view_figures(actor):
        return
    for name, rule in regulation.of(Metric).items():
        if _answers(wanted, name, *rule.aliases):
            yield Found(name, formats.unit_word(rule.unit), reverse("numbers:metric", args=[name]))


def _clauses(actor: Actor, wanted: str) -> Iterator[Found]:
    regulation: Regulation | None = rulebook.current()
    if regulation is None or not access.may_view_regulation(actor):
        return
    for hit in search(regulation, wanted):
        yield Found(f"{hit.number} {hit.title}".strip(), "", hit.url)


def _people(actor: Actor, wanted: str) -> Iterator[Found]:
    if not roster.may_view_roster(actor):
        return
    today = clock.today()
    within = access.numbers_within(actor, Action.VIEW, Thing.ROSTER, day=today)
    for number, name in people.names(today):
        if (within is None or number in within) and _answers(wanted, name, number):
            yield Found(name, number, reverse("people:person", args=[number]))
