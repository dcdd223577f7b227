"""All corrections, the newest first, by state and fact; the same as a workbook."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import spreadsheet
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import queries, reading, rules
from guiju.apps.corrections.values import Sheet, Stage
from guiju.apps.rulebook import compiled
from guiju.apps.spreadsheet import Column, Kind
from guiju.apps.spreadsheet import Sheet as Workbook
from guiju.web.corrections import words
from guiju.web.kit import address, formats
from guiju.web.kit.attached import attached
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.numbers.tabs import Tabs, tabs

MOST = 20  # corrections that an address may name
GROUPS = {
    "open": (Stage.DRAFT, Stage.PROPOSED, Stage.APPROVED),
    "in_force": (Stage.IN_FORCE,),
    "over": (Stage.REFUSED, Stage.WITHDRAWN, Stage.REPLACED, Stage.UNDONE),
}
BOOK = Workbook(
    "更正单",
    "Corrections",
    (
        Column("id", "编号", "Number", Kind.NUMBER),
        Column("kind", "方式", "Kind"),
        Column("fact", "数据", "Data"),
        Column("what", "内容", "What"),
        Column("rows", "行数", "Rows", Kind.NUMBER),
        Column("reason", "理由", "Reason"),
        Column("by", "提出", "Proposed by"),
        Column("made", "提出时间", "Proposed at"),
        Column("decided_by", "审批", "Decided by"),
        Column("decided", "审批时间", "Decided at"),
        Column("stage", "状态", "State"),
        Column("replaces", "改正或撤销", "In place of", Kind.NUMBER),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    sheet: Sheet
    title: str
    what: str
    rows: str
    stage: str
    tone: words.Tone


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that stays in the address."""

    word: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """What corrections.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    groups: tuple[Chip, ...]
    facts: tuple[Chip, ...]
    named: bool
    narrowed: bool
    at: Paging
    query: str
    may_propose: bool
    may_export: bool


@page
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list."""
    asked = _asked(request, actor)
    at = paging(request, queries.count(**asked))
    found = queries.listed(**asked, limit=at.size, offset=at.offset)
    group, fact = request.GET.get("state", ""), asked["fact"]
    context = ListPage(
        tabs=tabs(actor, "corrections"),
        rows=tuple(_row(sheet) for sheet in found),
        groups=tuple(_groups(group, fact)),
        facts=tuple(_facts(group, fact)),
        named=bool(asked["ids"]),
        narrowed=bool(asked["stages"] or fact or asked["ids"]),
        at=at,
        query=request.GET.urlencode(),
        may_propose=rules.may_propose(actor),
        may_export=rules.may_export(actor),
    )
    return show(request, "corrections/corrections.html", context)


@page
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the list would show on all its pages, as a workbook."""
    if not rules.may_export(actor):
        raise NotYours
    found = [_plain(sheet) for sheet in queries.listed(**_asked(request, actor))]
    return attached(spreadsheet.write([(BOOK, found)]), f"{_('更正单')}.xlsx")


class Asked(TypedDict):
    """The arguments of ``queries.listed``."""

    stages: Collection[str]
    fact: str
    ids: Collection[int]


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    if not rules.may_view(actor):
        raise NotYours
    named = [address.number(part) for part in request.GET.get("of", "").split(",")[:MOST]]
    return {
        "stages": GROUPS.get(request.GET.get("state", ""), ()),
        "fact": request.GET.get("fact", "") if request.GET.get("fact") in compiled.schemas() else "",
        "ids": [number for number in named if number is not None],
    }


def _row(sheet: Sheet) -> Row:
    counted = sheet.rows
    return Row(
        sheet=sheet,
        title=words.title(sheet),
        what=words.sentence(sheet),
        rows="" if counted is None else words.rows(counted),
        stage=str(words.STAGES[sheet.stage]),
        tone=words.TONES.get(sheet.stage, ""),
    )


def _groups(group: str, fact: str) -> list[Chip]:
    said = {"": _("全部"), "open": _("在办"), "in_force": _("生效中"), "over": _("不作数的")}
    return [Chip(word, _link(key, fact), key == group) for key, word in said.items()]


def _facts(group: str, fact: str) -> list[Chip]:
    known = queries.facts()
    if len(known) < 2 and not fact:  # noqa: PLR2004 one needs no choice
        return []
    schemas = compiled.schemas()
    chips = [Chip(reading.word(schemas[name]), _link(group, name), name == fact) for name in known if name in schemas]
    return [Chip(_("全部数据"), _link(group, ""), not fact), *chips]


def _link(group: str, fact: str) -> str:
    return "?" + urlencode({name: value for name, value in (("state", group), ("fact", fact)) if value})


def _plain(sheet: Sheet) -> dict[str, object]:
    return {
        "id": sheet.id,
        "kind": str(words.KINDS[sheet.kind]),
        "fact": reading.word(words.schema(sheet)),
        "what": words.sentence(sheet),
        "rows": sheet.rows,
        "reason": sheet.reason,
        "by": sheet.by,
        "made": formats.moment(sheet.made),
        "decided_by": sheet.decided_by,
        "decided": formats.moment(sheet.decided) if sheet.decided else "",
        "stage": str(words.STAGES[sheet.stage]),
        "replaces": sheet.replaces,
    }
