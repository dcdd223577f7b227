"""A clause's life: is it kept, what are its figures now, and which way they go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guiju.lang.kinds import Rule, Target
from guiju.lang.regulation import Clause, Regulation
from guiju.web.kit.figures import Spark
from guiju.web.rulebook.now import Now, Standing

# The worst of a clause's rules is the clause's own verdict.
ORDER = ("broken", "missing", "waiting", "kept", "text")
MOST = 3  # figures beside a clause; the rest stand in its table


@dataclass(frozen=True, slots=True)
class Mini:
    """A figure in the margin."""

    name: str
    text: str
    tone: str
    url: str
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule's own verdict, for the page of one clause."""

    kind: str
    word: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Life:
    """What stands in the margin; ``reasons`` say in a few words what is broken or lacking."""

    kind: str
    word: str
    minis: tuple[Mini, ...]
    reasons: tuple[str, ...]
    judged: tuple[Judged, ...]


def word(kind: str) -> str:
    """The word of a verdict."""
    return {
        "broken": _("有破"),
        "missing": _("缺数"),
        "waiting": _("未到"),
        "kept": _("守住"),
        "text": _("已公布"),
        "signed": _("已签收"),
    }[kind]


def life(clause: Clause, regulation: Regulation, now: Now) -> Life:
    """The life of a clause; a heading without rules has none of its own."""
    rules = [regulation.of(kind)[name] for kind, name in clause.rules]
    judged = [(rule, now.standing(rule)) for rule in rules]
    kinds = {standing.kind for _rule, standing in judged}
    kind = next((kind for kind in ORDER if kind in kinds), "text")
    found = tuple(
        Judged(standing.kind, word(standing.kind), rule.name, standing.why) for rule, standing in judged if standing.why
    )
    return Life(kind, word(kind), _minis(judged, now), tuple(_reasons(judged, kind)), found)


def _reasons(judged: Sequence[tuple[Rule, Standing]], kind: str) -> Iterable[str]:
    if kind not in {"broken", "missing"}:
        return
    seen: dict[str, None] = {}
    for rule, standing in judged:
        if standing.kind == kind:
            name = rule.metric if isinstance(rule, Target) else rule.name
            seen.setdefault(f"{name} {standing.text}".strip(), None)
    yield from list(seen)[:MOST]


def _minis(judged: Sequence[tuple[Rule, Standing]], now: Now) -> tuple[Mini, ...]:
    """The targets' figures first: those are what the clause asks for."""
    targets = [(rule, standing) for rule, standing in judged if isinstance(rule, Target)]
    minis = []
    for rule, standing in targets[:MOST]:
        tone = {"kept": "good", "broken": "bad"}.get(standing.kind, "")
        minis.append(Mini(rule.metric, standing.text, tone, now.url(rule.metric), now.sparks.get(rule.metric)))
    return tuple(minis)
