"""Rows of a file into rows as a fact wants them: merged cells filled, joined sub-orders split, columns made rows."""

import polars as pl

from guiju.facts.parsing.cells import ABSENT
from guiju.facts.shape import PLAIN, WHOLE, Shape, Split, Stack


class Shaper:
    """Shapes one table, chunk after chunk."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._above: pl.DataFrame | None = None  # the last row of the chunk before, filled
        self._begun = False

    def rows(self, raw: pl.DataFrame) -> pl.DataFrame:
        """The rows of a chunk, shaped."""
        shape = self._shape
        if shape is PLAIN:
            return raw
        if shape.explained in raw.columns and not self._begun:
            explained = (pl.col("_row") == pl.col("_row").min()) & ~pl.col(shape.explained).str.contains(r"\d")
            raw = raw.filter(~explained)
        self._begun = True
        if shape.down:
            raw = self._filled(raw, [name for name in shape.down if name in raw.columns])
        if shape.split and shape.split.on in raw.columns:
            raw = _split(raw, shape.split)
        return _stacked(raw, shape.stack) if shape.stack else raw

    def _filled(self, raw: pl.DataFrame, names: list[str]) -> pl.DataFrame:
        """The rows with the cells of ``names`` as the rows above say them, within what the first name tells apart."""
        blank = [pl.when(pl.col(name).str.strip_chars() != "").then(pl.col(name)).alias(name) for name in names]
        rows = raw if self._above is None else pl.concat([self._above, raw])
        first, *others = names
        rows = rows.with_columns(blank).with_columns(pl.col(first).forward_fill())
        rows = rows.with_columns(pl.col(name).forward_fill().over(first) for name in others)
        above, self._above = self._above, rows.tail(1)
        own = rows if above is None else rows.slice(1)
        return own.with_columns(pl.col(names).fill_null(""))


def _split(raw: pl.DataFrame, split: Split) -> pl.DataFrame:
    """Each sub-order on a row of its own; a row whose cells do not tell as many of them is flagged."""
    parts = [name for name in split.parts if name in raw.columns and name != split.on]
    once = [name for name in split.once if name in raw.columns]
    raw = raw.with_columns(pl.col(name).alias(WHOLE + name) for name in once)
    several = raw[split.on].str.contains(split.by, literal=True)
    if not several.any():
        return raw
    joined = raw.filter(several)
    count = pl.col(split.on).str.split(split.by).list.len()
    unlike = pl.any_horizontal(
        pl.lit(value=False), *((pl.col(name).str.split(split.by).list.len() != count) for name in parts)
    )
    joined = joined.with_columns(_flaw=pl.coalesce("_flaw", pl.when(unlike).then(pl.lit("parts"))))
    flawed, sound = joined.filter(pl.col("_flaw").is_not_null()), joined.filter(pl.col("_flaw").is_null())
    return pl.concat([raw.filter(~several), _apart(sound, split, parts, once), flawed]).sort(
        "_row", maintain_order=True
    )


def _apart(rows: pl.DataFrame, split: Split, parts: list[str], once: list[str]) -> pl.DataFrame:
    pieces = {name: pl.col(name).str.split(split.by) for name in (split.on, *parts)}
    count = pieces[split.on].list.len()
    for name in once:
        # What is told for each sub-order after all is theirs; what is told once belongs to none of them.
        told = pl.col(name).str.split(split.by)
        blank = pl.lit("").repeat_by(count)
        pieces[name] = pl.when(told.list.len() == count).then(told).otherwise(blank)
        kept = pl.concat_list(pl.col(name), pl.lit("").repeat_by(count - 1))
        pieces[WHOLE + name] = pl.when(told.list.len() == count).then(told).otherwise(kept)
    return rows.with_columns(piece.alias(name) for name, piece in pieces.items()).explode(list(pieces))


def _stacked(raw: pl.DataFrame, stack: Stack) -> pl.DataFrame:
    """A row for each of the stacked columns that holds something."""
    here = {name: text for name, text in stack.columns.items() if name in raw.columns}
    rest = [name for name in raw.columns if name not in here]
    rows = [
        raw.select(*rest, pl.lit(text).alias(stack.name), pl.col(name).alias(stack.value))
        for name, text in here.items()
    ]
    said = ~pl.col(stack.value).str.strip_chars().is_in(ABSENT)
    return pl.concat(rows).filter(said).sort("_row", maintain_order=True)
