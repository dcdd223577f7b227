"""Every header that the shared collection states is recognised, by one connector and no other."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from facts.test_shared import SHARED
from guiju.facts.connector import load_connectors, plain
from guiju.facts.recognise import Found, _fits, recognise

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real data is not on this machine"),
]

KNOWN = {
    "taobao_tmall.order_list_2016": "taobao_orders",
    "taobao_tmall.order_list_2017": "taobao_orders",
    "taobao_tmall.order_list_2019": "taobao_orders",
    "taobao_tmall.order_list_2022": "taobao_orders",
    "taobao_tmall.order_list_2025_26": "taobao_orders",
    "taobao_tmall.order_items_2022": "taobao_order_items",
    "taobao_tmall.order_items_2025": "taobao_order_items",
    "taobao_tmall.refund_list": "taobao_refunds",
    "taobao_tmall.alipay_ledger": "alipay_ledger",
    "shengyi_canmou.product_all_2026": "sycm_products",
    "shengyi_canmou.traffic_sources_product": "sycm_product_sources",
    "shengyi_canmou.traffic_sources_shop": "sycm_shop_sources",
    "shengyi_canmou.search_words": "sycm_search_words",
    "shengyi_canmou.shop_daily": "sycm_shop_daily",
    "shengyi_canmou.campaign_kpi": "sycm_campaigns",
    "shengyi_canmou.live_sessions": "sycm_live",
    "shengyi_canmou.dsr[0:7]": "sycm_dsr",
    "shengyi_canmou.dsr[7:]": "sycm_dsr_daily",
    "shengyi_canmou.dsr.shop_card": "sycm_shop_scores",
    "alimama_ads.wanxiangtai_product_2026_06": "wanxiangtai",
    "alimama_ads.wanxiangtai_short_video": "wanxiangtai_video",
    "alimama_ads.wanxiangtai_account_2022": "wanxiangtai_account",
    "alimama_ads.yinli_mofang_2022": "yinli_mofang",
    "alimama_ads.zhitongche_legacy": "zhitongche",
    "customer_service.tmall_cs_performance": "tmall_service",
    "customer_service.tmall_cs_overview": "tmall_service_shop",
    "customer_service.taobao_open_api_performance": "taobao_service_api",
    "customer_service.consult_by_product": "tmall_consult",
    "customer_service.douyin_feige": "douyin_feige",
    "customer_service.kuaishou_assessment": "kuaishou_service",
    "customer_service.jd_workload": "jd_service",
    "customer_service.xiaohongshu_cs_json_keys": "xiaohongshu_service",
    "customer_service.chat_sessions_a": "chat_sessions",
    "customer_service.chat_sessions_b": "chat_sessions_list",
    "pinduoduo.orders": "pinduoduo_orders",
    "pinduoduo.ads": "pinduoduo_ads",
    "douyin.orders_short": "douyin_orders",
    "douyin.settlement": "douyin_settlement",
    "douyin.settlement.other_form": "douyin_settled_orders",
    "douyin.qianchuan": "qianchuan",
    "douyin.qianchuan.api_fields": "qianchuan_api",
    "jd.orders": "jd_orders",
    "jd.ads_jingzhuntong": "jingzhuntong",
    "1688.orders": "alibaba_orders",
    "erp_stock.jushuitan": "jushuitan_stock",
    "erp_stock.wangdiantong_outbound": "wangdiantong_outbound",
    "courier.shipping_label_import": "courier_labels",
    "shop_report_seen.monthly_store_report": "shop_months",
    "outside_china.shopify_orders": "shopify_orders",
    "outside_china.amazon_in_orders": "amazon_in",
}
NOT_HEADERS = {"courier.tracking_fields"}  # names of schemas; the reference says why no connector is for them


def stated() -> Iterator[tuple[str, list[str]]]:
    """Every header by the way to it in the collection."""
    document = yaml.safe_load((SHARED / "platform_headers.yaml").read_text("utf-8"))
    for section, entries in document.items():
        if isinstance(entries, dict):
            for name, entry in entries.items():
                if isinstance(entry, dict):
                    yield from _of_entry(f"{section}.{name}", entry, entries)


def _of_entry(path: str, entry: Mapping[str, Any], beside: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    names = next((entry[key] for key in ("columns", "columns_by_position", "keys") if key in entry), None)
    if "columns_added_to_2016_at_the_end" in entry:
        names = [*beside["order_list_2016"]["columns"], *entry["columns_added_to_2016_at_the_end"]]
        after = names.index("特权订金订单id") + 1
        names[after:after] = entry["columns_added_to_2016_after_特权订金订单id"]
    if path == "shengyi_canmou.dsr" and names:  # two tables that the collection lists in one line
        yield f"{path}[0:7]", names[:7]
        yield f"{path}[7:]", names[7:]
    elif names:
        yield path, names
    for key in ("shop_card", "other_form", "api_fields"):
        if key in entry:
            yield f"{path}.{key}", list(entry[key])


HEADERS = [
    (path, [str(name).replace("␠", " ") for name in names]) for path, names in (stated() if SHARED.is_dir() else ())
]


def test_every_entry_with_names_is_known_or_told_to_be_none():
    assert {path for path, _ in HEADERS} == {*KNOWN, *NOT_HEADERS}


@pytest.mark.parametrize(("path", "names"), HEADERS, ids=[path for path, _ in HEADERS])
def test_a_stated_header_is_one_connectors_and_no_others(path: str, names: list[str]):
    present = frozenset(map(plain, names))
    fitting = [one.id for one in load_connectors().values() if one.needs and _fits(one, present)]

    found = recognise([["导出的报表"], names])

    assert fitting == ([KNOWN[path]] if path in KNOWN else [])
    assert isinstance(found, Found) == (path in KNOWN)


@pytest.mark.parametrize(("path", "names"), HEADERS, ids=[path for path, _ in HEADERS])
def test_every_stated_name_is_known_to_its_connector(path: str, names: list[str]):
    known = load_connectors()[KNOWN[path]].known if path in KNOWN else frozenset(map(plain, names))

    assert [name for name in names if plain(name) not in known] == []


BESIDE = {  # names that an entry tells of other selections, reports and years
    "wanxiangtai": ("alimama_ads", "wanxiangtai_product_2026_06", "scene_report_adds"),
    "pinduoduo_ads": ("pinduoduo", "ads", "more_metrics"),
    "douyin_orders": ("douyin", "orders_short", "also_seen_in_other_selections"),
    "jingzhuntong": ("jd", "ads_jingzhuntong", "newer_names"),
    "taobao_refunds": ("taobao_tmall", "refund_list", "older_names"),
}


@pytest.mark.parametrize(("connector", "path"), BESIDE.items(), ids=BESIDE)
def test_names_that_are_told_beside_a_header_are_known_too(connector: str, path: tuple[str, ...]):
    entry = yaml.safe_load((SHARED / "platform_headers.yaml").read_text("utf-8"))
    for step in path:
        entry = entry[step]
    names = list(entry.values()) if isinstance(entry, dict) else entry

    assert names
    assert [name for name in names if plain(name) not in load_connectors()[connector].known] == []


def test_a_header_without_one_needed_name_is_nearest_to_its_own_export():
    strayed = []
    for path, names in HEADERS:
        connector = load_connectors().get(KNOWN.get(path, ""))
        for group in connector.needs if connector else ():
            left = [name for name in names if plain(name) not in group]
            near = recognise([left])
            if isinstance(near, Found) or near is None or near.connector.id != KNOWN[path]:
                strayed.append((path, group[0], near.connector.id if near else None))

    # without its words a table of search words is one of the shop
    assert strayed == [("shengyi_canmou.search_words", "搜索词", "sycm_shop_daily")]
