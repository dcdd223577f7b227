"""What sentences of a regulation say that a rule could hold: shares, bounds, times, amounts and what comes round.

Nothing here decides: each is shown beside its sentence, and a person takes it, changes it or refuses it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guiju.engines.bring.clauses import Clause
from guiju.lang import Sources
from guiju.lang import compile as compile_regulation
from guiju.lang.diagnostics import Level
from guiju.lang.writing.rules import entry_of, written

SENTENCES = re.compile(r"[^。；;\n！？!?|]+")
NAME = r"(?P<name>[\w一-鿿]{2,12}?)"
FIGURE = r"(?P<figure>\d+(?:\.\d+)?)"
SPOKEN = re.compile(r"百分之(?P<spoken>[一二三四五六七八九十百零]+|\d+(?:\.\d+)?)")
BOUND = r"(?P<bound>不低于|不少于|不高于|不超过|不得超过|不得低于|低于|高于|达到|控制在|以内|为|是)"
WEIGHT = re.compile(rf"{NAME}(?:所)?(?:占|的?权重(?:为|是|占)?)\s*{FIGURE}\s*%")
SHARE = re.compile(rf"{NAME}\s*{BOUND}\s*{FIGURE}\s*%")
TIME = re.compile(
    rf"{NAME}\s*(?:{BOUND}|在|须在|应在|必须在|应于)\s*{FIGURE}\s*(?P<unit>秒|分钟|小时|天|日)(?:之?内|以内)?"
)
AMOUNT = re.compile(rf"{NAME}\s*(?:{BOUND}|每次|每月|每人|奖励|补贴|报销)?\s*{FIGURE}\s*(?P<unit>元|万元)")
WHEN = (
    r"(?P<when>每个?工作日|每天|每日|每周[一二三四五六日天]"
    r"|每月\s*\d{1,2}\s*[日号]|每月最后一个工作日|每季度?最后一个工作日)"
)
CLOCK = r"(?:上午|下午|晚上)?\s*(?P<clock>\d{1,2}\s*[:：点]\s*(?:\d{2})?\s*分?)?"
VERB = r"(?P<does>(?:提交|上报|填报|汇报|报送|召开|完成|更新|检查|盘点|核对|整理|发布|参加|总结|复盘)[\w一-鿿]{0,14})"
DUTY = re.compile(rf"{WHEN}\s*{CLOCK}\s*(?:之?前|以前|时)?[\w一-鿿，、]{{0,12}}?{VERB}")
WHO = re.compile(r"(?P<who>全体员工|全员|[\w一-鿿]{1,8}?(?:专员|组长|主管|经理|总监|店长|客服|运营|美工))")
LEADING = re.compile(r"^(?:其中|并且|以及|而且|如果|则|应当?|须|必须|的|和|与|及|在|由|且|每人|员工的?|各组的?)+")
NAMELESS = re.compile(rf"\d|{BOUND}$")
DIGITS = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "两": 2}
UPPER = ("不高于", "不超过", "不得超过", "低于", "控制在", "以内")
MOST = 300


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that a sentence seems to hold; ``found`` are the words that say so."""

    clause: str
    sentence: str
    found: str
    kind: str
    rule: str


def proposals(clauses: Iterable[Clause]) -> tuple[Proposal, ...]:
    """What is found in the words of clauses, each name once."""
    result: dict[tuple[str, str], Proposal] = {}
    for clause in clauses:
        if clause.ruled:
            continue  # who wrote its rules has decided
        for found in SENTENCES.finditer(clause.text):
            sentence = found.group().strip(" -\t")
            for one in _in_sentence(clause.id, sentence):
                entry = entry_of(one.kind, one.rule)
                if entry is not None and _sound(one):
                    result.setdefault((one.kind, entry.name), one)
    return tuple(result.values())[:MOST]


def _in_sentence(clause: str, sentence: str) -> Iterator[Proposal]:
    plain = SPOKEN.sub(lambda one: f"{_number(one['spoken'])}%", sentence)
    duty = DUTY.search(plain)
    if duty is not None:
        yield Proposal(clause, sentence, duty.group().strip(), "duty", _duty(plain, duty))
    seen: list[range] = []
    for pattern, ending in ((WEIGHT, "权重"), (SHARE, ""), (TIME, "时限"), (AMOUNT, "金额")):
        for found in pattern.finditer(plain):
            figure = range(*found.span("figure"))
            if any(figure.start in one for one in seen) or (duty and duty.start() <= figure.start < duty.end()):
                continue
            seen.append(figure)
            if NAMELESS.match(found["name"]) or (
                found.groupdict().get("bound") and plain.startswith("的", found.end())
            ):
                continue  # a figure without a name, or the case for which the sentence says something
            name = _name(found, ending)
            unit = "%" if pattern in (WEIGHT, SHARE) else {"日": "天"}.get(found["unit"], found["unit"])
            rule = written("parameter", name, {"值": f"{found['figure']}{unit}", "说明": sentence[:120]})
            yield Proposal(clause, sentence, found.group().strip(), "parameter", rule)


def _name(found: re.Match[str], ending: str) -> str:
    bare = LEADING.sub("", found["name"]) or found["name"]
    bound = found.groupdict().get("bound") or ""
    ending = ending or ("上限" if bound in UPPER else "下限" if bound.startswith("不") or bound == "达到" else "")
    return bare if bare.endswith(ending) else bare + ending


def _number(text: str) -> str:
    """A spoken number up to a hundred in digits."""
    if text[0].isdigit():
        return text
    if text == "百" or text.startswith("一百"):
        return "100"
    tens, ten, ones = text.partition("十")
    if not ten:
        return str(DIGITS.get(text, 0))
    return str(DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0))


def _duty(sentence: str, found: re.Match[str]) -> str:
    when = re.sub(r"\s", "", found["when"]).replace("号", "日").replace("每周天", "每周日")
    when = "每个工作日" if when in ("每日", "每天", "每工作日") else when
    if re.fullmatch(r"每月\d+日", when):
        when += "前"
    who = WHO.search(sentence)
    named = who["who"] if who else "全员"
    does = found["does"]
    fields = {
        "谁": "全员" if named == "全体员工" else "各组负责人" if named.startswith("各") else named,
        "做": does,
        "何时": when,
        "截止": _clock(sentence, found) or "当日",
    }
    return written("duty", does[:20], dict(fields))


def _clock(sentence: str, found: re.Match[str]) -> str:
    if not found["clock"]:
        return ""
    hour, minute, *_rest = *re.findall(r"\d+", found["clock"]), "00"
    before = sentence[found.start() : found.start("clock")]
    late = int(hour) < 12 and ("下午" in before or "晚上" in before)  # noqa: PLR2004 - noon
    return f"{int(hour) + 12 * late:02d}:{minute}"


def _sound(one: Proposal) -> bool:
    """Whether a figure can stand as a rule; a duty's people are looked up only where it is taken."""
    if one.kind != "parameter":
        return True
    rows = "".join(f"  {row}\n" for row in one.rule.split("\n"))
    head = "---\nregulation: x\ntitle: x\nversion: 1\neffective: 2026-01-01\n---\n"
    text = f"{head}\n# x {{#x}}\n\n```yaml 规矩\n参数:\n{rows}```\n"
    result = compile_regulation(Sources("x.md", {"x.md": text.encode()}))
    return all(found.level is not Level.ERROR for found in result.diagnostics)
