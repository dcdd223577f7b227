"""设置 › 运行, and the same in a few words for a machine that watches: no names, no versions, no figures."""

from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import queries as sources
from guiju.apps.intake import rules as intake
from guiju.apps.upkeep import queries
from guiju.facts.errors import FactsError
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page

GIGABYTE = 1 << 30
MOST = 5  # late tables named
_NAMES: dict[str, str | Promise] = {
    "worker": gettext_lazy("后台（导入、计算）"),
    "ticker": gettext_lazy("定时（提醒、上报、通知）"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is well or not, and what to do when it is not."""

    title: str
    well: bool
    word: str
    said: str
    mend: str


@dataclass(frozen=True, slots=True)
class Running:
    """What running.html shows."""

    checks: tuple[Check, ...]
    well: bool
    version: str
    database: str


@never_cache
@require_safe
def machine(_request: HttpRequest) -> HttpResponse:
    """200 when all is well, 503 otherwise."""
    told = {"database": queries.database_answers(), "disk": queries.has_room()}
    try:
        told |= {"lake": queries.lake_is_whole(), "clock": abs(queries.clock_ahead()) < queries.SKEWED}
        told |= {one.name: one.alive for one in queries.processes()}
    except DatabaseError:
        told |= dict.fromkeys(("lake", "clock", *queries.PROCESSES), False)
    return JsonResponse({"well": all(told.values()), **told}, status=200 if all(told.values()) else 503)


@page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How the house is, thing by thing."""
    if not may_enter(actor):
        raise NotYours
    found = queries.health()
    checks = (
        *_processes(found),
        _room(found),
        _lake(found),
        _clock(found),
        _queue(found),
        _sources(),
        _ledger(found),
        _backup(found),
    )
    context = Running(checks, all(one.well for one in checks), found.version, found.database)
    return show(request, "health/running.html", context)


def may_enter(actor: Actor) -> bool:
    """Who sees how the house runs: administrators and who keeps data coming."""
    return actor.trusted or intake.may_manage(actor)


def _processes(found: queries.Health) -> tuple[Check, ...]:
    mend = _("在服务器上看 guiju serve 还在不在：systemctl status guiju。")
    return tuple(
        Check(str(_NAMES[one.name]), one.alive, _("在运行") if one.alive else _("没有动静"), _since(one.at), mend)
        for one in found.processes
    )


def _room(found: queries.Health) -> Check:
    well = found.free >= queries.LEAST_ROOM
    said = _("还剩 %(free).1f GB，共 %(total).1f GB") % {"free": found.free / GIGABYTE, "total": found.total / GIGABYTE}
    return Check(_("磁盘"), well, _("够用") if well else _("快满了"), said, _("清理磁盘，或换一块大的。"))


def _lake(found: queries.Health) -> Check:
    mend = _("数据湖（GUIJU_HOME 里的 lake）不在或不全：看磁盘是否挂上；找不回时用 guiju restore 从备份恢复。")
    return Check(_("数据湖"), found.lake, _("完整") if found.lake else _("找不到"), "", mend)


def _clock(found: queries.Health) -> Check:
    well = abs(found.ahead) < queries.SKEWED
    seconds = {"n": round(abs(found.ahead.total_seconds()))}
    ahead = found.ahead.total_seconds() > 0
    said = "" if well else _("快了 %(n)s 秒") % seconds if ahead else _("慢了 %(n)s 秒，或被拨回去过") % seconds
    mend = _("让服务器自动对时（timedatectl set-ntp true），期限和登录才准。")
    return Check(_("时钟"), well, _("准") if well else _("不准"), said, mend)


def _queue(found: queries.Health) -> Check:
    late = found.oldest is not None and timezone.now() - found.oldest > queries.STUCK
    said = _("等着 %(waiting)s 件，失败过 %(failed)s 件") % {"waiting": found.waiting, "failed": found.failed}
    return Check(
        _("后台队列"), not late, _("通畅") if not late else _("堵住了"), said, _("重启 guiju serve，再看后台的日志。")
    )


def _sources() -> Check:
    try:
        late = sources.late_names()
    except FactsError:
        return Check(_("该来的表"), False, _("查不到"), "", _("先让数据湖完整。"))  # noqa: FBT003 - not well
    said = formats.listed(late[:MOST]) + (" " + _("等 %(n)s 张") % {"n": len(late)} if len(late) > MOST else "")
    word = _("都到了") if not late else _("迟了 %(n)s 张") % {"n": len(late)}
    return Check(_("该来的表"), not late, word, said, _("到 数据源 › 该来的表 看是谁负责，导入后自动变好。"))


def _ledger(found: queries.Health) -> Check:
    word = _("防得住改写") if found.guarded else _("防护不在")
    return Check(_("操作记录"), found.guarded, word, "", _("运行 guiju upgrade 补上，再用 guiju audit verify 检查。"))


def _backup(found: queries.Health) -> Check:
    well = found.backed_up is not None and timezone.now() - found.backed_up < queries.BACKED_UP
    said = f"{_since(found.backed_up)} {found.backup}".strip()
    word = _("有") if well else _("太久没备份") if found.backed_up else _("还没有备份")
    return Check(
        pgettext("check", "备份"), well, word, said, _("运行 guiju backup，或启用 guiju-backup.timer，每天一次。")
    )


def _since(at: datetime | None) -> str:
    return formats.moment(timezone.localtime(at)) if at else ""
