"""A record that asks for figures to be put right: where to do that, and what was changed because of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.appraisal import rules as appraisal
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import queries as corrections
from guiju.apps.corrections import rules as correcting
from guiju.apps.figures import rules as figures
from guiju.apps.records import consequences
from guiju.apps.records.values import RecordView
from guiju.engines.periods import Grain, Period, containing, parse
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.kinds.form.model import FieldType
from guiju.web.corrections import words
from guiju.web.kit import formats


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that was changed because of the record."""

    text: str
    url: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Mending:
    """``ways`` lead to where figures are put right, while the record waits for its reader to do so (``here``)."""

    here: bool
    ways: tuple[tuple[str, str], ...]
    followed: tuple[Followed, ...]


def mending(actor: Actor, record: RecordView, *, here: bool) -> Mending | None:
    """Of a record whose form has a stage that corrects, from that stage on; ``here`` it waits for the reader."""
    names = {stage.name for stage in record.form.stages if stage.corrects}
    if not names or record.typed:
        return None
    asks = record.stage in names
    came = asks or any(entry.did == "passed" and entry.stage in names for entry in record.history)
    followed = tuple(_followed(actor, record.id))
    if not (came or followed):
        return None
    return Mending(here and asks, tuple(_ways(actor, record)) if here and asks else (), followed)


def period(record: RecordView) -> Period:
    """The month that a record is about: of a figure that it names, else of its first date, else its own."""
    for field in record.form.fields:
        said = record.answers.get(field.name)
        if said and field.type is FieldType.METRIC and isinstance(said, dict) and said.get("period"):
            return containing(parse(str(said["period"])).start, Grain.MONTH)
        if said and field.type is FieldType.DATE:
            return containing(date.fromisoformat(str(said)), Grain.MONTH)
    return containing(record.day, Grain.MONTH)


def reason(record: RecordView) -> str:
    """Why something is corrected because of a record: which one, and of which month; others read it, so no more."""
    return f"{called(record)} {period(record).label('en' if formats.english() else 'zh')}"


def called(record: RecordView) -> str:
    """A record by its form and number."""
    return _("《%(form)s》#%(number)s") % {"form": record.form.name, "number": record.number}


def _ways(actor: Actor, record: RecordView) -> Iterator[tuple[str, str]]:
    month, who = period(record), record.author.number
    about = urlencode({"record": record.id})
    if any(figures.may_exchange(actor, action, Thing.INPUTS) for action in (Action.EDIT, Action.CONFIRM)):
        yield _("改填报"), f"{reverse('people:inputs')}?month={month}&{about}"
    if correcting.may_propose(actor):
        yield _("写更正单"), f"{reverse('corrections:new')}?{about}"
    if appraisal.may_view_outcome(actor, who, day=month.end):
        told = {"who": record.author.name, "period": month.label("en" if formats.english() else "zh")}
        yield _("看%(who)s%(period)s怎么算的") % told, f"{reverse('score:person', args=[who])}?month={month}"


def _followed(actor: Actor, record_id: int) -> Iterator[Followed]:
    """What was changed, with the way there for who may go it."""
    inputs, sheets = figures.may_exchange(actor, Action.VIEW, Thing.INPUTS), correcting.may_view(actor)
    for one in consequences.of(record_id):
        if one.what == consequences.What.INPUT:
            month, _sep, name = one.key.partition(" ")
            told = {"name": name, "period": parse(month).label("en" if formats.english() else "zh")}
            url = f"{reverse('people:inputs')}?month={month}" if inputs else ""
            yield Followed(_("填报 %(name)s（%(period)s）") % told, url, "", "")
            continue
        sheet = corrections.one(int(one.key))
        if sheet is not None:
            text = _("更正单 %(number)s") % {"number": sheet.id}
            tone = words.TONES.get(sheet.stage, "")
            url = reverse("corrections:one", args=[sheet.id]) if sheets else ""
            yield Followed(text, url, str(words.STAGES[sheet.stage]), tone)
