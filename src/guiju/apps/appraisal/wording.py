"""Figures, reasons and steps of an explanation in words, in Chinese or English."""

from fractions import Fraction
from typing import Any, Literal

from guiju.apps.appraisal.values import Plain
from guiju.engines import lacking
from guiju.engines.score.node import NOTES
from guiju.lang.formula.trace import NOTES as STEP_NOTES
from guiju.lang.formula.units import unit_of
from guiju.lang.readback.quantities import decimal, quantity
from guiju.lang.values import Reason, Why

Language = Literal["zh", "en"]
CENT = Fraction(1, 100)
SPELLED = 12  # significant digits of a value that no decimal ends
COARSE, FINE = 2, 4  # decimals of other figures, and of those smaller than one


def pick(language: Language, chinese: str, english: str) -> str:
    """The one of two wordings that is wanted."""
    return chinese if language == "zh" else english


def money(value: Fraction) -> str:
    """An amount with thousands parted: to the fen, and as far as it goes where a fen is not enough."""
    fine = (value / CENT).denominator != 1
    return f"¥{_rounded(value, 6 if fine else 2):,.{6 if fine else 2}f}".replace("¥-", "-¥")


def figure(value: Fraction, unit: str, language: Language) -> str:
    """A figure in its unit, rounded for reading; the exact one is in the JSON."""
    if unit == "元":
        return money(value)
    known = unit_of(unit)
    scale = known.scale if known else Fraction(1)
    near = _rounded(value / scale, COARSE if abs(value / scale) >= 1 else FINE)
    if language == "en":
        return quantity(near * scale, unit, language)
    return decimal(near, grouped=True) + ("" if unit == "系数" else unit)


def points(text: str, summary: Plain) -> str:
    """Points with as many decimals as their scorecard gives."""
    return f"{Fraction(text):.{summary['card']['decimals']}f}"


def whole(node: Plain, language: Language) -> str:
    """The value of a step with all digits, where reading shows fewer: twelve where no decimal ends."""
    if node["type"] != "number" or node.get("unit") == "元":  # money is told to the millionth
        return ""
    value, unit = Fraction(node["value"]), node.get("unit", "")
    known = unit_of(unit)
    base = value / (known.scale if known else Fraction(1))
    near = _rounded(base, COARSE if abs(base) >= 1 else FINE)
    if near == base:
        return ""
    digits = max(SPELLED - len(str(abs(int(base)))), COARSE)
    said = f"{_rounded(base, digits):.{digits}f}".rstrip("0").rstrip(".")
    return pick(language, "计算时用 {}{}", "reckoned with {}{}").format(
        said, "" if _rounded(base, digits) == base else "…"
    )


def shown(node: Plain, language: Language) -> str:
    """The value of a step."""
    kind, value = node["type"], node["value"]
    if kind == "number":
        return figure(Fraction(value), node.get("unit", ""), language)
    if kind == "truth":
        return pick(language, "是" if value else "否", "yes" if value else "no")
    if kind == "missing":
        return pick(language, "缺失", "missing")
    return "—" if value is None else str(value)


def reason(lack: Plain, language: Language) -> str:
    """What is lacking, how to mend it, and the positions that can."""
    said = lacking.words(Reason(Why(lack["why"]), lack["subject"], lack["detail"]), language)
    who = pick(language, "、", ", ").join(lack["who"]) or said.who
    return pick(language, f"{said.what}；{said.mend}（{who}）", f"{said.what}; {said.mend} ({who})")


def note(key: str, language: Language) -> str:
    """Why a step is what it is; empty when there is nothing to say."""
    words = NOTES.get(key) or STEP_NOTES.get(key)
    return words[language == "en"] if words else ""


def place(node: Plain) -> str:
    """Where a step stands in the regulation: the clause, and the line of the file."""
    clause, span = node.get("clause"), node.get("span")
    parts = [f"{clause['number']} {clause['title']}".strip()] if clause else []
    return " ".join([*parts, *([f"{span['path']}:{span['line']}"] if span else [])])


def share(text: str) -> str:
    """A share as a percentage."""
    return f"{decimal(_rounded(Fraction(text) * 100, COARSE))}%"


def _rounded(value: Fraction, decimals: int) -> Fraction:
    return Fraction(round(value * 10**decimals), 10**decimals)


def facts(node: Plain) -> dict[str, Any]:
    """What else a step knows."""
    found: dict[str, Any] = node.get("facts", {})
    return found
