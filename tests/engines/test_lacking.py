"""Reasons that name a fact, in both languages."""

import pytest

from guiju.engines import lacking
from guiju.facts import load_schemas
from guiju.lang import reasons
from guiju.lang.values import Missing, Reason, Why


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason(Why.NOT_COVERED, "订单行", "一店 2026-10-01"), "“order line” has no data (一店 2026-10-01)"),
        (Reason(Why.NO_COLUMN, "推广.花费"), "“ad spend.cost” is not known: the files imported have no such column"),
        (Reason(Why.NO_OWNER, "退款", "1 2026-10"), "“refund” has no owner (1 2026-10)"),
        (Reason(Why.NO_DIMENSION, "流量", "campaign"), "the data of “traffic day” is not split that far (campaign)"),
    ],
)
def test_a_fact_bears_its_english_name_in_english(reason: Reason, told: str):
    assert lacking.words(reason, "en").what == told
    assert lacking.lines(Missing((reason,)), "en") == (lacking.line(reason, "en"),)
    assert told in lacking.line(reason, "en")


@pytest.mark.parametrize("schema", load_schemas().values(), ids=lambda one: one.english)
def test_every_fact_has_one(schema):
    told = lacking.line(Reason(Why.NOT_COVERED, schema.name), "en")

    assert (schema.name in told, schema.english.replace("_", " ") in told) == (False, True)


def test_in_chinese_and_of_what_a_document_names_nothing_changes():
    in_chinese, of_a_metric = Reason(Why.NOT_COVERED, "订单"), Reason(Why.ZERO_DENOMINATOR, "退款")

    assert lacking.words(in_chinese) == reasons.words(in_chinese)
    assert lacking.words(of_a_metric, "en") == reasons.words(of_a_metric, "en")
