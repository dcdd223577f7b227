"""What people of the demo state each month: targets that follow the season, and figures that no export holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from guiju.project.demo import department
from guiju.project.demo.chance import SEED
from guiju.project.demo.exports import month_start

Row = dict[str, object]
TRAFFIC, CONVERSION, EXPERIENCE, CREATIVE = "流量获取组", "用户转化组", "客户体验组", "内容创意组"

# By calendar month: 总ROI, GMV in thousands of yuan, 总引流数 in thousands
_TARGETS = {
    1: (7.0, 740, 140), 2: (6.4, 460, 98), 3: (6.5, 680, 142), 4: (6.6, 650, 135), 5: (5.9, 580, 135),
    6: (5.9, 640, 145), 7: (5.8, 550, 135), 8: (5.9, 570, 138), 9: (6.2, 600, 138), 10: (6.6, 660, 142),
    11: (7.0, 800, 155), 12: (6.8, 710, 145),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure that somebody enters every month, around ``middle`` give or take ``spread``, with its evidence."""

    name: str
    kind: str
    subject: str
    middle: float
    spread: float
    decimals: int
    by: str
    confirmed_by: str
    evidence: str


_ENTERED = (
    Entered("方案采纳率", "unit", CONVERSION, 0.63, 0.05, 2, "周若溪", "沈知行", "当月策划方案清单"),
    Entered("方案效果评分", "unit", CONVERSION, 85, 4, 0, "沈知行", "苏婉如", "活动复盘报告"),
    Entered("NPS", "department", "", 45.5, 3.5, 1, "郭静怡", "沈知行", "客户调研汇总"),
    Entered("FCR", "department", "", 0.81, 0.025, 3, "郭静怡", "沈知行", "工单一次解决清单"),
    Entered("三十天二次投诉率", "department", "", 0.049, 0.006, 4, "郭静怡", "沈知行", "再次投诉工单清单"),
    Entered("DSR物流", "department", "", 4.81, 0.03, 2, "郭静怡", "沈知行", "店铺动态评分截图"),
    Entered("DSR服务", "department", "", 4.84, 0.03, 2, "郭静怡", "沈知行", "店铺动态评分截图"),
    Entered("素材转化率提升", "unit", CREATIVE, 0.082, 0.016, 3, "冯逸飞", "林晓帆", "新旧版本对照测试结果单"),
    Entered("短视频播放量", "unit", CREATIVE, 412_000, 52_000, 0, "曹明轩", "冯逸飞", "平台后台截图"),
    Entered("直播观看人数", "unit", CREATIVE, 118_000, 16_000, 0, "曹明轩", "冯逸飞", "平台后台截图"),
    Entered("图文阅读互动量", "unit", CREATIVE, 84_000, 9_000, 0, "袁乐怡", "冯逸飞", "平台后台截图"),
    Entered("设计按时交付率", "unit", CREATIVE, 0.951, 0.02, 3, "冯逸飞", "周若溪", "设计需求单"),
    Entered("内部满意度", "unit", CREATIVE, 90, 3, 0, "周若溪", "沈知行", "需求方打分表"),
)
# The figure that nobody has entered yet for the month just closed: somebody's next step.
FORGOTTEN = "图文阅读互动量"
# 输入, unit, the figure when it differs from its default, how often it does, who enters and confirms, the evidence
_PERSONAL = (
    ("团队贡献系数", TRAFFIC, (0.95, 1.03, 1.05, 1.08), 0.45, "林晓帆", "沈知行", "协作与支援记录"),
    ("个人评分", CONVERSION, (0.9, 0.95, 1.05, 1.1, 1.15), 0.7, "周若溪", "沈知行", "月度评审表"),
    ("投诉扣分", EXPERIENCE, (1, 2, 3), 0.16, "郭静怡", "苏婉如", "核实的有责投诉记录"),
    ("创意加分项", CREATIVE, (1.05, 1.1, 1.2), 0.25, "冯逸飞", "沈知行", "获得采用的创意说明"),
)


def months(start: date, today: date) -> Iterator[date]:
    """The first days of the months from ``start`` that have ended before ``today``."""
    first, count = month_start(start), 0
    while (month := month_start(first, count)) < month_start(today):
        yield month
        count += 1


def targets(start: date, today: date) -> list[Row]:
    """Targets of every month up to the running one, higher each year."""
    rows = []
    for month in [*months(start, today), month_start(today)]:
        return_on_spend, orders, visitors = _TARGETS[month.month]
        growth = 1 + 0.08 * max(0, month.year - month_start(start).year - (month.month < start.month))
        stated = (
            ("总ROI", TRAFFIC, Fraction(str(return_on_spend))),
            ("总引流数", TRAFFIC, Fraction(round(visitors * growth) * 1000)),
            ("综合CPA", TRAFFIC, Fraction(36)),
            ("GMV", CONVERSION, Fraction(round(orders * growth) * 1000)),
            ("整体转化率", CONVERSION, Fraction("0.021")),
        )
        rows += [
            {
                "name": name,
                "kind": "unit",
                "subject": unit,
                "grain": "month",
                "start": month,
                "end": month,
                "value": value,
            }
            for name, unit, value in stated
        ]
    return rows


def inputs(start: date, today: date) -> list[Row]:
    """The figures entered for the months that have ended; one of the last month is still missing."""
    ended = list(months(start, today))
    rows = [row for month in ended for row in (*of_the_department(month), *of_people(month))]
    return [row for row in rows if (row["name"], row["start"]) not in {(FORGOTTEN, month) for month in ended[-1:]}]


def of_the_department(month: date) -> Iterator[Row]:
    """What is entered for the department and its units."""
    luck = np.random.default_rng((SEED, 9, month.year, month.month)).standard_normal(len(_ENTERED))
    for entered, chance in zip(_ENTERED, np.clip(luck, -1.8, 1.8), strict=True):
        value = Fraction(f"{entered.middle + entered.spread * chance:.{entered.decimals}f}")
        people = {"evidence": entered.evidence, "by": entered.by, "confirmed_by": entered.confirmed_by}
        yield {**row(entered.name, entered.kind, entered.subject, month, value), **people}


def of_people(month: date) -> Iterator[Row]:
    """What is entered for persons when it differs from the usual."""
    for place, (name, unit, choices, often, by, confirmed_by, evidence) in enumerate(_PERSONAL):
        members = [member for member in department.staff() if member.unit == unit and not member.leader]
        luck = np.random.default_rng((SEED, 10 + place, month.year, month.month)).random((len(members), 2))
        for member, (differs, which) in zip(members, luck, strict=True):
            if differs < often and member.number not in department.COMING_OR_GOING:
                value = Fraction(str(choices[int(which * len(choices))]))
                people = {"evidence": evidence, "by": by, "confirmed_by": confirmed_by}
                yield {**row(name, "person", member.number, month, value), **people}


def row(name: str, kind: str, subject: str, month: date, value: Fraction) -> Row:
    """One line of the workbook of inputs."""
    return {"name": name, "kind": kind, "subject": subject, "grain": "month", "start": month, "value": value}
