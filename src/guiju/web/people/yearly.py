"""The pages of a year at once: entered figures and targets, by subject and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.actions import grid_books
from guiju.apps.figures.actions.grids import Saved
from guiju.apps.figures.queries import grids
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Input, Metric, Subject, Target
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.attached import attached
from guiju.web.kit.paging import Paging, paging
from guiju.web.kit.show import show
from guiju.web.kit.workbook import WorkbookForm
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.people import cells, year_forms, years
from guiju.web.people.stating import Workbook
from guiju.web.people.tabs import Tab, tabs

ROWS = 100  # subjects on a page
THINGS = {"inputs": Thing.INPUTS, "targets": Thing.TARGETS}
KINDS: dict[SubjectKind, str | Promise] = {
    SubjectKind.DEPARTMENT: gettext_lazy("部门"),
    SubjectKind.UNIT: gettext_lazy("单位"),
    SubjectKind.PERSON: gettext_lazy("人员"),
    SubjectKind.SHOP: gettext_lazy("店铺"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    value: str
    label: str | Promise
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One subject's row, its cells ready."""

    label: str
    about: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Year:
    """What year.html shows."""

    tabs: tuple[Tab, ...]
    thing: str
    title: str
    name: str
    unit: str
    year: int
    names: tuple[Option, ...]
    kinds: tuple[Option, ...]
    months: tuple[Option, ...]
    grid: years.Grid
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    may_edit: bool
    may_exchange: bool
    query: str
    form: WorkbookForm
    at: Paging


@dataclass(frozen=True, slots=True)
class Deed:
    """One change of one cell."""

    month: str
    before: str
    after: str
    who: str
    at: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What past.html shows."""

    thing: str
    title: str
    name: str
    subject: str
    query: str
    deeds: tuple[Deed, ...]


@page
def year(request: HttpRequest, actor: Actor, thing: str) -> HttpResponse:
    """A year of one input, or of the targets of one metric."""
    what = _what(actor, thing)
    regulation = rulebook.current()
    if regulation is None:
        title = _("填报年表") if what is Thing.INPUTS else _("目标年表")
        raise Unwritten(title, strip="people/tabs.html", tabs=tabs(actor, thing))
    number = grids.year_of(request.GET.get("year", ""), clock.today())
    names = _names(what, regulation)
    name = request.GET.get("name", "")
    name = name if name in names else next(iter(names), "")
    kind = _kind(request.GET.get("of", ""), regulation, name)
    sheet = partial(years.sheet, actor, what, regulation, name, kind, number, partial(_paged, request))
    here = sheet()
    typed_in, errors = request.POST.dict(), dict[str, str]()
    if request.method == "POST":
        if "workbook" in request.POST or "export" in request.POST:
            return _workbook(request, here, number, thing)
        if "copy" in request.POST:
            typed_in, count = year_forms.copied(here, regulation, kind, request.POST)
            said = ngettext("填好了 %(n)s 格，看过再保存。", "填好了 %(n)s 格，看过再保存。", count) % {"n": count}
            messages.info(request, said)
        elif "confirm" in request.POST:
            _tell_confirmed(request, year_forms.confirm(here, request.POST))
            return redirect(request.get_full_path())
        else:
            saved, errors = year_forms.take(here, request.POST)
            if saved.count:
                done = ngettext("已保存 %(n)s 格。", "已保存 %(n)s 格。", saved.count) % {"n": saved.count}
                messages.success(request, done)
            if not errors:
                return redirect(request.get_full_path())
            here = sheet()
    grid = years.grid(here, typed_in, errors)
    language = "en" if formats.english() else "zh"
    context = Year(
        tabs=tabs(actor, thing),
        thing=thing,
        title=_("填报年表") if what is Thing.INPUTS else _("目标年表"),
        name=name,
        unit=here.unit,
        year=number,
        names=tuple(Option(one, one, one == name) for one in names),
        kinds=tuple(Option(one.value, word, one is kind) for one, word in KINDS.items())
        if what is Thing.TARGETS
        else (),
        months=tuple(Option(str(month), month.label(language), current=False) for month in here.months),
        grid=grid,
        lines=tuple(
            Line(one.label, one.about, cells.row(one.label, one.boxes, may_edit=one.may_edit)) for one in grid.lines
        ),
        columns=tuple(_column(month.start.month) for month in here.months),
        may_edit=any(line.may_edit for line in grid.lines),
        may_exchange=rules.may_exchange(actor, Action.EXPORT, what),
        query=request.GET.urlencode(),
        form=WorkbookForm(),
        at=_at(request, here.listed),
    )
    return show(request, "people/year.html", context, status=422 if errors else 200)


@page
def past(request: HttpRequest, actor: Actor, thing: str) -> HttpResponse:
    """Every change of every cell of one row."""
    what = _what(actor, thing)
    kind, _bar, called = request.GET.get("row", "").partition("|")
    name = request.GET.get("name", "")
    if kind not in set(SubjectKind):
        raise Http404
    subject = Subject(SubjectKind(kind), called)
    may = rules.may_view_inputs if what is Thing.INPUTS else rules.may_view_targets
    if not may(actor, subject):
        raise NotYours
    months = grids.months(grids.year_of(request.GET.get("year", ""), clock.today()))
    keys = dict(zip(grids.keys(name, subject, months), months, strict=True))
    language = "en" if formats.english() else "zh"
    deeds = tuple(
        Deed(
            month=keys[line.key].label(language),
            before=_worth(line.before),
            after=_worth(line.after),
            who=line.who,
            at=formats.moment(line.at),
            confirmed=line.action == "figures.confirm",
        )
        for line in ledger.histories(kind=what.value.removesuffix("s"), keys=keys)
    )
    title = _("填报年表") if what is Thing.INPUTS else _("目标年表")
    return show(
        request,
        "people/past.html",
        Past(thing, title, name, called or str(KINDS[subject.kind]), request.GET.urlencode(), deeds),
    )


def _at(request: HttpRequest, listed: Sequence[Subject]) -> Paging:
    return paging(request, len(listed), size=ROWS)


def _paged(request: HttpRequest, listed: Sequence[Subject]) -> Sequence[Subject]:
    return _at(request, listed).of(listed)


def _what(actor: Actor, thing: str) -> Thing:
    if thing not in THINGS:
        raise Http404
    what = THINGS[thing]
    if not (rules.may_exchange(actor, Action.VIEW, what) or rules.may_exchange(actor, Action.EDIT, what)):
        raise NotYours
    return what


def _names(what: Thing, regulation: Regulation) -> dict[str, None]:
    """What may be chosen: monthly inputs, or what has a direction, first that for which the regulation has a target."""
    monthly = [one.name for one in regulation.of(Input).values() if one.period.value == "month"]
    if what is Thing.INPUTS:
        return dict.fromkeys(monthly)
    aimed = [one.name for one in regulation.of(Input).values() if one.direction is not None and one.name in monthly]
    declared = [one.metric for one in regulation.of(Target).values()]
    known = [*regulation.of(Metric), *aimed]
    return dict.fromkeys([*(name for name in declared if name in known), *known])


def _kind(text: str, regulation: Regulation, name: str) -> SubjectKind:
    """The kind of subject that is asked for; usually the one for which the regulation itself sets a target."""
    if text in {kind.value for kind in KINDS}:
        return SubjectKind(text)
    declared = (one.subject.kind for one in regulation.of(Target).values() if one.metric == name)
    return next((kind for kind in declared if kind in KINDS), SubjectKind.UNIT)


def _column(month: int) -> str:
    return formats.ENGLISH_MONTHS[month - 1][:3] if formats.english() else _("%(month)s月") % {"month": month}


def _worth(said: object) -> str:
    """The figure that a line of the ledger holds, as a decimal."""
    value = said.get("value") if isinstance(said, dict) else None
    if not isinstance(value, str):
        return ""
    return formats.exact_decimal(Fraction(value))


def _tell_confirmed(request: HttpRequest, saved: Saved) -> None:
    if saved.count:
        said = ngettext("已确认 %(n)s 项。", "已确认 %(n)s 项。", saved.count) % {"n": saved.count}
        messages.success(request, said)
    for refusal in list(saved.refused.values())[:3]:
        messages.error(request, str(refusal))


def _workbook(request: HttpRequest, here: years.Sheet, number: int, thing: str) -> HttpResponse:
    """The same grid as a workbook, out and in."""
    if "export" in request.POST:
        content = grid_books.export_year(
            actor=here.actor, thing=here.thing, name=here.name, listed=here.listed, year=number
        )
        return attached(content, f"guiju-{thing}-{number}.xlsx")
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("没有选文件。"))
        return redirect(request.get_full_path())
    upload = form.cleaned_data["file"]
    report = grid_books.import_year(
        actor=here.actor, thing=here.thing, content=upload.read(), name=upload.name, year=number
    )
    title = _("填报年表") if here.thing is Thing.INPUTS else _("目标年表")
    context = Workbook(title, request.get_full_path(), report)
    return show(request, "people/workbook.html", context, status=422 if report.findings else 200)
