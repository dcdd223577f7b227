"""A right as people say it: ``看薪资``, ``导出名册``, ``confirm targets``."""

from collections.abc import Mapping
from enum import StrEnum

from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.words.chosen import CHOICE_WORDS
from guiju.lang.words.keywords import Words

_ACTIONS: Mapping[StrEnum, Words] = {
    Action.VIEW: ("看", "查", "see", "read"),
    Action.EDIT: ("改", "修改", "填", "写", "change", "write"),
    Action.IMPORT: ("导", "传", "bring"),
    Action.EXPORT: ("拿走", "下载", "take", "download"),
    Action.CONFIRM: ("批", "审批", "批准", "approve"),
}
_THINGS: Mapping[StrEnum, Words] = {
    Thing.REGULATION: ("规矩", "条款", "rules"),
    Thing.METRICS: ("数字", "数", "figures"),
    Thing.APPRAISAL: ("得分", "等级", "考核", "appraisals", "scores"),
    Thing.BONUSES: ("薪资", "工资", "薪酬", "收入", "bonus", "pay"),
    Thing.ROSTER: ("花名册", "人员", "组织", "people"),
    Thing.SOURCES: ("数据", "店铺数据", "data"),
    Thing.TARGETS: ("目标值", "target"),
    Thing.INPUTS: ("填报", "填报值", "input", "entered figures"),
    Thing.COSTS: ("成本价", "cost"),
    Thing.WORK: ("工作", "任务", "tasks"),
    Thing.RECORDS: ("表单", "登记", "record", "forms"),
}


def _known(kind: type[StrEnum], others: Mapping[StrEnum, Words]) -> list[tuple[str, StrEnum]]:
    """Every word with what it means, the longest first."""
    found = [
        (word.casefold(), one) for one, words in CHOICE_WORDS[kind].items() for word in (*words, *others.get(one, ()))
    ]
    return sorted(found, key=lambda pair: -len(pair[0]))


_DONE, _TO = _known(Action, _ACTIONS), _known(Thing, _THINGS)


def right(text: str) -> tuple[Action, Thing] | None:
    """What a phrase asks about; ``None`` when it begins with no deed or names no thing."""
    said = " ".join(text.casefold().split())
    for word, action in _DONE:
        if said.startswith(word):
            rest = said.removeprefix(word).strip().removeprefix("the ").strip("的 ")
            for known, thing in _TO:
                if rest == known:
                    return Action(action), Thing(thing)
    return None
