"""The effect of a correction as one reader may see it: rows for all, people and money by right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps.appraisal import closings
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import queries, reading
from guiju.apps.corrections.values import Change, Effect, Kind, PersonChange, Sheet, Total
from guiju.apps.figures import rules as figures
from guiju.apps.people import queries as people
from guiju.apps.rulebook import rules as access
from guiju.engines.periods import Grain, Period
from guiju.facts.schema import ColumnType, Schema
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.corrections import words
from guiju.web.kit import formats, raw
from guiju.web.numbers.words import dim_word

MUCH = Fraction(1, 2)  # of the rows, from which on the page warns
LITTLE = Fraction(1, 1000)  # of the rows, below which a share says nothing
SEEN = 60  # figures of the whole and of parts that are shown; the rest are counted
ROWS, COLUMNS = 6, 9  # of those that are met


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell before and after; ``changed`` where they differ."""

    label: str
    before: str
    after: str
    changed: bool
    numeric: bool


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row that is met; ``gone`` when it no longer counts."""

    cells: tuple[Cell, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure, somebody's points or money before and after."""

    name: str
    about: str
    when: str
    before: str
    after: str
    by: str


Pair = tuple[str, str]  # before and after


@dataclass(frozen=True, slots=True)
class Person:
    """What changes for somebody; ``None`` for what does not; ``held`` where the reader may not see the money."""

    number: str
    name: str
    when: str
    points: Pair | None
    grade: Pair | None
    bonus: Pair | None
    held: bool
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What one.html shows of an effect."""

    rows: str
    warning: str
    days: str
    along: str
    sample: tuple[SampleRow, ...]
    figures: tuple[Moved, ...]
    parts: tuple[Moved, ...]
    more: int
    people: tuple[Person, ...]
    totals: tuple[Moved, ...]
    closed: str


def shown(sheet: Sheet, actor: Actor) -> Shown | None:
    """The effect, as far as the reader may see it; ``None`` while it is not measured."""
    effect = queries.effect(sheet)
    if effect is None:
        return None
    names = dict(people.names())
    seen = [one for one in effect.figures if _may_see(actor, one)]
    whole, parts = ([one for one in seen if (one.dim == "none") is wanted] for wanted in (True, False))
    return Shown(
        rows=_rows(effect, sheet),
        warning=_warning(effect, sheet),
        days=_days(effect.reach),
        along=formats.listed(
            _("%(fact)s %(rows)s") % {"fact": words.word(name), "rows": words.rows(n)} for name, n in effect.along
        ),
        sample=tuple(_sample(effect, words.schema(sheet))),
        figures=tuple(_figure(one, names) for one in whole[:SEEN]),
        parts=tuple(_figure(one, names) for one in parts[:SEEN]),
        more=len(whole[SEEN:]) + len(parts[SEEN:]) + (effect.more if figures.may_view_figures(actor) else 0),
        people=tuple(filter(None, (_person(one, actor) for one in effect.people))),
        totals=tuple(_total(one) for one in effect.totals) if access.may(actor, Action.VIEW, Thing.BONUSES) else (),
        closed=_closed(effect.totals) if access.may(actor, Action.VIEW, Thing.BONUSES) else "",
    )


def _rows(effect: Effect, sheet: Sheet) -> str:
    if not effect.total or Fraction(effect.rows, effect.total) < LITTLE:
        return words.rows(effect.rows)
    share = formats.amount(Fraction(effect.rows, effect.total), "%").text
    said = _("%(rows)s，占“%(fact)s”%(total)s的 %(share)s")
    fact = reading.word(words.schema(sheet))
    return said % {"rows": words.rows(effect.rows), "fact": fact, "total": words.rows(effect.total), "share": share}


def _warning(effect: Effect, sheet: Sheet) -> str:
    if sheet.kind == Kind.UNDO:
        return ""
    if not effect.rows:
        return _("现在的数据里没有符合的行：检查编号和条件，或者先导入数据。")
    if sheet.keys and not sheet.condition and effect.rows < len(sheet.keys):
        missing = len(sheet.keys) - effect.rows
        return ngettext("有 %(n)s 个编号找不到行。", "有 %(n)s 个编号找不到行。", missing) % {"n": missing}
    if effect.rows == effect.total and effect.total > 1:
        return _("这个条件符合全部的行，请再看一遍条件。")
    if effect.total > 1 and Fraction(effect.rows, effect.total) >= MUCH:
        return _("这个条件符合一半以上的行，请再看一遍条件。")
    return ""


def _days(reach: tuple[date, date] | None) -> str:
    if reach is None:
        return ""
    first, last = (formats.full_day(day) for day in reach)
    return first if first == last else _("%(first)s 到 %(last)s") % {"first": first, "last": last}


def _sample(effect: Effect, schema: Schema) -> Iterator[SampleRow]:
    """The first rows; what tells them apart and what changes stands first, what is empty throughout is left out."""
    rows = list(zip(effect.before, effect.after, strict=True))[:ROWS]
    columns = {at: schema.column(name) for at, name in enumerate(effect.columns) if _there(schema, name)}
    filled = [at for at in columns if any(before[at] is not None or (after and after[at]) for before, after in rows)]

    def rank(at: int) -> int:
        name = columns[at].english
        moved = any(after is not None and before[at] != after[at] for before, after in rows)
        return 0 if name in schema.key else 1 if moved else 2 if name == schema.event else 3

    money = {ColumnType.MONEY, ColumnType.COUNT}
    ordered = sorted(filled, key=lambda at: (rank(at), columns[at].type is not ColumnType.MONEY))
    for before, after in rows:
        cells = []
        for at in ordered[:COLUMNS]:
            column = columns[at]
            old, new = _cell(before[at], column.type), _cell((after or before)[at], column.type)
            cells.append(Cell(reading.word(column), old, new, old != new, column.type in money))
        yield SampleRow(tuple(cells), after is None)


def _there(schema: Schema, name: str) -> bool:
    return any(column.english == name for column in schema.columns)


def _cell(text: str | None, kind: ColumnType) -> str:
    if not text:
        return ""
    if kind is ColumnType.MONEY:
        return f"¥{Decimal(text):,.2f}"
    if kind is ColumnType.TIME:
        return raw.moment(datetime.fromisoformat(text))
    if kind is ColumnType.DATE:
        return raw.day(date.fromisoformat(text[:10]))
    return f"{Decimal(text).normalize():f}" if kind is ColumnType.RATIO else text


def _may_see(actor: Actor, change: Change) -> bool:
    return figures.may_view_figures(actor, dim=change.dim, key=change.key)


def _figure(change: Change, names: dict[str, str]) -> Moved:
    key = names.get(change.key, change.key) if change.dim == "person" else change.key
    about = "" if change.dim == "none" else f"{dim_word(change.dim)} {key or _('未归属')}"
    before, after = (_amount(value, change.unit) for value in (change.before, change.after))
    return Moved(
        change.metric,
        about,
        _period(change.month, "month"),
        before,
        after,
        _by(change.before, change.after, change.unit),
    )


def _person(one: PersonChange, actor: Actor) -> Person | None:
    """Points and grade for who may see somebody's, money for who may see that; nothing where nothing is left."""
    day = Period(one.start, Grain(one.grain)).end
    scored = access.may(actor, Action.VIEW, Thing.APPRAISAL, number=one.number, day=day)
    paid = access.may(actor, Action.VIEW, Thing.BONUSES, number=one.number, day=day)
    points = _pair(*one.points, "分") if scored and one.points[0] != one.points[1] else None
    grades = (_("待补") if grade is None else grade for grade in one.grade)
    grade = (next(grades), next(grades)) if scored and one.grade[0] != one.grade[1] else None
    bonus = _pair(*one.bonus, "元") if paid and one.bonus[0] != one.bonus[1] else None
    if not (points or grade or bonus):
        return None
    by = _by(*one.bonus, "元") if bonus else ""
    return Person(one.number, one.name, _period(one.start, one.grain), points, grade, bonus, not paid, by)


def _pair(before: Fraction | None, after: Fraction | None, unit: str) -> Pair:
    return _amount(before, unit), _amount(after, unit)


def _total(one: Total) -> Moved:
    before, after = (_amount(value, "元") for value in (one.before, one.after))
    return Moved(_("奖金合计"), "", _period(one.start, one.grain), before, after, _by(one.before, one.after, "元"))


def _closed(totals: tuple[Total, ...]) -> str:
    """What becomes of periods that are over: of those that were closed, and of those that are not closed yet."""
    over = [Period(one.start, Grain(one.grain)) for one in totals if one.closed]
    if not over:
        return ""
    final = closings.closed_among(over)
    ways = (
        (final, _("%(periods)s已经定稿：定稿的结果不会变，批准后算出的差额，在以后定稿时补发或扣回。")),
        (set(over) - final, _("%(periods)s已经结束，还没有定稿：批准后会重新核算，结果跟着变。")),
    )
    return "".join(
        said % {"periods": formats.listed(_period(one.start, one.grain) for one in sorted(some))}
        for some, said in ways
        if some
    )


def _period(start: date, grain: str) -> str:
    return Period(start, Grain(grain)).label("en" if formats.english() else "zh")


def _amount(value: Fraction | None, unit: str) -> str:
    return _("缺数") if value is None else formats.amount(value, unit).text


def _by(before: Fraction | None, after: Fraction | None, unit: str) -> str:
    if before is None or after is None:
        return ""
    return formats.amount(after - before, unit, sign=True).text
