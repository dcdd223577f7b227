"""What somebody has to do now: figures to enter and to confirm, data to bring, drafts to finish."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.figures.queries import coverage
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules
from guiju.web.kit import formats
from guiju.web.people.due import owed
from guiju.web.rulebook.now import Now

LATE = 1  # days behind yesterday from which a file is asked for


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the verb on its button leads to where it is done."""

    what: str
    why: str
    verb: str
    url: str


def tasks(actor: Actor, now: Now | None) -> tuple[Task, ...]:
    """Everything that waits for this person, the most pressing first."""
    return tuple(_tasks(actor, now))


def _tasks(actor: Actor, now: Now | None) -> Iterator[Task]:
    if now is None:
        if rules.may_adopt(actor):
            why = _("部门按哪部制度运行，先定下来。")
            yield Task(_("采用一部制度"), why, _("去看怎么做"), reverse("rulebook:book"))
        return
    enter, confirm = owed(actor, now.due)
    page = f"{reverse('people:inputs')}?month={now.month}"
    if enter:
        what = ngettext("填报 %(n)s 项数", "填报 %(n)s 项数", enter) % {"n": enter}
        yield Task(what, _("%(period)s 的得分和奖金等着它们") % {"period": now.period}, _("去填报"), page)
    if confirm:
        what = ngettext("确认 %(n)s 项填报", "确认 %(n)s 项填报", confirm) % {"n": confirm}
        yield Task(what, _("确认后才算进得分和奖金"), _("去确认"), page)
    if figures.may_import_data(actor):
        yield from _data()
    if rules.may_draft(actor):
        yield from _drafts(actor)


def _data() -> Iterator[Task]:
    """The data that lags most; the page of sources lists the rest."""
    covered = coverage.coverage()
    url = reverse("sources:list")
    if not covered:
        yield Task(_("导入店铺数据"), _("还没有任何数据，数字和得分都等着它。"), _("去导入"), url)
    late = sorted((one for one in covered if one.days_behind > LATE), key=lambda one: -one.days_behind)
    if late:
        last = formats.day(late[0].ranges[-1][1], today=clock.today())
        why = _("%(shop)s 的数据只到 %(day)s") % {"shop": late[0].shop, "day": last}
        what = ngettext("补 %(n)s 种表", "补 %(n)s 种表", len(late)) % {"n": len(late)}
        yield Task(what, why, _("去导入"), url)


def _drafts(actor: Actor) -> Iterator[Task]:
    mine = rulebook.drafts(author_id=actor.user_id) if actor.user_id is not None else []
    if mine:
        when = formats.moment(mine[0].saved)
        why = _("上次保存于 %(when)s") % {"when": when}
        yield Task(
            _("写完草稿：%(title)s") % {"title": mine[0].title},
            why,
            _("接着写"),
            reverse("rulebook:draft", args=[mine[0].id]),
        )
