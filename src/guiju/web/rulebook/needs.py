"""条款对照: what the real regulations ask for, the clause and rule that meets it, and the page where it happens."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import spreadsheet
from guiju.apps.audit.actor import Actor
from guiju.apps.impact import needs as mapped
from guiju.apps.impact import tasks
from guiju.apps.impact.needs import Entry, Met, State, Table
from guiju.apps.rulebook import queries, rules, searching
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.attached import attached
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.rulebook.words import kind_word

WORDS: Mapping[State, str | Promise] = {
    State.RULE: gettext_lazy("有规则"),
    State.TEXT: gettext_lazy("有条文"),
    State.WEAK: gettext_lazy("只有文字"),
    State.GAP: gettext_lazy("缺"),
}
TONES = {State.RULE: "kept", State.TEXT: "kept", State.WEAK: "wait", State.GAP: "broken"}
# where what a kind of rule asks for happens: a page of the rule's own, or one for all of its kind
OWN = {"duty": "work:kept", "form": "records:register", "metric": "numbers:metric"}
PAGES = {
    "raci": "work:projects",
    "target": "people:targets",
    "input": "people:inputs",
    "scorecard": "score:mine",
    "grade": "score:mine",
    "bonus": "score:mine",
    "unit": "people:list",
    "position": "people:list",
    "schedule": "work:calendar",
    "access": "rulebook:may",
}
SHEET = Sheet(
    "条款对照",
    "Needs",
    (
        Column("id", "编号", "id"),
        Column("source", "来源", "source"),
        Column("clause", "原条款", "clause there"),
        Column("text", "需求（英文摘要）", "need", Kind.NOTE),
        Column("state", "状态", "state"),
        Column("met", "我们的条款", "our clause", Kind.NOTE),
    ),
)


@dataclass(frozen=True, slots=True)
class Chip:
    """Something to choose, with how many there are."""

    value: str
    word: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule that meets a need: its words, and where in force to read and to try it, else where to choose its text."""

    title: str
    kind: str
    said: str
    url: str
    try_url: str
    choose_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One need."""

    id: str
    source: str
    clause: str
    text: str
    state: str
    tone: str
    answers: tuple[Answer, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What needs.html shows; without ``rows`` while the worker is at it."""

    ready: bool = False
    states: tuple[Chip, ...] = ()
    sources: tuple[Chip, ...] = ()
    chapters: tuple[Chip, ...] = ()
    rows: tuple[Row, ...] = ()
    at: Paging | None = None
    query: str = ""
    source: str = ""
    chapter: str = ""
    state: str = ""
    asked: str = ""
    english: bool = False


MOST = 3  # rules told of one need


@page
def needs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A page of the needs, narrowed by source, state and words."""
    _may(actor)
    table = mapped.table()
    if table is None:
        tasks.request_needs()
        return show(request, "rulebook/needs.html", Needs())
    source, state = request.GET.get("source", ""), request.GET.get("state", "")
    query, chapter = " ".join(request.GET.get("q", "").split()), request.GET.get("chapter", "")
    offered = Counter(one for entry in table.entries if source in {"", entry.source} for one in _chapters(entry))
    of_source = [
        one
        for one in table.entries
        if source in {"", one.source} and (not chapter or chapter in _chapters(one)) and _says(one, query)
    ]
    found = [one for one in of_source if state in {"", one.state.value}]
    at, current = paging(request, len(found)), queries.current()
    counts, sources = Counter(one.state for one in of_source), Counter(one.source for one in table.entries)
    context = Needs(
        ready=True,
        states=(
            Chip("", _("全部"), len(of_source), not state),
            *(Chip(one.value, str(word), counts[one], state == one.value) for one, word in WORDS.items()),
        ),
        sources=tuple(Chip(one, f"{one} {table.sources.get(one, '')}", sources[one], source == one) for one in sources),
        chapters=tuple(Chip(one, one, count, chapter == one) for one, count in sorted(offered.items())),
        rows=tuple(_row(one, table, current, may_choose=rules.may_draft(actor)) for one in at.of(found)),
        at=at,
        query=query,
        english=formats.english(),
        source=source,
        chapter=chapter,
        state=state,
        asked=request.GET.urlencode(),
    )
    return show(request, "rulebook/needs.html", context)


@page
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All needs, or those of a source, as a workbook."""
    _may(actor)
    table = mapped.table()
    if table is None:
        raise Http404
    source, state = request.GET.get("source", ""), request.GET.get("state", "")
    chapter = request.GET.get("chapter", "")
    rows = [
        {
            "id": one.id,
            "source": table.sources.get(one.source, one.source),
            "clause": one.clause,
            "text": one.text,
            "state": str(WORDS[one.state]),
            "met": "\n".join(f"{table.documents.get(met.document, '')} {met.heading}：{met.name}" for met in one.met),
        }
        for one in table.entries
        if source in {"", one.source} and state in {"", one.state.value}
        if not chapter or chapter in _chapters(one)
    ]
    return attached(spreadsheet.write([(SHEET, rows)]), f"{_('条款对照')}.xlsx")


def _may(actor: Actor) -> None:
    if not rules.may_view_regulation(actor):
        raise NotYours


def _chapters(one: Entry) -> frozenset[str]:
    """The headings of our clauses that meet a need."""
    return frozenset(met.heading for met in one.met)


def _says(one: Entry, query: str) -> bool:
    if not query:
        return True
    parts = (one.id, one.clause, one.text, *(f"{met.heading} {met.name} {met.chinese}" for met in one.met))
    said = f"{searching.folded(' '.join(parts))} {one.spelled}"
    return all(word in said for word in searching.folded(query).split())


def _row(one: Entry, table: Table, current: Regulation | None, *, may_choose: bool) -> Row:
    own = current.id if current else ""
    first = sorted(one.met, key=lambda met: met.document != own)
    return Row(
        id=one.id,
        source=table.sources.get(one.source, one.source),
        clause=one.clause,
        text=one.text,
        state=str(WORDS[one.state]),
        tone=TONES[one.state],
        answers=tuple(_answers(first[:MOST], table, current, may_choose=may_choose)),
        more=max(0, len(first) - MOST),
    )


def _answers(met: Iterable[Met], table: Table, current: Regulation | None, *, may_choose: bool) -> Iterable[Answer]:
    for one in met:
        # a clause of another document may have the same id: it is not the clause that meets the need
        own = current is not None and current.id == one.document
        here = own and current is not None and current.clause(one.clause) is not None
        title = table.documents.get(one.document, one.document)
        yield Answer(
            title=f"{title} {one.heading}",
            kind=f"{kind_word(one.kind)} {one.name}",
            said=one.english if formats.english() else one.chinese,
            url=reverse("rulebook:clause", args=[one.clause]) if here else "",
            try_url=_place(one) if here else "",
            choose_url=f"{reverse('start:gallery')}?{urlencode({'q': title})}" if may_choose and not own else "",
        )


def _place(met: Met) -> str:
    """The page where what a rule in force asks for happens; for mere words, the clause that says them."""
    if met.kind in OWN:
        return reverse(OWN[met.kind], args=[met.name])
    if met.kind == "prohibition":
        return f"{reverse('work:accuse')}?{urlencode({'rule': met.name})}"
    return reverse(PAGES[met.kind]) if met.kind in PAGES else reverse("rulebook:clause", args=[met.clause])
