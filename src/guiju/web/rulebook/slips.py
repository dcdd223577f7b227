"""The rules under a clause as people read them: weights as a table, a formula as a formula, figures with units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guiju.apps.rulebook.kept import per_edition
from guiju.lang import kinds
from guiju.lang.kinds import Rule
from guiju.lang.readback import Language, sentence
from guiju.lang.readback.quantities import quantity
from guiju.lang.readback.words import choice, section, several, subject
from guiju.lang.regulation import Clause, Regulation
from guiju.lang.values import Value
from guiju.web.kit import formats, typed
from guiju.web.kit.formula import typeset
from guiju.web.kit.tags import VerdictKind, verdict
from guiju.web.numbers.card import known_facts
from guiju.web.rulebook import duties, worked
from guiju.web.rulebook.now import Now
from guiju.web.rulebook.standing import standing, word
from guiju.web.rulebook.tables import Column, table
from guiju.web.rulebook.words import kind_word, language

# Kinds whose rules stand together as rows of one table; the others have a slip of their own.
TOGETHER = (
    "unit", "position", "parameter", "input", "target", "access", "duty", "schedule",
    "principle", "scope", "interpretation",
)  # fmt: skip
TEXTS = ("principle", "scope", "interpretation")


@dataclass(frozen=True, slots=True)
class Slip:
    """One rule, or the rules of one kind, under a clause.

    ``notes`` are labelled facts beside a formula, ``said`` the read-back sentences, ``rules`` the names of the rules
    (for editing), ``url`` the page of the number, ``worth`` what the number is at present.
    """

    kind: str
    word: str
    title: str
    anchor: str
    rules: tuple[str, ...]
    formula: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    said: tuple[str, ...] = ()
    url: str = ""
    worth: str = ""

    @property
    def cells(self) -> list[list[tuple[Column, str]]]:
        """Rows whose cells know their column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def slips(clause: Clause, regulation: Regulation, now: Now) -> tuple[Slip, ...]:
    """Everything that a clause makes happen, in the order of its blocks."""
    groups: dict[tuple[str, str], list[Rule]] = {}
    for kind, name in clause.rules:
        rule = regulation.of(kind)[name]
        groups.setdefault((kind, "" if kind in TOGETHER else name), []).append(rule)
    return tuple(_slip(kind, rules, regulation, now) for (kind, _name), rules in groups.items())


def said(rule: Rule, regulation: Regulation) -> str:
    """The sentence that people approve."""
    return _said(regulation, rule.kind, rule.name, language())


@per_edition
def _said(regulation: Regulation, kind: str, name: str, spoken: Language) -> str:
    return sentence(regulation.of(kind)[name], regulation, spoken, known_facts())


def _slip(kind: str, rules: Sequence[Rule], regulation: Regulation, now: Now) -> Slip:
    title = rules[0].name if kind not in TOGETHER else ""
    names = tuple(rule.name for rule in rules)
    sentences = () if kind in TEXTS else tuple(said(rule, regulation) for rule in rules)
    parts = _PARTS[kind](rules, regulation, now)
    return Slip(kind, kind_word(kind), title, f"{kind}-{names[0]}", names, said=sentences, **parts)


def _text(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    columns = (Column(_("名称")), Column(_("内容")))
    return table(columns, ((rule.name, cast("kinds.Principle", rule).text) for rule in rules))


def _units(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    columns = (Column(_("单位")), Column(_("上级")), Column(_("负责人")), Column(_("职责")))
    found = cast("Sequence[kinds.Unit]", rules)
    rows = ((u.name, u.parent or "—", now.holders(u.leader), formats.listed(u.mandate, "；")) for u in found)
    return table(columns, rows)


def _positions(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    columns = (
        Column(_("岗位")),
        Column(_("单位")),
        Column(_("汇报给")),
        Column(_("职责")),
        Column(_("在岗"), numeric=True),
    )
    rows = []
    for one in cast("Sequence[kinds.Position]", rules):
        wanted = "" if one.headcount is None else f" / {_range(*one.headcount)}"
        said = formats.listed(one.responsibilities, "；")
        rows.append((one.name, one.unit, one.reports_to or "—", said, f"{now.held(one.name)}{wanted}"))
    return table(columns, rows)


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def _parameters(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    columns = (Column(_("参数")), Column(_("值"), numeric=True), Column(_("说明")))
    found = cast("Sequence[kinds.Parameter]", rules)
    return table(columns, ((p.name, _dated(p.values, p.unit), p.note) for p in found))


def _dated(values: Sequence[kinds.Dated], unit: str) -> str:
    parts = []
    for one in values:
        amount = _quantity(one.value, unit)
        start = one.start and formats.full_day(one.start)
        parts.append(_("%(day)s起 %(amount)s") % {"day": start, "amount": amount} if start else amount)
    return "；".join(parts)


def _quantity(value: Value | None, unit: str) -> str:
    return "" if value is None else quantity(value, unit, language())


def _inputs(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    columns = (Column(_("填报项")), Column(_("对象")), Column(_("范围")), Column(_("填报 → 确认")), Column(_("证据")))
    rows = []
    for one in cast("Sequence[kinds.Input]", rules):
        low, high = _quantity(one.min, one.unit), _quantity(one.max, one.unit)
        bounds = typed.bounds(low, high) if low or high else one.unit
        default = (
            _("（默认 %(value)s）") % {"value": _quantity(one.default, one.unit)} if one.default is not None else ""
        )
        about = f"{subject(one.subject, language())} {choice(one.period, language())}"
        rows.append((one.name, about, bounds + default, f"{one.enters} → {one.confirms}", one.evidence))
    return table(columns, rows)


def _targets(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    columns = (
        Column(_("指标")),
        Column(_("对象")),
        Column(_("目标"), numeric=True),
        Column(now.period, numeric=True),
        Column(_("结果")),
    )
    rows = []
    for one in cast("Sequence[kinds.Target]", rules):
        result = standing(one, now)
        name = _link(now.url(one.metric), one.metric)
        value = now.aim(one.metric, one.subject)
        rows.append(
            (
                name,
                subject(one.subject, language()),
                value,
                result.text,
                verdict(cast("VerdictKind", result.kind), word(result.kind)),
            )
        )
    return table(columns, rows)


def _link(url: str, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text) if url else format_html("{}", text)


def _metric(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    one = cast("kinds.Metric", rules[0])
    notes: tuple[tuple[str, str], ...] = ((_("口径"), one.card),) if one.card else ()
    if counted := duties.counts(one.formula, now.regulation):
        notes += ((_("凭哪些事"), counted),)
    return {
        "formula": typeset(one.formula, now.regulation, now.values(one, one.formula), now.catalogue),
        "notes": notes,
        "url": now.url(one.name),
        "worth": now.worth(one),
    }


def _scorecard(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    one = cast("kinds.Scorecard", rules[0])
    columns = (
        Column(_("分组")),
        Column(_("指标")),
        Column(_("组内权重"), numeric=True),
        Column(_("占全卡"), numeric=True),
        Column(_("目标"), numeric=True),
        Column(_("谁的数")),
    )
    rows = []
    for part in one.sections:
        for at, item in enumerate(part.items):
            head = f"{section(part.key, part.name, language())} {_percent(part.weight)}" if at == 0 else ""
            target = now.aim(item.name, one.subject)
            name = _link(now.url(item.name), item.name)
            whole = _percent(part.weight * item.weight)
            rows.append((head, name, _percent(item.weight), whole, target, choice(item.scope, language())))
    return table(columns, rows)


def _percent(share: Any) -> str:  # Any: a fraction
    return formats.amount(share, "%", decimals=1).text.replace(f".0{formats.HELD}", formats.HELD)


def _grade(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    one = cast("kinds.Grade", rules[0])
    columns = (Column(_("等级")), Column(_("得分"), numeric=True), Column(_("人数不超过"), numeric=True))
    above = None
    rows = []
    for band in one.bands:
        low = quantity(band.lower, "", language())
        points = (
            _("%(low)s 分及以上") % {"low": low}
            if above is None
            else _("%(low)s 至不足 %(high)s 分") % {"low": low, "high": above}
        )
        share = one.shares.get(band.name)
        rows.append((band.name, points, _percent(share) if share is not None else "—"))
        above = low
    return table(columns, rows)


def _bonus(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    one = cast("kinds.Bonus", rules[0])
    main = one.formula or one.share
    parts = [typeset(main, now.regulation, now.values(one, main), now.catalogue)] if main else []
    if one.pool:
        parts.insert(0, typeset(one.pool, now.regulation, now.values(one, one.pool), now.catalogue))
    whole = format_html("{}" * len(parts), *parts)
    notes = [choice(one.round, language())]
    notes += [_("封顶 %(text)s") % {"text": one.cap.text}] if one.cap else []
    notes += [_("保底 %(text)s") % {"text": one.floor.text}] if one.floor else []
    return {"formula": whole, "notes": ((_("取整"), " · ".join(notes)),)}


def _alert(rules: Sequence[Rule], _regulation: Regulation, now: Now) -> dict[str, Any]:
    one = cast("kinds.Alert", rules[0])
    facts = [choice(one.level, language()), choice(one.period, language()), subject(one.subject, language())]
    told = _("告知%(who)s") % {"who": several(one.tell, language())} if one.tell else ""
    notes = " · ".join([*facts, *filter(None, [told])])
    formula = typeset(one.when, now.regulation, now.values(one, one.when), now.catalogue) if one.when else ""
    return {"formula": formula, "notes": ((_("级别"), notes),)}


def _access(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    columns = (Column(_("谁")), Column(_("可以")), Column(_("什么")), Column(_("范围")))
    rows = []
    for one in cast("Sequence[kinds.Access]", rules):
        may = several((choice(word, language()) for word in one.may), language())
        what = several((choice(word, language()) for word in one.what), language())
        rows.append((several(one.who, language()) or _("全员"), may, what, choice(one.range, language())))
    return table(columns, rows)


_PARTS: dict[str, Callable[[Sequence[Rule], Regulation, Now], dict[str, Any]]] = {
    "unit": _units,
    "position": _positions,
    "parameter": _parameters,
    "metric": _metric,
    "input": _inputs,
    "target": _targets,
    "scorecard": _scorecard,
    "grade": _grade,
    "bonus": _bonus,
    "alert": _alert,
    "access": _access,
    "duty": duties.calendar,
    "form": worked.form,
    "schedule": worked.schedules,
    "raci": worked.matrix,
    "prohibition": worked.prohibition,
    "publication": worked.publication,
    "principle": _text,
    "scope": _text,
    "interpretation": _text,
    "floor": worked.floors,
}
