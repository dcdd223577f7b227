"""A change in words, as a waterfall and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from guiju.apps.insight.queries.changes import Explained
from guiju.apps.insight.queries.ways import Kind as WayKind
from guiju.apps.insight.queries.ways import Way
from guiju.apps.people import queries as people
from guiju.engines.change.effects import Change, Effect, Kind
from guiju.lang.kinds import Metric
from guiju.web.insight.asking import Asked
from guiju.web.kit import formats
from guiju.web.kit.charts import Chart, Step, waterfall

BARS = 8  # effects drawn by themselves; the rest stands together
NAMED = 3  # in the sentence
SPLIT = frozenset({Kind.RATE, Kind.MIX})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: what the part itself brings, what its weight brings, both together, and the share."""

    name: str
    rate: str
    mix: str
    amount: str
    share: str
    exact: Fraction
    parts: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the page says of a change; empty texts and no chart when there is nothing to say."""

    sentence: str = ""
    parts: str = ""
    chart: Chart | None = None
    lines: tuple[Line, ...] = ()
    split: bool = False
    method: str = ""
    missing: str = ""


def way_word(way: Way) -> str:
    """What a way is called."""
    return {
        WayKind.PARTS: _("按组成"),
        WayKind.TERMS: _("按算法的各项"),
        WayKind.CHAIN: _("流量 × %(rate)s × 单值") % {"rate": way.by},
        WayKind.VOLUME: _("量、结构与价（按%(volume)s）") % {"volume": way.by},
    }[way.kind]


def told(asked: Asked, rule: Metric, found: Explained) -> Told:
    """The change in words; nothing where there is none to tell."""
    change = found.change
    if change is None or asked.way is None:
        return Told()
    names = _names(asked) if asked.divided else {}
    lines = _lines(change, rule, names)
    return Told(
        sentence=_sentence(asked, rule, change),
        parts=_parts(change, rule, lines),
        chart=_drawing(asked, rule, change, names),
        lines=lines,
        split=any(one.kind in SPLIT for one in change.effects),
        method=_method(asked.way, change),
        missing=formats.listed(names.get(key, key) or _("未归属") for key in change.missing),
    )


def _names(asked: Asked) -> Mapping[str, str]:
    return dict(people.names()) if asked.dim == "person" else {}


def _sentence(asked: Asked, rule: Metric, change: Change) -> str:
    now = formats.amount(change.after, rule.unit, decimals=rule.decimals, compact=True).text
    then = formats.amount(change.before, rule.unit, decimals=rule.decimals, compact=True).text
    language = "en" if formats.english() else "zh"
    values = {
        "name": rule.name,
        "now": now,
        "then": then,
        "month": asked.then.label(language),
        "moved": _moved(abs(change.difference), change, rule).lstrip("+"),
    }
    if not change.difference:
        return _("%(name)s %(now)s，和%(month)s一样。") % values
    if change.difference > 0:
        return _("%(name)s %(now)s，比%(month)s（%(then)s）多 %(moved)s。") % values
    return _("%(name)s %(now)s，比%(month)s（%(then)s）少 %(moved)s。") % values


def _parts(change: Change, rule: Metric, lines: tuple[Line, ...]) -> str:
    """The greatest of what moved it."""
    if not change.difference:
        return ""
    said = [f"{one.name} {_moved(one.exact, change, rule)}" for one in lines[:NAMED] if one.exact]
    parted, begin = (", ", " ") if formats.english() else ("，", "")
    return begin + _("其中 %(parts)s。") % {"parts": parted.join(said)} if said else ""


def _moved(amount: Fraction, change: Change, rule: Metric) -> str:
    """An amount against the earlier figure: in points for percentages, else as a share of it."""
    if rule.unit == "%":
        return formats.points_apart(amount)
    if not change.before:
        return formats.amount(amount, rule.unit, decimals=rule.decimals, compact=True, sign=True).text
    return formats.amount(amount / abs(change.before), "%", sign=True).text


def _lines(change: Change, rule: Metric, names: Mapping[str, str]) -> tuple[Line, ...]:
    """What each part brings, the greatest first, the rest last."""
    together: dict[tuple[str, bool], dict[Kind, Fraction]] = {}
    for one in change.effects:
        known = together.setdefault((_label(one, names), one.kind is Kind.REST), {})
        known[one.kind] = known.get(one.kind, Fraction(0)) + one.amount
    ordered = sorted(together.items(), key=lambda item: (item[0][1], -abs(sum(item[1].values(), Fraction(0)))))
    return tuple(_line(name, kinds, change, rule) for (name, _rest), kinds in ordered)


def _line(name: str, kinds: Mapping[Kind, Fraction], change: Change, rule: Metric) -> Line:
    total = sum(kinds.values(), Fraction(0))
    rate, mix = (kinds.get(kind, Fraction(0)) for kind in (Kind.RATE, Kind.MIX))
    share = formats.amount(total / change.difference, "%").text if change.difference else ""
    texts = [_signed(one, rule) if kind in kinds else "" for kind, one in ((Kind.RATE, rate), (Kind.MIX, mix))]
    return Line(name, texts[0], texts[1], _signed(total, rule), share, total, (rate, mix))


def _signed(value: Fraction, rule: Metric) -> str:
    if rule.unit == "%":
        return formats.points_apart(value)
    return formats.amount(value, rule.unit, decimals=rule.decimals, compact=True, sign=True).text


def _label(effect: Effect, names: Mapping[str, str]) -> str:
    if effect.kind is Kind.VOLUME:
        return _("总量")
    if effect.kind is Kind.REST:
        return _("余下")
    return names.get(effect.key, effect.key) or _("未归属")


def _drawing(asked: Asked, rule: Metric, change: Change, names: Mapping[str, str]) -> Chart:
    """From the earlier figure to the later one; small effects stand together so that all bars add up."""
    language = "en" if formats.english() else "zh"
    effects = sorted(change.effects, key=lambda one: (one.kind is Kind.REST, -abs(one.amount)))
    shown = [one for one in effects if one.amount][:BARS]
    steps = [Step(asked.then.label(language), change.before, whole=True)]
    steps += [Step(_bar(one, names), one.amount) for one in shown]
    others = change.difference - sum((one.amount for one in shown), Fraction(0))
    if others:
        steps.append(Step(_("其他"), others))
    steps.append(Step(asked.now.label(language), change.after, whole=True))
    return waterfall(
        "change",
        _("从%(then)s到%(now)s") % {"then": asked.then.label(language), "now": asked.now.label(language)},
        rule.name,
        steps,
        rule.unit,
        decimals=rule.decimals,
    )


def _bar(effect: Effect, names: Mapping[str, str]) -> str:
    kind = {Kind.RATE: _("自身"), Kind.MIX: _("占比")}.get(effect.kind, "")
    return f"{_label(effect, names)} {kind}".strip()


def _method(way: Way, change: Change) -> str:
    """How it was taken apart, in a sentence."""
    if way.kind in {WayKind.TERMS, WayKind.CHAIN}:
        return _("各项先后变化的所有次序都算一遍，取平均（沙普利值），加起来正好是差额。")
    if way.kind is WayKind.VOLUME:
        return _("总量按两期平均单值算，自身按两期平均数量算，占比是结构变化带来的，加起来正好是差额。")
    if any(one.kind in SPLIT for one in change.effects):
        return _("自身是这一部分变好变差带来的，占比是它的份量变了带来的；都取两期的平均，加起来正好是差额。")
    return _("每一部分两期相减，加起来正好是差额。")
