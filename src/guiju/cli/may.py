"""guiju may: who may do what by the regulation, and why somebody may or may not; from files or from the state."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from guiju.cli import documents, state
from guiju.cli.columns import aligned
from guiju.cli.duties import UsageError, read_roster
from guiju.cli.language import Language, language
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.readback.words import choice
from guiju.lang.words.rights import right

if TYPE_CHECKING:
    from guiju.engines.rights.asking import Asked, Ground, Who, Why

_HEAD = {
    "zh": ("工号", "姓名", "因为任", "范围", "条款", "规则"),
    "en": ("number", "name", "holding", "reach", "clause", "rule"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("person", nargs="?", metavar="P", help="谁：工号或姓名；不写则问谁可以 (number or name)")
    parser.add_argument("deed", nargs="?", metavar="DEED", help="做什么，如 看薪资、导出名册 (such as “view pay”)")
    parser.add_argument("--who", metavar="DEED", help="谁可以这样做 (who may)")
    parser.add_argument("--over", metavar="P", default="", help="谁的：工号或姓名；不写是所有人的 (whose things)")
    parser.add_argument("--why", action="store_true", help="写出不够的和还差的 (also what falls short and is needed)")
    parser.add_argument("--on", metavar="DAY", help="哪一天；不写则今天 (else today)")
    parser.add_argument(
        "--regulation", metavar="DOC", help="制度文件，配合 --roster；不写则用已采用的 (else the adopted)"
    )
    parser.add_argument("--roster", metavar="FILE.xlsx", help="名册工作簿 (a roster)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the answer: 0 when somebody may, 1 when nobody does or the person may not, 2 when it cannot be told."""
    spoken = language(args.lang)
    try:
        asked, names = _asked(args, spoken)
        person = _number(args.person, names, spoken) if args.person else ""
        over = _number(args.over, names, spoken) if args.over else ""
        said = args.who or args.deed
        deed = _deed(said, spoken) if said or not person else None
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    if deed is None:
        return _print(args, _all_as_json(asked, person), _all(asked, person, names, spoken), well=True)
    if person:
        why = asked.why(person, *deed, over)
        return _print(args, _why_as_json(asked, why), _why(asked, why, args, spoken), well=why.may)
    who = asked.who(*deed, over)
    return _print(args, _who_as_json(asked, who, names), _who(asked, who, names, spoken), well=_anybody(who))


def _anybody(who: "Who") -> bool:
    return bool(who.people or who.open)


def _print(args: argparse.Namespace, told: object, lines: Iterator[str], *, well: bool) -> int:
    print(json.dumps(told, ensure_ascii=False, indent=2) if args.json else "\n".join(lines))
    return 0 if well else 1


def _asked(args: argparse.Namespace, spoken: Language) -> tuple["Asked", dict[str, str]]:
    """The regulation with the posts of the day, and names by 工号."""
    from guiju.engines.rights.asking import Asked

    if bool(args.regulation) != bool(args.roster):
        both = "--regulation 和 --roster 要一起写", "give --regulation and --roster together"
        raise UsageError(_pick(spoken, *both))
    if args.regulation:
        day = _day(args.on, spoken) or datetime.now(ZoneInfo("Asia/Shanghai")).date()
        regulation = documents.load(args.regulation, spoken)
        if regulation is None:
            raise UsageError(_pick(spoken, "先把制度文件改好。", "Mend the document first."))
        roster = read_roster(Path(args.roster), spoken)
        return Asked.on(regulation, roster.holders, day), dict(roster.names)
    state.ready(args.lang)
    from guiju.apps import clock
    from guiju.apps.rulebook import asking

    day = _day(args.on, spoken) or clock.today()
    found = asking.state(day)
    if found is None:
        both = f"{day}没有施行的制度", f"no regulation in force on {day}"
        raise UsageError(_pick(spoken, *both))
    return found.asked, found.names


def _day(text: str | None, spoken: Language) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        both = f"读不懂「{text}」；写成 2026-10-09", f"cannot read {text}; write 2026-10-09"
        raise UsageError(_pick(spoken, *both)) from error


def _number(said: str, names: dict[str, str], spoken: Language) -> str:
    if said in names:
        return said
    found = [number for number, name in names.items() if name == said]
    if len(found) == 1:
        return found[0]
    numbers = "、".join(found)
    both = (
        (f"叫{said}的有几位（{numbers}），请写工号", f"several are called {said} ({numbers}); give a number")
        if found
        else (f"没有这个人：{said}", f"nobody by that name or number: {said}")
    )
    raise UsageError(_pick(spoken, *both))


def _deed(said: str | None, spoken: Language) -> tuple[Action, Thing]:
    if not said:
        both = "写明问什么：guiju may --who 看薪资，或 guiju may 张三 看薪资", "say what: guiju may --who 'view pay'"
        raise UsageError(_pick(spoken, *both))
    found = right(said)
    if found is not None:
        return found
    things = "制度、指标、绩效、奖金、名册、数据源、目标、输入、成本、事务或记录"
    zh = f"读不懂「{said}」；先写看、改、导入、导出或批，再写{things}"
    en = (
        f"cannot read {said}; write view, edit, import, export or confirm, then regulation, metrics, appraisal, "
        "bonuses, roster, sources, targets, inputs, costs, work or records"
    )
    raise UsageError(_pick(spoken, zh, en))


def _cells(asked: "Asked", ground: "Ground", spoken: Language) -> tuple[str, ...]:
    from guiju.engines.rights import telling

    post = f"{ground.post.unit} {ground.post.position}"
    further = telling.further(ground.rule, spoken)
    reach = telling.reach(ground, spoken) + (_pick(spoken, f"；{further}", f"; {further}") if further else "")
    return post, reach, telling.clause(asked.regulation, ground.rule), ground.rule.name


def _who(asked: "Asked", who: "Who", names: dict[str, str], spoken: Language) -> Iterator[str]:
    from guiju.engines.rights import telling

    rows: list[tuple[str, ...]] = [_HEAD[spoken]]
    for rule in who.open:
        everyone = _pick(spoken, "全员", "everyone")
        rows.append(("", everyone, "", choice(rule.range, spoken), telling.clause(asked.regulation, rule), rule.name))
    for number, grounds in who.people.items():
        rows += [(number, names.get(number, number), *_cells(asked, one, spoken)) for one in grounds]
    if len(rows) > 1:
        yield from aligned(rows)
    else:
        yield _pick(spoken, "按制度没有人可以", "by the regulation nobody may")


def _why(asked: "Asked", why: "Why", args: argparse.Namespace, spoken: Language) -> Iterator[str]:
    from guiju.engines.rights import telling

    yield _pick(spoken, "可以", "yes") if why.may else _pick(spoken, "不可以", "no")
    if why.grounds:
        yield from aligned([_HEAD[spoken][2:], *(_cells(asked, one, spoken) for one in why.grounds)])
    if why.may or not args.why:
        return
    if why.short:
        yield _pick(spoken, "有这项权限，但够不着：", "held, but not as far:")
        yield from (f"  {line}" for line in aligned([_cells(asked, one, spoken) for one in why.short]))
    if why.lacks:
        yield _pick(spoken, "有一样就可以：", "any one of these would do:")
        yield from (f"  {telling.lack(asked.regulation, one, spoken)}" for one in why.lacks)
    else:
        yield _pick(spoken, "制度没有向任何岗位这样开放", "the regulation opens this to no position")


def _all(asked: "Asked", person: str, names: dict[str, str], spoken: Language) -> Iterator[str]:
    from guiju.engines.rights import telling

    yield f"{names.get(person, person)} {person}"
    found = asked.all_of(person)
    if not found:
        yield _pick(spoken, "制度没有给这个人的岗位开放什么", "the regulation opens nothing to their posts")
    rows = [(telling.deed(may, what, spoken), *_cells(asked, one, spoken)) for (what, may), one in found.items()]
    yield from aligned(sorted(rows))


def _ground(asked: "Asked", ground: "Ground") -> dict[str, object]:
    return {
        "rule": ground.rule.name,
        "clause": ground.rule.clause,
        "range": ground.rule.range.value,
        "unit": ground.post.unit,
        "position": ground.post.position,
        "since": ground.post.since.isoformat() if ground.post.since != date.min else None,
        "units": sorted(ground.units),
        "approval_above": ground.rule.approval_above,
        "second_factor": ground.rule.second_factor,
        "regulation": asked.regulation.hash,
    }


def _who_as_json(asked: "Asked", who: "Who", names: dict[str, str]) -> dict[str, object]:
    people = [
        {"number": number, "name": names.get(number, ""), "grounds": [_ground(asked, one) for one in grounds]}
        for number, grounds in who.people.items()
    ]
    return {"everyone": [{"rule": rule.name, "clause": rule.clause} for rule in who.open], "people": people}


def _why_as_json(asked: "Asked", why: "Why") -> dict[str, object]:
    return {
        "may": why.may,
        "grounds": [_ground(asked, one) for one in why.grounds],
        "short": [_ground(asked, one) for one in why.short],
        "needed": [
            {"rule": one.rule.name, "clause": one.rule.clause, "positions": one.positions, "units": one.units}
            for one in why.lacks
        ],
    }


def _all_as_json(asked: "Asked", person: str) -> list[dict[str, object]]:
    found = asked.all_of(person).items()
    return [{"may": may.value, "what": what.value, **_ground(asked, one)} for (what, may), one in found]


def _pick(spoken: Language, chinese: str, english: str) -> str:
    return chinese if spoken == "zh" else english
