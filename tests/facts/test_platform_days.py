"""Days of advertising, visitors and service of every platform: a stated header, made-up rows, the facts they become."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import SHOP, bring, codes, one, rows, write_book, write_csv
from facts.platforms import AT, DAY, PAID, brought, header, money, rows_of

ADS: list[tuple[str, str, dict[str, object], dict[str, object]]] = [
    (
        "wanxiangtai_video",
        "seen",
        {"日期": "2026-06-01", "计划ID": "11", "计划名字": "夏季短视频", "主体ID": "v1", "主体名称": "裙子视频",
         "展现量": "1,000", "点击量": "50", "花费": "10.50", "总成交金额": "99.00", "总成交笔数": "2",
         "引导访问量": "40", "新客成交笔数": "1", "宝贝ID": "969001"},
        {"channel": "万相台短视频", "campaign": "夏季短视频", "ad": "裙子视频", "product": "969001",
         "impressions": 1000,
         "clicks": 50, "cost": money("10.5"), "amount": money("99"), "deals": 2, "new_customers": 1, "visits": 40},
    ),
    (
        "yinli_mofang",
        "2022",
        {"日期": "2026-06-01", "计划组": "拉新组", "计划": "计划一", "商品id": "ID：969001", "创意名称": "图一",
         "消耗": "8", "展现量": "900", "点击量": "9", "成交订单金额": "30", "成交订单量": "1", "添加购物车量": "3",
         "收藏宝贝量": "2", "引导访问量": "7"},
        {"channel": "引力魔方", "campaign": "拉新组", "ad_group": "计划一", "ad": "图一", "product": "969001",
         "impressions": 900, "clicks": 9, "cost": money("8"), "amount": money("30"), "deals": 1, "carts": 3,
         "favourites": 2, "visits": 7},
    ),
    (
        "zhitongche",
        "legacy",
        {"报表日期": "2026-06-01", "展现量": "500", "点击量": "5", "总花费": "4.20", "直接成交金额": "10",
         "间接成交金额": "5.5", "直接成交笔数": "1", "间接成交笔数": "2", "宝贝收藏数": "3", "店铺收藏数": "4",
         "购物车总数": "6"},
        {"channel": "直通车", "impressions": 500, "clicks": 5, "cost": money("4.2"), "amount": money("15.5"),
         "direct_amount": money("10"), "indirect_amount": money("5.5"), "deals": 3, "carts": 6, "favourites": 7},
    ),
    (
        "pinduoduo_ads",
        "seen",
        {"日期": "2026-06-01", "花费(元)": "12.30", "交易额(元)": "45.60", "成交笔数": "3", "曝光量": "2000",
         "点击量": "80", "商品收藏量": "4", "投入产出比": "3.71"},
        {"channel": "拼多多推广", "impressions": 2000, "clicks": 80, "cost": money("12.3"), "amount": money("45.6"),
         "deals": 3, "favourites": 4},
    ),
    (
        "qianchuan",
        "seen",
        {"店铺": SHOP, "千川ID": "77", "素材ID": "m1", "素材视频名称": "开箱", "日期": "2026-06-01",
         "整体展示次数": "3000", "整体点击次数": "30", "整体消耗": "20", "整体成交订单数": "4", "整体成交金额": "120"},
        {"channel": "千川", "campaign": "77", "ad": "开箱", "impressions": 3000, "clicks": 30, "cost": money("20"),
         "amount": money("120"), "deals": 4},
    ),
    (
        "jingzhuntong",
        "seen",
        {"日期": "2026-06-01", "账户名称": "账户", "产品线": "快车", "推广计划": "计划甲", "推广单元": "单元甲",
         "推广创意": "创意甲", "跟单SKU ID": "100", "人群名称": "新客", "展现数": "10", "点击数": "2", "总费用": "3",
         "直接订单金额": "4", "间接订单金额": "5", "总订单行": "2", "总订单金额": "9", "总购物车数": "1",
         "下单新客数": "1", "商品关注数": "6"},
        {"channel": "快车", "campaign": "计划甲", "ad_group": "单元甲", "ad": "创意甲", "product": "100",
         "audience": "新客", "impressions": 10, "clicks": 2, "cost": money("3"), "amount": money("9"),
         "direct_amount": money("4"), "indirect_amount": money("5"), "deals": 2, "new_customers": 1, "carts": 1,
         "favourites": 6},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "generation", "cells", "expected"), ADS, ids=[one[0] for one in ADS])
def test_advertising(
    home: Path, tmp_path: Path, name: str, generation: str, cells: dict[str, object], expected: dict[str, object]
):
    assert brought(home, tmp_path, name, generation, cells) == [{"day": DAY, "shop": SHOP, **expected}]


@pytest.mark.parametrize(
    ("generation", "levels", "channel"),
    [
        ("2022", {"流量来源": "手淘搜索", "来源明细": ""}, "手淘搜索"),
        ("2025", {"一级来源": "平台流量", "二级来源": "搜索", "三级来源": "手淘搜索"}, "平台流量-搜索-手淘搜索"),
    ],
)
def test_sources_of_a_product_take_day_and_product_from_the_name_of_the_file(
    home: Path, tmp_path: Path, generation: str, levels: dict[str, object], channel: str
):
    cells = {**levels, "访客数": "1,200", "浏览量": "3000", "支付金额": "88.8", "加购人数": "12", "支付买家数": "3"}

    assert brought(home, tmp_path, "sycm_product_sources", generation, cells) == [
        {"day": DAY, "shop": SHOP, "product": "969000000001", "channel": channel, "visitors": 1200, "views": 3000,
         "amount": money("88.8"), "cart_visitors": 12, "buyers": 3}
    ]  # fmt: skip


def test_sources_of_a_product_whose_name_says_none_are_refused(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "来源_2026-06-01.csv", header("sycm_product_sources", "2022"), [{"流量来源": "搜索"}])

    report = one(bring(home, path, shop=SHOP))

    assert (codes(report), report.problems[0].what.zh) == ([("needs_name", 0, "")], "文件里没有商品")


def test_business_advisor_below_five_rows_of_words(home: Path, tmp_path: Path):
    words = dict.fromkeys(header("sycm_search_words", "2026"), "-") | {
        "统计日期": "2026-06-01", "搜索词": "连衣裙", "访客数": "1,000", "支付买家数": "9", "支付金额": "880.50",
        "加购人数": "30", "商品收藏人数": "20",
    }  # fmt: skip
    path = write_book(tmp_path / "搜索词.xlsx", {"词": [*[["选词助手"]] * 5, list(words), list(words.values())]})

    assert one(bring(home, path, shop=SHOP)).problems == ()
    assert rows_of(home, "search_word") == [
        {"day": DAY, "shop": SHOP, "word": "连衣裙", "visitors": 1000, "buyers": 9, "amount": money("880.5"),
         "cart_visitors": 30, "favourites": 20}
    ]  # fmt: skip


def test_sources_of_the_shop_promotions_and_broadcasts(home: Path, tmp_path: Path):
    source = {"来源名称": "直播", "访客数": "20", "支付金额": "30", "支付买家数": "2", "加购人数": "3", "UV价值": "1.5"}
    promotion = {"统计日期": "2026-06-01", "活动id": "618", "支付金额": "100", "支付件数": "5", "支付买家数": "4",
                 "访客数": "50", "活动商品支付金额": "60", "活动商品支付件数": "3", "活动商品支付买家数": "2",
                 "活动商品访客数": "20", "活动申请退款金额": "7"}  # fmt: skip
    show = {"直播标题": "上新", "场次id": "L1", "开播时间": "2026-06-01 08:00:00", "直播间观看次数": "300",
            "直播间观看人数": "200", "新增粉丝数": "10", "商品点击人数": "40", "商品点击次数": "60",
            "商品加购人数": "8",
            "商品加购件数": "9", "成交人数": "5", "成交件数": "6", "成交笔数": "5", "成交金额": "500"}  # fmt: skip

    assert brought(home, tmp_path / "a", "sycm_shop_sources", "seen", source) == [
        {"day": DAY, "shop": SHOP, "channel": "直播", "visitors": 20, "amount": money("30"), "buyers": 2,
         "cart_visitors": 3}
    ]  # fmt: skip
    assert brought(home, tmp_path / "b", "sycm_campaigns", "2022", promotion) == [
        {"day": DAY, "shop": SHOP, "campaign": "618", "visitors": 50, "buyers": 4, "items": 5, "amount": money("100"),
         "goods_visitors": 20, "goods_buyers": 2, "goods_items": 3, "goods_amount": money("60"),
         "refund_amount": money("7")}
    ]  # fmt: skip
    assert brought(home, tmp_path / "c", "sycm_live", "2022", show) == [
        {"id": "L1", "shop": SHOP, "title": "上新", "channel": "淘宝直播", "started_at": AT, "views": 300,
         "viewers": 200, "followers": 10, "clickers": 40, "clicks": 60, "cart_visitors": 8, "cart_items": 9,
         "buyers": 5, "items": 6, "deals": 5, "amount": money("500")}
    ]  # fmt: skip


def test_scores_of_a_shop_in_their_three_shapes(home: Path, tmp_path: Path):
    listed = {"指标": "描述相符", "得分": "4.85", "行业均值": "4.80", "目标值": "4.90", "趋势": "上升"}
    daily = {"日期": "2026-06-02", "描述得分（较上日）": "4.86（+0.01）", "物流得分（较上日）": "4.9",
             "服务得分（较上日）": "-"}  # fmt: skip
    card = {"物流服务": "4.7", "描述相符": "4.8", "服务态度": "", "综合体验星级": "4.5星"}

    brought(home, tmp_path / "a", "sycm_dsr", "2026", listed)
    brought(home, tmp_path / "b", "sycm_dsr_daily", "2022", daily)

    assert [(row["day"].day, row["indicator"], str(row["score"])) for row in rows_of(home, "shop_score")] == [
        (1, "描述相符", "4.8500"), (2, "描述相符", "4.8600"), (2, "物流质量", "4.9000"),
    ]  # fmt: skip
    brought(home, tmp_path / "c", "sycm_shop_scores", "2022", card)
    assert [(row["indicator"], str(row["score"])) for row in rows_of(home, "shop_score") if row["day"].day == 1] == [
        ("描述相符", "4.8000"), ("物流服务", "4.7000"), ("综合体验星级", "4.5000"),
    ]  # fmt: skip


def test_service_accounts_of_douyin_without_the_rows_that_sum_the_shop(home: Path, tmp_path: Path):
    cells = {"客服昵称": "小李", "接待会话量": "20", "已接待人数": "18", "有效评价数": "5", "有效好评数": "4",
             "有效差评数": "1", "全天不满意率": "2.5%", "全天满意率": "95%", "全天平响时长": "11秒",
             "全天首响时长": "2分30秒", "全天3分钟回复率": "99.5%", "询单人数": "10", "下单人数": "6", "支付人数": "5",
             "退款人数": "1", "客服询单支付额": "300", "退款金额": "20"}  # fmt: skip
    sums = [{**cells, "客服昵称": word} for word in ("店铺汇总值", "店铺平均值")]

    assert brought(home, tmp_path, "douyin_feige", "seen", cells, *sums, extra=["客服昵称"]) == [
        {"day": DAY, "shop": SHOP, "agent": "小李", "sessions": 20, "received": 18, "rated": 5, "good": 4, "bad": 1,
         "bad_rate": Decimal("0.025"), "satisfaction": Decimal("0.95"), "response": Decimal(11),
         "first_response": Decimal(150), "quick_rate": Decimal("0.995"), "asked": 10, "ordered": 6, "asked_paid": 5,
         "refunded": 1, "amount": money("300"), "refund_amount": money("20")}
    ]  # fmt: skip


@pytest.mark.parametrize("generation", ["named", "fields", "both"])
def test_service_accounts_of_taobao_whose_mean_is_divided_here(home: Path, tmp_path: Path, generation: str):
    names = header("taobao_service_api", generation)
    cells = dict(zip(names, ["10", "4", "3", "90", "12", "55", "10", "1", "2", "3"], strict=True)) | {
        "客服昵称": "小张"
    }
    nobody = {**dict.fromkeys(names, "0"), "客服昵称": "小赵"}

    first, second = brought(home, tmp_path, "taobao_service_api", generation, cells, nobody, extra=["客服昵称"])

    assert first == {"day": DAY, "shop": SHOP, "agent": "小张", "asked": 10, "asked_paid": 4, "customer_messages": 90,
                     "consulted": 12, "unanswered": 2, "first_response": Decimal("5.5")}  # fmt: skip
    assert "first_response" not in second


def test_service_of_whole_shops(home: Path, tmp_path: Path):
    tmall = {"客服销售额": "1,000.00", "客服销售人数": "10", "成功退款金额": "50", "咨询人数": "90", "接待人数": "88",
             "平均响应时长（秒）": "12.5", "客户满意率": "96%", "旺旺回复率": "100%",
             "仅退款自主完结时长（小时）": "1.5", "退货退款完结时长（小时）": "24", "平台求助率": "0.1%",
             "平台判责率": "0"}  # fmt: skip
    jd = {"日期": "2026-06-02", "在线客服数": "3", "登录时长(小时)": "7.5", "咨询量": "40", "接待量": "39",
          "应答率": "98%", "30秒应答率": "90%", "满意度": "97%", "平均会话时长(分)": "2.5",
          "首次平均响应时间(秒)": "9", "新平均响应时间(秒)": "14", "留言咨询量": "4", "留言接待量": "3",
          "解决率": "88%"}  # fmt: skip
    kuaishou = {"三分钟回复率（人维度）": "93%", "三分钟回复率（会话）": "92%", "咨询人数": "30", "咨询人次": "35",
                "人工会话量": "28", "人工平均回复时长": "1分5秒", "好评率（会话）": "80%", "差评率（会话）": "1%",
                "询单人数": "12", "下单人数": "8", "支付人数": "7", "客服销售额": "210"}  # fmt: skip

    brought(home, tmp_path / "b", "jd_service", "positions", jd)
    brought(home, tmp_path / "c", "tmall_service_shop", "seen", tmall)
    first, second = rows_of(home, "service_shop_day")

    assert first == {"day": DAY, "shop": SHOP, "consulted": 90, "received": 88, "response": Decimal("12.5"),
                     "satisfaction": Decimal("0.96"), "reply_rate": Decimal(1), "asked_paid": 10,
                     "amount": money("1000"), "refund_amount": money("50"), "refund_time": Decimal(5400),
                     "return_time": Decimal(86400), "help_rate": Decimal("0.001"), "blame_rate": Decimal(0),
                     }  # fmt: skip
    assert second == {"day": date(2026, 6, 2), "shop": SHOP, "agents": 3, "consulted": 40, "received": 39,
                      "online": Decimal(27000), "reply_rate": Decimal("0.98"), "quick_rate": Decimal("0.9"),
                      "satisfaction": Decimal("0.97"), "length": Decimal(150), "first_response": Decimal(9),
                      "response": Decimal(14), "notes": 4, "notes_answered": 3,
                      "solved_rate": Decimal("0.88")}  # fmt: skip
    brought(home, tmp_path / "d", "kuaishou_service", "seen", kuaishou)
    assert rows_of(home, "service_shop_day")[0] == {
        "day": DAY, "shop": SHOP, "consulted": 30, "sessions": 28, "response": Decimal(65),
        "quick_rate": Decimal("0.92"), "satisfaction": Decimal("0.8"), "bad_rate": Decimal("0.01"), "asked": 12,
        "ordered": 8, "asked_paid": 7, "amount": money("210"),
    }  # fmt: skip


def test_service_of_xiaohongshu_as_its_pages_receive_it(home: Path, tmp_path: Path):
    record = dict.fromkeys(header("xiaohongshu_service", "seen"), 0) | {
        "caseCnt": 50, "replyCaseCnt": 49, "replyCaseRatio": 0.98, "avgRplDur": 31.5, "replyIn3minCaseRatio": 0.9,
        "inquiryPayGmv": 1234.5, "positiveCaseCnt": 8, "positiveCaseRatio": 0.8, "evaluateCaseCnt": 10,
    }  # fmt: skip
    path = tmp_path / "客服_2026-06-01.json"
    path.write_text(json.dumps({"success": True, "data": {"list": [record]}}), "utf-8")

    assert one(bring(home, path, shop=SHOP)).problems == ()
    assert rows_of(home, "service_shop_day") == [
        {"day": DAY, "shop": SHOP, "sessions": 50, "replied": 49, "reply_rate": Decimal("0.98"),
         "response": Decimal("31.5"), "quick_rate": Decimal("0.9"), "satisfaction": Decimal("0.8"),
         "bad_rate": Decimal(0), "rated": 10, "good": 8, "bad": 0, "amount": money("1234.5")}
    ]  # fmt: skip


def test_qianchuan_as_its_interface_gives_it(home: Path, tmp_path: Path):
    record = dict.fromkeys(header("qianchuan_api", "fields"), 0) | {
        "stat_cost": 12.34, "show_cnt": 1000, "click_cnt": 20, "convert_cnt": 3, "pay_order_count": 2,
        "pay_order_amount": 99.9, "stat_datetime": "2026-06-01 00:00:00",
    }  # fmt: skip
    path = tmp_path / "千川.jsonl"
    path.write_text("\n".join([json.dumps(record)] * 2), "utf-8")

    bring(home, path, shop=SHOP)

    names = ("day", "channel", "cost", "impressions", "clicks", "conversions", "deals", "amount")
    assert rows(home, "ad_spend", *names) == [
        (DAY, "千川", money("12.34"), 1000, 20, 3, 2, money("99.9"))
    ] * 2  # fmt: skip


def test_questions_by_product(home: Path, tmp_path: Path):
    cells = {
        "商品id": "ID：969001",
        "商品名称": "裙子",
        "总咨询人数": "12",
        "移动端咨询人数": "10",
        "PC端咨询人数": "2",
    }
    narrow = {**cells, "商品id": "ID:969002"}

    found = brought(home, tmp_path, "tmall_consult", "2026", cells, narrow)

    assert found == [
        {"day": DAY, "shop": SHOP, "product": number, "title": "裙子", "consulted": 12, "mobile": 10, "desktop": 2}
        for number in ("969001", "969002")
    ]


def test_conversations_keep_their_numbers_and_lose_their_people(home: Path, tmp_path: Path):
    cells = {"ID": "c1", "访客姓名": "访客甲", "对话渠道": "网页", "客服姓名": "小李",
             "开始时间": "2026-06-01 08:00:00",
             "结束时间": "2026-06-01 08:05:00", "等待时长（秒）": "3", "通话时长（秒）": "300", "通话时长": "5分",
             "首次响应时长": "12秒", "平均响应时长": "1分2秒", "访客发送条数": "3条", "客服回复条数": "4条",
             "对话主题": "尺码", "服务评价": "满意", "对话记录": "手机 13800000000", "访客IP": "10.0.0.1"}  # fmt: skip

    (row,) = brought(home, tmp_path, "chat_sessions", "seen", cells)

    assert len(row.pop("customer")) == 32
    assert row == {"id": "c1", "shop": SHOP, "agent": "小李", "channel": "网页", "started_at": AT, "ended_at": PAID,
                   "wait": Decimal(3), "first_response": Decimal(12), "response": Decimal(62), "length": Decimal(300),
                   "customer_messages": 3, "agent_messages": 4, "satisfaction": "满意", "topic": "尺码"}  # fmt: skip


def test_conversations_without_a_number_get_one_that_names_nobody(home: Path, tmp_path: Path):
    cells = {"客服": "小张", "客户": "王某", "会话开始时间": "2026-06-01 08:00:00", "会话通路": "微信",
             "排队时长(秒)": "0",
             "首次响应时长(秒)": "7", "会话时长(秒)": "60", "满意度评分": "5", "是否已解决": "已解决",
             "会话有效性": "无效会话", "会话消息数": "9", "会话记录": "你好"}  # fmt: skip

    first, second = brought(home, tmp_path, "chat_sessions_list", "seen", cells, cells)

    assert [one["id"] for one in (first, second)] == [f"小张-2026-06-01 08:00:00-微信-60-9-{nth}" for nth in (1, 2)]
    assert (first["resolved"], first["valid"], first["score"], first["messages"]) == (True, False, Decimal(5), 9)
