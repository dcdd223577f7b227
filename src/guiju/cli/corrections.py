"""guiju corrections: what was corrected in the data, by whom, and what waits for approval."""

import argparse
import json
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.columns import aligned

if TYPE_CHECKING:
    from guiju.apps.corrections.values import Sheet

_HEAD = {
    "zh": ("编号", "状态", "方式", "数据", "行数", "提出", "审批", "理由"),
    "en": ("number", "state", "kind", "data", "rows", "proposed by", "decided by", "reason"),
}
_STAGES = {
    "draft": ("草稿", "draft"),
    "proposed": ("待审批", "proposed"),
    "approved": ("正在生效", "taking effect"),
    "in_force": ("已生效", "in force"),
    "refused": ("未批准", "refused"),
    "withdrawn": ("已撤回", "withdrawn"),
    "replaced": ("已被改正", "replaced"),
    "undone": ("已撤销", "undone"),
}
_KINDS = {
    "exclude": ("排除", "exclude"),
    "set": ("改值", "set"),
    "reassign": ("改归属", "reassign"),
    "undo": ("撤销", "undo"),
}
_FIGURES = frozenset({0, 4})  # columns that end under each other


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--in-force", action="store_true", help="只列生效中的 (only those in force)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print them, the newest first."""
    spoken = state.ready(args.lang)
    from guiju.apps.corrections import queries

    found = queries.listed(stages=("in_force",) if args.in_force else ())
    if args.json:
        print(json.dumps([_plain(sheet) for sheet in found], ensure_ascii=False, indent=2))
    elif found:
        print("\n".join(aligned([_HEAD[spoken], *(_row(sheet, spoken) for sheet in found)], right=_FIGURES)))
    else:
        print("没有更正单" if spoken == "zh" else "no corrections")
    return 0


def _row(sheet: "Sheet", spoken: str) -> tuple[str, ...]:
    from guiju.apps.rulebook import compiled

    at = int(spoken == "en")
    schema = compiled.schemas()[sheet.fact]
    rows = "" if sheet.rows is None else f"{sheet.rows:,}"
    fact = schema.english if at else schema.name
    kind, stage = _KINDS[sheet.kind][at], _STAGES[sheet.stage][at]
    return (str(sheet.id), stage, kind, fact, rows, sheet.by, sheet.decided_by, sheet.reason.replace("\n", " "))


def _plain(sheet: "Sheet") -> dict[str, object]:
    """Facts and columns by their English names."""
    days = {name: day.isoformat() if day else None for name, day in (("from", sheet.start), ("to", sheet.end))}
    return {
        "id": sheet.id,
        "state": sheet.stage.value,
        "kind": sheet.kind.value,
        "fact": sheet.fact,
        "keys": [list(key) for key in sheet.keys],
        "condition": sheet.condition,
        **days,
        "values": dict(sheet.values),
        "person": sheet.person,
        "along": list(sheet.along),
        "rows": sheet.rows,
        "reason": sheet.reason,
        "by": sheet.by,
        "at": sheet.made.isoformat(),
        "decided_by": sheet.decided_by,
        "decided_at": sheet.decided.isoformat() if sheet.decided else None,
        "replaces": sheet.replaces,
    }
