"""How far publications are, as lines and as JSON."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guiju.cli.language import Language

if TYPE_CHECKING:
    from guiju.apps.publishing.values import Leg, Life, Stage

STAGES = {
    "check": ("检查", "check"),
    "impact": ("影响", "impact"),
    "comments": ("征求意见", "comments"),
    "consultation": ("协商", "consultation"),
    "approval": ("审批", "approval"),
    "notice": ("公示", "notice"),
    "signature": ("签收", "signature"),
}
STATES = {
    "open": ("发布中", "being published"),
    "announced": ("公示中", "announced"),
    "in_force": ("施行中", "in force"),
    "amended": ("已被新版代替", "amended"),
    "repealed": ("已废止", "repealed"),
    "withdrawn": ("已撤回", "withdrawn"),
}
LEGS = {
    "": ("未到", "to come"),
    "open": ("进行中", "under way"),
    "done": ("已完成", "done"),
    "skipped": ("未经过", "left out"),
}
HANDS = {
    "wrote": ("写的人：", "written by: "),
    "handed_in": ("提交的人：", "handed in by: "),
    "may_approve": ("可以审批：", "may approve: "),
    "barred": ("自己写过或提交过，不参加审批：", "wrote or handed it in, so not among the approvers: "),
}
MARKS = {"": "·", "open": "→", "done": "✓", "skipped": "–"}


def stages_by_word() -> dict[str, "Stage"]:
    """The stages by what they are called in either language."""
    from guiju.apps.publishing.values import Stage

    return {word: Stage(key) for key, words in STAGES.items() for word in words}


def one(life: "Life", args: argparse.Namespace, spoken: Language) -> int:
    """Print one publication: what it waits for, and each stage."""
    if args.json:
        print(json.dumps(as_json(life), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(life, spoken)))
    return 0


def every(lives: "Sequence[Life]", args: argparse.Namespace, spoken: Language) -> int:
    """Print all of them, the newest first, a line each."""
    if args.json:
        print(json.dumps([as_json(life) for life in lives], ensure_ascii=False, indent=2))
        return 0
    for life in lives:
        print(_head(life, spoken))
    if not lives:
        print(_pick(("还没有发布过版本；guiju publish begin 草稿号", "nothing yet; guiju publish begin DRAFT"), spoken))
    return 0


def lines(life: "Life", spoken: Language) -> Iterator[str]:
    """A publication as people read it."""
    yield _head(life, spoken)
    for leg in life.legs:
        told = [_day(leg), leg.by if leg.ended else "", leg.said.replace("\n", " ")[:60]]
        tail = " ".join(part for part in told if part)
        stage, state = _pick(STAGES[leg.stage], spoken), _pick(LEGS[leg.state], spoken)
        yield f"  {MARKS[leg.state]} {stage} {state} {tail}".rstrip()
    for word, waited in waits(life, spoken):
        yield f"{word}{waited}"
    if life.state == "open":
        known = _hands(life)
        for key, words in HANDS.items():
            if known[key]:
                yield _pick(words, spoken) + "、".join(known[key].values())


def waits(life: "Life", spoken: Language) -> Iterator[tuple[str, str]]:
    """What it waits for: whose comment, answer, approval or signature."""
    from guiju.apps.publishing import queries

    for step, numbers in queries.waited(life.id).items():
        names = queries.names(numbers)
        shown = "、".join(f"{names.get(number, number)}（{number}）" for number in numbers[:20])
        more = f" …{len(numbers)}" if len(numbers) > 20 else ""  # noqa: PLR2004 - as many as one reads
        word = {
            "comment": ("等意见：", "waits for comments of: "),
            "close": ("等结束征求意见：", "waits for the comments to be closed by: "),
            "approve": ("等审批：", "waits for approval by: "),
            "sign": ("等签收：", "waits for signatures of: "),
        }[step]
        yield _pick(word, spoken), shown + more


def as_json(life: "Life") -> dict[str, object]:
    """A publication for other programs."""
    from guiju.apps.publishing import queries

    return {
        "number": life.id,
        "version": life.version,
        "title": life.title,
        "edition": life.edition,
        "base": life.base,
        "draft": life.draft,
        "repeals": life.repeals,
        "state": life.state,
        "stage": life.current.value if life.current else None,
        "waits_for": queries.waited(life.id),
        "reason": life.reason,
        "by": life.by,
        **_hands(life),
        "in_force_from": life.in_force_from.isoformat() if life.in_force_from else None,
        "stages": [_leg(leg) for leg in life.legs],
    }


def _hands(life: "Life") -> dict[str, dict[str, str]]:
    """Who wrote it and handed it in, who may approve, and who may not for that reason: names by 工号 or account."""
    from guiju.apps.publishing import approving, hands, queries

    row = queries.row(life.id)
    if row is None:
        return {key: {} for key in HANDS}
    found, approval = hands.of(row), approving.of(row)
    written, handed = ({one.number or one.name: one.name for one in found if one.did == did} for did in hands.Did)
    names = queries.names([*approval.may, *approval.barred])
    may, barred = ({one: names.get(one, one) for one in some} for some in (approval.may, approval.barred))
    only = {key: name for key, name in handed.items() if key not in written}
    return {"wrote": written, "handed_in": only, "may_approve": may, "barred": barred}


def _leg(leg: "Leg") -> dict[str, object]:
    return {
        "stage": leg.stage.value,
        "state": leg.state or "to_come",
        "demanded": leg.demanded,
        "began": leg.began.isoformat() if leg.began else None,
        "due": leg.due.isoformat() if leg.due else None,
        "ended": leg.ended.isoformat() if leg.ended else None,
        "by": leg.by,
        "said": leg.said,
        "data": dict(leg.data),
    }


def _head(life: "Life", spoken: Language) -> str:
    state = "repealed" if life.repeals and life.state == "in_force" else life.state
    told = [f"{life.id}", life.title, _pick(STATES[state], spoken)]
    if life.current:
        told.append(_pick(("该办：", "next: "), spoken) + _pick(STAGES[life.current], spoken))
    if life.in_force_from:
        told.append(_pick(("自 {} 起", "from {}"), spoken).format(life.in_force_from))
    return "  ".join(told)


def _day(leg: "Leg") -> str:
    if leg.ended:
        return f"{leg.ended:%Y-%m-%d}"
    return f"≤ {leg.due:%Y-%m-%d}" if leg.due and leg.state == "open" else ""


def _pick(pair: tuple[str, str], spoken: Language) -> str:
    return pair[spoken == "en"]
