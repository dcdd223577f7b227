"""Small whole numbers as people write them: 3, 三, 十二, 第三."""

import re

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMERAL = r"(?:\d{1,4}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
WRITTEN = re.compile(r"(?P<tens>[一二两三四五六七八九]?)十(?P<ones>[一二三四五六七八九]?)")


def whole(text: str) -> int:
    """The number that a text matching ``NUMERAL`` writes."""
    if text.isdigit():
        return int(text)
    match = WRITTEN.fullmatch(text)
    if match is None:
        return DIGITS[text]
    return DIGITS.get(match["tens"], 1) * 10 + DIGITS.get(match["ones"], 0)
