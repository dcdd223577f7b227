"""What stands on the papers: the text, how it came about, who signed, what followed for one person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from guiju.apps.audit import queries as ledger
from guiju.apps.people import queries as people
from guiju.apps.publishing import demands, minuting, models, outcomes, queries
from guiju.apps.publishing.values import Leg, LegState, Life, Opinion, Signed, Stage, State, moment
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.paper import pages, sealed
from guiju.engines.paper.sealed import Record
from guiju.lang import Regulation, prose
from guiju.lang.readback import sentence

Plain = dict[str, Any]  # JSON
NOTE = (
    "签收表示读过全文、知道它从哪天起约束自己。签收不是电子合同，不改变劳动合同的约定，也不等于放弃提意见和申诉的权利。"
)
ADVICE = "本文件由系统按留存的记录排出，附有机器可读的记录；用“guiju verify 文件”可以离线核对。它不是法律意见。"
STATES = {"": "未开始", LegState.OPEN: "进行中", LegState.DONE: "已完成", LegState.SKIPPED: "未经过"}
LIVES = {
    State.OPEN: "发布中",
    State.ANNOUNCED: "公示中",
    State.IN_FORCE: "施行中",
    State.AMENDED: "已被新版代替",
    State.REPEALED: "已废止",
    State.WITHDRAWN: "已撤回",
}


def text(row: models.Paper) -> Record:
    """A version as a book: its clauses with what they read as, how it came about, and the signature sheet."""
    regulation, life = rulebook.regulation(row.edition), queries.of_edition(row.edition)
    signed = queries.sheet(row.edition) if life else []
    at = _last(row, life, signed)
    facts = [*_described(regulation, life), ("文字的哈希", regulation.hash)]
    notes = [*([NOTE] if life else []), ADVICE]
    parts = [
        ("page", _page(regulation, "制度全文", facts, notes, at)),
        *_text(regulation),
        ("chapters", [_came_about(life)] if life else []),
        ("clauses", _clauses(regulation)),
        *(_signatures(signed) if life else ()),
    ]
    return sealed.seal("text", at.isoformat(), "", [*parts, ("typesetting", pages.typesetting())])


def evidence(row: models.Paper) -> Record:
    """What is kept about one person and a version, in the order in which somebody has to prove it."""
    regulation, life = rulebook.regulation(row.edition), queries.of_edition(row.edition)
    person, one = people.person(row.number), queries.signature(row.edition, row.number)
    name = person.name if person else row.number
    opinions = [found for found in queries.comments(life.id) if found.number == row.number] if life else []
    result = outcomes.result(row.number, row.period) if row.period else None
    at = timezone.localtime(row.asked)
    facts = [
        ("关于", f"{name}（{row.number}）"),
        *_described(regulation, life),
        ("文字的哈希", regulation.hash),
        ("由谁取出", row.by),
        ("取出时间", _moment(at)),
    ]
    chapters = [
        *([_came_about(life)] if life else []),
        _opinions(opinions, {clause.id: clause.title for clause in regulation.clauses}),
        _acknowledged(one, name),
        *(outcomes.chapters(result) if result else ()),
    ]
    parts = [
        ("page", _page(regulation, "留存证据", facts, [NOTE, ADVICE], at)),
        *_text(regulation),
        ("publication", _life(life) if life else None),
        ("acknowledgement", _signed(one, row.edition) if one else None),
        ("result", result),
        ("ledger", _entries(life, one, opinions)),
        ("chapters", chapters),
        ("clauses", _clauses(regulation)),
    ]
    return sealed.seal("evidence", at.isoformat(), row.by, [*parts, ("typesetting", pages.typesetting())])


def file_name(row: models.Paper) -> str:
    """What the file is called when it is taken away."""
    found = rulebook.edition(row.edition)
    title = f"{found.title} {found.version}" if found else row.edition[:12]
    about = f" {row.number} {row.period:%Y-%m}" if row.number and row.period else f" {row.number}".rstrip()
    kind = "留存证据 " if row.kind == "evidence" else ""
    return f"{kind}{title}{about}.pdf".replace("/", "-").replace("\\", "-")


def _page(regulation: Regulation, kind: str, facts: Sequence[tuple[str, str]], notes: list[str], at: datetime) -> Plain:
    return {
        "title": regulation.title,
        "version": f"{regulation.version} 版",
        "kind": kind,
        "facts": [list(fact) for fact in facts],
        "notes": notes,
        "seal-word": "记录的封印（全部内容的 SHA-256 链的末端）",
        "contents": "目录",
        "footer": f"规矩 · {regulation.hash[:12]}",
        "deeper": 0,
        **{name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute")},
    }


def _described(regulation: Regulation, life: Life | None) -> Iterator[tuple[str, str]]:
    yield "版本", regulation.version
    start = life.in_force_from if life and life.in_force_from else regulation.effective
    if start:
        yield "从哪天起施行", start.isoformat()
    if until := rulebook.repealed_from(regulation.hash):
        yield "从哪天起废止", until.isoformat()
    if life:
        yield "起草", life.by
        yield "状态", LIVES[State(life.state)]


def _text(regulation: Regulation) -> list[tuple[str, Any]]:
    sources = compiled.sources(regulation.hash)
    files = {path: body.decode("utf-8") for path, body in sources.files.items()}
    return [("text", {"hash": regulation.hash, "root": sources.main, "files": files})]


def _clauses(regulation: Regulation) -> list[Plain]:
    known = catalogue(compiled.schemas())
    return [
        {
            "level": clause.level,
            "title": clause.title if clause.title.startswith(clause.number) else f"{clause.number} {clause.title}",
            "blocks": prose.blocks(clause.body_markdown, clause.links),
            "said": [sentence(regulation.of(kind)[name], regulation, "zh", known) for kind, name in clause.rules],
        }
        for clause in regulation.clauses
    ]


def _came_about(life: Life) -> Plain:
    rows = [
        [demands.word(leg.stage), STATES[leg.state], _day(leg.began), _day(leg.ended), leg.by, leg.said]
        for leg in life.legs
    ]
    head = ["阶段", "情况", "开始", "结束", "谁", "说明"]
    sheets = [{"title": "", "head": head, "rows": rows, "empty": ""}]
    minutes = life.leg(Stage.CONSULTATION).data
    facts = [["为什么", life.reason]]
    if minutes.get("minutes"):
        facts += [["协商", f"{minutes['held']}，{minutes['with']}"], ["纪要", minutes["minutes"]]]
        facts += [["结果", minutes["result"]]]
    for _, name, digest, size in minuting.listed(life.leg(Stage.CONSULTATION)):
        facts.append(["纪要附件", f"{name}（{size:,} 字节，SHA-256 {digest}）"])
    asked = life.leg(Stage.COMMENTS).data
    if "asked" in asked:
        facts.append(["征求意见", f"问了 {asked['asked']} 人，收到 {asked['comments']} 条意见，都有答复"])
    return {"title": "这一版怎样来的", "facts": facts, "sheets": sheets}


def _opinions(found: Sequence[Opinion], titles: Mapping[str, str]) -> Plain:
    answers = {True: "采纳", False: "不采纳", None: "未答复"}
    rows = [
        [_moment(one.at), titles.get(one.clause, one.clause) or "整篇", one.text, answers[one.taken], one.answer]
        for one in found
    ]
    head = ["时间", "条文", "意见", "答复", "理由"]
    sheet = {"title": "", "head": head, "rows": rows, "empty": "没有留下意见。"}
    return {"title": "本人的意见和答复", "sheets": [sheet]}


def _acknowledged(one: Signed | None, name: str) -> Plain:
    if one is None or one.at is None:
        return {"title": "签收", "notes": [f"没有{name}对这一版的签收记录。"]}
    facts = [["签名", one.written], ["时间", _moment(one.at)], ["签收摘要", one.digest]]
    return {"title": "签收", "notes": [NOTE], "facts": facts}


def _signatures(signed: Sequence[Signed]) -> list[tuple[str, Any]]:
    rows = [
        [one.number, one.written or one.name, one.unit, _moment(one.at) if one.at else "—", one.digest[:24] or "—"]
        for one in signed
    ]
    head = ["工号", "姓名", "单位", "签收时间", "摘要"]
    return [
        ("signatures", [_signed(one, "") for one in signed]),
        ("sheet", {"title": "签收表", "notes": [NOTE], "head": head, "rows": rows}),
    ]


def _signed(one: Signed, edition: str) -> Plain:
    return {
        "number": one.number,
        "name": one.name,
        "written": one.written,
        "moment": moment(one.at) if one.at else "",
        "digest": one.digest,
        **({"edition": edition} if edition else {}),
    }


def _life(life: Life) -> Plain:
    return {
        "number": life.id,
        "state": life.state,
        "base": life.base,
        "by": life.by,
        "reason": life.reason,
        "legs": [_leg(leg) for leg in life.legs],
    }


def _leg(leg: Leg) -> Plain:
    return {
        "stage": leg.stage.value,
        "state": leg.state,
        "demanded": leg.demanded,
        "edition": leg.edition,
        "began": leg.began.isoformat() if leg.began else None,
        "ended": leg.ended.isoformat() if leg.ended else None,
        "by": leg.by,
        "said": leg.said,
        "data": dict(leg.data),
    }


def _entries(life: Life | None, one: Signed | None, opinions: Sequence[Opinion]) -> list[dict[str, object]]:
    found = ledger.evidence(kind="publication", keys=[str(life.id)]) if life else []
    found += ledger.evidence(kind="comment", keys=[str(opinion.id) for opinion in opinions])
    found += ledger.evidence(kind="signature", keys=[one.digest]) if one else []
    return found


def _last(row: models.Paper, life: Life | None, signed: Sequence[Signed]) -> datetime:
    """When what is on the paper last changed: asked for twice, it is the same paper."""
    found = rulebook.edition(row.edition)
    moments = [found.added] if found else []
    moments += [at for leg in (life.legs if life else ()) for at in (leg.began, leg.ended) if at]
    moments += [one.at for one in signed if one.at]
    return max(moments)


def _day(at: datetime | date | None) -> str:
    return f"{at:%Y-%m-%d}" if at else "—"


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"
