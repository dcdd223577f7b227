"""An explanation told line by line, from the money down to the rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.appraisal import wording
from guiju.apps.appraisal.values import Plain
from guiju.apps.appraisal.wording import Language, figure, pick, share
from guiju.lang.kinds.choices import Attainment, Direction
from guiju.lang.words import CHOICE_WORDS

_WORDS = {
    "outcome": ("结果", "outcome"),
    "bonus": ("奖金", "bonus"),
    "pool": ("奖金池", "pool"),
    "share": ("份额", "share"),
    "points": ("得分", "points"),
    "section": ("分组", "section"),
    "item": ("考核项", "item"),
    "attainment": ("达成率", "attainment"),
    "metric": ("指标", "metric"),
    "input": ("填报", "input"),
    "target": ("目标", "target"),
    "parameter": ("参数", "parameter"),
    "pay": ("工资", "pay"),
    "score": ("得分", "score"),
    "grade": ("等级", "grade"),
    "cell": ("数据", "facts"),
    "cap": ("封顶", "cap"),
    "floor": ("保底", "floor"),
    "baseline": ("基线", "baseline"),
    "cut": ("更早的各期从略", "earlier periods are left out"),
}
_SCOPES = {"department": ("部门", "department"), "group": ("本组", "group"), "own": ("本人", "own")}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: how deep it stands, what it is, its value, and what is to be said about it."""

    depth: int
    what: str
    value: str
    about: str


def tell(node: Plain, language: Language, depth: int = 0) -> Iterator[Told]:
    """The step and all below it; reasons of a missing value stand at the deepest step that lacks it."""
    children = node.get("children", ())
    said = (wording.whole(node, language), _about(node, language), wording.note(node.get("note", ""), language))
    about = [part for part in said if part]
    if node["type"] == "missing" and not any(child["type"] == "missing" for child in children):
        about += [wording.reason(lack, language) for lack in node["missing"]]
    if place := wording.place(node):
        about.append(place)
    yield Told(depth, _what(node, language), wording.shown(node, language), pick(language, "；", "; ").join(about))
    for child in _steps(node):
        yield from tell(child, language, depth + 1)


def _steps(node: Plain) -> Iterator[Plain]:
    """What is told below a step: a formula's own line is the one above it, and figures in it speak for themselves."""
    for child in node.get("children", ()):
        is_step = child["kind"] == "step" and not child.get("note")
        if is_step and (not child.get("children") or node["kind"] in {"bonus", "metric"}):
            yield from _steps(child)
        else:
            yield child


def _what(node: Plain, language: Language) -> str:
    words = _WORDS.get(node["kind"])
    formula = node.get("text", "")
    if words is None:
        return str(formula or node["label"])
    name = "" if node["label"] in words else node["label"]
    said = f"{words[language == 'en']} {name}".strip()
    return f"{said} = {formula}" if formula and node["kind"] != "cell" else said


def _about(node: Plain, language: Language) -> str:
    tell_it = _ABOUT.get(node["kind"])
    return tell_it(node, language) if tell_it else ""


def _outcome(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    said = [f"{facts['unit']} {facts['position']} {facts['period']}"]
    if facts["days"] != facts["of_days"]:
        said.append(pick(language, "在岗 {}/{} 天", "{} of {} days").format(facts["days"], facts["of_days"]))
    for stay in facts["moved_from"]:
        moved = pick(language, "由 {} 调来，按期末所在核算", "moved from {}: judged where they stand at the end")
        said.append(moved.format(f"{stay['unit']} {stay['position']}"))
    if facts["provisional"]:
        said.append(pick(language, "暂计", "provisional"))
    return pick(language, "，", ", ").join(said)


def _bonus(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    said = [f"“{facts['sentence']}”"] if facts.get("sentence") else []
    worked = facts.get("worked")
    if worked is not None and worked != node["value"]:
        said.append(pick(language, "取整前 {}", "{} before rounding").format(wording.money(Fraction(worked))))
    return pick(language, "；", "; ").join(said)


def _pool(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    total = "—" if facts["weights"] is None else figure(Fraction(facts["weights"]), "", language)
    return pick(language, "{} 人，份额合计 {}", "{} people, shares of {} in all").format(facts["people"], total)


def _points(node: Plain, language: Language) -> str:
    adjustment = Fraction(wording.facts(node)["adjustment"])
    if not adjustment:
        return ""
    return pick(language, "封顶或保底调整 {}", "adjusted by {} for cap or floor").format(
        figure(adjustment, "分", language)
    )


def _section(node: Plain, language: Language) -> str:
    return pick(language, "权重 {}", "weight {}").format(share(wording.facts(node)["weight"]))


def _item(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    scope = _SCOPES[facts["scope"]][language == "en"]
    said = [pick(language, "权重 {}", "weight {}").format(share(facts["weight"])), scope]
    if facts["counted"] != facts["weight"]:
        said.append(pick(language, "重分后 {}", "{} after sharing out").format(share(facts["counted"])))
    return pick(language, "，", ", ").join(said)


def _attainment(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    forms, ways = CHOICE_WORDS[Attainment], CHOICE_WORDS[Direction]
    said = [forms[Attainment(facts["form"])]] if facts.get("form") else []
    said += [ways[Direction(facts["direction"])]] if facts.get("direction") else []
    return pick(language, "，", ", ").join(words[language == "en"] for words in said)


def _metric(node: Plain, language: Language) -> str:
    card = wording.facts(node).get("card")
    return pick(language, "口径：{}", "counts: {}").format(card) if card else ""


def _input(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    by, on, period = (str(facts.get(key) or "") for key in ("by", "stated_on", "period"))
    return f"{period} " + pick(language, f"{by} {on} 填报", f"entered by {by} on {on}") if by else period


def _target(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    who = " ".join(filter(None, (facts.get("subject", ""), facts.get("period", ""))))
    if facts.get("entered"):
        return f"{who} " + pick(language, "{} 录入", "entered by {}").format(facts["by"])
    by = facts.get("set_by")
    return who + (pick(language, "，{}制定", ", set by {}").format(by) if by else "")


def _cell(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    whose = _SCOPES[facts["scope"]][language == "en"] + (f" {facts['who']}" if facts["who"] else "")
    said = [node.get("text", ""), whose, facts["period"]]
    if facts["rows"] is not None:
        said.append(pick(language, "{:,} 行", "{:,} rows").format(facts["rows"]))
    if facts.get("corrections"):
        numbers = ", ".join(facts["corrections"])
        said.append(pick(language, "含更正 {}", "corrected by {}").format(numbers))
    return pick(language, "，", ", ").join(filter(None, said))


def _grade(node: Plain, language: Language) -> str:
    facts = wording.facts(node)
    if not facts.get("band"):
        return ""
    said = [pick(language, "按分数 {}", "{} by points").format(facts["band"])]
    if facts["ranked"]:
        said.append(
            pick(language, "按人数比例 {}，第 {} 名", "{} by shares, rank {}").format(facts["ranked"], facts["rank"])
        )
    return pick(language, "，", ", ").join(said)


def _pay(node: Plain, _: Language) -> str:
    return str(wording.facts(node)["on"])


_ABOUT: dict[str, Callable[[Plain, Language], str]] = {
    "outcome": _outcome,
    "bonus": _bonus,
    "pool": _pool,
    "points": _points,
    "section": _section,
    "item": _item,
    "attainment": _attainment,
    "metric": _metric,
    "input": _input,
    "target": _target,
    "cell": _cell,
    "grade": _grade,
    "pay": _pay,
}
