"""One line of work as people read it: what, by which clause, until when, what it takes, and the button that does it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.conduct import queries as conduct
from guiju.apps.corrections import queries as corrections
from guiju.apps.exports import queries as exports
from guiju.apps.publishing import queries as publishing
from guiju.apps.work import rules
from guiju.apps.work.steps import Did
from guiju.apps.work.values import Item, Part, Verb
from guiju.lang.kinds import Duty
from guiju.lang.kinds.choices import Evidence
from guiju.lang.regulation import Regulation
from guiju.web.work import spans, words
from guiju.web.work.spans import Due

AT_ONCE = {Verb.START, Verb.TAKE_BACK, Verb.ACCEPT}  # one thumb, nothing to say
BY_EVIDENCE = {Verb.COMPLETE, Verb.HAND_IN, Verb.ADVANCE}  # at once where BARE, else with a form
BARE = {Evidence.TICK, Evidence.SNAPSHOT}  # completing takes nothing that must be typed
OPEN = {"todo", "doing", "review"}


@dataclass(frozen=True, slots=True)
class Button:
    """A way to bring work forward: posted at once, opened in place, or a link.

    In place open a short form (``open``), the form to fill in (``fill``) and what was filed (``read``).
    """

    word: str
    url: str
    kind: Literal["post", "open", "fill", "read", "link"]
    main: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Why: the clause by its number and title."""

    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows.

    ``facts`` stand under the title, ``see`` leads to what it is about, ``who`` is there when it is somebody else's or
    nobody's. ``word`` is the state, which ``state``
    says again where it is worth saying: not of what simply waits to be done. ``at`` is the part of the page that is
    shown again after a deed.
    """

    id: int
    version: int
    title: str
    url: str
    clause: Clause | None
    due: Due
    facts: tuple[str, ...]
    see: Button | None
    who: str
    word: str
    state: str
    tone: str
    closed: bool
    buttons: tuple[Button, ...]
    more: tuple[Button, ...]
    source: str
    at: str

    def quiet(self) -> "Line":
        """The same without a button that stands out: there is one of those on a page."""
        return replace(self, buttons=tuple(replace(button, main=False) for button in self.buttons))


@dataclass(frozen=True, slots=True)
class View:
    """From where lines are looked at: the moment, the regulation, and the page that shows them and its part.

    ``number`` is the reader's 工号, whose own name need not be told; ``next`` is the page to come back to, ``at`` the
    part of it that is shown again after a deed.
    """

    moment: datetime
    regulation: Regulation | None
    number: str
    next: str
    at: str

    def lines(self, items: Iterable[Item]) -> tuple[Line, ...]:
        """Several pieces of work as lines."""
        return tuple(line(item, self) for item in items)


def line(item: Item, view: View) -> Line:
    """One piece of work as a line."""
    closed = item.state not in OPEN
    shown = closed or item.state != "todo"
    return Line(
        id=item.id,
        version=item.version,
        title=item.title,
        url=reverse("work:one", args=[item.id]),
        clause=clause(item, view.regulation),
        due=spans.due(item, view.moment),
        facts=tuple(_facts(item, view)),
        see=_see(item),
        who=_whose(item, view),
        word=words.state(item),
        state=words.state(item) if shown else "",
        tone=words.tone(item) if shown else "",
        closed=closed,
        buttons=tuple(_buttons(item, view)),
        more=() if closed else tuple(_more(item, view)),
        source=str(words.SOURCES[item.source]),
        at=view.at,
    )


def errand(what: str, why: str, word: str, url: str) -> Line:
    """Something to do that is no piece of work, as a line among the others: a link that leads to where it is done."""
    to = Button(word, url, "link", main=True)
    return Line(0, 0, what, url, None, Due("", "", None, ""), (why,), None, "", "", "", "", False, (to,), (), "", "")  # noqa: FBT003


def clause(item: Item, regulation: Regulation | None) -> Clause | None:
    """The clause that asks for it, as the regulation in force numbers it; none for what a person made."""
    found = regulation.clause(item.clause) if regulation and item.clause else None
    if found is None:
        return None
    return Clause(found.number, found.title, reverse("rulebook:clause", args=[found.id]))


def do_url(item: Item, verb: Verb, view: View) -> str:
    """Where a verb is done; it comes back to the page that shows the line."""
    return f"{reverse('work:do', args=[item.id, verb.value])}?{urlencode({'next': view.next, 'at': view.at})}"


def fill_url(item: Item, view: View) -> str:
    """Where the form of a piece of work is filled in."""
    return f"{reverse('records:fill', args=[item.id])}?{urlencode({'next': view.next})}"


def _buttons(item: Item, view: View) -> Iterator[Button]:
    verb = item.verb
    if verb is None or item.opens > view.moment:
        return
    if verb is Verb.FILE or (verb is Verb.ADVANCE and item.fills):
        yield Button(words.verb(item), fill_url(item, view), "fill", main=True)
        return
    if verb is Verb.DECIDE and item.source == "publication":
        yield from _publication(item, view)
        return
    if verb is Verb.DECIDE:
        case = conduct.of_work(item.key)
        url = reverse("work:case", args=[case]) if case else reverse("work:one", args=[item.id])
        yield Button(words.verb(item), url, "link", main=True)
        return
    correction = corrections.of_work(item.key) if item.source == "approval" else None
    if correction is not None:
        yield Button(_("去审批"), reverse("corrections:one", args=[correction]), "link", main=True)
        return
    taken = exports.of_work(item.key) if item.source == "approval" else None
    if taken is not None:
        yield Button(_("去审批"), reverse("exports:one", args=[taken]), "link", main=True)
        return
    at_once = verb in AT_ONCE or (verb in BY_EVIDENCE and item.evidence in BARE)
    main = verb is not Verb.TAKE_BACK
    yield Button(words.verb(item), do_url(item, verb, view), "post" if at_once else "open", main=main)
    if verb is Verb.ACCEPT or (verb is Verb.ADVANCE and item.returns):
        word = _("不同意") if item.source == "approval" else str(words.VERBS[Verb.GIVE_BACK])
        yield Button(word, do_url(item, Verb.GIVE_BACK, view), "open")


PUBLISHING: dict[str, tuple[Promise, str]] = {
    "comment": (gettext_lazy("去提意见"), "publishing:one"),
    "close": (gettext_lazy("去答复"), "publishing:one"),
    "approve": (gettext_lazy("去审批"), "publishing:one"),
    "sign": (gettext_lazy("去签收"), "publishing:sign"),
}


def _publication(item: Item, view: View) -> Iterator[Button]:
    """Where an opinion is given, an approval decided, a text signed; nobody signs for somebody else."""
    found = publishing.of_work(item.key)
    if found is None or item.accountable.number != view.number:
        return
    number, step = found
    word, address = PUBLISHING[step]
    yield Button(str(word), reverse(address, args=[number]), "link", main=True)


def _see(item: Item) -> Button | None:
    """What a stage or a review is about: the record, or the work that was handed in."""
    if item.source in {"stage", "review"} and item.record:
        word = _("看《%(form)s》") % {"form": item.form} if item.form else _("看交来的")
        return Button(word, reverse("records:record", args=[item.record]), "read")
    if item.source in {"review", "approval"} and item.parent:
        word = _("看交来的") if item.source == "review" else _("看这件事")
        return Button(word, reverse("work:one", args=[item.parent]), "link")
    return None


def _whose(item: Item, view: View) -> str:
    if not item.accountable.number:
        return _("%(position)s空缺") % {"position": item.position or item.unit}
    return "" if item.accountable.number == view.number else item.accountable.name


def _more(item: Item, view: View) -> Iterator[Button]:
    yield Button(str(words.VERBS[Verb.REMARK]), do_url(item, Verb.REMARK, view), "open")
    own, fresh = item.part in {Part.ACCOUNTABLE, Part.DEPUTY}, item.state in {"todo", "doing"}
    if own and fresh and item.rule and item.source not in rules.ENDED_ELSEWHERE:
        url = f"{reverse('work:do', args=[item.id, 'ask'])}?{urlencode({'next': view.next, 'at': view.at})}"
        yield Button(_("申请免除"), url, "open")
    yield Button(_("看全部"), reverse("work:one", args=[item.id]), "link")


def _facts(item: Item, view: View) -> Iterator[str]:
    if item.deputy_for.name:
        yield _("替%(name)s办") % {"name": item.deputy_for.name}
    if item.source == "approval" and item.last and item.last.did == Did.ASKED_EXCUSE:
        yield _("%(name)s申请免除：%(why)s") % {"name": item.last.who, "why": item.last.said}
    if item.part not in {Part.ACCOUNTABLE, Part.DEPUTY, Part.REVIEWER, Part.LEADS, Part.NONE}:
        yield str(words.PARTS[item.part])
    if item.state in {"todo", "doing"} and item.part is not Part.ATTENDS:
        wanted = _wants(item)
        if wanted:
            yield wanted
        receiver = _receiver(item, view.regulation)
        if receiver:
            yield _("交给%(who)s") % {"who": receiver}
    if item.waits:
        yield _("要等 %(n)s 件事先办完") % {"n": item.waits}
    if item.provisional:
        yield _("这一年的假期还没公布，截止按推算")


def _wants(item: Item) -> str:
    if item.form and item.evidence is Evidence.FORM:
        return _("填《%(form)s》") % {"form": item.form}
    if item.evidence is Evidence.CHECKLIST and item.ticks:
        return _("清单 %(done)s/%(all)s") % {"done": item.ticked, "all": item.ticks}
    return str(words.WANTS[item.evidence])


def _receiver(item: Item, regulation: Regulation | None) -> str:
    """The position that receives what is done, as the duty says."""
    kind, _colon, name = item.rule.partition(":")
    duty = regulation.of(Duty).get(name) if regulation and kind == "duty" else None
    return duty.reviewer if duty else ""
