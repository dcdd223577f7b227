"""How the rules stand at present: live values above names, targets against results, who holds a position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.appraisal import cells
from guiju.apps.appraisal import queries as appraisal
from guiju.apps.appraisal.books import book_of
from guiju.apps.appraisal.source import State
from guiju.apps.appraisal.values import Line
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import points, stated
from guiju.apps.figures.values import Entry, Point
from guiju.apps.people import queries as people
from guiju.apps.people.values import Post
from guiju.apps.rulebook import positions
from guiju.apps.rulebook.about import unit_about
from guiju.apps.rulebook.rules import may
from guiju.apps.work import queries as work
from guiju.apps.work.queries.proofs import By
from guiju.apps.work.values import Evidence
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.engines.score.book import Book, Meant
from guiju.engines.score.case import Case
from guiju.engines.score.person import Person, Stay
from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import Formula
from guiju.lang.formula.walk import names_in
from guiju.lang.kinds import Duty, Input, Metric, Parameter, Rule, Subject, Target
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value, Why
from guiju.web.kit import formats
from guiju.web.kit.figures import Spark, spark
from guiju.web.kit.formula import Live
from guiju.web.numbers.card import known_facts
from guiju.web.numbers.live import metric_url
from guiju.web.numbers.words import known
from guiju.web.people.due import Due, due

MONTHS = 12
_OF_PEOPLE = {"pay": Thing.BONUSES, "points": Thing.APPRAISAL}  # by what a name means, how it is seen of oneself
NAMES = 8  # of those who hold a position


@dataclass(frozen=True, slots=True)
class Standing:
    """A verdict (broken, missing, waiting, kept or text), the figure it rests on, and on what grounds, in words."""

    kind: str
    text: str = "—"
    why: str = ""


@dataclass
class Now:
    """Everything live that a page of the rulebook may show, of the last full month; worked out when first asked for."""

    regulation: Regulation
    month: Period
    actor: Actor
    me: Person | None
    lines: Sequence[Line]
    trends: Mapping[str, Sequence[Point]]
    due: Sequence[Due]
    judged: dict[tuple[str, str], Standing] = field(default_factory=dict)  # kept by standing.standing
    _cases: dict[str, Case] = field(default_factory=dict)

    @property
    def period(self) -> str:
        """Of when everything is."""
        return self.month.label("en" if formats.english() else "zh")

    @property
    def catalogue(self) -> Catalogue:
        """The facts as formulas know them."""
        return known_facts()

    @property
    def book(self) -> Book:
        """The regulation prepared for evaluation."""
        return book_of(self.regulation)

    @cached_property
    def source(self) -> State:
        """Stored figures, targets, entered figures and pay."""
        return _Reader(self.regulation, self.actor)

    def case(self, unit: str) -> Case:
        """A unit in the month; of the reader's own unit, the reader, so that one's own pay stands above its name."""
        name = unit or self.book.top
        if name not in self._cases:
            mine = Case(self.book, self.source, self.month, person=self.me) if self.me else None
            own = mine is not None and mine.unit == name
            self._cases[name] = mine if own and mine else Case(self.book, self.source, self.month, unit=name)
        return self._cases[name]

    def unit_of(self, rule: Rule) -> str:
        """Whose figures a rule is about."""
        return unit_about(self.regulation, rule)

    def values(self, rule: Rule, formula: Formula) -> dict[str, Live]:
        """What stands above each name of a formula; nothing above what has no one value for all."""
        case = self.case(self.unit_of(rule))
        found = {}
        for key in names_in(formula.tree):
            meant = self.book.names.get(key)
            if meant is None or (meant.role == "pay" and case.person is None) or not self._open(meant, case):
                continue
            text = self._shown(meant, case.value(key))
            found[key] = Live(text or _("缺数"), missing=not text, url=self._url(meant))
        return found

    def _open(self, meant: Meant, case: Case) -> bool:
        """Whether the reader may see a figure of their own: pay and points are shut where no rule opens them."""
        thing = _OF_PEOPLE.get(meant.role)
        return thing is None or case.person is None or may(self.actor, Action.VIEW, thing, number=self.actor.number)

    def _shown(self, meant: Meant, value: Value) -> str:
        if isinstance(value, Missing) or not isinstance(value, Fraction):
            return ""
        return formats.amount(value, self._unit(meant), decimals=self._decimals(meant), compact=True).text

    def _unit(self, meant: Meant) -> str:
        if meant.role in {"metric", "input", "target"}:
            return self.unit(meant.name)
        if meant.role == "parameter":
            return self.regulation.of(Parameter)[meant.name].unit
        return {"pay": "元", "points": "分"}.get(meant.role, "%")

    def _decimals(self, meant: Meant) -> int | None:
        rule = self.regulation.of(Metric).get(meant.name)
        return rule.decimals if rule is not None and meant.role in {"metric", "target"} else None

    def _url(self, meant: Meant) -> str:
        return self.url(meant.name) if meant.role in {"metric", "attainment"} else ""

    def unit(self, name: str) -> str:
        """The unit of a metric or input."""
        rule = self.regulation.of(Metric).get(name) or self.regulation.of(Input).get(name)
        return rule.unit if rule else ""

    def url(self, name: str) -> str:
        """The page of a number; empty when it has none."""
        return metric_url(name) if name in self.regulation.of(Metric) else ""

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """How often what each duty asked for was done in time, since the month began, by ``duty:name``."""
        if not self.regulation.of(Duty):
            return {}
        return {one.key: one for one in work.evidence(start=self.month.start, end=clock.today(), by=By.RULE)}

    @cached_property
    def _posts(self) -> dict[str, list[str]]:
        """The names of those who hold each position today, by its declared name whatever the roster calls it."""
        found: dict[str, list[str]] = {}
        for post in people.held(clock.today()):
            meant = positions.position(self.regulation, post.position)
            found.setdefault(meant.name if meant else post.position, []).append(post.name)
        return found

    def held(self, position: str) -> int:
        """How many people hold a position."""
        return len(self._posts.get(position, ()))

    def holders(self, position: str) -> str:
        """A position with the names of those who hold it, the first few where they are many."""
        names = self._posts.get(position, ())
        told = formats.listed(names[:NAMES]) + ("…" if len(names) > NAMES else "")
        return f"{position} {told}".strip() or "—"

    def aim(self, name: str, subject: Subject) -> str:
        """The target of an item for a subject, in words; a dash when there is none."""
        unit = subject.name if subject.kind is SubjectKind.UNIT else ""
        return self._shown(Meant("target", name), self.case(unit).target(name).value) or "—"

    def actual(self, rule: Target) -> tuple[Value, Value]:
        """What a target's metric came to for its subject, and the target itself."""
        case = self.case(rule.subject.name if rule.subject.kind is SubjectKind.UNIT else "")
        return case.actual(rule.metric), case.target(rule.metric).value

    def say(self, name: str, value: Value) -> str:
        """A value of a metric or input in words; empty when it is missing."""
        return self._shown(Meant("metric", name), value)

    def worth(self, rule: Metric) -> str:
        """What a metric is worth for whom its clause is about; empty when it is missing."""
        return self.say(rule.name, self.case(self.unit_of(rule)).metric(rule.name).value)

    def spark(self, metric: str) -> Spark | None:
        """The last twelve months of a metric, for the whole department."""
        by_start = {point.period.start: known(point) for point in self.trends.get(metric, ())}
        drawn = [by_start.get(self.month.previous(back).start) for back in range(MONTHS - 1, -1, -1)]
        return spark(drawn) if sum(1 for value in drawn if value is not None) > 1 else None


class _Reader(State):
    """The state as one reader sees it: of pay and of figures about people only their own are ever asked for."""

    def __init__(self, regulation: Regulation, actor: Actor) -> None:
        self.names = {actor.number: actor.name}
        super().__init__(regulation, cells.Stored(people=self.names.keys()))

    def entries(self, period: Period) -> list[Entry]:
        """What was entered for a period of units, shops and the department, and of the reader."""
        return stated.entries(period=period, people=self.names.keys())

    def pay(self, person: str, item: str, day: date) -> Fraction | Missing:
        """The pay in force on a day."""
        found = people.pay_on(person, day)
        amount = None if found is None else (found.performance if item == "performance" else found.base)
        return Missing.because(Why.NO_PAY, person, item) if amount is None else amount


def present(regulation: Regulation, actor: Actor) -> Now:
    """How everything stood in the last full month, as far as the actor may see it."""
    month = periods.containing(clock.today(), Grain.MONTH).previous()
    return Now(
        regulation=regulation,
        month=month,
        actor=actor,
        me=_me(regulation, actor, month.end),
        lines=appraisal.lines(month),
        trends=points.trends(Grain.MONTH, month.previous(MONTHS - 1).start, month.start),
        due=due(month),
    )


def light(regulation: Regulation, actor: Actor) -> Now:
    """As much of the same as the values above a formula's names need."""
    month = periods.containing(clock.today(), Grain.MONTH).previous()
    me = _me(regulation, actor, month.end)
    return Now(regulation=regulation, month=month, actor=actor, me=me, lines=(), trends={}, due=())


def _me(regulation: Regulation, actor: Actor, since: date) -> Person | None:
    """The reader as scoring knows them, if they have held a post since a day."""
    held = people.posts(number=actor.number) if actor.number else []
    mine = [post for post in held if post.start <= clock.today() and (post.end is None or post.end >= since)]
    stays = tuple(Stay(_declared(regulation, post), post.position, post.start, post.end) for post in mine)
    return Person(actor.number, actor.name, stays) if stays else None


def _declared(regulation: Regulation, post: Post) -> str:
    unit = positions.unit(regulation, post.unit)
    return unit.name if unit else post.unit
