"""Pinyin initials of Chinese names, so that ``zxse`` finds 总销售额.

The national standard set (GB 2312) keeps its common characters in the order of their pinyin: where each letter begins
is all that is needed, and no dictionary.
"""

from bisect import bisect_right

_BEGINS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST = 0xD7F9
_CODES = [code for code, _ in _BEGINS]
WIDE = 2  # bytes of a Chinese character


def initials(name: str) -> str:
    """The first letter of each character's pinyin; letters and digits as they are, anything else left out."""
    return "".join(map(_initial, name.casefold()))


def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    code = int.from_bytes(character.encode("gb2312", "ignore"))
    if not _CODES[0] <= code <= _LAST:
        return ""
    return _BEGINS[bisect_right(_CODES, code) - 1][1]
