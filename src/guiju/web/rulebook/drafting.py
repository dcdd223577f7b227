"""Trying changes out: they become problems and differences in business words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps.rulebook import compiled, law, queries
from guiju.apps.rulebook.values import Change
from guiju.lang import codes
from guiju.lang.diagnostics import Diagnostic, Level
from guiju.lang.diff import diff
from guiju.lang.regulation import Regulation
from guiju.web.rulebook.places import Place
from guiju.web.rulebook.words import language

TONES = {Level.ERROR: "broken", Level.DEPRECATED: "wait", Level.WARNING: "wait"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What the checker says of the text as typed."""

    tone: str
    level: str
    is_error: bool
    says: str
    mend: str
    quote: str
    line: int
    below: bool = False  # a floor of law


@dataclass(frozen=True, slots=True)
class Trial:
    """Changes tried on a base: what is wrong, what differs in business words, and the model that came of it.

    ``older`` counts the warnings that the base has as well; they are not repeated.
    """

    problems: tuple[Problem, ...]
    older: int
    differences: tuple[str, ...]
    regulation: Regulation

    @property
    def told(self) -> tuple[Problem, ...]:
        """The problems for a page that shows no lines: what is said alike of many places stands once."""
        return tuple({(one.says, one.mend): one for one in reversed(self.problems)}.values())[::-1]

    @property
    def sound(self) -> bool:
        """Whether it compiles, so that it can be read back and tried on a past month."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def adoptable(self) -> bool:
        """Whether it says something new and nothing in it keeps it from coming into force."""
        return not self.hindrance

    @property
    def hindrance(self) -> str:
        """Why it cannot come into force as it stands; empty when it can."""
        wrong = sum(problem.tone == "broken" for problem in self.problems)
        below = sum(problem.tone == "broken" and problem.below for problem in self.problems)
        if below:
            said = ngettext(
                "有 %(n)s 处低于法律底线，改到底线以上才能采用。",
                "有 %(n)s 处低于法律底线，改到底线以上才能采用。",
                below,
            )
            return said % {"n": below}
        if wrong:
            said = ngettext("有 %(n)s 处要先改正，才能采用。", "有 %(n)s 处要先改正，才能采用。", wrong)
            return said % {"n": wrong}
        return "" if self.differences else _("和基于的那一版一样，没有可采用的。")


def trial(base: Regulation, changes: Sequence[Change]) -> Trial:
    """Compile a base with changes; never raises for what is typed."""
    speech = language()
    result, told = _tried(base.hash, tuple(changes))
    known = _known(base.hash)
    fresh = [found for found in told if _hinders(found) or _identity(found) not in known]
    problems = tuple(_problem(found, speech) for found in sorted(fresh, key=_hinders, reverse=True))
    older = len(told) - len(fresh)
    differences = tuple(change.words(speech) for change in diff(base, result))
    return Trial(problems, older, differences, result)


@lru_cache(maxsize=8)  # a page of a draft stands first, and is asked then whom it touches
def _tried(base: str, changes: tuple[Change, ...]) -> tuple[Regulation, tuple[Diagnostic, ...]]:
    """A base with changes compiled, and everything that the checker says of it."""
    result = compiled.check(queries.amended(base, changes))
    return result.regulation, (*result.diagnostics, *law.problems(result))


@lru_cache(maxsize=8)
def _known(base: str) -> frozenset[tuple[str, str, tuple[str, ...]]]:
    """What the checker says of a base that nobody changed."""
    result = compiled.check(queries.sources(base))
    return frozenset(_identity(found) for found in (*result.diagnostics, *law.problems(result)))


def _hinders(found: Diagnostic) -> bool:
    """Whether it keeps a text from being adopted: an error, or an example that its rule contradicts."""
    return found.level is Level.ERROR or found.code in compiled.CONTRADICTED


def _identity(found: Diagnostic) -> tuple[str, str, tuple[str, ...]]:
    return found.code, found.quote, found.clause


def _problem(found: Diagnostic, language: str) -> Problem:
    level = codes.LEVELS[found.level][language == "en"]
    says, mend = codes.message(found, language), codes.mend(found, language)
    tone = "broken" if _hinders(found) else TONES[found.level]
    return Problem(
        tone, level, found.level is Level.ERROR, says, mend, found.quote, found.span.line, "floor" in found.data
    )


def form(places: Iterable[Place], whole: Place | None, data: Mapping[str, str] | None = None) -> forms.Form:
    """A form with a field for each value of a rule, and one for the rule as it is written."""
    made = forms.Form(data, auto_id="f_%s", label_suffix="")
    for place in places:
        made.fields[place.key] = _field(place)
    if whole is None:
        return made
    rows = min(max(whole.text.count("\n") + 2, 4), 30)
    area = forms.Textarea(attrs={"rows": rows, "class": "mono", "spellcheck": "false"})
    made.fields["whole"] = forms.CharField(
        label=_("原文"), required=False, initial=whole.text, widget=area, strip=False
    )
    return made


def _field(place: Place) -> forms.Field:
    if place.choices:
        return forms.ChoiceField(
            label=place.label, initial=place.text, choices=[(word, word) for word in place.choices]
        )
    if place.kind == "prose":
        area = forms.Textarea(attrs={"rows": 12, "class": "reads"})
        return forms.CharField(label=place.label, initial=place.text, widget=area, strip=False, required=False)
    if place.kind == "formula":
        widget: forms.Widget = forms.Textarea(attrs={"rows": 2, "class": "mono", "spellcheck": "false"})
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=place.label, initial=place.text, widget=widget, max_length=4000)
