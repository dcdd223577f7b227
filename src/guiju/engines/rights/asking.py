"""Who may do what to whose things on a day, by which rule and post; and what somebody lacks who may not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from guiju.engines.calendar.staff import Holder
from guiju.engines.impact.rights import WIDTH
from guiju.lang.kinds import Access, Position, Unit
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.regulation import Regulation

EVERYBODY = ""  # whose things are meant: those of all, without exception


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why somebody may: a rule, the post by which it speaks of them, and for 本组 the units it means."""

    rule: Access
    post: Holder
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lack:
    """One way in which somebody could come to be allowed: to hold one of the positions that a rule names.

    ``units`` are those where the post would have to lie for 本组 to reach whose things are asked about; any for none.
    """

    rule: Access
    positions: tuple[str, ...]
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for one person: what gives it, what they hold that does not reach as far, what would be needed."""

    grounds: tuple[Ground, ...]
    short: tuple[Ground, ...]
    lacks: tuple[Lack, ...]

    @property
    def may(self) -> bool:
        """Whether they may."""
        return bool(self.grounds)


@dataclass(frozen=True, slots=True)
class Who:
    """Everybody who may, by 工号; ``open`` are the rules that open it to the whole house without naming a position."""

    people: dict[str, tuple[Ground, ...]]
    open: tuple[Access, ...]


@dataclass
class Asked:
    """A regulation and who holds which posts on a day: what all questions are answered from."""

    regulation: Regulation
    day: date
    posts: dict[str, list[Holder]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def on(cls, regulation: Regulation, holders: Iterable[Holder], day: date) -> "Asked":
        """Of the posts those that are held on the day."""
        found = cls(regulation, day)
        for one in holders:
            if one.since <= day and (one.until is None or day <= one.until):
                found.posts[one.number].append(one)
        return found

    def who(self, may: Action, what: Thing, over: str = EVERYBODY) -> Who:
        """Everybody who may do this to somebody's things, or to those of all."""
        rules = self._rules(may, what)
        anyone = tuple(rule for rule in rules if not rule.who and rule.range is Range.ALL)
        named = [rule for rule in rules if rule not in anyone]
        people = {}
        for number in sorted(self.posts):
            grounds = tuple(one for one in self._grounds(named, number) if self.reaches(one, over))
            if grounds:
                people[number] = grounds
        return Who(people, anyone)

    def why(self, number: str, may: Action, what: Thing, over: str = EVERYBODY) -> Why:
        """Why somebody may do this to somebody's things, or what they lack."""
        rules = self._rules(may, what)
        found = list(self._grounds(rules, number))
        grounds = tuple(one for one in found if self.reaches(one, over))
        short = tuple(one for one in found if not self.reaches(one, over))
        lacks = () if grounds else tuple(self._lacks(rules, number, over))
        return Why(grounds, short, lacks)

    def all_of(self, number: str) -> dict[tuple[Thing, Action], Ground]:
        """Everything that somebody may do, each with the ground that reaches farthest."""
        found: dict[tuple[Thing, Action], Ground] = {}
        for ground in self._grounds(self.regulation.of(Access).values(), number):
            for key in ((what, may) for what in ground.rule.what for may in ground.rule.may):
                if key not in found or WIDTH[found[key].rule.range] < WIDTH[ground.rule.range]:
                    found[key] = ground
        return found

    def reaches(self, ground: Ground, over: str) -> bool:
        """Whether a ground reaches somebody's things: 本人 one's own, 本组 also those of who holds a post there."""
        if ground.rule.range is Range.ALL:
            return True
        if over == EVERYBODY:
            return False
        if over == ground.post.number:
            return True
        return ground.rule.range is Range.GROUP and bool(self.units_of(over) & ground.units)

    def units_of(self, number: str) -> frozenset[str]:
        """The units in which somebody holds a post, by declared names."""
        return frozenset(self._declared(post.unit) for post in self.posts.get(number, ()))

    def _rules(self, may: Action, what: Thing) -> list[Access]:
        return [rule for rule in self.regulation.of(Access).values() if may in rule.may and what in rule.what]

    def _grounds(self, rules: Iterable[Access], number: str) -> Iterator[Ground]:
        """One for each rule and post; a rule for everyone speaks of each post alike, so 本人 and 全部 count once."""
        for rule in rules:
            fitting = [post for post in self.posts.get(number, ()) if not rule.who or self._position(post) in rule.who]
            for post in fitting if rule.range is Range.GROUP else fitting[:1]:
                yield Ground(rule, post, self._under(post.unit) if rule.range is Range.GROUP else frozenset())

    def _lacks(self, rules: Iterable[Access], number: str, over: str) -> Iterator[Lack]:
        """The rules that would reach if one of their positions were held; a wider range than is written is none."""
        above = (
            tuple(dict.fromkeys(up for unit in sorted(self.units_of(over)) for up in self._over(unit))) if over else ()
        )
        for rule in rules:
            held = {self._position(post) for post in self.posts.get(number, ())}
            if rule.range is Range.ALL and rule.who:
                yield Lack(rule, rule.who)
            elif rule.range is Range.GROUP and over and above and not (rule.who and held & set(rule.who)):
                yield Lack(rule, rule.who, above)

    def _position(self, post: Holder) -> str:
        found = self.regulation.named(Position, post.position)
        return found.name if found else ""

    def _declared(self, unit: str) -> str:
        found = self.regulation.named(Unit, unit)
        return found.name if found else unit

    def _under(self, unit: str) -> frozenset[str]:
        """A unit and all under it."""
        found, open_ = {self._declared(unit)}, [self._declared(unit)]
        while open_:
            top = open_.pop()
            below = [one.name for one in self.regulation.of(Unit).values() if one.parent == top] if top else []
            open_ += [name for name in below if name not in found]
            found |= set(below)
        return frozenset(found)

    def _over(self, unit: str) -> Iterator[str]:
        """A unit and all above it."""
        seen: set[str] = set()
        known = self.regulation.of(Unit)
        while unit and unit not in seen:
            yield unit
            seen.add(unit)
            unit = known[unit].parent if unit in known else ""
