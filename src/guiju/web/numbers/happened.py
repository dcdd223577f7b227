"""Marked events on the chart of a metric."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from guiju.apps.audit.actor import Actor
from guiju.apps.insight import rules
from guiju.apps.insight.queries import marks
from guiju.apps.insight.values import Mark
from guiju.engines.periods import Period
from guiju.web.kit.charts import Chart, Span, marked
from guiju.web.numbers.one import Asked

MOST = 12  # on one chart; more cannot be told apart


def upon(drawing: Chart, asked: Asked) -> Chart:
    """The chart with what happened in its periods: everywhere, or in the shop or with the product that it shows."""
    shop, product = (asked.key if asked.dim == dim else "" for dim in ("shop", "product"))
    shown = asked.periods
    found = marks.marks(shown[0].start, shown[-1].end, shop=shop, product=product)
    return marked(drawing, list(spans(found[-MOST:], shown))) if found else drawing


def spans(found: Sequence[Mark], shown: Sequence[Period]) -> Iterator[Span]:
    """Where marked events lie among the periods of a chart, which are in order and without gaps."""
    for one in found:
        at = [number for number, period in enumerate(shown) if period.start <= one.end and period.end >= one.start]
        if at:
            where = f" · {one.shop}" if one.shop else ""
            yield Span(at[0], at[-1], one.text + where)


def new_url(actor: Actor, asked: Asked) -> str:
    """Where an event of what is shown is marked; empty for who may not."""
    if not rules.may_mark(actor):
        return ""
    said = {asked.dim: asked.key} if asked.dim in {"shop", "product"} and asked.key else {}
    return f"{reverse('insight:marks')}?{urlencode({'day': asked.period.end.isoformat(), **said})}"
