"""guiju publish: take a draft or a document into force stage by stage, with the pages' own actions and refusals."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import progress, state
from guiju.cli.language import Language
from guiju.cli.parser import day
from guiju.cli.troubles import why

if TYPE_CHECKING:
    from guiju.apps.audit.actor import Actor

Given = argparse.Namespace
BEGINNINGS = ("begin", "repeal")
STEPS = {
    "show": "看到哪一步、等什么 (how far it is and what it waits for)",
    "look": "看过影响 (its impact was seen)",
    "ask": "请全员提意见 (ask everybody for comments)",
    "answer": "答复一条意见 (answer a comment)",
    "close-comments": "结束征求意见 (comments are in)",
    "consult": "记下协商 (write down the consultation)",
    "hand-in": "提交审批 (ask for approval)",
    "approve": "批准 (approve)",
    "refuse": "不批准 (send back)",
    "announce": "公示 (announce)",
    "skip": "跳过一步 (leave a stage out)",
    "revise": "改用草稿现在的文字 (take over what the draft now says)",
    "withdraw": "撤回 (withdraw)",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb: a step, then the number of the publication and what the step needs."""
    ways = parser.add_subparsers(dest="way", metavar="STEP")
    begin = ways.add_parser("begin", help="把草稿或文件送去发布 (begin with a draft or a document)")
    begin.add_argument("what", metavar="DRAFT|DOC", help="草稿号或制度文件 (the number of a draft, or a file)")
    begin.add_argument("--title", default="", help="叫什么 (what it is called)")
    repeal = ways.add_parser("repeal", help="提出废止现行制度 (propose to repeal what is in force)")
    found = {"begin": begin, "repeal": repeal}
    for way, words in STEPS.items():
        found[way] = ways.add_parser(way, help=words)
        found[way].add_argument("number", type=int, metavar="N", help="发布的号 (number of the publication)")
    for way in (*BEGINNINGS, "skip", "withdraw"):
        found[way].add_argument("--reason", required=True, help="为什么 (why)")
    for way in ("look", "refuse", "revise"):
        found[way].add_argument("--said", required=True, help="说明 (in words)")
    found["approve"].add_argument("--said", default="", help="意见 (a word with it)")
    _dates(found)
    for sub in (parser, *found.values()):
        sub.add_argument("--as", dest="who", metavar="P", default=argparse.SUPPRESS, help="以谁的名义，工号 (as whom)")
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出 JSON (print JSON)")
        sub.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help="语言 (language)")
    parser.set_defaults(run=run, lang=None, who="", json=False)


def _dates(found: dict[str, argparse.ArgumentParser]) -> None:
    found["ask"].add_argument("--until", type=day, metavar="DATE", help="到哪天 (until)")
    found["announce"].add_argument(
        "--from", dest="start", type=day, metavar="DATE", required=True, help="从哪天起 (from)"
    )
    consult = found["consult"]
    consult.add_argument("--held", type=day, metavar="DATE", help="哪天，不写则今天 (else today)")
    for name, words in (("--with", "与谁 (with whom)"), ("--minutes", "纪要 (minutes)"), ("--result", "结果 (result)")):
        consult.add_argument(name, dest=name.strip("-").replace("with", "whom"), required=True, help=words)
    consult.add_argument("--file", action="append", default=[], metavar="FILE", help="签过字的纪要 (signed minutes)")
    found["skip"].add_argument("--stage", help="哪一步，不写则当前 (else the current one)")
    answer = found["answer"]
    answer.add_argument("comment", type=int, metavar="COMMENT", help="意见的号 (number of the comment)")
    taken = answer.add_mutually_exclusive_group(required=True)
    taken.add_argument("--taken", action="store_true", help="采纳 (taken up)")
    taken.add_argument("--not-taken", action="store_true", help="不采纳 (not taken up)")
    answer.add_argument("--said", required=True, help="理由 (why)")


def run(args: Given) -> int:
    """0 when it was done or shown, 1 when it was refused, 2 for what cannot be used."""
    from guiju.cli.language import language

    spoken = language(args.lang)
    state.ready(args.lang)
    from guiju.apps.publishing import queries
    from guiju.apps.refusal import Refused

    actor = _actor(args.who)
    if actor is None:
        return _unusable("没有这个人：{}", "nobody of that number: {}", args.who, spoken)
    if args.way is None:
        return progress.every(queries.lives(), args, spoken)
    try:
        number = _done(args, actor)
    except OSError as error:
        return _unusable("读不了：{}", "cannot read: {}", f"{error.filename}: {why(error, spoken)}", spoken)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        if args.json:
            print(json.dumps({"refused": str(refusal.code), "says": str(refusal)}, ensure_ascii=False, indent=2))
        return 1
    life = queries.life(number) if number is not None else None
    if life is None:
        return _unusable("没有这次发布：{}", "no such publication: {}", str(args.number), spoken)
    return progress.one(life, args, spoken)


def _actor(who: str) -> "Actor | None":
    """The operator, or somebody of the roster with the rights of their posts."""
    from guiju.apps import clock
    from guiju.apps.audit.actor import Actor, operator
    from guiju.apps.people import queries as people
    from guiju.apps.rulebook import access

    if not who:
        return operator()
    person = people.person(who)
    if person is None:
        return None
    user = people.user_ids([who]).get(who)
    return Actor(person.name, "cli", user, number=who, grants=access.grants(who, clock.today()))


def _done(args: Given, actor: "Actor") -> int | None:
    """The number of the publication once the step is done."""
    from guiju.apps.publishing import queries

    if args.way in BEGINNINGS:
        return _begun(args, actor)
    life = queries.life(args.number)
    if life is None:
        return None
    if args.way != "show":
        TAKEN.get(args.way, _plain)(args, actor, life.version)
    return int(args.number)


def _begun(args: Given, actor: "Actor") -> int:
    from guiju.apps.publishing import actions
    from guiju.apps.rulebook import actions as rulebook

    if args.way == "repeal":
        return actions.begin_repeal(actor=actor, reason=args.reason)
    if args.what.isdecimal():
        return actions.begin(actor=actor, draft_id=int(args.what), title=args.title, reason=args.reason)
    document = rulebook.read(Path(args.what).resolve(strict=True))
    return actions.begin_document(actor=actor, document=document, title=args.title, reason=args.reason)


def _plain(args: Given, actor: "Actor", version: int) -> None:
    """A step that needs words or nothing besides."""
    from guiju.apps.publishing import actions

    more = {name: getattr(args, name) for name in ("said", "reason", "until") if hasattr(args, name)}
    step = getattr(actions, args.way.replace("-", "_"))
    step(actor=actor, publication_id=args.number, version=version, **more)


def _announce(args: Given, actor: "Actor", version: int) -> None:
    from guiju.apps.publishing import actions

    actions.announce(actor=actor, publication_id=args.number, version=version, in_force_from=args.start)


def _skip(args: Given, actor: "Actor", version: int) -> None:
    from guiju.apps.publishing import actions, errors, queries
    from guiju.apps.publishing.values import Stage

    life = queries.life(args.number)
    named = {stage.value: stage for stage in Stage} | progress.stages_by_word()
    stage = named.get(args.stage) if args.stage else life.current if life else None
    if stage is None:
        raise errors.refused(errors.Code.OTHER_STAGE)
    actions.skip(actor=actor, publication_id=args.number, version=version, stage=stage, reason=args.reason)


def _consult(args: Given, actor: "Actor", version: int) -> None:
    from guiju.apps import clock
    from guiju.apps.publishing import actions
    from guiju.apps.records import actions as records

    def attached(path: Path) -> int:
        with path.open("rb") as content:
            return records.attach(actor=actor, name=path.name, stream=iter(lambda: content.read(1 << 16), b""))

    actions.consult(
        actor=actor,
        publication_id=args.number,
        version=version,
        held=args.held or clock.today(),
        whom=args.whom,
        minutes=args.minutes,
        result=args.result,
        files=[attached(Path(name)) for name in args.file],
    )


def _answer(args: Given, actor: "Actor", _version: int) -> None:
    from guiju.apps.publishing import actions

    actions.answer(actor=actor, comment_id=args.comment, taken=args.taken, text=args.said)


TAKEN: dict[str, Callable[[Given, "Actor", int], None]] = {
    "announce": _announce,
    "skip": _skip,
    "consult": _consult,
    "answer": _answer,
}


def _unusable(chinese: str, english: str, what: str, spoken: Language) -> int:
    print((chinese if spoken == "zh" else english).format(what), file=sys.stderr)
    return 2
