"""English words for when something comes round, turned into the Chinese ones, which are read."""

import re

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEK = "一二三四五六日"
UNITS = {"day": "天", "week": "周", "month": "月", "quarter": "季", "half-year": "半年", "year": "年"}
ADVERBS = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "half-yearly": "half-year",
    "yearly": "year", "annually": "year",
}  # fmt: skip
NUMBERS = {"other": "2", "second": "2", "two": "2", "three": "3", "four": "4", "six": "6"}
SAME = (
    (r"\b(?:the|each)\b", " "), (r"\bworking days?\b", "workday"), (r"\bworkdays\b", "workday"),
    (r"\bhalf year\b", "half-year"), (r"\band\b|,", " , "), (r"\s+", " "),
)  # fmt: skip
NTH = r"(?:\d{1,3}(?:st|nd|rd|th)?|" + "|".join(ORDINALS) + ")"
DAY_LIST = rf"(?:{'|'.join(DAYS)})(?: ?,? ?(?:{'|'.join(DAYS)}))*"
MONTH = "|".join(MONTHS)
HEAD = re.compile(
    rf"(?:(?P<adverb>{'|'.join(ADVERBS)})"
    rf"|every (?:(?P<n>{'|'.join(NUMBERS)}|\d{{1,2}}) )?(?P<unit>{'|'.join(UNITS)})s?)"
    r"(?: (?P<how>on|by) (?P<rest>.+))?"
)
EVERY_DAY = re.compile(rf"every (?P<n>other )?(?P<days>{DAY_LIST})")
TAIL = re.compile(rf"(?P<by>by )?(?P<rest>.+) of (?P<span>week|month|quarter|half-year|year|{MONTH})")
OF_MONTH = re.compile(rf"(?P<rest>.+) of (?:(?P<which>last|{NTH}) month|(?P<names>(?:{MONTH})(?: , (?:{MONTH}))*))")
DATE = re.compile(rf"(?P<month>{MONTH}) (?P<day>{NTH})|(?P<day2>{NTH}) (?P<month2>{MONTH})")
NTH_DAY = re.compile(rf"(?:(?P<n>{NTH}) )?(?:(?P<last>last) )?(?P<what>workday|day|{'|'.join(DAYS)})")


def in_chinese(text: str) -> str | None:
    """The Chinese words for English ones in lower case; ``None`` when they are not understood."""
    for pattern, word in SAME:
        text = re.sub(pattern, word, text)
    text = text.strip()
    if text in ("every workday", "workday"):
        return "每个工作日"
    named = EVERY_DAY.fullmatch(text)
    if named is not None:
        return ("每两周周" if named["n"] else "每周") + _days(named["days"])
    yearly = DATE.fullmatch(text.removeprefix("every "))
    if yearly is not None:
        return "每年" + _date(yearly)
    head = HEAD.fullmatch(text)
    if head is not None:
        return _from_head(head)
    tail = TAIL.fullmatch(text)
    return _from_tail(tail) if tail is not None else None


def _from_head(head: re.Match[str]) -> str | None:
    """``every two weeks on Friday``, ``monthly by the 25th``."""
    unit = ADVERBS.get(head["adverb"], "") or head["unit"]
    span = "每" + (NUMBERS.get(head["n"] or "", head["n"]) or "") + UNITS[unit]
    if head["rest"] is None:
        return span if unit == "day" else None
    day = _days(head["rest"]) if unit == "week" and re.fullmatch(DAY_LIST, head["rest"]) else _day(head["rest"])
    before = "前" if head["how"] == "by" else ""
    return None if day is None else f"{span}{'周' if unit == 'week' and day[0] in WEEK else ''}{day}{before}"


def _from_tail(tail: re.Match[str]) -> str | None:
    """``last workday of the quarter``, ``by 3rd workday of the month``."""
    day, before = _day(tail["rest"]), "前" if tail["by"] else ""
    if day is None:
        return None
    if tail["span"] in MONTHS:
        return f"每年{MONTHS.index(tail['span']) + 1}月{day}{before}"
    return f"每{UNITS[tail['span']]}{day}{before}"


def _day(text: str) -> str | None:
    """The words for a day within a span."""
    of_month = OF_MONTH.fullmatch(text)
    if of_month is None:
        return _plain_day(text)
    day = _plain_day(of_month["rest"])
    if day is None:
        return None
    if of_month["names"]:
        return "、".join(f"{MONTHS.index(one) + 1}月" for one in of_month["names"].split(" , ")) + day
    return ("末月" if of_month["which"] == "last" else f"第{_number(of_month['which'])}个月") + day


def _plain_day(text: str) -> str | None:
    """The words for a day where no month is said, or the month before its day."""
    date = DATE.fullmatch(text)
    if date is not None:
        return _date(date)
    nth = NTH_DAY.fullmatch(text)
    if nth is not None and (nth["n"] or nth["last"]):
        return _nth_day(nth)
    days = [one.strip() for one in text.split(",")]
    if not all(re.fullmatch(NTH, one) for one in days[:-1]) or not re.fullmatch(f"{NTH}|last day", days[-1]):
        return None
    return "、".join("最后一天" if one == "last day" else f"{_number(one)}日" for one in days)


def _nth_day(match: re.Match[str]) -> str:
    number = _number(match["n"]) if match["n"] else 1
    if match["what"] == "day":
        return "最后一天" if match["last"] else f"{number}日"
    what = "工作日" if match["what"] == "workday" else "周" + _days(match["what"])
    if match["last"] and number == 1:
        return f"最后一个{what}"
    return f"{'倒数' if match['last'] else ''}第{number}个{what}"


def _date(match: re.Match[str]) -> str:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return f"{MONTHS.index(month) + 1}月{_number(day)}日"


def _days(text: str) -> str:
    return "、".join(WEEK[DAYS.index(one)] for one in re.findall("|".join(DAYS), text))


def _number(text: str) -> int:
    word = text.strip()
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
