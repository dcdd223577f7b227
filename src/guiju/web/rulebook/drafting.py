"""Trying changes out: what a form says becomes changes of text, and those become problems and differences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import compiled, law, queries, rules
from guiju.apps.rulebook.values import Change, Draft
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
    result = compiled.check(queries.amended(base.hash, changes))
    told = (*result.diagnostics, *law.problems(result))
    known = _known(base.hash)
    fresh = [found for found in told if _hinders(found) or _identity(found) not in known]
    problems = tuple(_problem(found, speech) for found in sorted(fresh, key=_hinders, reverse=True))
    older = len(told) - len(fresh)
    differences = tuple(change.words(speech) for change in diff(base, result.regulation))
    return Trial(problems, older, differences, result.regulation)


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


def changes(places: Iterable[Place], whole: Place | None, typed: Mapping[str, str]) -> tuple[Change, ...]:
    """What was typed as changes of the base's text; the rule as a whole goes before its single values."""
    if whole is not None:
        text = _lines(typed.get("whole", whole.text))
        if text and text != whole.text.rstrip():
            return (Change(whole.path, whole.start, whole.end, text),)
    found = []
    for place in places:
        value = typed.get(place.key, place.text)
        value = _lines(value).strip() if place.kind == "prose" else " ".join(value.split())
        if (value or place.kind == "prose") and value != place.text:
            found.append(Change(place.path, place.start, place.end, value))
    return tuple(found)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()


def merged(draft: Draft | None, around: Place, new: Sequence[Change]) -> tuple[Change, ...]:
    """A draft's other changes, with the new ones in the place of those that lie within ``around``."""
    kept = [one for one in (draft.changes if draft else ()) if not _touches(one, around)]
    return (*kept, *new)


def as_drafted(places: Iterable[Place], whole: Place | None, draft: Draft | None) -> tuple[dict[str, str], str]:
    """What a draft says in the place of each value, and of the rule as a whole when it was rewritten."""
    known = {(one.path, one.start, one.end): one.text for one in draft.changes} if draft else {}
    typed = {place.key: known[at] for place in places if (at := (place.path, place.start, place.end)) in known}
    return typed, known.get((whole.path, whole.start, whole.end), "") if whole else ""


def filled(made: forms.Form, typed: Mapping[str, str], rewritten: str) -> forms.Form:
    """The form showing what a draft says already."""
    made.initial.update(typed)
    if rewritten:
        made.initial["whole"] = rewritten
    return made


def own_draft(actor: Actor, base: str) -> Draft | None:
    """The actor's open draft of a base, last saved first."""
    mine = queries.drafts(author_id=actor.user_id) if actor.user_id is not None else []
    return next((draft for draft in mine if draft.base == base and rules.may_change_draft(actor, draft)), None)


def _touches(change: Change, around: Place) -> bool:
    same = change.path == around.path and change.start < around.end and around.start < change.end
    return same or (change.path, change.start, change.end) == (around.path, around.start, around.end)
