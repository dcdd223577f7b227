"""What the regulation asks of a new version: the 发布 rule that it follows."""

from datetime import date

from guiju.apps import clock
from guiju.apps.publishing import models
from guiju.apps.publishing.values import Stage
from guiju.apps.rulebook import law
from guiju.apps.rulebook import queries as rulebook
from guiju.lang import Regulation, words
from guiju.lang.kinds import Floor, Publication
from guiju.lang.kinds.choices import Passage
from guiju.lang.law import steps
from guiju.lang.text import Span

_ALWAYS = frozenset({Stage.CHECK, Stage.IMPACT})  # the machine checks; whoever publishes has seen what it does
WRITTEN = frozenset(Stage) - _ALWAYS  # the stages that a rule may name
BY_LAW = Publication(name="", clause="", span=Span("", 0, 0, 1, 1))  # where no document says anything


def found(regulation: Regulation | None) -> Publication | None:
    """The 发布 rule of a regulation; the first one when it has several."""
    return next(iter(regulation.of(Publication).values()), None) if regulation else None


def choose(day: date, edition: str) -> tuple[str, str]:
    """The edition and the name of the rule to follow: of what is in force, else of the new text itself."""
    current = rulebook.edition_at(day)
    for one in filter(None, (current, edition)):
        rule = found(rulebook.regulation(one))
        if rule is not None:
            return one, rule.name
    return "", ""


def of(row: models.Publication) -> Publication:
    """The rule that a publication follows, as it stood when it began."""
    if not row.rule_edition:
        return BY_LAW
    return rulebook.regulation(row.rule_edition).of(Publication).get(row.rule, BY_LAW)


def by_law(row: models.Publication) -> Floor | None:
    """The floor of law on how rules are made, for the regulation that a publication follows."""
    return law.on_making(rulebook.regulation(row.rule_edition or row.edition_id), clock.today())


def demanded(rule: Publication, stage: Stage, floor: Floor | None = None) -> bool:
    """Whether a stage cannot be left out: the rule demands it, or the law does so by itself."""
    if stage in _ALWAYS:
        return stage is Stage.CHECK
    passage = Passage(stage)
    return passage in rule.demands or (floor is not None and (passage,) in steps(floor))


def word(stage: Stage) -> str:
    """What a stage is called in the language of the documents."""
    if stage in _ALWAYS:
        return {Stage.CHECK: "检查", Stage.IMPACT: "影响"}[stage]
    return words.CHOICE_WORDS[Passage][Passage(stage)][0]
