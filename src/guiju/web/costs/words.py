"""Costs in words: amounts as they are typed and shown, things by their names."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.costs.values import Item, Kind, Of, Per, Rate, Said
from guiju.web.kit import typed

UNITS = {Kind.GOODS: "元", Kind.FREIGHT: "元", Kind.COMMISSION: "%", Kind.CATEGORY: ""}
TITLES: dict[Kind, str | Promise] = {
    Kind.GOODS: gettext_lazy("货品成本"),
    Kind.FREIGHT: gettext_lazy("运费"),
    Kind.COMMISSION: gettext_lazy("佣金"),
    Kind.CATEGORY: gettext_lazy("商品类目"),
}
LEADS: dict[Kind, str | Promise] = {
    Kind.FREIGHT: gettext_lazy("按件或按单，可以分店铺和类目。写得越窄越优先：本店的类目、本店、各店的类目、全部。"),
    Kind.COMMISSION: gettext_lazy("平台从实付里抽的比例，可以分店铺和类目；每行四舍五入到分。"),
    Kind.CATEGORY: gettext_lazy("哪个商品属于哪个类目，运费和佣金按它找；没有写的照报表里的类目。"),
}
PER: dict[Per, str | Promise] = {Per.PIECE: gettext_lazy("按件"), Per.ORDER: gettext_lazy("按单")}


def figure(text: str, kind: Kind) -> Decimal | None:
    """What was typed, as yuan or a share; ``None`` when it is none."""
    found = typed.figure(text, UNITS[kind])
    return None if found is None else Decimal(found.numerator) / Decimal(found.denominator)


def amiss(text: str, kind: Kind) -> str:
    """Why what was typed is no such rate."""
    return typed.amiss(text, UNITS[kind])


def editable(said: Said | None) -> str:
    """What a rate says, as it stands in a field."""
    if said is None:
        return ""
    if said.of.kind is Kind.CATEGORY:
        return said.category
    return typed.editable(None if said.value is None else Fraction(said.value), UNITS[said.of.kind])


def shown(said: Said) -> str:
    """What a rate says, with its unit."""
    text = editable(said)
    if said.of.kind in {Kind.GOODS, Kind.FREIGHT}:
        text = _("%(value)s 元") % {"value": text}
    return f"{text} {PER[said.per]}" if said.per else text


def thing(of: Of) -> str:
    """What a rate is of."""
    if of.item is Item.ALL:
        return _("全部类目")
    return of.subject


def key_of(of: Of) -> str:
    """What a thing is called in a form and an address."""
    return f"{of.item}|{of.shop}|{of.subject}"


def of_key(kind: Kind, key: str) -> Of | None:
    """The thing behind such a name; ``None`` for anything else."""
    item, _one, rest = key.partition("|")
    shop, _two, subject = rest.partition("|")
    return Of(kind, Item(item), subject, shop) if item in set(Item) and rest else None


def since(rate: Rate | None) -> date | None:
    """The day on which a rate began."""
    return rate.said.start if rate else None
