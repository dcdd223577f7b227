"""The organisation of a day as a workbook: units, positions, who holds them, to whom they report."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries, rules
from guiju.apps.rulebook import rules as access
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.apps.work.organisation import superiors
from guiju.apps.work.standing import standing
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit.attached import attached
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.people import days

SHEET = Sheet(
    "架构",
    "organisation",
    (
        Column("unit", "单位", "unit"),
        Column("position", "岗位", "position"),
        Column("number", "工号", "number"),
        Column("name", "姓名", "name"),
        Column("leader", "负责人", "leader", Kind.FLAG),
        Column("superior", "上级", "superior"),
        Column("day", "日期", "day", Kind.DATE),
        Column("by", "导出人", "exported by"),
    ),
)


@require_POST
@page
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody whom the reader may see, on the day that is shown; that it was taken is recorded."""
    if not rules.may_export_roster(actor):
        raise NotYours
    day = days.day(request.POST.get("day", "")) or days.shown(request).day
    within = access.numbers_within(actor, Action.VIEW, Thing.ROSTER, day=day)
    here = standing(day)
    rows = [
        {
            "unit": post.unit,
            "position": post.position,
            "number": post.number,
            "name": post.name,
            "leader": post.leader,
            "superior": "、".join(here.who(one).name for one in superiors(here, post.number)),
            "day": day,
            "by": actor.name,
        }
        for post in queries.held(day)
        if within is None or post.number in within
    ]
    after = {"rows": len(rows), "day": day}
    ledger.record(actor=actor, action="people.export_roster", kind="roster", key="", after=after)
    return attached(spreadsheet.write([(SHEET, rows)]), f"{_('架构')}-{day:%Y%m%d}.xlsx")
