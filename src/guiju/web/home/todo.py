"""What somebody has to do beside work: figures to enter and to confirm, data to bring, drafts to finish."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps import clock
from guiju.apps.appraisal import queries
from guiju.apps.appraisal import rules as appraisal
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.figures.queries import coverage
from guiju.apps.people import queries as people
from guiju.apps.people import rules as people_rules
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.people.due import due, owed
from guiju.web.score.months import lasts
from guiju.web.work.lines import Line, errand

LATE = 1  # days behind yesterday from which a file is asked for


def tasks(actor: Actor, regulation: Regulation | None) -> tuple[Line, ...]:
    """Everything that waits for this person, the most pressing first."""
    return tuple(_tasks(actor, regulation))


def _tasks(actor: Actor, regulation: Regulation | None) -> Iterator[Line]:
    if regulation is None:
        if rules.may_adopt(actor):
            why = _("部门按哪部制度运行，先定下来。")
            yield errand(_("采用一部制度"), why, _("一步一步来"), reverse("start:index"))
        return
    if people_rules.may_edit_roster(actor) and not people.names(clock.today()):
        why = _("名册里还没有人，制度约束不到谁。")
        yield errand(_("导入名册"), why, _("一步一步来"), reverse("start:index"))
    month = periods.containing(clock.today(), Grain.MONTH).previous()
    enters = any(actor.reach(action, Thing.INPUTS) for action in (Action.EDIT, Action.CONFIRM))
    enter, confirm = owed(actor, due(month)) if enters else (0, 0)
    page = f"{reverse('people:inputs')}?month={month}"
    if enter:
        what = ngettext("填报 %(n)s 项数", "填报 %(n)s 项数", enter) % {"n": enter}
        period = month.label("en" if formats.english() else "zh")
        yield errand(what, _("%(period)s 的得分和奖金等着它们") % {"period": period}, _("去填报"), page)
    if confirm:
        what = ngettext("确认 %(n)s 项填报", "确认 %(n)s 项填报", confirm) % {"n": confirm}
        yield errand(what, _("确认后才算进得分和奖金"), _("去确认"), page)
    if appraisal.may_close(actor):
        for full in lasts():
            yield from _closing(full)
    if figures.may_import_data(actor):
        yield from _data()
    if rules.may_draft(actor):
        yield from _drafts(actor)


def _closing(period: periods.Period) -> Iterator[Line]:
    """A full month, quarter or year, once it was worked out, until somebody closes it."""
    reckoning = queries.reckoning(period)
    if reckoning is None or reckoning.closed_at is not None:
        return
    pending = sum(1 for one in queries.lines(period) if one.pending)
    missing = ngettext("还有 %(n)s 人待补，先补齐。", "还有 %(n)s 人待补，先补齐。", pending) % {"n": pending}
    why = missing if pending else _("每个人的得分、等级和奖金都算出来了。")
    what = _("%(period)s定稿") % {"period": period.label("en" if formats.english() else "zh")}
    yield errand(what, why, _("去看"), f"{reverse('score:closing')}?month={period}")


def _data() -> Iterator[Line]:
    """The data that lags most; the page of sources lists the rest."""
    covered = coverage.coverage()
    url = reverse("sources:list")
    if not covered:
        yield errand(_("导入店铺数据"), _("还没有任何数据，数字和得分都等着它。"), _("去导入"), url)
    late = sorted((one for one in covered if one.days_behind > LATE), key=lambda one: -one.days_behind)
    if late:
        last = formats.day(late[0].ranges[-1][1], today=clock.today())
        why = _("%(shop)s的数据只到 %(day)s") % {"shop": late[0].shop, "day": last}
        what = ngettext("补 %(n)s 种表", "补 %(n)s 种表", len(late)) % {"n": len(late)}
        yield errand(what, why, _("去导入"), url)


def _drafts(actor: Actor) -> Iterator[Line]:
    mine = rulebook.latest_draft(actor.user_id) if actor.user_id is not None else None
    if mine:
        number, title, saved = mine
        when = formats.moment(saved)
        why = _("上次保存于 %(when)s") % {"when": when}
        yield errand(
            _("写完草稿：%(title)s") % {"title": title},
            why,
            _("接着写"),
            reverse("rulebook:draft", args=[number]),
        )
