"""An import in words: how far it is, and what became of each file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guiju.apps.figures.values import Run
from guiju.web.kit import formats
from guiju.web.sources.strips import fact_name

MOST = 20  # faulty rows on the page; all of them are in the list to take away
OPEN = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the rows of one fact."""

    fact: str
    new: int
    replaced: int
    unchanged: int
    other: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row or file that did not come in, and how to mend it."""

    where: str
    value: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class File:
    """One file: recognised as what, and what became of it."""

    name: str
    title: str
    status: str
    tone: str
    rows: int
    set_aside: int
    covers: str
    counted: tuple[Counted, ...]
    troubles: tuple[Trouble, ...]
    more: int
    unused: str


def state_word(state: str) -> str:
    """The word of a run's state."""
    return {
        "queued": _("排队中"),
        "running": _("导入中"),
        "done": _("已完成"),
        "failed": _("失败"),
        "cancelled": _("已取消"),
    }[state]


def state_tone(state: str) -> str:
    """The tone of a run's state."""
    return {"done": "kept", "failed": "broken", "cancelled": "wait"}.get(state, "next")


def stage(run: Run) -> str:
    """What a run is doing right now."""
    if run.cancelling and run.state in OPEN:
        return _("正在取消")
    phase, _space, name = run.stage.partition(" ")
    known = {
        "read": _("正在读 %(name)s"),
        "wait": _("等另一次导入结束"),
        "merge": _("正在合并"),
        "publish": _("正在写入"),
        "published": _("已写入"),
        "measure": _("正在算数字"),
    }
    return known.get(phase, state_word(run.state)) % {"name": name} if run.stage else state_word(run.state)


def files(run: Run) -> tuple[File, ...]:
    """Every file of a finished run."""
    listed: Any = run.report.get("files", [])  # Any: JSON of facts.report
    return tuple(_file(one) for one in listed)


def _file(one: Mapping[str, Any]) -> File:  # Any: JSON of facts.report
    words = {
        "imported": (_("已导入"), "kept"),
        "unchanged": (_("以前导过，没有变化"), ""),
        "companion": (_("和另一个文件一起读"), "kept"),
        "unknown": (_("没有认出"), "broken"),
        "refused": (_("没有接受"), "broken"),
        "cancelled": (_("已取消"), "wait"),
    }
    status, tone = words[one["status"]]
    problems = one["problems"]
    return File(
        name=one["file"],
        title=said(one["title"]),
        status=status,
        tone="wait" if tone == "kept" and one["set_aside"] else tone,
        rows=one["rows"],
        set_aside=one["set_aside"],
        covers="；".join(dict.fromkeys(f"{span['shop']} {span['start']} – {span['end']}" for span in one["covers"])),
        counted=tuple(_counted(fact, counts) for fact, counts in one["facts"].items()),
        troubles=tuple(trouble(problem) for problem in problems[:MOST]),
        more=max(0, len(problems) - MOST),
        unused="、".join(one["unused_columns"]),
    )


def _counted(fact: str, counts: Mapping[str, int]) -> Counted:
    other = counts["older"] + counts["repeated"]
    return Counted(fact_name(fact), counts["new"], counts["replaced"], counts["unchanged"], other)


def trouble(problem: Mapping[str, Any]) -> Trouble:  # Any: JSON of facts.report
    """A problem in words, with the fields of the page in the place of the command's options."""
    places = [
        problem["sheet"],
        _("第 %(row)s 行") % {"row": problem["row"]} if problem["row"] else "",
        problem["column"],
    ]
    return Trouble(
        " ".join(filter(None, places)), problem["value"], said(problem["what"]), _for_a_page(said(problem["how"]))
    )


def _for_a_page(text: str) -> str:
    fields = {"--covers": _("“覆盖日期”"), "--shop": _("“店铺”"), "--as-of": _("“导出时间”"), "--on": _("“哪一天”")}
    for option, field in fields.items():
        text = text.replace(option, field)
    return text


def said(words: Mapping[str, str] | None) -> str:
    """A sentence in the page's language."""
    return "" if not words else words["en" if formats.english() else "zh"]


def troubles(run: Run) -> Sequence[tuple[str, Trouble]]:
    """Every row that did not come in, with its file."""
    listed: Any = run.report.get("files", [])  # Any: JSON of facts.report
    return [(one["file"], trouble(problem)) for one in listed for problem in one["problems"]]
