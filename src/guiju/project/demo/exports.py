"""The demo's export files up to a moment: a folder a shop, a file a report and month, written only when changed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from guiju.project.demo import chance, daily, seen, trade
from guiju.project.demo.daily import ProductDays, ShopDays
from guiju.project.demo.files import adreport, advisor, orders, service
from guiju.project.demo.goods import Shop, shops
from guiju.project.demo.seen import Seen

MONTHS = 15
RENAMED_AFTER = 7  # months
OLD_HEADER_UNTIL = 4  # months: before, the back office exports with the header of 2019
AD_COLUMNS = ((11, "76"), (6, "75"), (0, "72"))  # from which month on Wanxiangtai's report has so many columns
NEW_PRODUCT_LIST = 5  # months, after which the Business Advisor's product list has four more columns
# One shop's ad report of one week came when the others had been imported already: which month, which days of it.
LATE_SHOP, LATE_MONTH, LATE_DAYS = 1, 13, (8, 14)
# One shop's service files are always some days behind.
SLOW_SHOP, SLOW_DAYS = 2, 3

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Export:
    """One file: where it stands, the shop's name in its time, and whether it comes after the others."""

    path: Path
    shop: str
    content: Callable[[], bytes]
    late: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """When the demo begins; kept in its folder, so that a later day only adds to it."""

    start: date

    @property
    def renamed(self) -> date:
        """The day from which one shop has another name."""
        return month_start(self.start, RENAMED_AFTER)


@dataclass(frozen=True, slots=True)
class Books:
    """All that is known of a shop at a moment; reports end with the day before it."""

    shop: Shop
    plan: Plan
    drawn: list[chance.Day]
    view: Seen
    products: ProductDays
    counted: ShopDays
    today: date


def month_start(day: date, months: int = 0) -> date:
    """The first day of the month so many months on."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def plan(folder: Path, today: date) -> Plan:
    """The plan kept in ``folder``, made when there is none yet."""
    kept = folder / "plan.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"start": month_start(today, -MONTHS).isoformat()}) + "\n", encoding="utf-8")
    return Plan(date.fromisoformat(json.loads(kept.read_text(encoding="utf-8"))["start"]))


def until(moment: datetime) -> datetime:
    """What the demo shows at a moment of local time: everything up to then, but no more than half of the day."""
    return min(moment.replace(tzinfo=None), datetime.combine(moment.date(), time(12)))


def write(folder: Path, moment: datetime, progress: Progress) -> list[Export]:
    """Write all export files as of ``moment``; gives those that have not been told to ``imported`` as they are."""
    book = plan(folder, moment.date())
    known = json.loads(kept.read_text(encoding="utf-8")) if (kept := folder / "imported.json").exists() else {}
    due, wanted = [], set()
    for shop in shops():
        progress(shop.index / len(shops()), shop.name)
        for export in exports(folder / "files", open_books(shop, book, until(moment))):
            content = export.content()
            wanted.add(export.path)
            if not export.path.exists() or export.path.read_bytes() != content:
                export.path.parent.mkdir(parents=True, exist_ok=True)
                export.path.write_bytes(content)
            if known.get(export.path.name + export.shop) != hashlib.sha256(content).hexdigest():
                due.append(export)
    # The running month's files carry their last day in their names: yesterday's are superseded.
    for path in (folder / "files").rglob("*.*"):
        if path not in wanted:
            path.unlink()
    return due


def imported(folder: Path, exports: Iterable[Export]) -> None:
    """Remember that these files are in, as they stand."""
    kept = folder / "imported.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    known |= {one.path.name + one.shop: hashlib.sha256(one.path.read_bytes()).hexdigest() for one in exports}
    kept.write_text(json.dumps(known, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def open_books(shop: Shop, book: Plan, moment: datetime) -> Books:
    """Let chance run up to the moment and count."""
    length = (moment.date() - book.start).days + 1
    drawn = [chance.draw(shop, book.start + timedelta(n), book.start) for n in range(length)]
    view = seen.seen(trade.trade(shop, drawn), moment)
    products = daily.product_days(view, drawn)
    return Books(shop, book, drawn, view, products, daily.shop_days(view, drawn, products), moment.date())


def exports(folder: Path, books: Books) -> Iterator[Export]:
    """The files of one shop, month by month, in a folder of the name that it has at the time."""
    month = 0
    while (first := month_start(books.plan.start, month)) <= books.today:
        last = month_start(books.plan.start, month + 1) - timedelta(1)
        yield from back_office(folder, books, month, first, min(last, books.today))
        reported = min(last, books.today - timedelta(1))
        if reported >= first:
            yield from reports(folder, books, month, first, reported)
        month += 1


def back_office(folder: Path, books: Books, month: int, first: date, last: date) -> Iterator[Export]:
    """A month's order list, item list and refund list."""
    view = books.view
    name = books.shop.name_on(first, books.plan.renamed)
    generation = "2019" if month < OLD_HEADER_UNTIL else "2022"
    placed = np.flatnonzero(view.visible & within(view.trade.orders.created, first, last))
    asked = view.refunds[within(view.trade.refunds.asked[view.refunds], first, last)]
    folder /= name
    yield Export(
        folder / orders.order_name(first, last), name, lambda: orders.order_list(view, placed, name, generation)
    )
    yield Export(folder / orders.item_name(first, last), name, lambda: orders.item_list(view, placed))
    yield Export(folder / orders.refund_name(first, last), name, lambda: orders.refund_list(view, asked))


def reports(folder: Path, books: Books, month: int, first: date, last: date) -> Iterator[Export]:
    """A month's reports: products and shop by day, advertising, service."""
    shop, drawn, start = books.shop, books.drawn, books.plan.start
    name = shop.name_on(first, books.plan.renamed)
    picked = range((first - start).days, (last - start).days + 1)
    generation = "2022" if month < NEW_PRODUCT_LIST else "2026"
    yield Export(
        folder / name / advisor.product_name(first, last),
        name,
        lambda: advisor.product_list(shop, books.products, start, picked, generation),
    )
    yield Export(
        folder / name / advisor.shop_name(first, last),
        name,
        lambda: advisor.shop_table(books.counted, drawn, picked, name),
    )
    yield from advertising(folder, books, month, first, last)
    yield from answering(folder / name, books, picked)


def advertising(folder: Path, books: Books, month: int, first: date, last: date) -> Iterator[Export]:
    """A month's ad report: one file, or three when a week of it came late."""
    start = books.plan.start
    columns = next(text for since, text in AD_COLUMNS if month >= since)
    name = books.shop.name_on(first, books.plan.renamed)
    spans = [(first, last, False)]
    if books.shop.index == LATE_SHOP and month == LATE_MONTH and last.day > LATE_DAYS[1]:
        from_day, to_day = (first.replace(day=day) for day in LATE_DAYS)
        spans = [
            (first, from_day - timedelta(1), False),
            (to_day + timedelta(1), last, False),
            (from_day, to_day, True),
        ]
    for begin, end, late in spans:
        picked = range((begin - start).days, (end - start).days + 1)
        file = folder / name / adreport.ad_name(begin, end)
        yield Export(file, name, partial(adreport.ad_report, books.drawn, picked, columns), late)


def answering(folder: Path, books: Books, picked: range) -> Iterator[Export]:
    """A month's service files: a file a day while the month runs, one file once it is over."""
    counted = books.counted
    reported = books.today - timedelta(1 + (SLOW_DAYS if books.shop.index == SLOW_SHOP else 0))
    shifts = [
        service.Shift(books.drawn[n], int(counted.buyers[n]), int(counted.paid[n]), n)
        for n in picked
        if books.drawn[n].day <= reported
    ]
    running = month_start(books.drawn[picked[0]].day, 1) > reported
    for some in [[shift] for shift in shifts] if running else [shifts]:
        file = folder / service.service_name(some[0].day.day, some[-1].day.day)
        write_down = partial(service.service_day, some[0]) if running else partial(service.service_days, some)
        yield Export(file, folder.name, write_down)


def within(times: trade.Times, first: date, last: date) -> trade.Flags:
    """Which times fall between two days, both included."""
    day = seen.days(times)
    return np.asarray((day >= np.datetime64(first, "D")) & (day <= np.datetime64(last, "D")))
