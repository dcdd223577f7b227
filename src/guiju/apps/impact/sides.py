"""What judging a text takes of the state: its people by the places it knows, and figures as they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from guiju.apps import clock
from guiju.apps.appraisal import cells, judged
from guiju.apps.appraisal.cells import Cells
from guiju.apps.appraisal.source import State
from guiju.apps.figures.queries import stated
from guiju.apps.impact.texts import Post
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import plans
from guiju.engines import measure
from guiju.engines.calendar.plan import Holder
from guiju.engines.impact import posts
from guiju.engines.impact.months import Side
from guiju.engines.periods import Period
from guiju.engines.score.person import Person
from guiju.engines.score.source import Cell, Rows
from guiju.lang import Regulation
from guiju.lang.kinds.choices import SubjectKind


@dataclass
class World:
    """The state as all texts see it: stored figures and targets are read once."""

    stored: cells.Stored = field(default_factory=cells.Stored)

    @cached_property
    def current(self) -> Regulation | None:
        """The text that the roster was written for."""
        return rulebook.current()

    @cached_property
    def apart(self) -> frozenset[str]:
        """Who has targets of their own."""
        return frozenset(one.subject.name for one in stated.targets() if one.subject.kind is SubjectKind.PERSON)

    @cached_property
    def held(self) -> tuple[Post, ...]:
        """All posts that anybody ever held, by the roster's names."""
        return tuple(dict.fromkeys((post.unit, post.position) for post in people.posts()))

    @cached_property
    def today(self) -> dict[str, list[Post]]:
        """Who holds what today."""
        found: dict[str, list[Post]] = {}
        for post in people.held(clock.today()):
            found.setdefault(post.number, []).append((post.unit, post.position))
        return found

    def posts(self, regulation: Regulation, stated_: Mapping[Post, Post]) -> dict[Post, Post]:
        """Where each post goes in a text: as stated, else as names suggest; posts that it knows are left out."""
        return posts.proposed(self.current or regulation, regulation, self.held) | dict(stated_)

    def side(self, regulation: Regulation, moved: Mapping[Post, Post]) -> Side:
        """A text with its people and figures. What is not stored comes from the lake, which loads DuckDB."""
        by_lake = cells.when_needed(lambda: cells.lake(regulation, _metric_sql(regulation)))
        source = State(regulation, cells.first(self._stored(regulation), by_lake))
        crowd = [_moved(person, moved) for person in judged.everybody(regulation)]
        return Side(regulation, crowd, source, self.apart)

    def _stored(self, regulation: Regulation) -> Cells:
        """Stored aggregates, but for those that read the same in this text and may come to something else."""
        changed: dict[str, frozenset[str]] = {}

        def cell(text: str, rows: Rows, period: Period) -> Cell | None:
            edition = rulebook.edition_at(period.end)
            if edition not in changed:
                same = edition in {"", regulation.hash}
                changed[edition] = frozenset() if same else cells.changed(rulebook.regulation(edition), regulation)
            return None if text in changed[edition] else self.stored(text, rows, period)

        return cell


def holders(moved: Mapping[Post, Post]) -> list[Holder]:
    """Everybody's posts with their dates, at the places where the text has them."""
    return [_placed(one, moved) for one in plans.holders()]


def _placed(one: Holder, moved: Mapping[Post, Post]) -> Holder:
    unit, position = moved.get((one.unit, one.position), (one.unit, one.position))
    return one._replace(unit=unit, position=position)


def _moved(person: Person, moved: Mapping[Post, Post]) -> Person:
    if not moved:
        return person
    stays = []
    for stay in person.stays:
        unit, position = moved.get((stay.unit, stay.position), (stay.unit, stay.position))
        stays.append(replace(stay, unit=unit, position=position))
    return replace(person, stays=tuple(stays))


def _metric_sql(regulation: Regulation) -> measure.MetricSql:
    kept = rulebook.metric_sql(regulation.hash)
    return kept or measure.compile_metrics(regulation, compiled.schemas())
