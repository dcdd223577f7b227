"""What messages say: one sentence a notice, a title over several, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as dated
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import worker
from guiju.apps.notices.values import Line, Message
from guiju.apps.work.models import Notice, Work
from guiju.apps.work.steps import Did
from guiju.engines.periods import parse

Level = Notice.Level
HERE = "http://127.0.0.1:8000/"  # where the pages are when nobody says
ENDS = {(0, 0, 0), (23, 59, 59)}  # when a day is over
NAMES = 12  # of those who are named in one line of a group's message

_HEADS: Mapping[str, str | Promise] = {
    Level.REMIND: gettext_lazy("快到时间"),
    Level.DUE: gettext_lazy("到时间了"),
    Level.LATE: gettext_lazy("已逾期"),
    Level.ESCALATED: gettext_lazy("逾期还没办"),
    Level.MENTION: gettext_lazy("有人提到您"),
    Level.RETURNED: gettext_lazy("退回给您"),
    Level.ASKED: gettext_lazy("请您办"),
    Level.INFORMED: gettext_lazy("知会您"),
}
_BY: Mapping[str, str | Promise] = {
    Level.MENTION: gettext_lazy("%(by)s提到您"),
    Level.RETURNED: gettext_lazy("%(by)s退回给您"),
    Level.ASKED: gettext_lazy("%(by)s请您办"),
    Level.INFORMED: gettext_lazy("%(by)s知会您"),
}
# What was done, where that is what one is told of.
_DID: Mapping[str, str | Promise] = {
    Did.DONE: gettext_lazy("%(by)s办好了"),
    Did.ACCEPTED: gettext_lazy("%(by)s收下了"),
}
_OVERDUE = {Level.LATE, Level.ESCALATED}
_WITH_DUE = {Level.REMIND, Level.DUE, Level.LATE, Level.ESCALATED, Level.ASKED, Level.RETURNED}


def personal(mark: str, notices: Sequence[Notice]) -> Message:
    """What one person is told."""
    lines = [Line(sentence(one), address(one.work_id)) for one in notices]
    title = lines[0].text if len(lines) == 1 else _several(notices)
    return Message(mark, title, tuple(lines), home(), wishes())


def for_group(mark: str, notices: Iterable[Notice]) -> Message:
    """What a group is told: everybody whom the same thing concerns in one line."""

    def same(one: Notice) -> tuple[str, str, str]:
        return (one.level, str(one.about.get("title", "")), str(one.about.get("due", "")))

    lines = []
    for _key, alike in groupby(sorted(notices, key=same), key=same):
        first, *others = alike
        names = [name for one in (first, *others) if (name := _concerned(one.work))]
        text = _parts(str(_HEADS[first.level]), first)
        text += _("：%(names)s") % {"names": _listed(names)} if names else ""
        lines.append(Line(text, address(first.work_id) if not others else home()))
    title = _("规矩：%(count)s 件事") % {"count": len(lines)}
    return Message(mark, title, tuple(lines), home(), wishes())


def trial(mark: str, name: str) -> Message:
    """What is sent to try a channel."""
    # with its time: WeCom drops a message that says the same as one before
    text = _("收到这一条，说明“%(name)s”已经接通（%(time)s）。") % {"name": name, "time": f"{clock.now():%H:%M:%S}"}
    return Message(mark, _("规矩：试一条"), (Line(text, home()),), home(), wishes())


def sentence(notice: Notice) -> str:
    """What somebody should hear, in one sentence."""
    return _parts(head(notice.level, notice.about, _concerned(notice.work)), notice)


def head(level: str, about: Mapping[str, object], concerned: str = "") -> str:
    """How it begins: who did what, or wants what of the reader; ``concerned`` is whose work it is, if it may be told.

    What somebody handed in is named after them already.
    """
    by = str(about.get("by", ""))
    by = _("规矩") if by == worker().name else by
    if level == Level.ESCALATED and concerned:
        return _("%(name)s逾期还没办") % {"name": concerned}
    if level == Level.ASKED and about.get("source") == Work.Source.REVIEW:
        named = not by or str(about.get("title", "")).startswith(by)
        return _("请您审") if named else _("%(by)s请您审") % {"by": by}
    if not by or level not in _BY:
        return str(_HEADS[level])
    did = _DID.get(str(about.get("did", ""))) if level == Level.INFORMED else None
    return str(did or _BY[level]) % {"by": by}


def home() -> str:
    """Where the pages are."""
    return settings.GUIJU_URL or HERE


def address(work_id: int | None) -> str:
    """Where a piece of work is done."""
    return home() + (settings.GUIJU_LINKS["work"] % work_id if work_id else "")


def wishes() -> str:
    """Where people say how they want to be reached."""
    return home() + str(settings.GUIJU_LINKS["wishes"])


def moment(value: datetime) -> str:
    """A day and time; today by its time. The end of a day is 24:00, as the pages say it."""
    local = timezone.localtime(value)
    time = f"{local:%H:%M}"
    if (local.hour, local.minute, local.second) in ENDS:
        local, time = local - timedelta(seconds=1), "24:00"
    if local.date() == clock.today():
        return _("今天 %(time)s") % {"time": time}
    return f"{dated(local, _('n月j日'))} {time}"


def _parts(head: str, notice: Notice) -> str:
    """Head and title, with the deadline where it matters and what somebody said."""
    about = {name: str(value) for name, value in notice.about.items()}
    secret = about.get("source") == Work.Source.CASE
    title = _("一件保密的事") if secret else about.get("title") or untitled(about)
    if about.get("due") and notice.level in _WITH_DUE:
        due = moment(datetime.fromisoformat(about["due"]))
        text = _("%(head)s：%(title)s，%(due)s 截止") % {"head": head, "title": title, "due": due}
    else:
        text = _("%(head)s：%(title)s") % {"head": head, "title": title}
    said = "" if secret else about.get("said", "")
    return _("%(text)s（%(said)s）") % {"text": text, "said": said} if said else text


def untitled(about: Mapping[str, str]) -> str:
    """What somebody is told of that is no piece of work: a closed period, its differences, an absence."""
    if about.get("final"):
        return _("%(period)s的绩效已定稿") % {"period": parse(about["final"]).label(get_language() or "zh")}
    if about.get("closed"):
        count, period = int(about["count"]), parse(about["closed"])
        said = ngettext("%(period)s定稿后 %(count)s 人的奖金有差额", "%(period)s定稿后 %(count)s 人的奖金有差额", count)
        if about.get("judged"):
            said = ngettext(
                "%(period)s定稿后 %(count)s 人的得分或等级变了",
                "%(period)s定稿后 %(count)s 人的得分或等级变了",
                count,
            )
        return said % {"period": period.label(get_language() or "zh"), "count": count}
    return _standing_in(about)


def _standing_in(about: Mapping[str, str]) -> str:
    """Of somebody's absence: from when until when one does their work."""
    if not about.get("start") or not about.get("end"):
        return ""
    start, end = (datetime.fromisoformat(about[name]) for name in ("start", "end"))
    last = end - timedelta(seconds=1)  # until midnight is until the day before
    shown = _("n月j日")
    return _("代办 %(start)s 到 %(end)s") % {"start": dated(start, shown), "end": dated(last, shown)}


def _several(notices: Sequence[Notice]) -> str:
    late = sum(one.level in _OVERDUE for one in notices)
    if late:
        return _("%(count)s 件事请您看，%(late)s 件逾期") % {"count": len(notices), "late": late}
    return _("%(count)s 件事请您看") % {"count": len(notices)}


def _concerned(work: Work | None) -> str:
    return work.accountable.name if work and work.accountable else ""


def _listed(names: Sequence[str]) -> str:
    comma = ", " if translation.get_language() == "en" else "、"
    shown = comma.join(names[:NAMES])
    return shown if len(names) <= NAMES else _("%(names)s 等 %(count)s 人") % {"names": shown, "count": len(names)}
