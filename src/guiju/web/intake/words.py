"""Ways, states and rhythms in words."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guiju.apps.intake.arriving import CONNECTOR, FACT
from guiju.apps.intake.values import Expected, Scope, Standing, Stands
from guiju.facts.connector import load_connectors
from guiju.web.kit import formats
from guiju.web.sources import words as sources
from guiju.web.work import spans

WAYS: Mapping[str, Promise] = {
    "hand": pgettext_lazy("way", "人工导入"),
    "folder": pgettext_lazy("way", "文件夹"),
    "mailbox": pgettext_lazy("way", "邮箱"),
    "api": pgettext_lazy("way", "接口"),
}
STATES: Mapping[Standing, tuple[Promise, str]] = {
    Standing.LATE: (gettext_lazy("迟了"), "broken"),
    Standing.OPEN: (gettext_lazy("该交了"), "next"),
    Standing.WAITING: (gettext_lazy("还没到时候"), ""),
    Standing.DONE: (gettext_lazy("已交"), "kept"),
    Standing.FREE: (gettext_lazy("不定期"), ""),
    Standing.OFF: (gettext_lazy("已停用"), ""),
}
SCOPES: Mapping[Scope, Promise] = {
    Scope.UPLOAD: gettext_lazy("交来文件"),
    Scope.READ: gettext_lazy("读指标"),
}
TAKEN: Mapping[str, tuple[Promise, str]] = {
    "waiting": (pgettext_lazy("file", "正在导入"), "next"),
    "done": (pgettext_lazy("file", "已收下"), "kept"),
    "refused": (pgettext_lazy("file", "没有收下"), "wait"),
}


def what(text: str) -> str:
    """Which table is expected."""
    if text.startswith(FACT):
        return sources.fact(text.removeprefix(FACT))
    if text.startswith(CONNECTOR):
        known = load_connectors(settings.GUIJU_HOME).get(text.removeprefix(CONNECTOR))
        return known.title.say(sources.language()) if known else text.removeprefix(CONNECTOR)
    return _("任何表")


def about(one: Expected) -> str:
    """Which table of which shop."""
    return " · ".join(filter(None, (what(one.what), one.shop)))


def rhythm(one: Expected) -> str:
    """When it should come, in a few words."""
    if one.lost:
        return _("例行“%(name)s”已不在制度里") % {"name": one.duty}
    if not one.recurs:
        return _("不定期")
    said = _("%(days)s，%(time)s 前") % {"days": one.recurs, "time": one.by}
    return _("%(said)s（例行“%(name)s”）") % {"said": said, "name": one.duty} if one.duty else said


def clicks(one: Expected) -> tuple[str, ...]:
    """Where the export is found, click by click: as the owner wrote it, else as the platform has it."""
    if one.clicks:
        return tuple(step.strip() for line in one.clicks.splitlines() for step in line.split("›") if step.strip())
    if one.what.startswith(FACT):
        return sources.clicks(one.what.removeprefix(FACT))
    known = load_connectors(settings.GUIJU_HOME).get(one.what.removeprefix(CONNECTOR)) if one.what else None
    return sources.clicks(known.fact) if known else ()


def late_by(stands: Stands, now: datetime) -> str:
    """Since how long it is late, empty when it is not."""
    return spans.span(int((now - stands.since).total_seconds())) if stands.since else ""


def moment(at: datetime | None) -> str:
    """A moment in words, empty for none."""
    return formats.moment(at) if at else ""
