"""Tmall's customer service performance: a file a day has no date inside, one of many days has a column for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from guiju.project.demo.chance import Day
from guiju.project.demo.files.headers import header
from guiju.project.demo.files.xlsx import Cell, xlsx
from guiju.project.demo.goods import Shop

SUMMARY = ("汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值")
# Seconds to reply of each account when the demo begins; training brings them down.
SKILL = {"小暖": 27, "小满": 31, "小禾": 36, "值班": 34, "小勺": 29, "小碟": 33, "小团": 32, "小圆": 38}


@dataclass(frozen=True, slots=True)
class Shift:
    """A shop's day at the chat windows: how many bought for how much, and the days since the demo's first."""

    day: Day
    buyers: int
    paid_cents: int
    since: int


def service_day(shift: Shift) -> bytes:
    """客服绩效 of one day: the file name holds the only date; six summary rows stand at the end."""
    rows = answers(shift)
    return xlsx([header("tmall_service", "2026"), *rows, *summaries(rows)], "客服绩效")


def service_days(shifts: Sequence[Shift]) -> bytes:
    """客服绩效 of many days, day by day, with the same summary rows."""
    rows = [(str(shift.day.day), row) for shift in shifts for row in answers(shift)]
    dated = [[day, *row] for day, row in rows]
    ends = [["-", *row] for row in summaries([row for _, row in rows])]
    return xlsx([("统计日期", *header("tmall_service", "2026")), *dated, *ends], "客服绩效")


def answers(shift: Shift) -> list[list[Cell]]:
    """A row for each account on duty."""
    return [account(shift, n) for n in on_duty(shift.day.shop, shift.day.day)]


def on_duty(shop: Shop, day: date) -> list[int]:
    """Who answers that day: each account rests two days of seven, but never all at once."""
    count = len(shop.agents)
    working = [n for n in range(count) if (day.toordinal() + 2 * n) % 7 not in {5, 6}]
    return working or [day.toordinal() % count]


def account(shift: Shift, n: int) -> list[Cell]:
    """One account's row: whom it answered, how fast, and what came of it."""
    day, working = shift.day, on_duty(shift.day.shop, shift.day.day)
    luck, name = day.service[n], day.shop.agents[n]
    skill = SKILL[name.partition(":")[2]] * (0.86 + 0.14 * np.exp(-shift.since / 160))
    asked = max(1, round(shift.buyers * 1.35 / len(working) * np.exp(0.12 * luck[0])))
    paid = min(asked, round(asked * np.clip(0.46 + 0.04 * luck[1], 0.2, 0.8)))
    wait = skill * (1 + 0.0035 * max(0, asked - 25)) * np.exp(0.07 * luck[2])
    amount = paid * (shift.paid_cents / max(1, shift.buyers)) / 100 * np.exp(0.08 * luck[3])
    return [
        name,
        paid,
        asked,
        f"{100 * paid / asked:.2f}%",
        round(float(wait * 0.31), 2),
        round(float(wait), 2),
        f"{100 * np.clip(0.955 + 0.014 * luck[4], 0.8, 1):.2f}%",
        f"{100 * np.clip(0.986 + 0.006 * luck[5], 0.9, 1):.2f}%",
        round(float(amount), 2),
        round(float(amount * 0.06), 2),
    ]


def summaries(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows that the platform adds at the end."""
    paid, asked = (sum(row[n] for row in rows) for n in (1, 2))  # type: ignore[misc]  # numbers by construction
    rate = f"{100 * paid / max(1, asked):.2f}%"
    return [[name, paid, asked, rate, "-", "-", "-", "-", "-", "-"] for name in SUMMARY]


def service_name(first: date, last: date) -> str:
    """The file name: of one day it holds the only date."""
    return f"客服绩效_{first}.xlsx" if first == last else f"客服绩效_{first}_{last}.xlsx"
