"""Reads the figures that a text states, in base units: ``70%``, ``百分之七十``, ``30秒``, ``三万元``."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from guiju.lang.formula.names import half_width
from guiju.lang.formula.units import unit_of

DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MULTIPLES = {"千": 1000, **MYRIADS}
HAN = "〇零一二两三四五六七八九十百千万亿"
UNIT = (
    r"%|个百分点|万元|亿元|元|倍|系数|个?小时|分钟|秒钟?|个?工作日|天|个月|个?季度|年|分"
    r"|人|单|件|次|个|条|款|组|场|笔|篇"
)
# counted things in Chinese numerals are everywhere (一个, 两种); only what is measured is a figure
MEASURED = r"万元|亿元|元|倍|个?小时|分钟|秒钟?|个?工作日|天|个月|分(?!别|析|类|配|工|组|成|为|享|部|店|销|解|之)"
# every run is bounded, so that no text takes long to search or makes a number that nobody means
RUN = rf"[{HAN}]{{1,20}}(?:点[{HAN}]{{1,20}})?"
FIGURE = re.compile(
    rf"(?=[\d{HAN}])(?:百分之(?P<percent>{RUN})"
    r"|(?<![A-Za-z0-9_.#/:-])(?P<arabic>(?:\d{1,3}(?:,\d{3}){1,8}|\d{1,30})(?:\.\d{1,30})?)"
    rf"[ \u3000]?(?P<multiple>[千万亿])?[ \u3000]?(?P<unit>{UNIT})?(?![\d:/-])"
    rf"|(?<![第每{HAN}])(?P<han>{RUN})(?P<han_unit>{MEASURED}))"
)
# what looks like a figure but is a date, a time, a number of a clause or a list
NO_FIGURE = re.compile(
    r"(?=[\d每第十A-Z \t])"
    r"(?:\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}:\d{2}(?::\d{2})?|每月\s*\d{1,2}\s*[日号]|\d{1,2}\s*[日号](?=前|之前|、|，)|\d{1,2}\s*点"
    rf"|第\s*[\d{HAN}]+\s*[\w]?|\b[A-Z]\d+\.\d+|\d+\.\d+\.\d+|十分(?=[一-鿿])|^[ \t]*\d+(?:\.\d+)*[.、)]?\s)",
    re.MULTILINE,
)
MAYBE = re.compile(rf"[\d{HAN}]")
PLAIN = (Fraction(0), Fraction(1))  # 一元, 100 %: figures of speech


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text; ``bare`` is the number without its unit."""

    value: Fraction
    bare: Fraction
    start: int
    end: int


@lru_cache(maxsize=20_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text; dates, times and the numbers of clauses and lists are none."""
    if not MAYBE.search(text):
        return ()
    written = NO_FIGURE.sub(lambda match: "\0" * len(match.group()), half_width(text))
    return tuple(_figure(match) for match in FIGURE.finditer(written))


def _figure(match: re.Match[str]) -> Figure:
    if match["percent"]:
        bare = chinese_number(match["percent"])
        return Figure(bare / 100, bare, match.start(), match.end())
    if match["han"]:
        return _with_unit(chinese_number(match["han"]), match["han_unit"], match)
    digits = match["arabic"].replace(",", "")
    whole, _, decimals = digits.partition(".")
    bare = Fraction(int(whole + decimals), 10 ** len(decimals))  # reading a text would take thrice as long
    if match["multiple"]:
        bare *= MULTIPLES[match["multiple"]]
    return _with_unit(bare, match["unit"] or "", match)


def _with_unit(bare: Fraction, written: str, match: re.Match[str]) -> Figure:
    if written == "个百分点":
        return Figure(bare / 100, bare, match.start(), match.end())
    unit = unit_of(written.removeprefix("个") or written) if written else None
    return Figure(bare * unit.scale if unit else bare, bare, match.start(), match.end())


def chinese_number(text: str) -> Fraction:
    """The number that Chinese numerals write, such as 七十 or 三点五."""
    whole, _, decimals = text.partition("点")
    total = section = digit = 0
    for character in whole:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += (digit or 1) * TENS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * MYRIADS[character]
            section = digit = 0
    tail = sum((Fraction(DIGITS.get(c, 0), 10 ** (at + 1)) for at, c in enumerate(decimals)), Fraction(0))
    return Fraction(total + section + digit) + tail
