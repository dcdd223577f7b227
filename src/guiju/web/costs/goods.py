"""The table of articles: what has no cost first, each with its cost on a day and the field to state another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, QueryDict

from guiju.apps.audit.actor import Actor
from guiju.apps.costs import actions, queries
from guiju.apps.costs.values import Item, Kind, Of, Rate, Said, Sold
from guiju.apps.refusal import Refused
from guiju.web.costs import words
from guiju.web.kit import address
from guiju.web.kit.paging import Paging, paging


@dataclass(frozen=True, slots=True)
class Row:
    """An article with its cost for all shops; ``others`` counts shops that have one of their own.

    ``hint`` is the cost of the whole product, which holds where the article has none of its own.
    """

    key: str
    subject: str
    title: str
    typed: str
    since: date | None
    seen: int
    sold: Fraction | None
    unknown: bool
    others: int
    hint: str = ""
    error: str = ""


def rows(
    request: HttpRequest, day: date, query: str, typed_in: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[Paging, tuple[Row, ...]]:
    """A page of articles: those sold lately, what has no cost first; then those with a cost that were not sold."""
    found = queries.sold(words=query)
    count = found.count()
    idle = queries.unsold(words=query)
    at = paging(request, count + len(idle))
    listed = queries.goods(found[at.offset : at.offset + at.size])
    rest = idle[max(0, at.offset - count) :][: at.size - len(listed)]
    named: list[tuple[Of, Sold | None]] = [(Of(Kind.GOODS, one.item, one.subject), one) for one in listed]
    named += [(of, None) for of in rest]
    asked = {of.subject for of, _one in named} | {one.product for _of, one in named if one and one.product}
    known = queries.in_force(Kind.GOODS, day, subjects=asked)
    return at, tuple(_row(of, one, known, typed_in, errors) for of, one in named)


def _row(
    of: Of, sold: Sold | None, known: Mapping[Of, Rate], typed_in: Mapping[str, str], errors: Mapping[str, str]
) -> Row:
    key, rate = words.key_of(of), known.get(of)
    general = known.get(Of(Kind.GOODS, Item.PRODUCT, sold.product)) if sold and of.item is Item.SKU else None
    others = sum(1 for one in known if (one.item, one.subject) == (of.item, of.subject) and one.shop)
    return Row(
        key=key,
        subject=of.subject,
        title=sold.title if sold else "",
        typed=typed_in.get(f"v:{key}", words.editable(rate.said if rate else None)),
        since=words.since(rate or general),
        seen=rate.id if rate else 0,
        sold=Fraction(sold.amount) if sold else None,
        unknown=bool(sold and sold.unknown),
        others=others,
        hint=words.editable(general.said) if general else "",
        error=errors.get(key, ""),
    )


def take(actor: Actor, day: date, posted: QueryDict) -> tuple[int, dict[str, str]]:
    """State whatever was changed, from a day on; gives how many, and what was wrong by article."""
    asked = {name.removeprefix("v:"): posted.get(name, "").strip() for name in posted if name.startswith("v:")}
    things = {key: of for key in asked if (of := words.of_key(Kind.GOODS, key)) is not None}
    known = queries.in_force(Kind.GOODS, day, subjects=[of.subject for of in things.values()])
    errors: dict[str, str] = {}
    count = 0
    for key, of in things.items():
        rate = known.get(of)
        seen = address.number(posted.get(f"s:{key}", "")) or 0
        if not asked[key] or (rate and rate.id == seen and asked[key] == words.editable(rate.said)):
            continue
        value = words.figure(asked[key], Kind.GOODS)
        if value is None:
            errors[key] = words.amiss(asked[key], Kind.GOODS)
            continue
        try:
            actions.state(actor=actor, said=Said(of, day, value=value), seen=seen)
            count += 1
        except Refused as refusal:
            errors[key] = str(refusal)
    return count, errors
