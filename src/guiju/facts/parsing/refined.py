"""Cells as a connector wants them, before they are read as a type."""

import polars as pl

from guiju.facts.refine import NOTHING, Refine

SUMMARY = (
    "合计",
    "总计",
    "汇总",
    "小计",
    "总和",
    "合计:",
    "合计：",
    "总计:",
    "总计：",
    "Total",
    "TOTAL",
    "Grand Total",
)
_LABEL = r"^(?:商品)?(?:ID|id|Id)\s*[:：]\s*"
_SEALED = r"^(?:##|\$\$)|[*＊]"


def refined(cell: pl.Expr, how: Refine, rows: pl.DataFrame) -> pl.Expr:
    """The text of a column with what its connector says of it done."""
    if how is NOTHING:
        return cell
    for name, values in how.when.items():
        wanted = pl.col(name).is_in(list(values)) if name in rows.columns else pl.lit(value=False)
        cell = pl.when(wanted).then(cell)
    if how.match:
        cell = cell.str.extract(how.match, 1)
    if how.words:
        cell = cell.replace(dict(how.words))
    if how.unsigned:
        cell = cell.str.strip_prefix("-")
    if how.month:
        year, month = (cell.str.extract(r"^(\d{4})[-/.年]?(\d{1,2})月?$", place) for place in (1, 2))
        cell = pl.when(month.is_null()).then(cell).otherwise(pl.concat_str(year, month, pl.lit("1"), separator="-"))
    return cell


def unlabelled(cells: pl.Series) -> pl.Series:
    """Numbers without the ``ID：`` that some exports write before them."""
    if not cells.str.contains("^(?:商品)?(?i:id)").any():
        return cells
    return cells.str.replace(_LABEL, "")


def recognisable(cells: pl.Series) -> pl.Series:
    """Names that tell people apart: what a platform sealed (``##…``) or masked (``张**``) does not."""
    if not cells.str.contains(_SEALED).any():
        return cells
    return (
        cells.to_frame().select(pl.when(~pl.col(cells.name).str.contains(_SEALED)).then(pl.col(cells.name))).to_series()
    )
