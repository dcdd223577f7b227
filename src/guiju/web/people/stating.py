"""The pages on which figures are entered, confirmed and aimed at, in place or by the workbook."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.apps.figures.actions import inputs as input_actions
from guiju.apps.figures.actions import targets as target_actions
from guiju.apps.figures.stated.reading import StatedReport
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import address, formats
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.kit.workbook import WorkbookForm
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.people import because
from guiju.web.people import inputs as entered
from guiju.web.people import targets as aimed
from guiju.web.people.because import Because
from guiju.web.people.inputs import Asked
from guiju.web.people.tabs import Tab, tabs
from guiju.web.people.targets import Row as TargetRow


@dataclass(frozen=True, slots=True)
class Choice:
    """A month to choose."""

    label: str
    value: str
    current: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """What inputs.html shows."""

    tabs: tuple[Tab, ...]
    period: str
    month: str
    choices: tuple[Choice, ...]
    needed: tuple[Asked, ...]
    optional: tuple[Asked, ...]
    amiss: int
    amiss_below: bool
    may_enter: bool
    may_confirm: bool
    may_exchange: bool
    form: WorkbookForm
    because: Because | None


@dataclass(frozen=True, slots=True)
class Targets:
    """What targets.html shows."""

    tabs: tuple[Tab, ...]
    period: str
    month: str
    choices: tuple[Choice, ...]
    rows: tuple[TargetRow, ...]
    amiss: int
    may_set: bool
    may_exchange: bool
    form: WorkbookForm


@dataclass(frozen=True, slots=True)
class Workbook:
    """What workbook.html shows: what came of a workbook of targets or entered figures."""

    title: str
    back: str
    report: StatedReport


@page
def inputs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Entered figures of a month: what is owed, what waits to be confirmed, what is settled."""
    if not (
        rules.may_exchange(actor, Action.VIEW, Thing.INPUTS) or rules.may_exchange(actor, Action.EDIT, Thing.INPUTS)
    ):
        raise NotYours
    _regulation(_("填报"), actor, "inputs")
    period = _month(request, ahead=False)
    errors: dict[str, str] = {}
    if request.method == "POST":
        answer, errors = _entered(request, actor, period)
        if answer is not None:
            return answer
    found = entered.asked(actor, period, request.POST.dict(), errors)
    rows = [row for one in found for row in one.rows]
    context = Inputs(
        tabs=tabs(actor, "inputs"),
        period=_label(period),
        month=str(period),
        choices=_choices(period),
        needed=tuple(one for one in found if not one.optional),
        optional=tuple(one for one in found if one.optional),
        amiss=len(errors),
        amiss_below=any(row.error for one in found if one.optional for row in one.rows),
        may_enter=any(row.may_enter for row in rows),
        may_confirm=any(row.may_confirm for row in rows),
        may_exchange=rules.may_exchange(actor, Action.EXPORT, Thing.INPUTS),
        form=WorkbookForm(),
        because=because.of(request, actor),
    )
    return show(request, "people/inputs.html", context, status=422 if errors else 200)


@page
def targets(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What metrics should reach from a month on."""
    if not (
        rules.may_exchange(actor, Action.VIEW, Thing.TARGETS) or rules.may_exchange(actor, Action.EDIT, Thing.TARGETS)
    ):
        raise NotYours
    regulation = _regulation(pgettext("several", "目标"), actor, "targets")
    period = _month(request, ahead=True)
    errors: dict[str, str] = {}
    if request.method == "POST":
        count, errors = aimed.take(actor, regulation, period, request.POST)
        if not errors:
            messages.success(request, _saved(count))
            return redirect(f"{request.path}?month={period}")
    found = aimed.rows(actor, regulation, period, request.POST.dict(), errors)
    context = Targets(
        tabs=tabs(actor, "targets"),
        period=_label(period),
        month=str(period),
        choices=_choices(period),
        rows=found,
        amiss=len(errors),
        may_set=any(row.may_set for row in found),
        may_exchange=rules.may_exchange(actor, Action.EXPORT, Thing.TARGETS),
        form=WorkbookForm(),
    )
    return show(request, "people/targets.html", context, status=422 if errors else 200)


@require_POST
@page
def workbook(request: HttpRequest, actor: Actor, thing: str) -> HttpResponse:
    """Bring targets or entered figures as a workbook, or take them away as one."""
    if thing not in {"inputs", "targets"}:
        raise Http404
    if "export" in request.POST:
        export = {"inputs": input_actions.export_inputs, "targets": target_actions.export_targets}[thing]
        return attached(export(actor=actor), f"guiju-{thing}-{clock.today():%Y%m%d}.xlsx")
    form = WorkbookForm(request.POST, request.FILES)
    back = reverse(f"people:{thing}")
    if not form.is_valid():
        messages.error(request, _("没有选文件。"))
        return redirect(back)
    take: dict[str, Callable[..., StatedReport]] = {
        "inputs": input_actions.import_inputs,
        "targets": target_actions.import_targets,
    }
    upload = form.cleaned_data["file"]
    report = take[thing](actor=actor, content=upload.read(), name=upload.name)
    title = _("填报") if thing == "inputs" else _("目标")
    return show(request, "people/workbook.html", Workbook(title, back, report), status=422 if report.findings else 200)


def _entered(request: HttpRequest, actor: Actor, period: Period) -> tuple[HttpResponse | None, dict[str, str]]:
    """Enter or confirm; goes back to the page unless something was wrong."""
    if "confirm" in request.POST:
        return _confirmed(request, actor, request.POST, period), {}
    cause = because.of(request, actor)
    with transaction.atomic():
        changed, errors = entered.take(actor, period, request.POST)
        if cause:
            because.cite(actor, cause, period, changed)
    if errors:
        return None, errors
    messages.success(request, _saved(len(changed)))
    return redirect(cause.url if cause and changed else f"{request.path}?month={period}"), {}


def _confirmed(request: HttpRequest, actor: Actor, posted: QueryDict, period: Period) -> HttpResponse:
    chosen = [found for value in posted.getlist("c") if (found := address.number(value)) is not None]
    if not chosen:
        messages.error(request, _("先勾选要确认的。"))
        return redirect(f"{request.path}?month={period}")
    try:
        input_actions.confirm(actor=actor, entry_ids=chosen)
        messages.success(request, ngettext("已确认 %(n)s 项。", "已确认 %(n)s 项。", len(chosen)) % {"n": len(chosen)})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{request.path}?month={period}")


def _saved(count: int) -> str:
    return ngettext("已保存 %(n)s 项。", "已保存 %(n)s 项。", count) % {"n": count}


def _regulation(title: str, actor: Actor, room: str) -> Regulation:
    regulation = rulebook.current()
    if regulation is None:
        raise Unwritten(title, strip="people/tabs.html", tabs=tabs(actor, room))
    return regulation


def _label(period: Period) -> str:
    return period.label("en" if formats.english() else "zh")


def _month(request: HttpRequest, *, ahead: bool) -> Period:
    """The month that is asked for; usually last month's figures, and this month's targets."""
    this = periods.containing(clock.today(), Grain.MONTH)
    return address.month(request.GET.get("month", "")) or (this if ahead else this.previous())


def _choices(chosen: Period) -> tuple[Choice, ...]:
    this = periods.containing(clock.today(), Grain.MONTH)
    listed = {this.previous(back) for back in range(-1, 4)} | {chosen}
    ordered = sorted(listed, key=lambda period: period.start, reverse=True)
    return tuple(Choice(_label(period), str(period), period == chosen) for period in ordered)
