"""What changed between two versions of a regulation, in business words."""

from dataclasses import dataclass
from typing import Literal

from guiju.lang.diff.fields import Field, fields
from guiju.lang.formula.names import key_of
from guiju.lang.kinds import Rule
from guiju.lang.readback import sentence
from guiju.lang.readback.words import Language
from guiju.lang.regulation import Clause, Regulation
from guiju.lang.words import KIND_WORDS

What = Literal["added", "removed", "changed", "moved", "reworded", "retitled"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of a clause (no ``kind``), of a whole rule (no ``label``), or of one thing that a rule says.

    ``clause`` is the title of the clause in the new version, or in the old one for what is gone. Pairs are
    (Chinese, English).
    """

    what: What
    clause_id: str
    clause: str
    kind: str = ""
    rule: str = ""
    label: tuple[str, str] = ("", "")
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")

    def words(self, language: Language) -> str:
        """The change as one line."""
        return _words(self, language)


def diff(old: Regulation, new: Regulation) -> tuple[Change, ...]:
    """Every change of title, text and rule from ``old`` to ``new``, in the order of the new document."""
    return (*_clauses(old, new), *_rules(old, new))


def _clauses(old: Regulation, new: Regulation) -> list[Change]:
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    changes = []
    for clause in new.clauses:
        known = before.get(clause.id)
        if known is None:
            changes.append(Change("added", clause.id, clause.title))
            continue
        if known.title != clause.title:
            changes.append(
                Change("retitled", clause.id, clause.title, before=(known.title,) * 2, after=(clause.title,) * 2)
            )
        if _text(known) != _text(clause):
            changes.append(
                Change("reworded", clause.id, clause.title, before=(_text(known),) * 2, after=(_text(clause),) * 2)
            )
    changes += [Change("removed", clause.id, clause.title) for clause in old.clauses if clause.id not in after]
    return changes


def _text(clause: Clause) -> str:
    return " ".join(clause.body_markdown.split())


def _rules(old: Regulation, new: Regulation) -> list[Change]:
    before = {(rule.kind, key_of(rule.name)): rule for rule in old.rules}
    after = {(rule.kind, key_of(rule.name)): rule for rule in new.rules}
    changes = []
    for key, rule in after.items():
        if key in before:
            changes += _rule(before[key], rule, old, new)
        else:
            changes.append(_whole("added", rule, new))
    return changes + [_whole("removed", rule, old) for key, rule in before.items() if key not in after]


def _whole(what: What, rule: Rule, regulation: Regulation) -> Change:
    said = (sentence(rule, regulation, "zh"), sentence(rule, regulation, "en"))
    pair = {"after": said} if what == "added" else {"before": said}
    return Change(what, rule.clause, _title(regulation, rule), rule.kind, rule.name, **pair)


def _rule(old: Rule, new: Rule, older: Regulation, newer: Regulation) -> list[Change]:
    title = _title(newer, new)
    changes = []
    if old.clause != new.clause:
        changes.append(Change("moved", new.clause, title, new.kind, new.name, before=(old.clause,) * 2))
    before, after = fields(old, older), fields(new, newer)
    for path in dict.fromkeys((*before, *after)):
        was, now = before.get(path), after.get(path)
        if was is None or now is None or was.value != now.value:
            changes.append(_field(was, now, Change("changed", new.clause, title, new.kind, new.name)))
    return changes


def _field(was: Field | None, now: Field | None, of: Change) -> Change:
    label = (now or was).label  # type: ignore[union-attr]  # one of the two is there
    none = ("无", "none")
    before = was.said if was else none
    after = now.said if now else none
    return Change("changed", of.clause_id, of.clause, of.kind, of.rule, label, before, after)


def _title(regulation: Regulation, rule: Rule) -> str:
    clause = regulation.clause(rule.clause)
    return clause.title if clause else rule.clause


_CLAUSE_WORDS = {
    "added": ("新增条文“{0}”", "new clause “{0}”"),
    "removed": ("删去条文“{0}”", "clause “{0}” is gone"),
    "retitled": ("条文“{1}”改名为“{2}”", "clause “{1}” is now called “{2}”"),
    "reworded": ("条文“{0}”的文字有改动", "clause “{0}” is reworded"),
}
_RULE_WORDS = {
    "added": ("{0} · 新增{1}“{2}”：{4}", "{0} · new {1} “{2}”: {4}"),
    "removed": ("{0} · 删去{1}“{2}”：{3}", "{0} · {1} “{2}” is gone: {3}"),
    "moved": ("{0} · {1}“{2}”移到本条", "{0} · {1} “{2}” moved to this clause"),
    "changed": ("{0} · {1}“{2}” · {5}：{3} → {4}", "{0} · {1} “{2}” · {5}: {3} → {4}"),
}


def _words(change: Change, language: Language) -> str:
    at = int(language == "en")
    if not change.kind:
        return _CLAUSE_WORDS[change.what][at].format(change.clause, change.before[at], change.after[at])
    return _RULE_WORDS[change.what][at].format(
        change.clause, KIND_WORDS[change.kind][at], change.rule, change.before[at], change.after[at], change.label[at]
    )
