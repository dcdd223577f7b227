"""The last steps of the first hour: the shops, their tables, and whether anything could be worked out of these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju import facts
from guiju.apps import clock
from guiju.apps.figures.queries import coverage, points, runs, set_aside
from guiju.apps.figures.queries.first import WorkedOut, worked_out
from guiju.apps.figures.values import Covered
from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Metric
from guiju.lang.values import Reason, Why
from guiju.web.kit import formats, lacking
from guiju.web.sources import standing, words
from guiju.web.start.plain import Plain

SAID = 2  # reasons and tables that a step names; the rest is on the page that it leads to


@dataclass(frozen=True, slots=True)
class _Lack:
    """What keeps figures from being worked out, and the one thing to do about it."""

    says: str
    action: str
    url: str


def figures() -> tuple[Plain, ...]:
    """The shops, the tables, the figures."""
    covered = coverage.coverage()
    regulation = rulebook.current()
    metrics = tuple(regulation.of(Metric)) if regulation else ()
    if regulation is not None and not standing.needed_facts():
        return tuple(_unneeded(covered))
    return (_shop(covered), _data(covered), _figures(covered, metrics))


def _unneeded(covered: Sequence[Covered]) -> Iterable[Plain]:
    """A regulation without shop data: nothing of this has to be done."""
    for one in (_shop(covered), _data(covered), _figures(covered, ())):
        yield Plain(one.key, one.title, _("这部制度不用店铺的数据，这一步不用做。"), done=True, action="", url="")


def _shop(covered: Sequence[Covered]) -> Plain:
    shops = len(people.shops(clock.today()))
    says = ngettext("已有 %(n)s 家店。", "已有 %(n)s 家店。", shops) % {"n": shops}
    return Plain(
        "shop",
        _("记下店铺"),
        says if shops else _("有的导出文件不写是哪家店，先把店名记下。"),
        shops > 0 or bool(covered),
        _("去记店铺"),
        reverse("start:shops"),
        _("文件里没写店铺的，就导不进来。"),
    )


def _data(covered: Sequence[Covered]) -> Plain:
    there = dict.fromkeys(one.fact for one in covered)
    says = _("已有%(tables)s。") % {"tables": words.listed(words.fact(one) for one in there)}
    return Plain(
        "data",
        _("放进一张店铺的表"),
        says if there else _("平台导出的订单、推广或客服表，拖进来就认得。"),
        bool(covered),
        _("去放表"),
        reverse("sources:import"),
        _("没有店铺的表，指标没有数，得分和奖金都待补。"),
    )


def _figures(covered: Sequence[Covered], metrics: Sequence[str]) -> Plain:
    """Done only when something has a value; until then it says what is missing, from which table, and what to do."""
    found = worked_out(metrics) if covered and metrics else WorkedOut(frozenset(), ())
    lack = _lack(covered, metrics, found) if covered and metrics and len(found.known) < len(metrics) else None
    said = [_told(found, metrics)] if covered and metrics else [_("表进来以后，后台按制度的公式算出每个指标。")]
    if lack is not None:
        said.append(lack.says)
    done = bool(found.known)
    return Plain(
        "figures",
        _("第一批数字"),
        (" " if formats.english() else "").join(said),
        done,
        lack.action if lack else _("看数字"),
        lack.url if lack else reverse("numbers:list"),
        _("没有算过的数字，看板是空的。"),
        more=done and lack is not None,
    )


def _told(found: WorkedOut, metrics: Sequence[str]) -> str:
    whole = len(metrics)
    if not found.known:
        return ngettext("%(n)s 个指标，还一个也算不出。", "%(n)s 个指标，还一个也算不出。", whole) % {"n": whole}
    measured = points.measured_at()
    data = {"known": len(found.known), "n": whole, "when": formats.moment(measured) if measured else ""}
    return (
        ngettext(
            "%(n)s 个指标里算出了 %(known)s 个，上次算于 %(when)s。",
            "%(n)s 个指标里算出了 %(known)s 个，上次算于 %(when)s。",
            whole,
        )
        % data
    )


def _lack(covered: Sequence[Covered], metrics: Sequence[str], found: WorkedOut) -> _Lack | None:
    """The nearest cause: reading goes on, rows wait, tables never came, days are before the regulation, or a reason."""
    if runs.running():
        return _Lack(_("后台正在读表、算数，一会儿再看。"), _("看导入"), reverse("sources:runs"))
    there = {one.fact for one in covered}
    lacking = [
        name
        for name, fact in facts.brought().items()
        if name in standing.needed_facts() and name not in there and not fact.of_house
    ]
    return _aside(lacking) or _tables(lacking) or _early(covered) or _because(found.lacks, measured=bool(metrics))


def _aside(lacking: Sequence[str]) -> _Lack | None:
    """Rows of tables that are lacking came, and wait: without a shop, or with mistakes."""
    waiting = [one for one in set_aside.waiting() if one.fact in lacking] if lacking and set_aside.names() else []
    if not waiting:
        return None
    nameless = [one for one in waiting if one.nameless]
    meant = nameless or waiting
    names = words.listed(dict.fromkeys(words.fact(one.fact) for one in meant))
    data = {"facts": names, "rows": f"{sum(one.rows for one in meant):,}"}
    said = (
        _("%(facts)s的表里有 %(rows)s 行没写是哪家店，搁在一边：说一次是哪家店就能入库。")
        if nameless
        else _("%(facts)s的表里有 %(rows)s 行搁在一边，还没算进来：看看为什么，补上说明就能入库。")
    )
    return _Lack(said % data, _("去看搁置的行"), reverse("sources:aside"))


def _tables(lacking: Sequence[str]) -> _Lack | None:
    """Tables that the regulation reads and nobody brought, the first with the clicks that lead to it."""
    if not lacking:
        return None
    path = " › ".join(words.clicks(lacking[0]))
    data = {"tables": words.listed(map(words.fact, lacking)), "first": words.fact(lacking[0]), "path": path}
    said = _("还缺%(tables)s。") % data
    return _Lack(
        (" " if formats.english() else "").join((said, _("%(first)s从这里导出：%(path)s。") % data)),
        _("去放表"),
        reverse("sources:import"),
    )


def _early(covered: Sequence[Covered]) -> _Lack | None:
    """Everything that came is of days before the regulation."""
    start = min((one.start for one in rulebook.adoptions()), default=None)
    last = max(until for one in covered for _first, until in one.ranges)
    if start is None or last >= start:
        return None
    data = {"last": words.short(last), "start": words.short(start)}
    said = _("表里的数据到%(last)s为止，制度从%(start)s起施行，以前的不算：放进施行以后的表。") % data
    return _Lack(said, _("去放表"), reverse("sources:import"))


def _because(lacks: Sequence[Reason], *, measured: bool) -> _Lack | None:
    """What the figures themselves say that they lack."""
    if not lacks:
        return _Lack(_("后台还没有算过，一两分钟就好。"), _("看数字"), reverse("numbers:list")) if measured else None
    said = [lacking.words(one).what for one in lacks[:SAID]]
    url, action = _mended(lacks[0].why)
    return _Lack(
        _("缺的是：%(reasons)s。") % {"reasons": ("; " if formats.english() else "；").join(said)}, action, url
    )


def _mended(why: Why) -> tuple[str, str]:
    """Where a lack is mended, and what the way there is called."""
    return {
        Why.NO_COST: (reverse("costs:list"), _("去填成本")),
        Why.NO_INPUT: (reverse("people:inputs"), _("去填报")),
        Why.NOT_CONFIRMED: (reverse("people:inputs"), _("去确认")),
        Why.NO_OWNER: (reverse("people:list"), _("去写归属")),
        Why.NO_SHARES: (reverse("people:list"), _("去写归属")),
        Why.NO_TARGET: (reverse("people:targets"), _("去下达目标")),
        Why.NOT_COVERED: (reverse("sources:list"), _("看缺哪几天")),
        Why.NO_COLUMN: (reverse("sources:list"), _("看缺哪几天")),
    }.get(why, (reverse("numbers:list"), _("看数字")))
