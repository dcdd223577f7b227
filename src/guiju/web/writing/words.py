"""What was done to a draft, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

DEEDS: Mapping[str, Promise] = {
    "begun": gettext_lazy("开始起草"),
    "brought": gettext_lazy("带进了一份文件"),
    "head": gettext_lazy("改了标题、版本或生效日期"),
    "clause": gettext_lazy("改了条文"),
    "rule": gettext_lazy("改了规则"),
    "rules": gettext_lazy("改了规则"),
    "added": gettext_lazy("加了一条"),
    "moved": gettext_lazy("移动了一条"),
    "removed": gettext_lazy("删去了一条"),
    "rule_moved": gettext_lazy("移动了规则"),
    "rule_removed": gettext_lazy("删去了规则"),
    "taken": gettext_lazy("采纳了建议的规则"),
    "merged": gettext_lazy("与别人的改动合在一起"),
    "rebased": gettext_lazy("接到了现行版上"),
    "undone": gettext_lazy("回到了以前的样子"),
}


def deed(what: str) -> str:
    """What a save did."""
    return str(DEEDS.get(what, DEEDS["rules"]))
