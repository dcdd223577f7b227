"""废止: proposing that the regulation in force bind nobody any more, and what ends with it, in words."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import actions, demands, rules
from guiju.apps.publishing.ends import ends
from guiju.apps.publishing.models import Publication
from guiju.apps.publishing.values import Life
from guiju.apps.refusal import Refused
from guiju.web.kit import formats
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import forms


@require_POST
@page
def repeal(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Propose it, with a reason."""
    if not rules.may_run(actor):
        raise NotYours
    form = forms.Repeal(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明为什么废止。"))
        return redirect("publishing:list")
    try:
        number = actions.begin_repeal(actor=actor, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:list")
    messages.success(request, _("已提出，请看清废止以后会怎样，再一步步办。"))
    return redirect("publishing:one", number)


def told(row: Publication, life: Life) -> tuple[str, ...]:
    """What ends and what stays, a sentence each; nothing for a version that comes into force."""
    return tuple(_told(life, _day(row, life))) if life.repeals else ()


def _day(row: Publication, life: Life) -> date:
    """From when: as announced, else the earliest day on which it could be."""
    return life.in_force_from or clock.today() + timedelta(days=demands.of(row).notice_days)


def _told(life: Life, day: date) -> Iterator[str]:
    over, shown = ends(life.edition, day), formats.full_day(day)
    if life.in_force_from is None:
        yield _("以最早可以的 %(day)s 为例：") % {"day": shown}
    yield ngettext(
        "%(n)s 项例行不再产生事务；已经派出、在那天或以后到期的 %(pieces)s 件作废，更早的照旧要办完。",
        "%(n)s 项例行不再产生事务；已经派出、在那天或以后到期的 %(pieces)s 件作废，更早的照旧要办完。",
        over.duties,
    ) % {"n": over.duties, "pieces": over.pieces}
    yield _("考核和奖金从 %(month)s 起不再算（期末落在那天以后）；以前算出的得分、等级、奖金一个不动。") % {
        "month": formats.period(over.month.start, over.month.grain)
    }
    yield _("%(n)s 个指标不再有人定义，数据照样留着；以后采用另一部制度，再按那一部算。") % {"n": over.metrics}
    yield _("%(n)s 条权限失去依据：除管理员外，谁都只能读原文；以后的制度由管理员采用。") % {"n": over.rights}
    yield _("原文、签收、意见、纪要和操作记录都留着，一直可读、可取证。")
