"""Expected tables as lines of a list, on the page of the data sources and where they are set up."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.intake import queries, rules
from guiju.apps.intake.values import Standing, Stands
from guiju.web.intake import words
from guiju.web.sources import words as sources


@dataclass(frozen=True, slots=True)
class Row:
    """One expected table: whose care, how often, what came last, what is next, and how late it is."""

    name: str
    url: str
    about: str
    owner: str
    gone: bool
    way: str
    rhythm: str
    lost: bool
    last: str
    through: str
    next: str
    state: str
    tone: str
    late: str
    clicks: tuple[str, ...]


def rows(actor: Actor) -> tuple[Row, ...]:
    """Everything that is expected, what is late first."""
    manages = rules.may_manage(actor)
    return tuple(_row(one, manages=manages) for one in queries.standings(sources.language()))


def _row(one: Stands, *, manages: bool) -> Row:
    expected = one.expected
    said, tone = words.STATES[one.state]
    through = one.last.through if one.last else None
    turn = one.next if expected.on else None
    asked = one.state in {Standing.LATE, Standing.OPEN}
    return Row(
        name=expected.name,
        url=reverse("intake:one", args=[expected.id]) if manages else "",
        about=words.about(expected),
        owner=expected.owner_name,
        gone=expected.gone,
        way=str(words.WAYS[expected.way]),
        rhythm=words.rhythm(expected),
        lost=expected.lost,
        last=words.moment(one.last.at) if one.last else "",
        through=_("数据到 %(day)s") % {"day": sources.short(through)} if through else "",
        next=words.moment(turn.due) if turn else "",
        state=str(said),
        tone=tone,
        late=words.late_by(one, clock.now()),
        clicks=words.clicks(expected) if asked else (),
    )
