"""What the director marked: the first wave of each autumn's sale; the second is left for visitors to wonder about."""

from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.insight.actions import marking
from guiju.apps.insight.actions.marking import Said
from guiju.apps.insight.queries import marks
from guiju.apps.people import queries as people
from guiju.project.demo import department

FIRST, LAST = (10, 31), (11, 3)


def mark(start: date, today: date) -> None:
    """Mark each sale of the demo's time that is not marked yet."""
    number = department.GUESTS["director"]
    director = people.person(number)
    actor = Actor(director.name if director else number, "cli", number=number, trusted=True)
    for year in range(start.year, today.year + 1):
        said = Said("promotion", "双十一第一波", date(year, *FIRST), date(year, *LAST))
        known = {one.text for one in marks.marks(said.start, said.end)}
        if start <= said.start <= today and said.text not in known:
            marking.add(actor=actor, said=said)
