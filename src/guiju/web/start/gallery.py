"""The gallery: the library's documents beside each other, by style, size, what they demand and what they need."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import rules, tasks
from guiju.apps.rulebook.shelf import choosing, profiles
from guiju.apps.rulebook.shelf.profiles import Profile
from guiju.facts import load_schemas
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page

STYLES: dict[str, Promise] = {
    "targets": gettext_lazy("目标与绩效"),
    "processes": gettext_lazy("流程与表单"),
    "routine": gettext_lazy("例行与日程"),
    "discipline": gettext_lazy("纪律与奖惩"),
    "roles": gettext_lazy("岗位与职责"),
    "principles": gettext_lazy("原则与权限"),
}
SIZES = ((8, gettext_lazy("小")), (14, gettext_lazy("中")), (10_000, gettext_lazy("大")))  # by clauses
ORDERS: dict[str, Promise] = {
    "title": gettext_lazy("名称"),
    "size": gettext_lazy("篇幅"),
    "demands": gettext_lazy("例行多少"),
    "needs": gettext_lazy("要的数据"),
}
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Card:
    """One document of the gallery."""

    file: str
    title: str
    about: str
    styles: tuple[str, ...]
    size: str
    clauses: int
    people: str
    demands: str
    duties_a_week: str
    forms: str
    pay: str
    needs: tuple[str, ...]
    monthly: int
    sound: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class Gallery:
    """What gallery.html shows; at ``most`` so many are compared, and ``read`` of all in ``total`` are described."""

    cards: tuple[Card, ...]
    compared: tuple[Card, ...]
    styles: tuple[tuple[str, str, bool], ...]
    orders: tuple[tuple[str, str, bool], ...]
    query: str
    read: int
    total: int
    most: int


@page
def gallery(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All documents, narrowed by style and words, in an order; those that are ticked stand beside each other.

    What is not described yet, the worker is asked to read; the page looks again until it is there.
    """
    _may_choose(actor)
    tasks.request_description()
    there = profiles.kept()
    style, order = request.GET.get("style", ""), request.GET.get("order", "title")
    query = request.GET.get("q", "").strip()
    ticked = request.GET.getlist("with")[:MOST_COMPARED]
    known = [one for one in there.values() if _fits(one, style, query)]
    cards = tuple(_card(one, ticked) for one in sorted(known, key=lambda one: _rank(one, order)))
    context = Gallery(
        cards=cards,
        compared=tuple(_card(there[file], ticked) for file in ticked if file in there),
        styles=tuple((key, str(word), key == style) for key, word in STYLES.items()),
        orders=tuple((key, str(word), key == order) for key, word in ORDERS.items()),
        query=query,
        read=len(there),
        total=len(profiles.files()),
        most=MOST_COMPARED,
    )
    return show(request, "start/gallery.html", context, fragments=("shelf",))


@require_POST
@page
def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take a document to fill in; it binds nobody before it is adopted."""
    _may_choose(actor)
    try:
        number = choosing.choose(actor=actor, file=request.POST.get("file", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("start:gallery")
    messages.success(request, _("选好了，已保存为草稿；采用之前谁也不受它约束。"))
    return redirect("start:fill", number)


def _may_choose(actor: Actor) -> None:
    if not rules.may_draft(actor):
        raise NotYours


def _fits(one: Profile, style: str, query: str) -> bool:
    said = f"{one.title} {one.about} {' '.join(one.facts)}".casefold()
    return (not style or style in one.styles) and all(word in said for word in query.casefold().split())


def _rank(one: Profile, order: str) -> tuple[float, str]:
    ranks = {"size": -one.clauses, "demands": one.duties_a_week, "needs": len(one.facts) + one.monthly / 100}
    return float(ranks.get(order, 0)), one.title


def _card(one: Profile, ticked: list[str]) -> Card:
    demands = [
        _("%(n)s 项例行") % {"n": one.duties} if one.duties else "",
        _("%(n)s 张表单") % {"n": one.forms} if one.forms else "",
        _("%(n)s 条禁止") % {"n": one.prohibitions} if one.prohibitions else "",
        _("%(n)s 种奖金") % {"n": one.bonuses} if one.bonuses else "",
    ]
    return Card(
        file=one.file,
        title=one.title,
        about=one.about,
        styles=tuple(str(STYLES[key]) for key in one.styles),
        size=str(next(word for most, word in SIZES if one.clauses <= most)),
        clauses=one.clauses,
        people=_("%(units)s 个单位，%(positions)s 个岗位，至少 %(people)s 人")
        % {"units": one.units, "positions": one.positions, "people": one.people},
        demands=formats.listed([word for word in demands if word]),
        duties_a_week=f"{one.duties_a_week:g}",
        forms=_("%(forms)s 张，共 %(stages)s 步") % {"forms": one.forms, "stages": one.stages},
        pay=_("%(metrics)s 个指标，%(bonuses)s 种奖金") % {"metrics": one.metrics, "bonuses": one.bonuses},
        needs=tuple(_fact(name) for name in one.facts),
        monthly=one.monthly,
        sound=one.sound,
        compared=one.file in ticked,
    )


def _fact(name: str) -> str:
    """A table of shop data as the reader calls it."""
    schema = next((one for one in load_schemas().values() if one.name == name), None)
    return schema.english.replace("_", " ") if schema is not None and formats.english() else name
