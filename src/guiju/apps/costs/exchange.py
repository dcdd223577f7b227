"""The workbook of costs in and out: whole or not at all, and looked at before it counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from guiju.apps import spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.costs import actions, errors, models, queries, rules, sheets, stating
from guiju.apps.costs.errors import Code
from guiju.apps.costs.values import Item, Kind, Of, Per, Rate, Said, Taken
from guiju.apps.refusal import Refused
from guiju.apps.spreadsheet import Finding, Row

Key = tuple[Of, date]


@transaction.atomic
def import_costs(
    *, actor: Actor, content: bytes, name: str, dry_run: bool = False
) -> tuple[tuple[Finding, ...], Taken]:
    """Take over a workbook of costs, whole or not at all; importing it again changes nothing.

    Gives what is wrong, by sheet, row and column, and what changed; with ``dry_run`` nothing does.
    """
    if not rules.may_import_costs(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    book = spreadsheet.read(content, list(sheets.SHEETS.values()))
    findings = list(book.findings)
    before = set(models.Rate.objects.filter(gone_at=None).values_list("pk", flat=True))
    seen: dict[Key, Row] = {}
    for kind, sheet in sheets.SHEETS.items():
        for row in book.rows.get(sheet.title, ()):
            _kept(actor, kind, row, seen, findings)
    _overlaps(seen, findings)
    taken = _taken(before, seen)
    if findings or dry_run:
        transaction.set_rollback(True)
    elif taken.any:
        ledger.record(actor=actor, action="costs.import", kind="costs", key="", after={"file": name})
        actions.follow()
    return tuple(findings), taken


def export_costs(*, actor: Actor) -> bytes:
    """Every rate that stands, as a workbook that ``import_costs`` takes back."""
    if not rules.may_export_costs(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    ledger.record(actor=actor, action="costs.export", kind="costs", key="")
    rows: dict[Kind, list[Mapping[str, object]]] = {kind: [] for kind in Kind}
    for rate in queries.rates():
        rows[rate.said.of.kind].append(_cells(rate))
    return spreadsheet.write([(sheet, rows[kind]) for kind, sheet in sheets.SHEETS.items()])


def _kept(actor: Actor, kind: Kind, row: Row, seen: dict[Key, Row], findings: list[Finding]) -> None:
    """One row of a workbook, stored unless something is wrong with it."""
    try:
        said = _said(kind, row.values)
        key = said.of, said.start
        if key in seen:
            raise errors.refused(Code.ROW_TWICE, row=seen[key].place.row)
        seen[key] = row
        if not row.values["void"]:
            actions.put(actor, said)
            return
        found = actions.same_day(said)
        if found is None:
            raise errors.refused(Code.UNKNOWN_ROW)
        actions.remove(actor, found)
    except Refused as refusal:
        findings.append(_finding(refusal, row, kind))


def _said(kind: Kind, cells: Mapping[str, object]) -> Said:
    """What a row states; an article's code goes before its product."""
    sku, product, category = (_text(cells.get(name)) for name in ("sku", "product", "category"))
    if kind in {Kind.GOODS, Kind.CATEGORY}:
        item, subject = (Item.SKU, sku) if sku else (Item.PRODUCT, product)
    else:
        item, subject = (Item.CATEGORY, category) if category else (Item.ALL, "")
    per = cells.get("per")
    start, end = cells["start"], cells["end"]
    assert isinstance(start, date)  # noqa: S101 the column is required and holds days
    return Said(
        Of(kind, item, subject, _text(cells.get("shop"))),
        start,
        end if isinstance(end, date) else None,
        _decimal(cells.get("value")),
        Per(per) if isinstance(per, str) else None,
        category if kind is Kind.CATEGORY else "",
        _text(cells.get("note")),
    )


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _decimal(cell: object) -> Decimal | None:
    """An exact number; one that no number of decimals ends keeps more of them than any cost may have."""
    if not isinstance(cell, Fraction):
        return None
    return Decimal(cell.numerator) / Decimal(cell.denominator)


_COLUMNS = {
    Code.NEGATIVE: "value",
    Code.TOO_LARGE: "value",
    Code.TOO_FINE: "value",
    Code.NOT_A_SHARE: "value",
    Code.NO_VALUE: "value",
    Code.NO_CATEGORY: "category",
    Code.UNKNOWN_SHOP: "shop",
    Code.DAYS_REVERSED: "end",
    Code.OVERLAP: "end",
}


def _finding(refusal: Refused, row: Row, kind: Kind) -> Finding:
    code = Code(refusal.code)
    named = _COLUMNS.get(code, "")
    title = next((column.title for column in sheets.SHEETS[kind].columns if column.name == named), "")
    return Finding(str(code), row.at(title), refusal.message, errors.MENDS.get(code, ""), refusal.data)


def _overlaps(seen: Mapping[Key, Row], findings: list[Finding]) -> None:
    """What the rows of the workbook and those that stand already say twice of one day."""
    rows: dict[Of, Row] = {}
    for (of, _), row in seen.items():
        rows[of] = row
    grouped: dict[Of, list[Said]] = {}
    for rate in queries.rates() if rows else ():
        if rate.said.of in rows:
            grouped.setdefault(rate.said.of, []).append(rate.said)
    for of, some in grouped.items():
        try:
            stating.check_apart(some)
        except Refused as refusal:
            findings.append(_finding(refusal, rows[of], of.kind))


def _taken(before: set[int], seen: Mapping[Key, Row]) -> Taken:
    after = {
        row.pk: (row.kind, row.shop, row.item, row.subject, row.start)
        for row in models.Rate.objects.filter(gone_at=None)
    }
    gone = models.Rate.objects.filter(pk__in=before - after.keys())
    old = {(row.kind, row.shop, row.item, row.subject, row.start) for row in gone}
    new = {after[pk] for pk in after.keys() - before}
    return Taken(len(new - old), len(new & old), len(old - new), min((day for _, day in seen), default=None))


def _cells(rate: Rate) -> dict[str, object]:
    said, of = rate.said, rate.said.of
    return {
        "sku": of.subject if of.item is Item.SKU else None,
        "product": of.subject if of.item is Item.PRODUCT else None,
        "category": said.category or (of.subject if of.item is Item.CATEGORY else None),
        "shop": of.shop,
        "value": None if said.value is None else Fraction(said.value),
        "per": said.per,
        "start": said.start,
        "end": said.end,
        "note": said.note,
    }
