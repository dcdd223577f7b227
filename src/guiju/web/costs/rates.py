"""Freight, commission and categories: the few that hold on a day, and lines for more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from guiju.apps.audit.actor import Actor
from guiju.apps.costs import actions, queries
from guiju.apps.costs.values import Item, Kind, Of, Per, Said
from guiju.apps.refusal import Refused
from guiju.web.costs import words
from guiju.web.kit import address

BLANK = 3  # lines for more


@dataclass(frozen=True, slots=True)
class Line:
    """One rate; without a ``key`` it is a line for a new one."""

    at: int
    key: str
    shop: str
    thing: str
    typed: str
    per: str
    since: date | None
    seen: int
    error: str = ""


def lines(kind: Kind, day: date, posted: Mapping[str, str], errors: Mapping[int, str]) -> tuple[Line, ...]:
    """Every rate of a kind on a day, and blank lines."""
    found = sorted(queries.in_force(kind, day).items(), key=lambda pair: (pair[0].shop, pair[0].subject))
    known = [
        Line(
            at=at,
            key=words.key_of(of),
            shop=of.shop,
            thing=words.thing(of),
            typed=posted.get(f"{at}-value", words.editable(rate.said)),
            per=posted.get(f"{at}-per", rate.said.per or ""),
            since=rate.said.start,
            seen=rate.id,
            error=errors.get(at, ""),
        )
        for at, (of, rate) in enumerate(found)
    ]
    blank = [
        Line(
            at=at,
            key="",
            shop=posted.get(f"{at}-shop", ""),
            thing=posted.get(f"{at}-thing", ""),
            typed=posted.get(f"{at}-value", ""),
            per=posted.get(f"{at}-per", ""),
            since=None,
            seen=0,
            error=errors.get(at, ""),
        )
        for at in range(len(known), len(known) + BLANK)
    ]
    return (*known, *blank)


def take(actor: Actor, kind: Kind, day: date, posted: QueryDict) -> tuple[int, dict[int, str]]:
    """State whatever was changed, from a day on; gives how many, and what was wrong by line."""
    known = {rate.id: rate.said for rate in queries.in_force(kind, day).values()}
    errors: dict[int, str] = {}
    count = 0
    for at in range(len(known) + BLANK + 1):
        text, seen = posted.get(f"{at}-value", "").strip(), address.number(posted.get(f"{at}-seen", "")) or 0
        per = posted.get(f"{at}-per", "")
        before = known.get(seen)
        if not text or (before and (text, per) == (words.editable(before), before.per or "")):
            continue
        of = _of(kind, at, posted)
        value = None if kind is Kind.CATEGORY else words.figure(text, kind)
        if of is None or (kind is not Kind.CATEGORY and value is None):
            errors[at] = words.amiss(text, kind)
            continue
        category = text if kind is Kind.CATEGORY else ""
        chosen = (Per(per) if per in set(Per) else Per.PIECE) if kind is Kind.FREIGHT else None
        try:
            said = Said(of, day, value=value, per=chosen, category=category)
            actions.state(actor=actor, said=said, seen=seen)
            count += 1
        except Refused as refusal:
            errors[at] = str(refusal)
    return count, errors


def _of(kind: Kind, at: int, posted: QueryDict) -> Of | None:
    """What a line speaks of: as it was, or as a new line says."""
    key = posted.get(f"{at}-key", "")
    if key:
        return words.of_key(kind, key)
    shop, thing = posted.get(f"{at}-shop", "").strip(), posted.get(f"{at}-thing", "").strip()
    if kind is Kind.CATEGORY:
        return Of(kind, Item.SKU, thing, shop)
    return Of(kind, Item.CATEGORY, thing, shop) if thing else Of(kind, Item.ALL, "", shop)
