"""How the rules stand at present: live values above names, targets against results, who holds a position."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guiju import facts
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.engines.measure.catalogue import catalogue
from guiju.lang.catalogue import Catalogue
from guiju.lang.kinds import Rule, Subject, Target
from guiju.lang.regulation import Regulation
from guiju.web.kit.figures import Spark
from guiju.web.kit.formula import Live


@dataclass(frozen=True, slots=True)
class Standing:
    """A result beside its target, in words; ``kind`` is that of a verdict."""

    kind: str
    text: str = "—"
    word: str = "—"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """Everything live that a page of the rulebook may show; ``period`` says of when.

    ``names`` are by the identity of a name in formulas; ``units``, ``urls``, ``standings`` and ``aims`` by declared
    names; ``posts`` are the people in a position.
    """

    period: str
    catalogue: Catalogue
    names: Mapping[str, Live] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    aims: Mapping[tuple[str, str], str] = field(default_factory=dict)
    posts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sparks: Mapping[str, Spark] = field(default_factory=dict)

    def unit(self, metric: str) -> str:
        """The unit of a metric or input."""
        return self.units.get(metric, "")

    def url(self, metric: str) -> str:
        """The page of a number; empty when it has none."""
        return self.urls.get(metric, "")

    def held(self, position: str) -> int:
        """How many people hold a position."""
        return len(self.posts.get(position, ()))

    def holders(self, position: str) -> str:
        """A position with the names of those who hold it."""
        names = "、".join(self.posts.get(position, ()))
        return f"{position} {names}".strip() or "—"

    def target(self, rule: Target) -> Standing:
        """How a target stands."""
        return self.standings.get(rule.name, Standing("waiting"))

    def standing(self, rule: Rule) -> Standing:
        """How any rule stands: text is published, a figure is there or lacking, a target is met or not."""
        return self.standings.get(rule.name, Standing("text"))

    def aim(self, metric: str, subject: Subject) -> str:
        """The target of an item for a subject, in words; a dash when there is none."""
        return self.aims.get((metric, subject.name)) or self.aims.get((metric, ""), "—")


def present(_regulation: Regulation, _actor: Actor) -> Now:
    """How everything stands today, as far as the actor may see it."""
    names = {number.number: number.name for number in people.people(clock.today())}
    posts: dict[str, list[str]] = {}
    for post in people.posts(on=clock.today()):
        posts.setdefault(post.position, []).append(names.get(post.number, post.number))
    return Now(period="", catalogue=catalogue(facts.load_schemas()), posts={k: tuple(v) for k, v in posts.items()})
