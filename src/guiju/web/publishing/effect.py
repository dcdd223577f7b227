"""What a simulation of a version's draft came to, in a few figures beside its stages."""

from dataclasses import dataclass

from django.urls import reverse

from guiju.apps.audit.actor import Actor
from guiju.apps.impact import queries, rules
from guiju.apps.impact.texts import Text
from guiju.apps.impact.values import State
from guiju.apps.publishing import queries as publishing
from guiju.apps.publishing.models import Publication
from guiju.web.impact import pages, telling
from guiju.web.kit.formats import Amount


@dataclass(frozen=True, slots=True)
class Effect:
    """Where it is tried; its key figures before and after once that was done.

    ``ways`` counts for whom the money goes which way; like ``cost`` it is empty for who may not see money.
    """

    url: str
    state: str
    months: str = ""
    outdated: bool = False
    cost: tuple[Amount, Amount] | None = None
    ways: tuple[tuple[str, str, int], ...] = ()
    points: tuple[Amount | None, Amount | None] = (None, None)
    weekly: tuple[Amount, Amount] | None = None
    broken: tuple[int, int] = (0, 0)


def effect(row: Publication, actor: Actor) -> Effect | None:
    """The last simulation of the very draft that is being published; ``None`` for who may not see one."""
    sides = publishing.sides(row) if rules.may_simulate(actor) else None
    if sides is None:
        return None
    base, changes = sides
    found = queries.newest_of([Text(base), Text(base, changes)])
    if found is None:
        return Effect(f"{reverse('impact:start')}?draft={row.draft_id}", "none")
    url = reverse("impact:one", args=[found.id])
    if found.state is not State.DONE:
        return Effect(url, "running", pages.span(found))
    told = telling.told(found, costs=rules.may_see_cost(actor))
    before, after = told.sides
    return Effect(
        url=url,
        state="done",
        months=pages.span(found),
        outdated=found.outdated,
        cost=(before.cost, after.cost) if before.cost and after.cost else None,
        ways=told.ways,
        points=(before.points, after.points),
        weekly=(before.weekly, after.weekly),
        broken=(before.broken, after.broken),
    )
