"""What the demo's goods, parcels and platforms cost, invented like the rest; a few articles still lack theirs."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from guiju.project.demo.goods import Product, Shop, shops

DEARER = timedelta(days=240)  # after which the makers ask for more
SHARES = (44, 52, 47, 58, 50, 55)  # cost in hundredths of the list price, product by product
ENDED = 2  # articles at the end of the first shop's list whose price held until last month; the new one is not in yet
FREIGHT = {"天猫": Fraction("4.20"), "京东": Fraction("5.60")}  # yuan for an order
COMMISSION = {"天猫": Fraction("0.05"), "京东": Fraction("0.08")}
OTHERWISE = Fraction("3.80"), Fraction("0.06")

Rows = list[Mapping[str, object]]


def goods(start: date, today: date) -> Rows:
    """Unit costs by article code, from the first day and again once they rose; a few ended with last month."""
    rows = {(row["sku"], row["start"]): row for shop in shops() for row in _of_shop(shop, start, today)}
    return list(rows.values())  # two shops may sell the same article


def freight(start: date) -> Rows:
    """Freight by order, for each shop."""
    return [
        {"shop": shop.name, "per": "order", "value": FREIGHT.get(shop.platform, OTHERWISE[0]), "start": start}
        for shop in shops()
    ]


def commission(start: date) -> Rows:
    """The platform's share, for each shop."""
    return [
        {"shop": shop.name, "value": COMMISSION.get(shop.platform, OTHERWISE[1]), "start": start} for shop in shops()
    ]


def _of_shop(shop: Shop, start: date, today: date) -> Iterator[Mapping[str, object]]:
    known = [product for product in shop.products if product.kind == "goods"]
    others = [product for product in shop.products if product.kind != "goods"]
    ended = set(known[-ENDED:] if shop.index == 0 else ())
    last = today.replace(day=1) - timedelta(days=1)
    for at, product in enumerate((*known, *others)):
        cost = _cost(product, SHARES[at % len(SHARES)])
        for number in range(1, len(product.variants) + 1):
            sku = f"{product.sku}-{number}"
            yield {"sku": sku, "value": cost, "start": start}
            end = last if product in ended and last > start + DEARER else None
            yield {"sku": sku, "value": _fen(cost * Fraction(103, 100)), "start": start + DEARER, "end": end}


def _cost(product: Product, share: int) -> Fraction:
    return Fraction(0) if product.kind == "difference" else _fen(Fraction(product.price * share, 100 * 100))


def _fen(value: Fraction) -> Fraction:
    return round(value, 2)
