"""How long is left, in words; ``static/work.js`` says the same while the page stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps.work.values import Item
from guiju.web.kit import formats

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: ``at`` as people say it that day, ``left`` how long until then or since.

    ``clock`` is the time of day alone, ``stamp`` the moment for the page's own countdown, which runs within a day;
    ``tone`` is over, soon or nothing.
    """

    at: str
    left: str
    stamp: int | None
    tone: str
    clock: str = ""


def due(item: Item, moment: datetime) -> Due:
    """When a piece of work is due, seen at a moment; of closed work, whether it was in time."""
    if item.due is None:
        return Due("", "", None, "")
    at = clock_time(item.due, moment.date(), brief=True)
    clock = at.rpartition(" ")[2]
    if item.left is None:
        return Due(at, was_late(item.late), None, "over" if item.late else "", clock)
    stamp = int(item.due.timestamp()) if abs(item.left) < DAY else None
    tone = "over" if item.left < 0 else "soon" if item.left < HOUR else ""
    return Due(at, left(item.left, item.workdays), stamp, tone, clock)


def left(seconds: int, workdays: int | None = None) -> str:
    """``还剩 25 分钟``, ``还剩 2 个工作日``, ``已逾期 1 小时``."""
    if seconds < 0:
        return _("已逾期 %(span)s") % {"span": span(-seconds)}
    long = seconds >= DAY and workdays is not None and workdays > 0
    return _("还剩 %(span)s") % {"span": formats.working_days(workdays or 0) if long else span(seconds)}


def was_late(seconds: int) -> str:
    """Of what is done: how much after its time, or nothing."""
    return _("晚了 %(span)s") % {"span": span(seconds)} if seconds else ""


def span(seconds: int) -> str:
    """A span in its two largest units, down to minutes."""
    if seconds < MINUTE:
        return _("不到 1 分钟")
    if seconds < HOUR:
        return _("%(n)s 分钟") % {"n": seconds // MINUTE}
    if seconds < DAY:
        hours = _("%(n)s 小时") % {"n": seconds // HOUR}
        minutes = seconds % HOUR // MINUTE
        return f"{hours} {_('%(n)s 分') % {'n': minutes}}" if minutes else hours
    days = seconds // DAY
    return ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}


def ticking() -> str:
    """The words of a countdown for the page's script, parted by ``|``.

    Left, over, hours, the minutes after them, minutes alone, less than one.
    """
    said = (
        _("还剩 %(span)s") % {"span": "%s"},
        _("已逾期 %(span)s") % {"span": "%s"},
        _("%(n)s 小时") % {"n": "%s"},
        _("%(n)s 分") % {"n": "%s"},
        _("%(n)s 分钟") % {"n": "%s"},
        _("不到 1 分钟"),
    )
    return "|".join(said)


def clock_time(
    moment: datetime, today: date, *, begins: bool = False, brief: bool = False, weekday: bool = False
) -> str:
    """``12:00`` today, with its day on any other; ``brief`` leaves the weekday out, ``weekday`` always says the day.

    Midnight is 24:00 of the day that ends, unless something begins.
    """
    at = (moment.hour, moment.minute, moment.second)
    ends = not begins and at in {(0, 0, 0), (23, 59, 59)}
    day = date.fromordinal(moment.toordinal() - 1) if ends and at == (0, 0, 0) else moment.date()
    time = "24:00" if ends else f"{moment:%H:%M}"
    if day == today and not weekday:
        return time
    return f"{formats.short_day(day) if brief and day.year == today.year else formats.day(day, today=today)} {time}"
