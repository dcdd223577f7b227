"""What pages of corrections say in the same words."""

from collections.abc import Iterator, Mapping
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from guiju.apps.corrections import reading
from guiju.apps.corrections.values import Did, Kind, Sheet, Stage
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import compiled
from guiju.engines.measure.catalogue import catalogue
from guiju.facts.schema import Schema
from guiju.lang.readback import formulas
from guiju.web.kit import formats

Words = Mapping[str, str | Promise]
Tone = Literal["", "broken", "wait", "kept", "next"]
KINDS: Words = {
    Kind.EXCLUDE: gettext_lazy("排除"),
    Kind.SET: gettext_lazy("改值"),
    Kind.REASSIGN: gettext_lazy("改归属"),
    Kind.UNDO: gettext_lazy("撤销更正"),
}
STAGES: Words = {
    Stage.DRAFT: pgettext_lazy("one", "草稿"),
    Stage.PROPOSED: gettext_lazy("待审批"),
    Stage.APPROVED: gettext_lazy("正在生效"),
    Stage.IN_FORCE: gettext_lazy("已生效"),
    Stage.REFUSED: gettext_lazy("未批准"),
    Stage.WITHDRAWN: gettext_lazy("已撤回"),
    Stage.REPLACED: gettext_lazy("已被改正"),
    Stage.UNDONE: gettext_lazy("已撤销"),
}
TONES: Mapping[str, Tone] = {
    Stage.PROPOSED: "wait",
    Stage.APPROVED: "wait",
    Stage.IN_FORCE: "kept",
    Stage.REFUSED: "broken",
}
DID: Words = {
    Did.DRAFTED: gettext_lazy("写了草稿"),
    Did.PROPOSED: pgettext_lazy("deed", "提交审批"),
    Did.WITHDRAWN: gettext_lazy("撤回"),
    Did.APPROVED: gettext_lazy("批准"),
    Did.REFUSED: gettext_lazy("不批准"),
    Did.IN_FORCE: gettext_lazy("开始生效"),
    Did.REPLACED: gettext_lazy("被改正"),
    Did.UNDONE: gettext_lazy("被撤销"),
}
SHOWN = 3  # keys that a sentence names


def schema(sheet: Sheet) -> Schema:
    """The fact that a correction is about."""
    return compiled.schemas()[sheet.fact]


def word(fact: str) -> str:
    """What a fact is called."""
    return reading.word(compiled.schemas()[fact])


def title(sheet: Sheet) -> str:
    """A correction in a few words."""
    return _("%(kind)s：%(fact)s") % {"kind": KINDS[sheet.kind], "fact": reading.word(schema(sheet))}


def sentence(sheet: Sheet) -> str:
    """What a correction does, as one says it."""
    rows = _("；").join(_rows(sheet))
    fact = reading.word(schema(sheet))
    if sheet.kind == Kind.UNDO:
        return _("更正单 %(number)s 不再作数，它动过的行回到导入时的样子。") % {"number": sheet.replaces}
    if sheet.kind == Kind.EXCLUDE and sheet.along:
        said = _("排除“%(fact)s”的这些行：%(rows)s，以及它们的%(along)s。它们当作没有导入过。")
        return said % {"fact": fact, "rows": rows, "along": formats.listed(map(word, sheet.along))}
    if sheet.kind == Kind.EXCLUDE:
        return _("排除“%(fact)s”的这些行：%(rows)s。它们当作没有导入过。") % {"fact": fact, "rows": rows}
    if sheet.kind == Kind.REASSIGN:
        found = people.person(sheet.person)
        name = found.name if found else sheet.person
        return _("“%(fact)s”的这些行归%(name)s，不论店铺和渠道归谁：%(rows)s。") % {
            "fact": fact,
            "name": name,
            "rows": rows,
        }
    values = formats.listed(_value(sheet, name, value) for name, value in sheet.values.items())
    return _("“%(fact)s”的这些行改为%(values)s：%(rows)s。") % {"fact": fact, "values": values, "rows": rows}


def _value(sheet: Sheet, name: str, value: str | None) -> str:
    column = reading.word(schema(sheet).column(name))
    return _("%(column)s %(value)s") % {"column": column, "value": _("空") if value is None else value}


def _rows(sheet: Sheet) -> Iterator[str]:
    if sheet.keys:
        named = formats.listed(" ".join(part or _("空") for part in key) for key in sheet.keys[:SHOWN])
        more = len(sheet.keys) - SHOWN
        count = ngettext("%(named)s等 %(n)s 行", "%(named)s等 %(n)s 行", len(sheet.keys))
        yield count % {"named": named, "n": len(sheet.keys)} if more > 0 else named
    if sheet.condition:
        yield condition(sheet)
    if sheet.start or sheet.end:
        days = {"start": sheet.start or _("最早"), "end": sheet.end or _("今后")}
        yield _("日期从 %(start)s 到 %(end)s") % days


def condition(sheet: Sheet) -> str:
    """The condition as a sentence reads it; as written where it can no longer be read."""
    try:
        found = reading.condition(schema(sheet), sheet.condition)
    except Refused:
        return sheet.condition
    return formulas.formula(found.tree, "en" if formats.english() else "zh", catalogue(compiled.schemas()))


def rows(count: int) -> str:
    """A count of rows."""
    return ngettext("%(n)s 行", "%(n)s 行", count) % {"n": f"{count:,}"}
