"""An import in words: how far it is, what became of every file, and why rows were set aside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps.figures.values import Run
from guiju.facts.problems import Problem
from guiju.web.kit import formats
from guiju.web.sources import words

LISTED = 20  # reasons on the page; the rest is in the download
SHOWN = 4  # ranges of rows named beside a reason
LIVE = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows could not come in; ``rows`` are empty where the whole file is meant."""

    sheet: str
    rows: tuple[int, ...]
    column: str
    value: str
    what: str
    how: str

    @property
    def where(self) -> str:
        """The rows in words, neighbours as a range."""
        runs = [list(run) for _first, run in groupby(enumerate(self.rows), key=lambda pair: pair[1] - pair[0])]
        parts = [f"{run[0][1]}–{run[-1][1]}" if len(run) > 1 else str(run[0][1]) for run in runs]
        data = {
            "rows": ("、" if words.language() == "zh" else ", ").join(parts[:SHOWN]),
            "count": f"{len(self.rows):,}",
        }
        if len(parts) > SHOWN:
            return _("第 %(rows)s 等 %(count)s 行") % data
        return ngettext("第 %(rows)s 行", "第 %(rows)s 行", len(self.rows)) % data if parts else ""


@dataclass(frozen=True, slots=True)
class FileTold:
    """What became of one file. ``reasons`` and ``more`` are there for those who brought it; ``whole`` for everybody."""

    name: str
    status: str
    tone: str
    title: str
    counts: tuple[str, ...]
    covers: tuple[str, ...]
    skipped: int
    set_aside: int
    reasons: tuple[Reason, ...]
    more: int
    whole: tuple[Reason, ...]
    mend_url: str
    aside_url: str
    unused: str
    other_sheets: str
    missed: str
    doubled: str

    @property
    def rank(self) -> int:
        """What needs somebody comes first: what did not come in, then what came in part, then the rest."""
        return 0 if self.whole or self.tone == "broken" else 1 if self.set_aside else 2


@dataclass(frozen=True, slots=True)
class RunTold:
    """One import. ``share`` is how much of it is done, ``outcome`` sums it up once it is over."""

    id: int
    state: str
    tone: str
    live: bool
    queued: bool
    cancelling: bool
    failed: bool
    share: Fraction
    percent: str
    stage: str
    error: str
    again: bool
    files: tuple[str, ...]
    beside: tuple[str, ...]
    by: str
    at: datetime
    took: str
    outcome: str
    kept: bool  # stopped after its rows were in


def run(one: Run) -> RunTold:
    """An import in one line."""
    state, tone = words.STATES[one.state]
    trouble = one.state == "done" and _trouble(one)
    share = Fraction(one.progress).limit_denominator(1000)
    took = (one.finished - one.started).total_seconds() if one.finished and one.started else None
    return RunTold(
        id=one.id,
        state=_("有文件没有导入") if trouble else str(state),
        tone="wait" if trouble else tone,
        live=one.state in LIVE,
        queued=one.state == "queued",
        cancelling=one.cancelling and one.state in LIVE,
        failed=one.state == "failed",
        share=share,
        percent=formats.amount(share, "%", decimals=0).text,
        stage=words.stage(one.stage) if one.state == "running" else "",
        error=words.said(one.error),
        again="again" in one.options,
        files=one.files,
        beside=tuple(_beside(one.options)),
        by=one.by,
        at=one.created,
        took=formats.amount(Fraction(max(1, round(took))), "秒", decimals=0).text if took is not None else "",
        outcome=outcome(one),
        kept=one.state == "cancelled" and any(file["facts"] for file in _files(one)),
    )


def outcome(one: Run) -> str:
    """What came of an import, in a line: rows by what became of them."""
    sums = dict.fromkeys(words.FATES, 0)
    for file in _files(one):
        for counts in file["facts"].values():
            for fate in sums:
                sums[fate] += counts[fate]
    parts = [
        _rows(word, sums[fate]) for fate, word in words.FATES.items() if sums[fate] and fate in {"new", "replaced"}
    ]
    aside = sum(file["set_aside"] for file in _files(one) if file["status"] == "imported")
    refused = sum(file["status"] in {"unknown", "refused"} for file in _files(one))
    if aside:
        parts.append(ngettext("搁置 %(count)s 行", "搁置 %(count)s 行", aside) % {"count": f"{aside:,}"})
    if refused:
        told = ngettext("%(count)s 个文件没有导入", "%(count)s 个文件没有导入", refused)
        parts.append(told % {"count": refused})
    if not parts and one.state == "done":
        parts.append(_("没有变化"))
    return _joined(parts)


def files(one: Run, *, mine: bool, waiting: Sequence[str]) -> tuple[FileTold, ...]:
    """Every file of an import; ``mine`` for those who brought it, ``waiting`` are the ids of rows set aside."""
    return tuple(_file(file, mine=mine, waiting=waiting) for file in _files(one))


def unknown(one: Run) -> list[str]:
    """The files that nobody recognised."""
    return [file["file"] for file in _files(one) if file["status"] == "unknown"]


def reasons(one: Run) -> Iterator[tuple[str, Reason]]:
    """Every reason that was written down, with its file."""
    for file in _files(one):
        for problem in file["problems"]:
            yield file["file"], _reason(problem)


def _file(file: Mapping[str, Any], *, mine: bool, waiting: Sequence[str]) -> FileTold:  # Any: plain JSON
    status, tone = words.STATUSES[file["status"]]
    problems = file["problems"]
    whole = [problem for problem in problems if not problem["row"] and problem["code"] != "more"]
    rows = alike(_reason(problem) for problem in problems if problem["row"])[:LISTED] if mine else ()
    ids = [name for name in waiting if name.rpartition("-")[0] == file["import_id"]]
    part = file["set_aside"] and file["status"] == "imported"
    aside = file["set_aside"] if ids or file["status"] != "unchanged" else 0
    need = next((words.NEEDS[one["code"]] for one in whole if one["code"] in words.NEEDS), "")
    return FileTold(
        name=file["file"],
        status=(_("部分导入") if _came_in(file) else _("全部搁置")) if part else str(status),
        tone="wait" if part else tone,
        title="" if file["status"] == "unknown" else _title(file),
        counts=tuple(_counts(fact, counts) for fact, counts in file["facts"].items()),
        covers=tuple(_covers(file["covers"])),
        skipped=file["skipped"],
        set_aside=aside,
        reasons=rows,
        more=max(0, aside - len({row for one in rows for row in one.rows})) if rows else 0,
        whole=tuple(_reason(problem) for problem in whole),
        mend_url=f"{reverse('sources:import')}?need={need}" if need and mine else "",
        aside_url=reverse("sources:aside_one", args=[ids[0]]) if ids and mine else "",
        unused=words.listed(file["unused_columns"]),
        other_sheets=words.listed(file.get("other_sheets", ())),
        missed=words.listed(file.get("missed_columns", ())),
        doubled=words.listed(file.get("doubled_columns", ())),
    )


def _came_in(file: Mapping[str, Any]) -> bool:  # Any: plain JSON
    """Whether any row of a file is in."""
    return any(count for counts in file["facts"].values() for count in counts.values())


def alike(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Rows with the same thing wrong in one reason, in the order they come first."""
    found: dict[Reason, list[int]] = {}
    for one in reasons:
        found.setdefault(replace(one, rows=()), []).extend(one.rows)
    return tuple(replace(one, rows=tuple(rows)) for one, rows in found.items())


def reason(problem: Problem) -> Reason:
    """Why a row waits."""
    language = words.language()
    return _told(problem, problem.what.say(language), problem.how.say(language))


def _reason(kept: Mapping[str, Any]) -> Reason:  # Any: plain JSON
    place = {name: kept[name] for name in ("code", "sheet", "column", "value")}
    problem = Problem(file="", row=kept["row"] or 0, **place)
    return _told(problem, words.said(kept["what"]), words.said(kept["how"]))


def _told(problem: Problem, what: str, how: str) -> Reason:
    mend = words.MENDS.get(problem.code)
    row = (problem.row,) if problem.row else ()
    return Reason(problem.sheet, row, column(problem.column), problem.value, what, str(mend) if mend else how)


def column(name: str) -> str:
    """A column as people know it; one of our own is not named."""
    return "" if name.startswith("_") else name


def _title(file: Mapping[str, Any]) -> str:  # Any: plain JSON
    """What a file was recognised as, with the year since which its report looks like this."""
    title, year = words.said(file["title"]), file["generation"][:4]
    return _("%(title)s（%(year)s 版）") % {"title": title, "year": year} if year.isdecimal() else title


def _counts(fact: str, counts: Mapping[str, int]) -> str:
    told = [_rows(word, counts[fate]) for fate, word in words.FATES.items() if counts[fate]]
    return _("%(fact)s：%(rows)s") % {"fact": words.fact(fact), "rows": _joined(told) or _("没有行")}


def _rows(word: object, count: int) -> str:
    told = ngettext("%(fate)s %(count)s 行", "%(fate)s %(count)s 行", count)
    return told % {"fate": word, "count": f"{count:,}"}


def _covers(covers: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Days by shop; facts of the same days share a line."""
    facts: dict[tuple[str, str], list[str]] = {}
    for one in covers:
        days = words.span(date.fromisoformat(one["start"]), date.fromisoformat(one["end"]))
        facts.setdefault((one["shop"], days), []).append(words.fact(one["fact"]))
    for (shop, days), names in facts.items():
        yield _("%(shop)s：%(facts)s %(days)s") % {"shop": shop, "facts": words.listed(names), "days": days}


def _beside(options: Mapping[str, str]) -> Iterator[str]:
    """What was said beside the files."""
    if "shop" in options:
        yield _("店铺 %(name)s") % {"name": options["shop"]}
    if "on" in options:
        yield _("日期 %(day)s") % {"day": words.short(date.fromisoformat(options["on"]))}
    if "covers" in options:
        first, last = map(date.fromisoformat, options["covers"].split(".."))
        yield _("覆盖 %(days)s") % {"days": words.span(first, last)}


def _trouble(one: Run) -> bool:
    return any(file["status"] in {"unknown", "refused"} for file in _files(one))


def _files(one: Run) -> Sequence[Mapping[str, Any]]:  # Any: plain JSON, as ImportReport.as_json made it
    found: Any = one.report.get("files", ())
    return found  # type: ignore[no-any-return]


def _joined(parts: Sequence[str]) -> str:
    return (", " if formats.english() else "，").join(parts)
