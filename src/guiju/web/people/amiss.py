"""What is amiss in the organisation, each with the way to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people import rules
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.organisation import Amiss, Sort, amiss
from guiju.web.kit import formats
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.people.days import Shown, shown
from guiju.web.people.tabs import Tab, tabs

SORTS: dict[Sort, Promise] = {
    Sort.VACANT: gettext_lazy("岗位空缺"),
    Sort.CROWDED: gettext_lazy("超编"),
    Sort.HEADLESS: gettext_lazy("没有负责人"),
    Sort.TWO_HEADS: gettext_lazy("几个负责人"),
    Sort.TWO_MASTERS: gettext_lazy("几个上级"),
    Sort.NO_LEADER: gettext_lazy("没有上级"),
    Sort.CIRCLE: gettext_lazy("汇报成圈"),
    Sort.UNKNOWN: gettext_lazy("制度不认得"),
    Sort.MISPLACED: gettext_lazy("岗位不在这个单位"),
    Sort.NO_POST: gettext_lazy("未任职"),
    Sort.BOTH_AWAY: gettext_lazy("同时不在"),
    Sort.OPEN_WORK: gettext_lazy("事没交接"),
    Sort.NO_OWNER: gettext_lazy("店铺没有归属"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words, with the page that mends it."""

    sort: str
    about: str
    says: str
    mend: str
    url: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What amiss.html shows."""

    tabs: tuple[Tab, ...]
    at: Paging
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, str, int, bool], ...]
    shown: Shown
    nobody: bool


@page
def findings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All of them on a day, for who keeps the roster."""
    if not rules.may_edit_roster(actor):
        raise NotYours
    when = shown(request)
    if rulebook.regulation_at(when.day) is None:
        raise Unwritten(_("组织体检"), day=when.day, strip="people/tabs.html", tabs=tabs(actor, "findings"))
    every = amiss(when.day)
    wanted = request.GET.get("sort", "")
    chosen = [one for one in every if not wanted or one.sort.value == wanted]
    at = paging(request, len(chosen))
    context = Findings(
        tabs(actor, "findings"),
        at,
        tuple(line(one) for one in at.of(chosen)),
        _counts(every, wanted),
        when,
        nobody=not people.names(when.day),
    )
    return show(request, "people/amiss.html", context)


def line(one: Amiss) -> Line:
    """A finding in words."""
    of_unit = one.sort in {Sort.HEADLESS, Sort.TWO_HEADS}
    about = one.name or (one.unit if of_unit else one.position)
    url, mend = _mend(one)
    return Line(str(SORTS[one.sort]), about, _says(one), mend, url)


def _counts(every: Iterable[Amiss], wanted: str) -> tuple[tuple[str, str, int, bool], ...]:
    found: dict[Sort, int] = {}
    for one in every:
        found[one.sort] = found.get(one.sort, 0) + 1
    return tuple((sort.value, str(SORTS[sort]), count, sort.value == wanted) for sort, count in found.items())


def _says(one: Amiss) -> str:
    said = {
        "unit": one.unit,
        "position": one.position,
        "others": formats.listed(one.others),
        "have": one.have,
        "want": one.want,
    }
    texts = {
        Sort.VACANT: _("%(position)s要 %(want)s 人，现有 %(have)s 人。"),
        Sort.CROWDED: _("%(position)s至多 %(want)s 人，现有 %(have)s 人：%(others)s。"),
        Sort.HEADLESS: _("%(unit)s有人，却没有人负责。"),
        Sort.TWO_HEADS: _("%(unit)s有 %(have)s 个负责人：%(others)s。"),
        Sort.TWO_MASTERS: _("同时向 %(others)s 汇报。"),
        Sort.NO_LEADER: _("在%(unit)s任%(position)s，往上没有人。"),
        Sort.CIRCLE: _("汇报关系绕成一圈：%(others)s。"),
        Sort.UNKNOWN: _("任%(unit)s · %(position)s，制度里没有这个单位或岗位。"),
        Sort.MISPLACED: _("在%(unit)s任%(position)s，制度里这个岗位在%(others)s。"),
        Sort.NO_POST: _("在职，却没有任职：没有例行，也没有得分。"),
        Sort.BOTH_AWAY: _("不在，代理人%(others)s也不在。"),
        Sort.OPEN_WORK: _("已离职，还有 %(have)s 件事在名下。"),
        Sort.NO_OWNER: _("没有人对它负责，按本人计的指标算不到谁头上。"),
    }
    return texts[one.sort] % said


def _mend(one: Amiss) -> tuple[str, str]:
    """Where it is mended, and what is done there."""
    asked = urlencode({"unit": one.unit, "position": one.position})
    listed = f"{reverse('people:list')}?{urlencode({'q': one.position or one.unit})}#list"
    by_form = {
        Sort.TWO_MASTERS: ("line", _("写明上级")),
        Sort.NO_LEADER: ("line", _("写明上级")),
        Sort.CIRCLE: ("line", _("写明上级")),
        Sort.UNKNOWN: ("post", _("改任职")),
        Sort.MISPLACED: ("post", _("改任职")),
        Sort.NO_POST: ("post", _("改任职")),
        Sort.BOTH_AWAY: ("deputy", _("换代理人")),
    }
    if one.sort in by_form:
        what, mend = by_form[one.sort]
        return reverse("people:change", args=[one.number, what]), mend
    elsewhere = {
        Sort.VACANT: (f"{reverse('people:add')}?{asked}", _("添一个人")),
        Sort.HEADLESS: (f"{reverse('people:add')}?{asked}", _("添一个人")),
        Sort.CROWDED: (listed, _("看是谁")),
        Sort.TWO_HEADS: (listed, _("看是谁")),
        Sort.OPEN_WORK: (f"{reverse('work:list')}?{urlencode({'of': 'all', 'person': one.number})}", _("去交接")),
        Sort.NO_OWNER: (f"{reverse('people:own')}?{urlencode({'kind': 'shop', 'key': one.name})}", _("补归属")),
    }
    return elsewhere[one.sort]
