"""Outcomes as a workbook: everybody in a line, every item, every explanation."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from guiju.apps import spreadsheet
from guiju.apps.appraisal import models, telling, wording
from guiju.apps.appraisal.values import Plain
from guiju.apps.appraisal.wording import Language
from guiju.apps.spreadsheet import Column, Kind, Sheet

_WHO = (Column("number", "工号", "number"), Column("name", "姓名", "name"))
_LACKING = Column("lacks", "待补", "pending", Kind.NOTE)
_BONUS = Column("bonus", "奖金", "bonus", Kind.MONEY)
SUMMARY = Sheet(
    "汇总",
    "Summary",
    (
        *_WHO,
        Column("unit", "单位", "unit"),
        Column("position", "岗位", "position"),
        Column("days", "在岗天数", "days", Kind.NUMBER),
        Column("points", "得分", "points", Kind.NUMBER),
        Column("grade", "等级", "grade"),
        _BONUS,
        _LACKING,
    ),
)
ITEMS = Sheet(
    "考核项",
    "Items",
    (
        *_WHO,
        Column("section", "分组", "section"),
        Column("item", "考核项", "item"),
        Column("weight", "权重", "weight", Kind.SHARE),
        Column("actual", "实际", "actual"),
        Column("target", "目标", "target"),
        Column("attainment", "达成率", "attainment"),
        Column("points", "得分", "points", Kind.NUMBER),
        _LACKING,
    ),
)
EXPLANATIONS = Sheet(
    "说明",
    "Explanations",
    (
        *_WHO,
        Column("depth", "层", "level", Kind.NUMBER),
        Column("what", "步骤", "step"),
        Column("value", "值", "value"),
        Column("about", "依据", "because", Kind.NOTE),
    ),
)


def workbook(outcomes: Sequence[models.Outcome], language: Language, *, money: bool = True) -> bytes:
    """A workbook in the active language; without ``money`` neither sums nor how they came about."""
    shown = [column for column in SUMMARY.columns if money or column is not _BONUS]
    summary = Sheet(SUMMARY.title, SUMMARY.english, tuple(shown))
    return spreadsheet.write(
        [
            (summary, _summary(outcomes, language)),
            (ITEMS, _items(outcomes, language)),
            (EXPLANATIONS, _explanations(outcomes, language, money=money)),
        ]
    )


def _summary(outcomes: Iterable[models.Outcome], language: Language) -> Iterator[dict[str, object]]:
    for one in outcomes:
        yield {
            "number": one.number,
            "name": one.name,
            "unit": one.unit,
            "position": one.position,
            "days": one.summary["days"],
            "points": Fraction(one.points) if one.points else None,
            "grade": one.grade,
            "bonus": Fraction(one.bonus) if one.bonus else None,
            "lacks": _lacks(one.summary["lacks"], language),
        }


def _items(outcomes: Iterable[models.Outcome], language: Language) -> Iterator[dict[str, object]]:
    for one in outcomes:
        names = {section["key"]: section["name"] for section in one.summary["sections"]}
        for item in one.summary["items"]:
            values = {name: item[name] | {"unit": item["unit"]} for name in ("actual", "target")}
            missing = [lack for value in (*values.values(), item["attainment"]) for lack in value.get("missing", ())]
            yield {
                "number": one.number,
                "name": one.name,
                "section": names[item["section"]],
                "item": item["name"],
                "weight": Fraction(item["weight"]),
                **{name: wording.shown(value, language) for name, value in values.items()},
                "attainment": wording.shown(item["attainment"] | {"unit": "%"}, language),
                "points": Fraction(item["points"]) if item["points"] else None,
                "lacks": _lacks(missing, language),
            }


def _explanations(
    outcomes: Iterable[models.Outcome], language: Language, *, money: bool
) -> Iterator[dict[str, object]]:
    for one in outcomes:
        for root in one.explanation.get("children", ()) if one.explanation else ():
            for told in telling.tell(root, language) if money or root["kind"] != "bonus" else ():
                line = {"depth": told.depth, "what": told.what, "value": told.value, "about": told.about}
                yield {"number": one.number, "name": one.name, **line}


def _lacks(lacks: Iterable[Plain], language: Language) -> str:
    said = dict.fromkeys(wording.reason(lack, language) for lack in lacks)
    return "\n".join(said)
