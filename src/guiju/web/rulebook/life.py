"""A clause's life: is it kept, what are its figures now, and which way they go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guiju.lang.kinds import Duty, Rule, Target
from guiju.lang.regulation import Clause, Regulation
from guiju.web.kit.figures import Spark
from guiju.web.rulebook import duties
from guiju.web.rulebook.now import Now, Standing
from guiju.web.rulebook.standing import standing, word
from guiju.web.rulebook.words import kind_word

# The worst of a clause's rules is the clause's own verdict.
ORDER = ("broken", "missing", "waiting", "kept", "signed", "text")
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
    rule: str
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


def life(clause: Clause, regulation: Regulation, now: Now) -> Life:
    """The life of a clause; a heading without rules has none of its own."""
    rules = [regulation.of(kind)[name] for kind, name in clause.rules]
    judged = [(rule, standing(rule, now)) for rule in rules]
    kinds = {result.kind for _rule, result in judged}
    kind = next((kind for kind in ORDER if kind in kinds), "text")
    found = tuple(
        Judged(one.kind, word(one.kind), kind_word(rule.kind), rule.name, one.why) for rule, one in judged if one.why
    )
    return Life(kind, word(kind), _minis(judged, now), tuple(_reasons(judged, kind)), found)


def _reasons(judged: Sequence[tuple[Rule, Standing]], kind: str) -> Iterable[str]:
    if kind not in {"broken", "missing"}:
        return
    seen: dict[str, None] = {}
    for rule, result in judged:
        if result.kind == kind and not isinstance(rule, Target | Duty):
            seen.setdefault(f"{rule.name} {result.text}".strip(), None)
    yield from list(seen)[:MOST]


def _done(judged: Sequence[tuple[Rule, Standing]]) -> Iterable[Mini]:
    """The duties' shares done in time, the worst first."""
    found = [(rule, result) for rule, result in judged if isinstance(rule, Duty) and result.text]
    found.sort(key=lambda pair: ORDER.index(pair[1].kind))
    for rule, result in found[:MOST]:
        tone = {"kept": "good", "broken": "bad"}.get(result.kind, "")
        yield Mini(rule.name, result.text, tone, duties.address(rule.name), None)


def _minis(judged: Sequence[tuple[Rule, Standing]], now: Now) -> tuple[Mini, ...]:
    """The targets' figures first: those are what the clause asks for."""
    targets = [(rule, result) for rule, result in judged if isinstance(rule, Target)]
    targets.sort(key=lambda pair: ORDER.index(pair[1].kind))
    minis = [*_done(judged)]
    for rule, result in targets[: MOST - len(minis)]:
        tone = {"kept": "good", "broken": "bad"}.get(result.kind, "")
        text = result.text if result.text != "—" else word(result.kind)
        minis.append(Mini(rule.metric, text, tone, now.url(rule.metric), now.spark(rule.metric)))
    return tuple(minis)
