"""Sentences against floors: what a text may not say of something unless it says what makes it lawful."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from guiju.lang.kinds import Floor, Form
from guiju.lang.kinds.choices import Strength
from guiju.lang.law.finding import Both, Finding, Severity
from guiju.lang.law.texts import Text
from guiju.lang.regulation import Regulation

# a word behind one of these within the same part of a sentence is denied, not demanded
DENIED = re.compile(
    r"(?:不得|不能|不可|不许|不准|不予|不会|不应|不以|不因|不再|不搞|不设|不单凭|不凭|不按|不靠|不等于|禁止|严禁|杜绝|避免"
    r"|不含|不包括|不包含|没有|无需|无须|并非|而非|而不是)[^，,：:]*$|(?:不|非|勿|免)(?:扣|作|做|直接|当作)?$"
)
PART = re.compile(r"[^，,：:（）()]+")
GAP = "…"
MOST_BETWEEN = 8  # characters that … stands for


def wording(said: Sequence[Text], floor: Floor) -> Iterator[Finding]:
    """Every sentence that says what a floor forbids."""
    if not floor.forbids:
        return
    pattern = _pattern(floor.forbids)
    for text in said:
        match = _demanded(text.text, pattern) if pattern.search(text.text) else ""
        if match and _about(text.text, floor):
            yield _found(text, match, floor)


def unspoken_of_leave(regulation: Regulation, said: Sequence[Text], floor: Floor) -> Iterator[Finding]:
    """Forms that ask for leave of the law and may be sent back, in clauses that do not say what that may mean."""
    for form in regulation.of(Form).values():
        options = [option for field in form.fields for option in field.options]
        asked = [option for option in options if any(word in option for word in floor.about)]
        around = [text.text for text in said if text.clause == form.clause]
        if asked and floor.says and any(stage.may_return for stage in form.stages) and not _says(around, floor):
            names = "、".join(asked)
            sums = Both(
                f"「{form.name}」里的{names}可以被退回，这一条没有说退回不等于拒绝",
                f"“{form.name}” can send back {names}, and the clause does not say that this is no refusal",
            )
            yield _lacks(form, floor, sums)


def unspoken_of_decisions(regulation: Regulation, said: Sequence[Text], floor: Floor) -> Iterator[Finding]:
    """A regulation that has people scored, graded or paid by machine and offers them no person to turn to."""
    kinds = ("scorecard", "grade", "bonus")
    computed = [rule for kind in kinds for rule in regulation.of(kind).values()]
    if computed and floor.says and not _says([text.text for text in said], floor):
        words = "、".join(floor.says)
        sums = Both(
            f"得分、等级或奖金由系统算出，全文没有写{words}中的任何一个",
            f"scores, grades or bonuses are computed, and the text says none of {words}",
        )
        yield _lacks(computed[0], floor, sums)


def _says(around: Sequence[str], floor: Floor) -> bool:
    return any(word in text for text in around for word in floor.says)


def _lacks(rule: object, floor: Floor, sums: Both) -> Finding:
    name, kind, clause = (str(getattr(rule, field)) for field in ("name", "kind", "clause"))
    span = getattr(rule, "span")  # noqa: B009 - rules of several kinds
    return Finding(floor, Severity.LACKS, clause, (kind, name), span, name, sums, _allowed(floor))


def _found(text: Text, match: str, floor: Floor) -> Finding:
    severity = Severity.BELOW if text.rule is not None else Severity.WORDS
    if floor.strength is Strength.STANDARD:
        severity = Severity.STANDARD
    rule = (text.rule.kind, text.rule.name) if text.rule is not None else None
    sums = Both(f"「{text.text}」写了「{match}」", f"“{text.text}” says “{match}”")
    return Finding(floor, severity, text.clause, rule, text.span, text.text, sums, _allowed(floor))


def _allowed(floor: Floor) -> Both:
    return Both(floor.allows or "删去或改写这句话", floor.english or "take the sentence out or reword it")


def _about(text: str, floor: Floor) -> bool:
    spoken = not floor.about or any(word in text for word in floor.about)
    return spoken and not any(word in text for word in floor.unless)


def _demanded(text: str, pattern: re.Pattern[str]) -> str:
    """The first of the words that the sentence does not deny."""
    for part in PART.finditer(text):
        for match in pattern.finditer(part.group()):
            if not DENIED.search(part.group()[: match.start()]):
                return match.group()
    return ""


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    gap = rf"[^，,。；;：:]{{0,{MOST_BETWEEN}}}?"
    return re.compile("|".join(gap.join(map(re.escape, word.split(GAP))) for word in words))
