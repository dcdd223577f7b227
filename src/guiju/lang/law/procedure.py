"""How rules are made, against the floor on it: which stages a new version may not go without."""

from collections.abc import Collection, Iterator

from guiju.lang.kinds import Floor, Publication
from guiju.lang.kinds.choices import Bound, Passage
from guiju.lang.law.finding import Both, Finding, Severity
from guiju.lang.regulation import Regulation
from guiju.lang.words import CHOICE_WORDS

Passages = tuple[Passage, ...]
_TOLD = (Passage.NOTICE, Passage.SIGNATURE)  # either of them tells the people concerned
_ASKED = frozenset(Passage) - {Passage.APPROVAL}  # of a floor that names none


def steps(floor: Floor) -> tuple[Passages, ...]:
    """What has to be passed, each step by any one of its stages; nothing for a floor on anything else."""
    if floor.bounds is not Bound.PROCEDURE:
        return ()
    named = {one for one in Passage if set(CHOICE_WORDS[Passage][one]) & set(floor.says)} or _ASKED
    alone = tuple((one,) for one in Passage if one in named and one not in _TOLD)
    told = tuple(one for one in _TOLD if one in named)
    return (*alone, told) if told else alone


def lacking(floor: Floor, passed: Collection[Passage]) -> tuple[Passages, ...]:
    """The steps that stages leave open."""
    return tuple(step for step in steps(floor) if not any(one in passed for one in step))


def sums(floor: Floor, passed: Collection[Passage]) -> Both:
    """How many steps there are and which of them are not there."""
    whole, left = steps(floor), lacking(floor, passed)
    got, all_of = len(whole) - len(left), len(whole)
    return Both(
        f"该走 {all_of} 步（{_named(whole, 0)}），只走 {got} 步，少了{_named(left, 0)}",
        f"{all_of} steps to pass ({_named(whole, 1)}), {got} passed, without {_named(left, 1)}",
    )


def procedure(regulation: Regulation, floor: Floor) -> Iterator[Finding]:
    """Rules on publication under which a new version could come into force without a step that the law asks for."""
    for rule in regulation.of(Publication).values():
        if lacking(floor, rule.demands):
            allowed = Both(
                floor.allows or "把少的各步写进必经", floor.english or "name the missing steps among the demands"
            )
            span = rule.place("demands")
            told = sums(floor, rule.demands)
            yield Finding(
                floor, Severity.BELOW, rule.clause, ("publication", rule.name), span, rule.name, told, allowed
            )


def _named(found: tuple[Passages, ...], language: int) -> str:
    either, between = (("或", "、"), (" or ", ", "))[language]
    return between.join(either.join(CHOICE_WORDS[Passage][one][language] for one in step) for step in found)
