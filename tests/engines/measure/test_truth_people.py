"""Leads, visitors, chats, tickets and absence of real houses, measured by formulas, against figures computed twice."""

from datetime import date

import pytest

from engines.measure.truths import NEEDS_DATA, By, Months, Sample, figures, published

pytestmark = NEEDS_DATA

LISTED = date(2017, 12, 31)  # the day said of lists that have no dates
LEADS = Sample(
    files={"olist_marketing": {}},
    shop="Olist",
    start=date(2017, 6, 1),
    end=date(2018, 2, 28),
    says={
        "leads.conversion_rate": "计数(线索.成交时间) / 计数(线索)",
        "leads.conversion_by_origin": By(
            '线索.渠道 = "{}"',
            (
                "计数(线索{where})",
                "计数(线索.成交时间{where})",
                "计数(线索.成交时间{where}) / 计数(线索{where})",
            ),
        ),
        "leads.days_to_close_median": "中位数(线索.成交时间 - 线索.首次联系时间) / 1天",
    },
)
BOUGHT, WANTED = '行为.类型 = "buy"', '属于(行为.类型, "cart", "fav")'
CONVERSION = f"去重(行为.用户 其中 {BOUGHT}) / 去重(行为.用户)"
PAIRS = f"去重(行为.用户, 行为.商品 其中 {WANTED})"
BOTH = f"合计(每(行为.用户, 行为.商品: 若(计数(行为 其中 {WANTED}) > 0 且 计数(行为 其中 {BOUGHT}) > 0, 1, 0)))"
BEHAVIOUR = Sample(
    files={"cn_taobao/UserBehavior_even_users.csv.gz": {}},
    shop="淘宝",
    start=date(2017, 11, 25),
    end=date(2017, 12, 3),
    says={
        "behaviour.counts": By('行为.类型 = "{}"', ("计数(行为{where})",)),
        "behaviour.users_buyers_conversion": ["去重(行为.用户)", f"去重(行为.用户 其中 {BOUGHT})", CONVERSION],
        "behaviour.daily_pv_uv_buyers_conversion": Months(
            ('计数(行为 其中 行为.类型 = "pv")', "去重(行为.用户)", f"去重(行为.用户 其中 {BOUGHT})", CONVERSION)
        ),
        "behaviour.repeat_buy_rate": f"占比(每(行为.用户 其中 {BOUGHT}: 计数(行为)) >= 2)",
        "behaviour.cart_or_fav_pairs_later_or_also_bought": [PAIRS, BOTH, f"{BOTH} / {PAIRS}"],
    },
)
FIRST, LAST = '日期("2017-11-25")', '日期("2017-12-03")'
INSIDE = f"日期(行为.时间) >= {FIRST} 且 日期(行为.时间) <= {LAST}"
ALL_BEHAVIOUR = Sample(
    files=BEHAVIOUR.files,
    shop="淘宝",
    start=date(2017, 11, 23),
    end=date(2017, 12, 3),
    says={"behaviour.rows_in_and_out_of_window": [f"计数(行为 其中 {INSIDE})", f"计数(行为 其中 非 ({INSIDE}))"]},
)
ALL, ENDED = "计数(访问{where})", "计数(访问 其中 访问.成交{more})"
SESSIONS = (ALL, ENDED, f"{ENDED} / {ALL}")
WEB = Sample(
    files={"web": {"on": LISTED}},
    shop="Online Shoppers",
    start=LISTED,
    end=LISTED,
    says={
        "web.conversion_by_VisitorType": By('访问.访客类型 = "{}"', SESSIONS),
        "web.conversion_by_Month": By('访问.期间 = "{}"', SESSIONS),
        "web.conversion_by_TrafficType": By('访问.渠道 = "{}"', SESSIONS),
        "web.conversion": "占比(访问.成交)",
        "web.mean_bounce_exit": ["平均(访问.跳出率)", "平均(访问.退出率)"],
    },
)
ASKED = "最小(消息.时间 其中 消息.客户发送)"
ANSWERED = f"最小(消息.时间 其中 非 消息.客户发送 且 消息.时间 >= {ASKED})"
WAITED = f"每(消息.会话: {ANSWERED} - {ASKED})"
CHAT = Sample(
    files={"customer_service/twcs_apple_spotify.csv.gz": {"covers": (date(2017, 10, 1), date(2017, 12, 31))}},
    start=date(2017, 10, 1),
    end=date(2017, 12, 31),
    says={
        "chat.conversations_messages": ["去重(消息.会话)", "计数(消息)", "计数(消息 其中 消息.客户发送)"],
        "chat.first_response_minutes": [
            f"计数({WAITED})",
            f"中位数({WAITED}) / 1分钟",
            f"平均({WAITED}) / 1分钟",
            f"占比({WAITED} <= 60分钟)",
        ],
    },
)
TAKEN, SOLVED = '工单事件.动作 = "Take in charge ticket"', '工单事件.动作 = "Resolve ticket"'
TO_TAKE = f"每(工单事件.工单: 最小(工单事件.时间 其中 {TAKEN}) - 最小(工单事件.时间))"
TO_SOLVE = f"每(工单事件.工单: 最大(工单事件.时间 其中 {SOLVED}) - 最小(工单事件.时间))"
AT_ONCE = f"每(工单事件.工单: 计数(工单事件 其中 {TAKEN}) <= 1 且 计数(工单事件 其中 {SOLVED}) = 1)"
HELPDESK = Sample(
    files={"customer_service/helpdesk_event_log.csv.gz": {}},
    shop="Helpdesk",
    start=date(2010, 1, 1),
    end=date(2014, 1, 31),
    says={
        "helpdesk.cases_events": ["去重(工单事件.工单)", "计数(工单事件)"],
        "helpdesk.activity_counts": By('工单事件.动作 = "{}"', ("计数(工单事件{where})",)),
        "helpdesk.take_in_charge_hours": [
            f"计数({TO_TAKE})",
            f"中位数({TO_TAKE}) / 1小时",
            f"平均({TO_TAKE}) / 1小时",
        ],
        "helpdesk.resolution_days": [f"计数({TO_SOLVE})", f"中位数({TO_SOLVE}) / 1天", f"平均({TO_SOLVE}) / 1天"],
        "helpdesk.first_contact_resolution_proxy": f"占比({AT_ONCE})",
    },
)
HOURS = "合计(缺勤.时长) / 1小时"
ABSENCE = Sample(
    files={"hr": {"on": LISTED}},
    start=LISTED,
    end=LISTED,
    says={
        "hr.absence_hours": [
            "计数(缺勤)",
            "去重(缺勤.人员)",
            HOURS,
            "平均(缺勤.时长) / 1小时",
            f"{HOURS} / 去重(缺勤.人员)",
        ],
        "hr.absence_hours_by_month": By('缺勤.期间 = "{}"', ("合计(缺勤.时长{where}) / 1小时",)),
        "hr.disciplinary_rate": "占比(缺勤.违纪)",
    },
)
SAMPLES = (LEADS, BEHAVIOUR, ALL_BEHAVIOUR, WEB, CHAT, HELPDESK, ABSENCE)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: next(iter(sample.says)))
def test_formulas_say_the_published_figures(sample, home_of):
    assert figures(sample, home_of(sample)) == {name: published()[name] for name in sample.says}
