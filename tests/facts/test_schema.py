"""The facts are described once, in both languages."""

import pytest

from guiju.facts import ColumnType, brought, load_schemas
from guiju.facts.schema import ORDER


def test_the_facts_stand_in_a_fixed_order():
    schemas = load_schemas()

    assert tuple(schemas) == ORDER
    assert [schema.name for schema in schemas.values()] == [
        "订单", "订单行", "退款", "推广", "流量", "商品日", "客服日", "工作",
    ]  # fmt: skip


@pytest.mark.parametrize("schema", load_schemas().values(), ids=lambda schema: schema.english)
def test_every_reference_between_columns_exists(schema):
    names = [column.english for column in schema.columns]

    assert len(set(names)) == len(names)
    assert len({column.name for column in schema.columns}) == len(names)
    assert [
        name for name in (*schema.key, *schema.dimensions, schema.event, schema.fallback) if name not in names
    ] == []
    # rows of the house name their people themselves
    assert [owner for owner in schema.owners if owner not in (*schema.dimensions, "person")] == []
    assert schema.column(schema.event).type in {ColumnType.TIME, ColumnType.DATE}
    assert [column.refers for column in schema.columns if column.refers and column.refers not in load_schemas()] == []


@pytest.mark.parametrize("schema", load_schemas().values(), ids=lambda schema: schema.english)
def test_every_column_says_what_it_means_in_both_languages(schema):
    words = [schema.meaning, schema.source, *(column.meaning for column in schema.columns)]

    assert [sentence for sentence in words if not sentence.zh or not sentence.en] == []
    assert schema.meaning.say("en") == schema.meaning.en
    assert schema.meaning.say("zh") == schema.meaning.zh


def test_owners_follow_the_contract():
    assert {name: schema.owners for name, schema in load_schemas().items()} == {
        "order": ("channel", "shop"),
        "order_line": ("shop",),
        "refund": ("shop",),
        "ad_spend": ("campaign", "channel", "shop"),
        "traffic_day": ("channel", "shop"),
        "product_day": ("shop",),
        "service_day": ("agent", "shop"),
        "work": ("person",),
    }


def test_nobody_brings_facts_of_the_house():
    assert set(load_schemas()) - set(brought()) == {"work"}


def test_only_the_buyer_is_personal():
    columns = [(name, column) for name, schema in load_schemas().items() for column in schema.columns]
    personal = [(name, column.english) for name, column in columns if column.personal]

    assert personal == [("order", "buyer")]


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError, match="colour"):
        load_schemas()["order"].column("colour")


def test_only_reports_keyed_by_day_keep_their_rows_in_place():
    assert [name for name, schema in load_schemas().items() if schema.dated_by_key] == [
        "ad_spend", "traffic_day", "product_day", "service_day",
    ]  # fmt: skip
