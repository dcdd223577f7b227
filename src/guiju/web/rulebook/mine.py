"""我的规矩: what binds one person, in the second person, with their own figures; what is at risk; what they may do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.appraisal import queries as appraisal
from guiju.apps.appraisal.values import Outcome
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people import rules as people_rules
from guiju.apps.people.values import Post
from guiju.apps.rulebook import positions, queries, rules
from guiju.apps.work import plans
from guiju.apps.work import queries as work
from guiju.apps.work.queries.proofs import By
from guiju.apps.work.values import Evidence
from guiju.engines import periods
from guiju.engines.calendar.binding import binding
from guiju.engines.impact.rights import WIDTH, Right, rights
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Bonus, Duty, Position, Prohibition, Scorecard
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.readback import times
from guiju.lang.readback.words import choice
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.rulebook import signature, slips
from guiju.web.rulebook.duties import counted
from guiju.web.rulebook.signature import Signature
from guiju.web.rulebook.words import language
from guiju.web.score.sheet import Item, Sheet, sheet


@dataclass(frozen=True, slots=True)
class Where:
    """A clause to read on."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty in the second person, and how it has been kept since the month began."""

    said: str
    kept: str
    tone: str
    url: str
    clause: Where | None


@dataclass(frozen=True, slots=True)
class Score:
    """The latest month: points, grade and money as far as they are known, and the way to the next grade."""

    period: str
    points: str
    grade: str
    bonus: str
    held: bool
    sheet: Sheet | None
    items: tuple[Item, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """A rule that speaks about the reader, read back, with its clause."""

    text: str
    clause: Where | None


@dataclass(frozen=True, slots=True)
class Mine:
    """What mine.html shows."""

    name: str
    posts: tuple[str, ...]
    title: str
    version: str
    signature: Signature
    score: Score | None
    risks: tuple[str, ...]
    owed: tuple[Owed, ...]
    tasks: tuple[str, ...]
    paid: tuple[Said, ...]
    forbidden: tuple[Said, ...]
    may: tuple[tuple[str, str], ...]
    due: int


@dataclass(frozen=True, slots=True)
class Outside:
    """What outside.html shows to an account that stands in no roster."""

    title: str
    may_add: bool


@page
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that binds the reader, on one page."""
    regulation, day = queries.current(), clock.today()
    if regulation is None:
        raise Unwritten(_("我的规矩"), strip="rulebook/rooms.html", room="mine")
    if not actor.number:
        return show(request, "rulebook/outside.html", Outside(regulation.title, people_rules.may_edit_roster(actor)))
    held = people.posts(on=day, number=actor.number)
    month = periods.containing(day, Grain.MONTH)
    evidence = {one.key: one for one in work.evidence(start=month.start, end=day, by=By.RULE, number=actor.number)}
    duties = binding(regulation, plans.holders(), day, actor.number)
    score = _score(actor, month)
    owed = tuple(_owed(duty, regulation, evidence) for duty in duties)
    context = Mine(
        name=actor.name,
        posts=tuple(f"{post.unit} {post.position}" for post in held),
        title=regulation.title,
        version=regulation.version,
        signature=signature.of(actor, regulation),
        score=score,
        risks=tuple(_risks(score, duties, evidence)),
        owed=owed,
        tasks=tuple(_tasks(regulation, held)),
        paid=tuple(_paid(regulation, held)),
        forbidden=tuple(_forbidden(regulation)),
        may=tuple(_may(rights(regulation, [post.position for post in held]))),
        due=sum(one.open for one in evidence.values()),
    )
    return show(request, "rulebook/mine.html", context)


def _score(actor: Actor, month: Period) -> Score | None:
    """This month so far; the month before where nothing is worked out yet."""
    if not rules.may(actor, Action.VIEW, Thing.APPRAISAL, number=actor.number):
        return None
    found = appraisal.outcome(actor.number, month) or appraisal.outcome(actor.number, month.previous())
    if found is None or not (found.summary["card"] or found.bonus is not None):
        return None
    filled = sheet(found) if found.summary["card"] else None
    money = rules.may(actor, Action.VIEW, Thing.BONUSES, number=actor.number)
    return Score(
        period=found.period.label("en" if formats.english() else "zh"),
        points=formats.amount(found.points, "分").text if found.points is not None else "",
        grade=found.grade,
        bonus=_money(found) if money else "",
        held=not money,
        sheet=filled,
        items=filled.items if filled else (),
        url=f"{reverse('score:mine')}?month={found.period}",
    )


def _money(found: Outcome) -> str:
    return formats.amount(found.bonus, "元").text if found.bonus is not None else ""


def _risks(score: Score | None, duties: Iterable[Duty], evidence: Mapping[str, Evidence]) -> Iterator[str]:
    """What is going wrong while it can still be mended."""
    for item in score.items if score else ():
        if item.actual is not None and item.target is not None and not item.tone and item.share < 1:
            yield _("%(item)s现在 %(actual)s，还没到目标 %(target)s") % {
                "item": item.name,
                "actual": item.actual.text,
                "target": item.target.text,
            }
        elif item.tone == "wait":
            yield _("%(item)s 还缺数，这部分分数没有着落") % {"item": item.name}
    for duty in duties:
        found = evidence.get(f"duty:{duty.name}")
        if found is not None and found.overdue:
            yield _("%(duty)s有 %(n)s 件已逾期") % {"duty": duty.does or duty.name, "n": found.overdue}


def _owed(duty: Duty, regulation: Regulation, evidence: Mapping[str, Evidence]) -> Owed:
    """``您每个工作日要提交核心数据日报，12:00 前``, with what became of it this month."""
    speech = language()
    when = times.spoken(duty.recurs, speech)
    said = _("您%(when)s要%(what)s，截止：%(due)s") % {
        "when": when[:1].upper() + when[1:],
        "what": duty.does or duty.name,
        "due": times.due_said(duty.due, speech),
    }
    found = evidence.get(f"duty:{duty.name}")
    bad = found is not None and (found.late or found.missed or found.overdue)
    kept = formats.listed(word for word, _verdict in counted(found)) if found else ""
    url = reverse("work:kept", args=[duty.name])
    return Owed(said, kept, "broken" if bad else "kept" if kept else "", url, where(regulation, duty.clause))


def _tasks(regulation: Regulation, held: Iterable[Post]) -> Iterator[str]:
    """What the job sheet of each post says."""
    for post in held:
        found = positions.position(regulation, post.position)
        if isinstance(found, Position):
            yield from found.responsibilities


def _paid(regulation: Regulation, held: Iterable[Post]) -> Iterator[Said]:
    """The scorecards and bonuses that speak about the reader's posts."""
    names = {post.position for post in held} | {post.unit for post in held}
    names |= {post.name for one in held if (post := positions.position(regulation, one.position))}
    names |= {unit.name for one in held if (unit := positions.unit(regulation, one.unit))}
    speaking: list[Scorecard | Bonus] = [*regulation.of(Scorecard).values(), *regulation.of(Bonus).values()]
    for rule in speaking:
        if rule.subject.kind is SubjectKind.DEPARTMENT or rule.subject.name in names:
            yield Said(slips.said(rule, regulation), where(regulation, rule.clause))


def _forbidden(regulation: Regulation) -> Iterator[Said]:
    for rule in regulation.of(Prohibition).values():
        yield Said(rule.text or rule.name, where(regulation, rule.clause))


def _may(opened: Iterable[Right]) -> Iterator[tuple[str, str]]:
    """What the reader may do, by how far it reaches, the widest last; things of which it is the same in one."""
    speech = language()
    deeds: dict[tuple[str, Thing], list[Action]] = {}
    for right in sorted(opened, key=lambda one: (WIDTH[one.range], _order(one.what), _order(one.may))):
        deeds.setdefault((choice(right.range, speech), right.what), []).append(right.may)
    things: dict[tuple[str, str], list[str]] = {}
    for (reach, what), found in deeds.items():
        told = formats.listed(choice(one, speech) for one in dict.fromkeys(found))
        things.setdefault((reach, told), []).append(choice(what, speech))
    by_reach: dict[str, list[str]] = {}
    for (reach, told), named in things.items():
        by_reach.setdefault(reach, []).append(f"{formats.listed(named)}{formats.point('：')}{told}")
    for reach, said in by_reach.items():
        yield reach, formats.point("；").join(said)


def _order(word: Thing | Action) -> int:
    """Where a word stands in its own list."""
    return list(type(word)).index(word)


def where(regulation: Regulation, clause_id: str) -> Where | None:
    """A clause's number and title with its address."""
    found = regulation.clause(clause_id)
    if found is None:
        return None
    return Where(f"{found.number} {found.title}".strip(), reverse("rulebook:clause", args=[found.id]))
