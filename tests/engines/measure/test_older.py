"""A store that an older Guiju wrote is measured before the next import rewrites it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engines.measure.truths import Span, measured
from facts.exports import ORDERS, SHOP, bring, order, write_csv
from guiju.facts import lake, load_schemas

JUNE = Span(date(2026, 6, 1), date(2026, 6, 1))


def test_columns_that_an_older_store_lacks_are_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    now = load_schemas()
    lacking = {"promised_at", "region"}
    kept = tuple(column for column in now["order"].columns if column.english not in lacking)
    with monkeypatch.context() as before:
        older = {**now, "order": replace(now["order"], version=1, columns=kept)}
        before.setattr("guiju.facts.session.load_schemas", lambda: older)
        bring(tmp_path, write_csv(tmp_path / "old.csv", ORDERS, [order(1), order(2)]))

    found = measured(
        lake.open(tmp_path).view(),
        SHOP,
        JUNE,
        {"orders": "计数(订单)", "promised": "计数(订单.应送达时间)", "paid": "合计(订单.实付金额)"},
    )

    assert found == {"orders": 2, "promised": 0, "paid": Fraction(200)}
