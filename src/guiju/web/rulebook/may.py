"""谁可以: who may do what to whose things and by which clause; what somebody may, why, and what they would lack."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import asking, rules
from guiju.apps.rulebook.asking import State
from guiju.engines.impact.rights import WIDTH
from guiju.engines.rights import telling
from guiju.engines.rights.asking import Ground, Who
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.readback.words import choice
from guiju.web.kit import formats
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.people.days import Shown, shown
from guiju.web.rulebook.mine import Where, where
from guiju.web.rulebook.words import language

ME = "me"  # the reader, in addresses that other pages lead here by
NEAR = 300  # people proposed while one types


@dataclass(frozen=True, slots=True)
class Option:
    """One of the words to choose from."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody, or what somebody may, with the ground: the post and since when, the clause and its rule, how far."""

    who: str
    number: str
    url: str
    post: str
    since: date | None
    clause: Where | None
    rule: str
    reach: str
    further: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one person."""

    may: bool
    said: str
    grounds: tuple[Line, ...]
    short: tuple[Line, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class May:
    """What may.html shows: one of a list of people, the verdict on one, or everything that one may."""

    whom: str
    over: str
    actions: tuple[Option, ...]
    things: tuple[Option, ...]
    shown: Shown
    near: tuple[str, ...]
    asks_all: bool
    amiss: str
    title: str
    open: tuple[Line, ...]
    people: tuple[Line, ...]
    at: Paging | None
    verdict: Verdict | None
    every: tuple[Line, ...]
    administrators: str
    listed: bool
    quick: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: about whom (a 工号, or everybody), which deed on which thing, on whose things."""

    who: str
    over: str
    may: Action | None
    what: Thing | None

    @property
    def deed(self) -> tuple[Action, Thing] | None:
        """The deed, where it is said entirely."""
        return (self.may, self.what) if self.may and self.what else None


@page
def may(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Answer what is asked about those whom the reader may see, and always about the reader."""
    when = shown(request)
    state = asking.state(when.day)
    if not rules.may_view_regulation(actor):
        raise NotYours
    if state is None:
        raise Unwritten(_("谁可以"), day=when.day, strip="rulebook/rooms.html", room="may")
    seen = _seen(actor, state)
    asked, amiss = _question(request, actor, seen)
    deed = asked.deed if not amiss else None
    who = state.asked.who(*deed, asked.over) if deed and not asked.who else None
    at = paging(request, len(who.people)) if who else None
    context = May(
        whom=_label(state, asked.who) or request.GET.get("who", ""),
        over=_label(state, asked.over) or request.GET.get("over", ""),
        actions=_options(Action, asked.may),
        things=_options(Thing, asked.what),
        shown=when,
        near=tuple(f"{name} {number}" for number, name in list(seen.items())[:NEAR]),
        asks_all=asking.may_ask_of_all(actor),
        amiss=amiss,
        title=_title(state, asked),
        open=tuple(_rule_line(state, rule) for rule in who.open) if who else (),
        people=tuple(_people(state, who, at, seen, request)) if who and at else (),
        at=at,
        verdict=_verdict(state, asked) if deed and asked.who else None,
        every=tuple(_every(state, asked.who)) if asked.who and not deed and not amiss else (),
        administrators=formats.listed(_administrators(state)) if deed else "",
        listed=who is not None,
        quick=tuple(_quick(actor)),
    )
    return show(request, "rulebook/may.html", context)


def _seen(actor: Actor, state: State) -> Mapping[str, str]:
    """Names by 工号 of those about whom the reader may ask, the reader first."""
    within = asking.asks_about(actor)
    mine = {actor.number: actor.name} if actor.number else {}
    return mine | {number: name for number, name in state.names.items() if within is None or number in within}


def _question(request: HttpRequest, actor: Actor, seen: Mapping[str, str]) -> tuple[Question, str]:
    """What is asked, and what is wrong with it. Without anything said it is what the reader may."""
    sent = request.GET
    may_, what = _chosen(Action, sent.get("may", "")), _chosen(Thing, sent.get("what", ""))
    if not sent.keys() & {"who", "over", "may", "what"}:
        if actor.number:
            return Question(actor.number, "", None, None), ""
        may_, what = Action.VIEW, Thing.BONUSES
    said = [sent.get(name, "").strip() for name in ("who", "over")]
    found = [_number(actor.number if one == ME else one, seen) for one in said]
    amiss = next((said for _one, said in found if said), "")
    who, over = found[0][0], found[1][0]
    if not who and not over and not asking.may_ask_of_all(actor):
        over = actor.number  # who may not ask about all asks about themselves
    if not who and not (may_ and what):
        amiss = amiss or _("请选一件事，或者写一个人。")
    return Question(who, over, may_, what), amiss


def _number(said: str, seen: Mapping[str, str]) -> tuple[str, str]:
    """The 工号 of whoever is named by 工号, name, or both; what is wrong when it is nobody, or several."""
    if not said:
        return "", ""
    last = said.rpartition(" ")[2]
    exact = next((number for number in (said, last) if number in seen), "")
    named = [number for number, name in seen.items() if name == said]
    if exact or len(named) == 1:
        return exact or named[0], ""
    if named:
        return "", _("有 %(count)s 位%(name)s，请写工号。") % {"count": len(named), "name": said}
    return "", _("您能看的名册里没有“%(said)s”。") % {"said": said[:60]}


def _chosen[Word: StrEnum](kind: type[Word], said: str) -> Word | None:
    return kind(said) if said in set(kind) else None


def _options(kind: type[Action | Thing], chosen: StrEnum | None) -> tuple[Option, ...]:
    return tuple(Option(one.value, choice(one, language()), one is chosen) for one in kind)


def _label(state: State, number: str) -> str:
    return f"{state.names.get(number, '')} {number}".strip() if number else ""


def _title(state: State, asked: Question) -> str:
    """The question in words."""
    name, over = state.names.get(asked.who, asked.who), state.names.get(asked.over, asked.over)
    if not asked.deed:
        return _("%(name)s能看、能做什么") % {"name": name} if asked.who else ""
    deed = telling.deed(*asked.deed, language())
    if over:
        deed = _("%(deed)s（%(name)s的）") % {"deed": deed, "name": over}
    if not asked.who:
        return _("谁可以%(deed)s") % {"deed": deed}
    return _("%(name)s可以%(deed)s吗") % {"name": name, "deed": deed}


def _people(state: State, who: Who, at: Paging, seen: Mapping[str, str], request: HttpRequest) -> Iterator[Line]:
    """Each with the ground that reaches farthest; the name leads to all of them for whom the reader may see."""
    for number, grounds in at.of(list(who.people.items())):
        widest = max(grounds, key=lambda ground: WIDTH[ground.rule.range])
        kept = request.GET.copy()
        kept.pop("page", None)
        kept["who"] = number
        yield _line(state, widest, state.names.get(number, number), f"?{kept.urlencode()}" if number in seen else "")


def _line(state: State, ground: Ground, who: str = "", url: str = "") -> Line:
    post = ground.post
    return Line(
        who=who,
        number=post.number,
        url=url,
        post=f"{post.unit} {post.position}",
        since=post.since if post.since != date.min else None,
        clause=where(state.asked.regulation, ground.rule.clause),
        rule=ground.rule.name,
        reach=telling.reach(ground, language()),
        further=telling.further(ground.rule, language()),
    )


def _rule_line(state: State, rule: Access) -> Line:
    """A rule that opens something to the whole house."""
    place = where(state.asked.regulation, rule.clause)
    reach = choice(rule.range, language())
    return Line(_("全员"), "", "", "", None, place, rule.name, reach, telling.further(rule, language()))


def _verdict(state: State, asked: Question) -> Verdict:
    may_, what = asked.may or Action.VIEW, asked.what or Thing.METRICS
    found = state.asked.why(asked.who, may_, what, asked.over)
    trusted = any(one.number == asked.who for one in state.administrators)
    names = {"name": state.names.get(asked.who, asked.who)}
    if trusted:
        said = _("%(name)s是管理员，什么都可以；这不是制度开放的。") % names
    else:
        said = _("凭下面的条款。") if found.may else _("制度没有写的，一律不开放。")
    return Verdict(
        may=trusted or found.may,
        said=said,
        grounds=tuple(_line(state, one) for one in found.grounds),
        short=() if found.may else tuple(_line(state, one) for one in found.short),
        lacks=tuple(telling.lack(state.asked.regulation, one, language()) for one in found.lacks),
    )


def _every(state: State, number: str) -> Iterator[Line]:
    """Everything that somebody may, deeds of one ground together."""
    deeds: dict[tuple[Thing, str], list[Action]] = {}
    grounds: dict[tuple[Thing, str], Ground] = {}
    for (what, may_), ground in state.asked.all_of(number).items():
        deeds.setdefault((what, ground.rule.name), []).append(may_)
        grounds[what, ground.rule.name] = ground
    order = list(Thing)
    for key in sorted(deeds, key=lambda one: (order.index(one[0]), one[1])):
        thing = choice(key[0], language())
        said = _joined(choice(may_, language()) for may_ in sorted(deeds[key], key=list(Action).index))
        yield _line(state, grounds[key], f"{thing}：{said}" if language() == "zh" else f"{thing}: {said}")


def _joined(words: Iterable[str]) -> str:
    return ("、" if language() == "zh" else ", ").join(words)


def _administrators(state: State) -> Iterator[str]:
    for one in state.administrators:
        name = state.names.get(one.number, "")
        yield f"{name} {one.username}".strip()


def _quick(actor: Actor) -> Iterator[tuple[str, str]]:
    """Questions that people ask first."""
    base = reverse("rulebook:may")
    if actor.number:
        asked = {"over": actor.number}
        yield _("谁能看我的奖金"), f"{base}?{urlencode(asked | {'may': 'view', 'what': 'bonuses'})}"
        yield _("谁能看我的绩效"), f"{base}?{urlencode(asked | {'may': 'view', 'what': 'appraisal'})}"
        yield _("我能看、能做什么"), base
    if asking.may_ask_of_all(actor):
        yield _("谁能看所有人的奖金"), f"{base}?{urlencode({'may': 'view', 'what': 'bonuses'})}"
        yield _("谁能导出名册"), f"{base}?{urlencode({'may': 'export', 'what': 'roster'})}"
        yield _("谁能改制度"), f"{base}?{urlencode({'may': 'edit', 'what': 'regulation'})}"
