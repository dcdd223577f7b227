"""The facts are described once, in both languages."""

from importlib.resources import files

import pytest

from guiju.facts import ColumnType, brought, load_schemas
from guiju.facts.schema import ORDER


def test_the_facts_stand_in_a_fixed_order():
    schemas = load_schemas()

    assert tuple(schemas) == ORDER
    assert [schema.name for schema in schemas.values()] == [
        "订单", "订单行", "退款", "收付款", "发货", "推广", "流量", "活动日", "搜索词", "访问", "行为", "直播",
        "店铺月", "商品日", "商品来源", "商品咨询", "库存", "客服日", "店铺客服日", "会话", "消息", "工单事件",
        "评价", "问卷", "店铺评分", "线索", "实验", "缺勤", "工作", "成本",
    ]  # fmt: skip


def test_every_schema_file_is_listed_and_stands_behind_the_facts_that_its_keys_lead_to():
    schemas = load_schemas()
    folder = files("guiju.facts") / "schemas"

    assert {path.name.removesuffix(".yaml") for path in folder.iterdir() if path.name.endswith(".yaml")} == set(ORDER)
    assert [
        (name, column.english)
        for name, schema in schemas.items()
        for column in schema.columns
        if column.refers and ORDER.index(column.refers) >= ORDER.index(name)
    ] == []


@pytest.mark.parametrize("schema", load_schemas().values(), ids=lambda schema: schema.english)
def test_every_reference_between_columns_exists(schema):
    names = [column.english for column in schema.columns]

    assert len(set(names)) == len(names)
    assert len({column.name for column in schema.columns}) == len(names)
    assert [
        name for name in (*schema.key, *schema.dimensions, schema.event, *schema.fallbacks) if name not in names
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
        "payment": ("channel", "shop"),
        "shipment": ("shop",),
        "ad_spend": ("campaign", "channel", "shop"),
        "traffic_day": ("channel", "shop"),
        "search_word": ("shop",),
        "visit": ("channel", "shop"),
        "event": ("channel", "shop"),
        "live": ("agent", "channel", "shop"),
        "product_day": ("shop",),
        "stock_level": ("shop",),
        "service_day": ("agent", "shop"),
        "service_shop_day": ("shop",),
        "product_source": ("channel", "shop"),
        "product_consult": ("shop",),
        "campaign_day": ("campaign", "shop"),
        "shop_month": ("shop",),
        "chat_session": ("agent", "channel", "shop"),
        "message": ("agent", "channel", "shop"),
        "ticket_event": ("agent", "channel", "shop"),
        "review": ("shop",),
        "survey": ("agent", "channel", "shop"),
        "shop_score": ("shop",),
        "lead": ("agent", "campaign", "channel", "shop"),
        "experiment": ("shop",),
        "absence": ("person",),
        "work": ("person",),
        "cost": (),
    }


def test_nobody_brings_what_guiju_writes_itself():
    assert set(load_schemas()) - set(brought()) == {"work", "cost"}
    assert [name for name, schema in load_schemas().items() if schema.of_house] == ["absence", "work", "cost"]


def test_everybody_outside_the_house_is_personal():
    columns = [(name, column) for name, schema in load_schemas().items() for column in schema.columns]
    personal = [(name, column.english) for name, column in columns if column.personal]

    assert personal == [
        ("order", "buyer"),
        ("payment", "counterparty"),
        ("visit", "visitor"),
        ("event", "user"),
        ("chat_session", "customer"),
        ("ticket_event", "customer"),
        ("review", "buyer"),
        ("survey", "respondent"),
        ("lead", "customer"),
        ("experiment", "subject"),
    ]


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError, match="colour"):
        load_schemas()["order"].column("colour")


def test_only_reports_keyed_by_day_keep_their_rows_in_place():
    assert [name for name, schema in load_schemas().items() if schema.dated_by_key] == [
        "ad_spend", "traffic_day", "campaign_day", "search_word", "shop_month", "product_day", "product_source",
        "product_consult", "stock_level", "service_day", "service_shop_day", "shop_score",
    ]  # fmt: skip
