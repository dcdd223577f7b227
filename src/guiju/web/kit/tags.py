"""Components as template tags: a signature each, so that a misspelt property fails when the template is compiled."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from guiju.web.kit import formats
from guiju.web.kit.charts import Chart
from guiju.web.kit.figures import Difference, FigureView, Spark
from guiju.web.kit.icons import ICONS
from guiju.web.kit.paging import Paging

register = template.Library()

Tone = Literal["", "broken", "wait", "kept", "next"]
VerdictKind = Literal["kept", "broken", "waiting", "missing", "signed", "text"]
VERDICT_ICONS = {
    "kept": "check",
    "broken": "cross",
    "waiting": "ring",
    "missing": "gap",
    "signed": "sign",
    "text": "dash",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line drawing; with a ``label`` it speaks for itself, without one it is decoration."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>', spoken, ICONS[name])


@register.simple_block_tag
def card(content: str, *, title: str = "", note: str = "", tone: Tone = "", flush: bool = False, id: str = "") -> str:  # noqa: A002 the HTML word
    """A leaf of paper with an optional title; ``flush`` lets a table reach its edges."""
    return render_to_string(
        "kit/card.html", {"content": content, "title": title, "note": note, "tone": tone, "flush": flush, "id": id}
    )


@register.simple_block_tag
def head(content: str, *, title: str, lead: str = "") -> str:
    """The head of a page: title, one sentence, and in the block its actions."""
    actions = mark_safe(content.strip())  # noqa: S308 rendered by the template just now
    return render_to_string("kit/head.html", {"content": actions, "title": title, "lead": lead})


@register.simple_block_tag
def notice(content: str, *, tone: Tone = "next") -> SafeString:
    """A line that must be read."""
    role = "alert" if tone == "broken" else "status"
    return format_html('<div class="notice {}" role="{}"><div>{}</div></div>', tone, role, content)


@register.simple_block_tag
def dialog(content: str, *, id: str, title: str) -> str:  # noqa: A002 the HTML word
    """A native dialog; a button with ``commandfor`` and ``command="show-modal"`` opens it."""
    return render_to_string("kit/dialog.html", {"content": content, "id": id, "title": title})


@register.simple_block_tag
def sheet(content: str, *, caption: str, hidden: bool = True, even: bool = False) -> str:
    """A dense table whose rows become cards on a phone: each cell says its ``data-label``.

    ``even`` columns stand one under the other in tables that follow each other.
    """
    return render_to_string("kit/sheet.html", {"content": content, "caption": caption, "hidden": hidden, "even": even})


@register.simple_tag
def empty(say: str, *, hint: str = "", action: str = "", url: str = "") -> str:
    """Nothing here: a sentence, why, and the next step."""
    return render_to_string("kit/empty.html", {"say": say, "hint": hint, "action": action, "url": url})


@register.simple_tag
def fig(figure: FigureView, *, plain: bool = False) -> str:
    """A figure with target, difference, trend and, when it is missing, why; ``plain`` where a link is around it."""
    return render_to_string("kit/fig.html", {"figure": replace(figure, url="") if plain else figure})


@register.simple_tag
def amount(
    value: Fraction | None, unit: str = "", *, decimals: int | None = None, compact: bool = False, sign: bool = False
) -> SafeString:
    """A figure in running text; what was shortened is exact on hover and for copying."""
    if value is None:
        return format_html('<span class="faint">{}</span>', _("缺数"))
    shown = formats.amount(value, unit, decimals=decimals, compact=compact, sign=sign)
    return shown_amount(shown)


@register.simple_tag
def shown_amount(shown: formats.Amount) -> SafeString:
    """A figure that is in words already."""
    hover = format_html(' title="{}"', shown.exact) if shown.exact.rstrip("0.") not in shown.text else ""
    return format_html('<data class="amount" value="{}"{}>{}</data>', shown.exact, hover, shown.text)


@register.simple_tag
def difference(gap: Difference) -> SafeString:
    """A signed difference and the word that says what it means."""
    return format_html('<span class="{}">{} {}</span>', gap.tone, gap.text, gap.word)


@register.simple_tag
def spark(line: Spark, *, tiny: bool = False) -> str:
    """A line without axes, with its words for those who cannot see it."""
    return render_to_string("kit/spark.html", {"line": line, "tiny": tiny})


@register.simple_tag
def verdict(kind: VerdictKind, word: str) -> SafeString:
    """The mark of a clause: drawing, word and colour."""
    path = ICONS[VERDICT_ICONS[kind]]
    drawing = format_html('<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path)
    return format_html('<span class="verdict {}">{}{}</span>', kind, drawing, word)


@register.simple_tag
def flag(word: str, tone: Tone = "") -> SafeString:
    """A short state beside a name."""
    return format_html('<span class="flag {}">{}</span>', tone, word)


@register.simple_tag
def bar(share: Fraction | float, *, tone: Tone = "", words: str = "") -> SafeString:
    """A share of a whole from 0 to 1, drawn; ``words`` say it."""
    width = f"{max(0.0, min(1.0, float(share))) * 100:.1f}"
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect width="{}" height="8"/></svg>',
        tone,
        words or f"{width} %",
        width,
    )


@register.simple_tag
def progress(done: int, whole: int, *, words: str) -> str:
    """Long work: what it is doing and how far it is."""
    return render_to_string("kit/progress.html", {"done": done, "whole": whole, "words": words})


@register.simple_tag
def chart(drawing: Chart) -> str:
    """A chart with its table; without script the table stands open."""
    return render_to_string("kit/chart.html", {"chart": drawing})


@register.simple_tag
def pager(at: Paging, *, always: bool = False, anchor: str = "") -> str:
    """The way to the pages before and after; nothing where one page holds everything, unless it ``always`` counts.

    ``anchor`` is the id of the list, where something else stands above it.
    """
    return render_to_string("kit/pager.html", {"at": at, "anchor": anchor}) if always or at.pages > 1 else ""


@register.simple_tag
def person(name: str, *, note: str = "", url: str = "") -> str:
    """A person by name, with initials drawn here."""
    initials = (
        name.partition("（")[0][-1:] if not name.isascii() else "".join(word[0] for word in name.split()[:2]).upper()
    )
    return render_to_string("kit/person.html", {"name": name, "note": note, "url": url, "initials": initials})


@register.simple_tag
def field(bound: BoundField, *, unit: str = "", help: str = "") -> str:  # noqa: A002 the HTML word
    """A form field: label above, help under, errors at the field in words."""
    name = bound.id_for_label
    attributes: dict[str, Any] = dict(bound.field.widget.attrs)  # Any: attributes of a tag
    if bound.errors:
        attributes["aria-invalid"] = "true"
    told = [f"{name}_{part}" for part, there in (("error", bound.errors), ("help", help or bound.help_text)) if there]
    if told:
        attributes["aria-describedby"] = " ".join(told)
    kind = getattr(bound.field.widget, "input_type", "")
    picks = kind == "file"  # the browser's own control speaks its language
    ticks = kind == "checkbox" and not bound.use_fieldset  # its words stand beside it; empty is an answer
    widget = bound.as_widget(attrs=attributes)
    parts = {"bound": bound, "widget": widget, "unit": unit, "picks": picks, "ticks": ticks}
    parts["help"] = help or bound.help_text
    return render_to_string("kit/field.html", parts)


@register.filter
def counted(value: int) -> str:
    """A count with its thousands apart."""
    return f"{value:,}"


@register.filter
def day(value: date | datetime) -> str:
    """A date or a moment in words."""
    return formats.moment(value) if isinstance(value, datetime) else formats.day(value)


@register.filter
def unit_word(unit: str) -> str:
    """A unit as it stands beside a field."""
    return formats.unit_word(unit)


@register.filter
def unit_beside(unit: str, typed: str) -> str:
    """The unit to stand beside a figure in a field; nothing where the figure bears it, as it does with ``%``."""
    return "" if unit == "%" and "%" in typed else formats.unit_word(unit)


@register.filter
def full_day(value: date) -> str:
    """A date with its year, as documents write it."""
    return formats.full_day(value)


@register.filter
def period(value: date, grain: str) -> str:
    """The period of this grain that begins on this day."""
    return formats.period(value, grain)


@register.simple_tag
def point(chinese: str) -> str:
    """A punctuation mark between two things of a page, such as 、 or ：, as the page's language sets it."""
    return formats.point(chinese)


@register.filter
def listed(parts: Iterable[object], between: str = "、") -> str:
    """Several things one after the other, with the page's own comma or another mark between them."""
    return formats.listed(map(str, parts), between)
