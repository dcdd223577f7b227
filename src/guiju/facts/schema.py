"""What a fact is: columns, key, event time and owners, read from the YAML files in ``schemas``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

# The order in which pages and readers list them; a fact stands behind those that its keys lead to.
ORDER = (
    *("order", "order_line", "refund", "payment", "shipment"),
    *("ad_spend", "traffic_day", "campaign_day", "search_word", "visit", "event", "live", "shop_month"),
    *("product_day", "product_source", "product_consult", "stock_level"),
    *("service_day", "service_shop_day", "chat_session", "message", "ticket_event", "review", "survey", "shop_score"),
    *("lead", "experiment", "absence", "work", "cost"),
)
HOUSE = ""  # stands where the shop stands for facts of the house itself


class ColumnType(StrEnum):
    """What a column holds, and how the lake stores it."""

    TEXT = "text"  # VARCHAR
    KEY = "key"  # VARCHAR
    MONEY = "money"  # yuan, DECIMAL(18,4)
    COUNT = "count"  # BIGINT
    RATIO = "ratio"  # 0.5 is 50 %, DECIMAL(18,8)
    DURATION = "duration"  # seconds, DECIMAL(18,4)
    TIME = "time"  # wall time in Asia/Shanghai, TIMESTAMP without zone
    DATE = "date"  # DATE
    FLAG = "flag"  # BOOLEAN
    SCORE = "score"  # points, DECIMAL(18,4)


ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Chinese and in English."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its Chinese and English name.

    ``unit`` is a unit of the regulation language, empty where there is none. ``personal`` columns hold a keyed hash.
    ``refers`` is the English name of the fact that a key leads to; ``part`` tells that the row is a part of what it
    leads to, as a line is of its order. A null is nought where ``missing_is_zero``.
    ``lookup`` says what a column that no file brings is looked up in; what is not found is missing, told by the columns
    ``named``.
    """

    name: str
    english: str
    type: ColumnType
    meaning: Words
    unit: str = ""
    personal: bool = False
    refers: str = ""
    part: bool = False
    missing_is_zero: bool = False
    not_negative: bool = False
    lookup: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of row. All references between columns are English names.

    ``event`` is the time or date column that decides the period; the first of ``fallbacks`` that is known stands in
    (for storage only) while it is empty. ``kept`` facts are written by Guiju itself, nobody brings them. ``ordinal``
    tells that equal keys are several rows, not one. ``owners`` lists the dimensions whose owner the row belongs to,
    first match wins. ``source`` says where a person gets the file. ``lookups`` are columns that the lake does not hold:
    formulas read them, and dated tables fill them by the day of the event.
    """

    name: str
    english: str
    version: int
    meaning: Words
    key: tuple[str, ...]
    ordinal: bool
    event: str
    fallbacks: tuple[str, ...]
    dimensions: tuple[str, ...]
    owners: tuple[str, ...]
    source: Words
    columns: tuple[Column, ...]
    lookups: tuple[Column, ...] = ()
    kept: bool = False

    def column(self, english: str) -> Column:
        """The column of that English name; KeyError when there is none."""
        for column in self.columns:
            if column.english == english:
                return column
        raise KeyError(english)

    @property
    def times(self) -> frozenset[str]:
        """The English names of its columns that hold times and days."""
        return frozenset(one.english for one in self.columns if one.type in {ColumnType.TIME, ColumnType.DATE})

    @property
    def of_house(self) -> bool:
        """Whether its rows are of no shop: they are covered once for the whole house."""
        return "shop" not in self.dimensions

    @property
    def dated_by_key(self) -> bool:
        """Whether a row can never move to another day, because the day is part of its key."""
        return self.event in self.key


@cache
def load_schemas() -> Mapping[str, Schema]:
    """All facts by English name, in a fixed order (facts that others refer to come first)."""
    folder = files("guiju.facts") / "schemas"
    loaded = {name: _schema(yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))) for name in ORDER}
    return MappingProxyType(loaded)


@cache
def brought() -> Mapping[str, Schema]:
    """The facts that files bring, by English name; the others Guiju knows of itself."""
    return MappingProxyType({name: schema for name, schema in load_schemas().items() if not schema.kept})


def _schema(raw: Mapping[str, Any]) -> Schema:  # Any: plain YAML of our own
    columns = tuple(_column(item) for item in raw["columns"])
    names = {column.english for column in columns}
    return Schema(
        name=raw["name"],
        english=raw["english"],
        version=raw["version"],
        meaning=Words(**raw["meaning"]),
        key=tuple(raw["key"]),
        ordinal=raw.get("ordinal", False),
        event=raw["event"],
        fallbacks=_names(raw.get("fallback", raw["event"])),
        dimensions=tuple(raw["dimensions"]),
        owners=tuple(owner for owner in raw["owners"] if owner in names),
        source=Words(**raw["source"]),
        columns=columns,
        lookups=tuple(_column(item) for item in raw.get("lookups", ())),
        kept=raw.get("kept", False),
    )


def _names(raw: str | list[str]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(raw)


def _column(raw: Mapping[str, Any]) -> Column:
    return Column(
        name=raw["name"],
        english=raw["english"],
        type=ColumnType(raw["type"]),
        meaning=Words(raw["zh"], raw["en"]),
        unit=raw.get("unit", ""),
        personal=raw.get("personal", False),
        refers=raw.get("refers", ""),
        part=raw.get("part", False),
        missing_is_zero=raw.get("missing_is_zero", False),
        not_negative=raw.get("not_negative", False),
        lookup=raw.get("lookup", ""),
        named=tuple(raw.get("named", ())),
    )
