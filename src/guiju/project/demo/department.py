"""The demo's people: who works where, since when, for how much, and whose rows the shops' figures are; all invented.

Days are counted from the demo's first day, so that the joiner, the mover and the leaver fall into its fifteen months.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from guiju.project.demo.goods import shops

LONG_AGO = -420  # most have been here since well before the demo's first day

# 工号, 姓名, 单位, 岗位, 负责人, 基本工资, 基础绩效工资
_STAFF = """
1001 沈知行 电商部 电商总监 是 18000 8000
1101 林晓帆 流量获取组 流量获取组长 是 9500 4000
1102 陈嘉树 流量获取组 推广专员 否 6500 3000
1103 吴一诺 流量获取组 推广专员 否 6200 2800
1104 赵梓萱 流量获取组 推广专员 否 6000 2500
1105 黄子墨 流量获取组 推广专员 否 6000 2500
1201 周若溪 用户转化组 用户转化组长 是 9500 4000
1202 徐浩然 用户转化组 运营专员 否 6500 2800
1203 孙雨桐 用户转化组 运营专员 否 6300 2800
1204 马俊驰 用户转化组 运营专员 否 6200 2600
1205 朱语嫣 用户转化组 运营专员 否 6000 2500
1206 胡晨阳 用户转化组 运营专员 否 5800 2400
1301 郭静怡 客户体验组 客户体验组长 是 8500 3500
1302 何思琪 客户体验组 客服专员 否 5000 2000
1303 高梦洁 客户体验组 客服专员 否 5000 2000
1304 罗佳颖 客户体验组 客服专员 否 4800 2000
1305 梁诗涵 客户体验组 客服专员 否 4800 1800
1306 宋可欣 客户体验组 客服专员 否 4800 1800
1307 唐婉清 客户体验组 客服专员 否 4600 1800
1308 韩雪莹 客户体验组 客服专员 否 4600 1800
1401 冯逸飞 内容创意组 内容创意组长 是 9000 3800
1402 董书瑶 内容创意组 设计师 否 6500 2600
1403 萧景行 内容创意组 设计师 否 6300 2600
1404 程雅文 内容创意组 设计师 否 6000 2400
1405 曹明轩 内容创意组 内容策划 否 6200 2500
1406 袁乐怡 内容创意组 内容策划 否 6000 2400
1501 邓国栋 仓储组 仓储组长 是 7500 2500
1502 许大勇 仓储组 仓储专员 否 5000 1500
1503 傅永强 仓储组 仓储专员 否 5000 1500
1504 曾小军 仓储组 仓储专员 否 4800 1500
1505 彭志伟 仓储组 仓储专员 否 4800 1500
1506 吕春梅 仓储组 仓储专员 否 4600 1400
1601 苏婉如 综合支持组 人力资源专员 否 7000 2000
1602 卢慧敏 综合支持组 人力资源专员 否 6000 1800
1603 蒋文博 综合支持组 财务专员 否 7200 2200
1604 蔡思远 综合支持组 财务专员 否 6500 2000
1605 贾宇航 综合支持组 系统管理员 否 8500 2500
9001 叶青禾（外聘） 内容创意组 设计师 否 0 2000
1198 丁浩宇 流量获取组 推广专员 否 6200 2600
"""
CONTRACTOR = "9001"
LEAVER, LEFT = "1198", 214
JOINER, JOINED = "1105", 229
MOVER, MOVED = "1203", 243  # from operations to promotion and back to what she likes
MOVER_BEFORE = ("流量获取组", "推广专员")
COMING_OR_GOING = frozenset({LEAVER, JOINER, MOVER})
RAISED = {"1102": (160, 200), "1302": (310, 200)}  # 工号: (day, more 基础绩效工资)
# Who may be tried out with one click on the demo's door.
GUESTS = {"director": "1001", "leader": "1101", "specialist": "1102", "hr": "1601"}

# What is whose: kind, name, then 工号 with the first and last day it was theirs.
_OWNED: tuple[tuple[str, str, tuple[tuple[str, int, int | None], ...]], ...] = (
    ("shop", "云栖家居旗舰店", (("1202", LONG_AGO + 100, None),)),
    ("shop", "云栖厨具专营店", (("1204", LONG_AGO + 120, None),)),
    ("shop", "云栖生活馆", (("1205", LONG_AGO + 140, None),)),
    ("campaign", "全站推广-床品爆款", (("1102", 0, None),)),
    ("campaign", "关键词推广-四件套", (("1102", 0, None),)),
    ("campaign", "关键词推广-被芯枕芯", (("1103", 0, None),)),
    ("campaign", "人群推广-新客拉新", ((LEAVER, 0, LEFT), ("1101", LEFT + 1, JOINED - 1), (JOINER, JOINED, None))),
    ("campaign", "人群推广-老客召回", (("1103", 0, None),)),
    ("campaign", "人群推广-内容种草测试", ((MOVER, 205, MOVED - 1), ("1101", MOVED, 262))),
    ("campaign", "全站推广-锅具", (("1104", 0, None),)),
    ("campaign", "关键词推广-炒锅不粘锅", (("1104", 0, None),)),
    ("campaign", "人群推广-杯壶", ((MOVER, 0, MOVED - 1), (JOINER, MOVED, None))),
    ("campaign", "全站推广-收纳好物", (("1103", 0, None),)),
    ("campaign", "关键词推广-季节小物", (("1104", 0, None),)),
    ("agent", "云栖家居:小暖", (("1302", 0, None),)),
    ("agent", "云栖家居:小满", (("1303", 0, None),)),
    ("agent", "云栖家居:小禾", (("1304", 0, None),)),
    ("agent", "云栖厨具:小勺", (("1305", 0, None),)),
    ("agent", "云栖厨具:小碟", (("1306", 0, None),)),
    ("agent", "云栖生活:小团", (("1307", 0, None),)),
    ("agent", "云栖生活:小圆", (("1308", 0, None),)),
)
# Two people take turns at one account and share what it brings.
SHARED_AGENT, SHARERS = "云栖家居:值班", (("1301", Fraction(1, 2)), ("1304", Fraction(1, 2)))


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the staff list; money in yuan a month."""

    number: str
    name: str
    unit: str
    position: str
    leader: bool
    base: int
    performance: int


def staff() -> list[Member]:
    """Everybody who works or worked here during the demo."""
    rows = [line.split() for line in _STAFF.strip().splitlines()]
    return [Member(a, b, c, d, e == "是", int(f), int(g)) for a, b, c, d, e, f, g in rows]


def roster(start: date) -> dict[str, list[dict[str, object]]]:
    """The roster's rows by the English name of its sheet, fields as the roster's workbook names them."""

    def day(number: int) -> date:
        return start + timedelta(days=number)

    people: list[dict[str, object]] = []
    posts: list[dict[str, object]] = []
    pay: list[dict[str, object]] = []
    for place, member in enumerate(staff()):
        joined = day(JOINED if member.number == JOINER else LONG_AGO + place * 7)
        left = day(LEFT) if member.number == LEAVER else None
        own = {"number": member.number, "name": member.name}
        people.append({**own, "joined": joined, "left": left})
        held = {**own, "unit": member.unit, "position": member.position, "leader": member.leader, "main": True}
        if member.number == MOVER:
            unit, position = MOVER_BEFORE
            posts.append({**held, "unit": unit, "position": position, "start": joined, "end": day(MOVED - 1)})
            posts.append({**held, "start": day(MOVED)})
        else:
            posts.append({**held, "start": joined, "end": left})
        salary = {**own, "base": member.base or None}
        pay.append({**salary, "performance": member.performance, "start": joined})
        if member.number in RAISED:
            at, more = RAISED[member.number]
            pay.append({**salary, "performance": member.performance + more, "start": day(at)})
    listing: list[dict[str, object]] = [
        {
            "name": shop.name,
            "platform": shop.platform,
            "aliases": (shop.former_name,) if shop.former_name else (),
            "start": day(LONG_AGO),
        }
        for shop in shops()
    ]
    return {"people": people, "posts": posts, "pay": pay, "shops": listing, "owners": owners(day)}


def owners(day: Callable[[int], date]) -> list[dict[str, object]]:
    """Whose the shops, plans and service accounts are."""
    names = {member.number: member.name for member in staff()}
    whole: list[dict[str, object]] = [
        {
            "number": number,
            "name": names[number],
            "kind": kind,
            "key": key,
            "start": day(first),
            "end": last and day(last),
        }
        for kind, key, turns in _OWNED
        for number, first, last in turns
    ]
    shared: list[dict[str, object]] = [
        {"number": number, "name": names[number], "kind": "agent", "key": SHARED_AGENT, "share": share, "start": day(0)}
        for number, share in SHARERS
    ]
    return [*whole, *shared]
