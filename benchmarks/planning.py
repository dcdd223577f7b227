"""Plan a year of duties for 1,000 people, against dateutil.rrule called per person and day.

Prints one JSON object: seconds of both, the pieces of work planned, and the ratio. The baseline does less: it knows
neither working days nor hours; it only asks each duty's rule whether the day is one of its days. It is run for a few
people, and its time is told for all. A kinder one lists the days of each person's rules once for the year.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    from guiju.engines.calendar.plan import Due, Holder
    from guiju.lang import Regulation

PEOPLE, SAMPLE, GROUPS = 1_000, 3, 40
START, END = date(2026, 1, 1), date(2026, 12, 31)
HEAD = """---
regulation: bench
title: 基准
version: 1
effective: 2026-01-01
---

# 组织 {#org}

```yaml 规矩
单位:
  电商部: {负责人: 总监}
"""
# what a duty asks: who, when in words, when as an RRULE, by when
DUTIES = (
    ("全员", "每个工作日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "下班前30分钟"),
    ("全员", "每周一", "FREQ=WEEKLY;BYDAY=MO", '"12:00"'),
    ("全员", "每月25日前", "FREQ=MONTHLY;BYMONTHDAY=25", "当日"),
    ("各组负责人", "每个工作日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "上班后15分钟"),
    ("各组负责人", "每周五", "FREQ=WEEKLY;BYDAY=FR", '"18:00"'),
    ("专员", "每日", "FREQ=DAILY", '"18:00"'),
    ("专员", "每月最后一个工作日", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "当日"),
    ("专员", "季末最后一个工作日", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "当日"),
    ("总监", "每月第一个周一", "FREQ=MONTHLY;BYDAY=1MO", '"12:00"'),
    ("总监", "每年1月15日", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", "当日"),
)


def document() -> str:
    """Return the text of the regulation: groups of two kinds of hours, and the duties."""
    groups = "".join(f"  组{at}: {{上级: 电商部, 负责人: 组长{at}}}\n" for at in range(GROUPS))
    leaders = "".join(f"  组长{at}: {{单位: 组{at}, 上级: 总监}}\n" for at in range(GROUPS))
    hours = "".join(f'  组{at}: {{时间: "08:00-24:00", 全年: 是}}\n' for at in range(0, GROUPS, 4))
    duties = "".join(
        f"  例行{at}: {{谁: {who}, 何时: {when}, 截止: {due}, 证据: 确认}}\n"
        for at, (who, when, _, due) in enumerate(DUTIES)
    )
    posts = f"岗位:\n  总监: {{单位: 电商部}}\n  专员: {{单位: 组0, 上级: 组长0}}\n{leaders}"
    schedule = f'作息:\n  电商部: {{时间: "09:00-12:00, 13:30-18:00"}}\n{hours}'
    return f"{HEAD}{groups}{posts}{schedule}例行:\n{duties}```\n"


def holders() -> "Iterator[Holder]":
    """Everybody's posts; one in ten comes, moves or goes during the year."""
    from guiju.engines.calendar.plan import Holder

    yield Holder("0", "电商部", "总监")
    for at in range(1, PEOPLE):
        group = at % GROUPS
        position = f"组长{group}" if at <= GROUPS else "专员"
        day = START + timedelta(days=at * 7 % 365)
        if at <= GROUPS or at % 10:
            yield Holder(str(at), f"组{group}", position)
        else:
            yield Holder(str(at), f"组{group}", position, until=day)
            yield Holder(str(at), f"组{(group + 1) % GROUPS}", position, since=day + timedelta(days=1))


def regulation() -> "Regulation":
    """Return the compiled document."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang import compile as compile_regulation

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.md"
        path.write_text(document(), encoding="utf-8")
        compiled = compile_regulation(path, catalogue(load_schemas()))
    errors = [each for each in compiled.diagnostics if each.level == "error"]
    if errors:
        raise SystemExit(f"the bench document has errors: {errors[:2]}")
    return compiled.regulation


def dateutil_seconds(planned: "tuple[Due, ...]") -> tuple[float, float]:
    """Return the seconds that dateutil takes for all people, asked day by day, and asked once for the year."""
    numbers = [str(PEOPLE - at) for at in range(1, SAMPLE + 1)]
    bound = {number: sorted({due.duty for due in planned if due.number == number}) for number in numbers}
    opened = datetime(START.year, START.month, START.day)  # noqa: DTZ001 - local time, as duties have it
    days = [opened + timedelta(days=at) for at in range((END - START).days + 1)]
    seconds, found = [], []
    for spans in ([(day, day) for day in days], [(days[0], days[-1])]):
        begun = time.perf_counter()
        pieces = 0
        for number in numbers:
            rules = [rrulestr(DUTIES[int(duty.removeprefix("例行"))][2], dtstart=opened) for duty in bound[number]]
            pieces += sum(len(rule.between(first, last, inc=True)) for first, last in spans for rule in rules)
        seconds.append((time.perf_counter() - begun) / SAMPLE * PEOPLE)
        found.append(pieces)
    if not found[0] or found[0] != found[1]:
        raise SystemExit(f"the baselines found {found}")
    return seconds[0], seconds[1]


def main() -> None:
    """Run both and print the ratio."""
    from guiju.engines.calendar.days import public
    from guiju.engines.calendar.plan import plan

    compiled, posts = regulation(), tuple(holders())
    seconds = []
    for _ in range(3):
        public.cache_clear()
        begun = time.perf_counter()
        planned = plan(compiled, posts, START, END, public())
        seconds.append(time.perf_counter() - begun)
    by_day, by_year = dateutil_seconds(planned)
    json.dump(
        {
            "what": "planning",
            "people": PEOPLE,
            "duties": len(DUTIES),
            "pieces": len(planned),
            "guiju_s": round(min(seconds), 2),
            "dateutil_s": round(by_day, 1),
            "dateutil_year_s": round(by_year, 1),
            "sample": SAMPLE,
            "ratio": round(min(seconds) / by_day, 4),
            "ratio_year": round(min(seconds) / by_year, 2),
            "aim_ratio": 1 / 50,
        },
        sys.stdout,
        ensure_ascii=False,
    )
    print()


if __name__ == "__main__":
    main()
