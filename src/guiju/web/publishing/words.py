"""Publications in words: stages, states, and the line that shows how far one has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from guiju.apps import clock
from guiju.apps.publishing import minuting
from guiju.apps.publishing.values import Leg, LegState, Life, Stage, State
from guiju.web.kit import formats
from guiju.web.layout.deeds import called

STAGES: Mapping[str, str | Promise] = {
    Stage.CHECK: gettext_lazy("检查"),
    Stage.IMPACT: gettext_lazy("影响"),
    Stage.COMMENTS: gettext_lazy("征求意见"),
    Stage.CONSULTATION: gettext_lazy("协商"),
    Stage.APPROVAL: gettext_lazy("审批"),
    Stage.NOTICE: gettext_lazy("公示"),
    Stage.SIGNATURE: gettext_lazy("签收"),
}
STATES: Mapping[str, str | Promise] = {
    State.OPEN: gettext_lazy("发布中"),
    State.ANNOUNCED: gettext_lazy("公示中"),
    State.IN_FORCE: gettext_lazy("施行中"),
    State.AMENDED: gettext_lazy("已被新版代替"),
    State.REPEALED: gettext_lazy("已废止"),
    State.WITHDRAWN: gettext_lazy("已撤回"),
}
TONES: Mapping[str, str] = {State.OPEN: "next", State.ANNOUNCED: "wait", State.IN_FORCE: "kept"}
LEG_TONES: Mapping[str, str] = {LegState.DONE: "kept", LegState.OPEN: "next", LegState.SKIPPED: "wait"}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage on the line."""

    key: str
    word: str
    state: str
    tone: str
    note: str
    said: str
    facts: tuple[tuple[str, str], ...]
    files: tuple["Kept", ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that a stage left behind; ``digest`` is how its SHA-256 begins."""

    name: str
    url: str
    digest: str
    size: str


def state(life: Life) -> str:
    """How far a publication is; a repeal that has come about is no version in force."""
    return str(STATES[State.REPEALED if life.repeals and life.state == State.IN_FORCE else State(life.state)])


def line(life: Life) -> tuple[Stop, ...]:
    """The stages of a publication in their order."""
    return tuple(_stop(leg, life) for leg in life.legs)


def _stop(leg: Leg, life: Life) -> Stop:
    current = leg.stage is life.current
    tone = LEG_TONES.get(leg.state, "next" if current else "")
    files = tuple(
        Kept(name, reverse("publishing:minutes", args=[life.id, number]), digest[:12], formats.size(size))
        for number, name, digest, size in minuting.listed(leg)
    )
    return Stop(
        key=leg.stage.value,
        word=str(STAGES[leg.stage]),
        state=_state(leg, current=current),
        tone=tone,
        note=_note(leg),
        said=leg.said,
        facts=_facts(leg),
        files=files,
    )


def _state(leg: Leg, *, current: bool) -> str:
    if leg.state == LegState.DONE:
        return _("已完成")
    if leg.state == LegState.SKIPPED:
        return _("未经过")
    if leg.state == LegState.OPEN:
        return _("进行中")
    if current:
        return _("该办了")
    return pgettext("stage", "未到") if leg.demanded else _("可省")


def _note(leg: Leg) -> str:
    """Who and when: the end of what is over, the due day of what is open."""
    if leg.ended:
        return f"{called(leg.by)} {formats.day(leg.ended, today=clock.today())}"
    if leg.due and leg.state == LegState.OPEN:
        return _("到 %(day)s") % {"day": formats.day(leg.due, today=clock.today())}
    return ""


def _facts(leg: Leg) -> tuple[tuple[str, str], ...]:
    """What a stage left behind."""
    data = leg.data
    if leg.stage is Stage.CONSULTATION and "minutes" in data:
        labels = (("held", _("日期")), ("with", _("与谁")), ("minutes", _("纪要")), ("result", _("结果")))
        held = {**data, "held": formats.full_day(date.fromisoformat(str(data["held"])))}
        return tuple((label, str(held[key])) for key, label in labels)
    if leg.stage is Stage.COMMENTS and "asked" in data:
        said = _("问了 %(asked)s 人，%(silent)s 人没有答复，收到 %(comments)s 条意见") % dict(data)
        return ((_("结果"), said),)
    return ()
