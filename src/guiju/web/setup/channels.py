"""通知渠道: the ways out of the house, each tried before it is relied on, and everybody's addresses."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.notices import kinds, queries, rules, wording
from guiju.apps.notices.actions import channels as actions
from guiju.apps.notices.actions import contacts
from guiju.apps.notices.errors import Code
from guiju.apps.notices.kinds import Kind
from guiju.apps.notices.values import ChannelView, Failure, Trial
from guiju.apps.refusal import Refused
from guiju.web.kit import formats
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.setup.channel_forms import ABOUT, KINDS, LEVELS, SERVICES, ChannelForm
from guiju.web.setup.pages import WorkbookForm

PATIENCE = 60  # seconds after which somebody should look whether the sender runs


@dataclass(frozen=True, slots=True)
class Row:
    """One channel of the list: what it is and how it does."""

    channel: ChannelView
    kind: str | Promise
    about: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """A kind that can be added."""

    key: str
    title: str | Promise
    about: str | Promise


@dataclass(frozen=True, slots=True)
class Channels:
    """What channels.html shows; ``here`` when links in messages lead to this machine only."""

    rows: tuple[Row, ...]
    kinds: tuple[Kinds, ...]
    here: str


@dataclass(frozen=True, slots=True)
class OneChannel:
    """What channel.html shows; without ``row`` the channel is not there yet. ``live`` while a trial is under way."""

    title: str | Promise
    about: str | Promise
    form: ChannelForm
    row: Row | None
    trials: tuple[Trial, ...]
    live: bool
    slow: bool
    failures: tuple[Failure, ...]
    personal: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """What addresses.html shows."""

    form: WorkbookForm
    report: contacts.ContactsReport | None
    reached: tuple[tuple[str, int], ...]


@page
def channels(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All channels, and what can be added."""
    _allowed(actor)
    rows = tuple(_row(one) for one in queries.channels(actor))
    taken = {row.channel.kind for row in rows if row.channel.on} - {Kind.ROBOT}
    more = tuple(Kinds(kind, KINDS[kind], ABOUT[kind]) for kind in KINDS if kind not in taken)
    here = wording.home() if wording.home() == wording.HERE else ""
    return show(request, "setup/channels.html", Channels(rows, more, here))


@page
def add(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Add a channel of a kind; it is on at once, and tried on its own page."""
    _allowed(actor)
    if kind not in kinds.FIELDS:
        raise Http404
    form = ChannelForm(kind, None, _posted(request))
    if form.is_valid():
        number = _saved(actor, form, kind=kind)
        if number is not None:
            messages.success(request, _("渠道已保存。先发一条试试。"))
            return redirect("setup:channel", number)
    context = OneChannel(KINDS[kind], ABOUT[kind], form, None, (), False, False, (), kind != Kind.ROBOT)  # noqa: FBT003
    return show(request, "setup/channel.html", context, status=422 if form.errors else 200)


@page
def channel(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One channel: try it, see what it could not send, change it."""
    _allowed(actor)
    one = _one(actor, number)
    form = ChannelForm(one.kind, one, _posted(request))
    if form.is_valid() and _saved(actor, form, number=number) is not None:
        messages.success(request, _("渠道已经改好。"))
        return redirect("setup:channel", number)
    trials = tuple(queries.trials(actor, number))
    waiting = [trial for trial in trials if trial.state == "waiting"]
    context = OneChannel(
        title=one.name,
        about=KINDS[one.kind],
        form=form,
        row=_row(one),
        trials=trials,
        live=bool(waiting),
        slow=any((clock.now() - trial.at).total_seconds() > PATIENCE for trial in waiting),
        failures=tuple(queries.failures(actor, number)),
        personal=one.kind != Kind.ROBOT,
    )
    return show(request, "setup/channel.html", context, fragments=("trials",), status=422 if form.errors else 200)


@require_POST
@page
def attempt(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ask for a message by this channel."""
    _allowed(actor)
    _one(actor, number)
    try:
        actions.try_channel(actor=actor, channel_id=number, to=request.POST.get("to", ""))
    except Refused as refusal:
        if refusal.code not in {Code.NO_ADDRESS, Code.UNREADABLE}:
            raise
        messages.error(request, str(refusal) if refusal.code == Code.NO_ADDRESS else _("这不是一个地址。"))
    return redirect("setup:channel", number)


@require_POST
@page
def switch(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Turn a channel on or off, or remove it."""
    _allowed(actor)
    _one(actor, number)
    step = request.POST.get("step")
    try:
        if step == "remove":
            actions.remove_channel(actor=actor, channel_id=number)
            messages.success(request, _("渠道已经删除。"))
            return redirect("setup:channels")
        actions.switch_channel(actor=actor, channel_id=number, on=step == "on")
    except Refused as refusal:
        if refusal.code != Code.ONE_OF_A_KIND:
            raise
        messages.error(request, str(refusal))
    return redirect("setup:channel", number)


@page
def addresses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bring everybody's addresses in as a workbook."""
    _allowed(actor)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    form.fields["file"].label = _("通知地址工作簿（.xlsx）")
    report, status = None, 200
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        report = contacts.import_contacts(actor=actor, content=upload.read(), name=upload.name)
        status = 422 if report.findings else 200
    elif request.method == "POST":
        status = 422
    counted = queries.counted(actor)
    reached = tuple((str(KINDS[kind]), counted.get(kind, 0)) for kind in kinds.ADDRESSES)
    context = Addresses(form, report, reached)
    return show(request, "setup/addresses.html", context, fragments=("outcome",), status=status)


@require_POST
@page
def export_addresses(_request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody's addresses as a workbook that can be filled in and brought back."""
    content = contacts.export_contacts(actor=actor)
    return attached(content, f"guiju-addresses-{clock.today():%Y%m%d}.xlsx")


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _allowed(actor: Actor) -> None:
    if not rules.may_manage_channels(actor):
        raise NotYours


def _one(actor: Actor, number: int) -> ChannelView:
    try:
        return queries.channel(actor, number)
    except Refused as refusal:
        raise Http404 from refusal


def _saved(actor: Actor, form: ChannelForm, *, kind: str = "", number: int | None = None) -> int | None:
    """The number of the channel, or nothing when the form now says what is wrong."""
    try:
        return actions.save_channel(actor=actor, told=form.told(), kind=kind, channel_id=number)
    except Refused as refusal:
        if refusal.code == Code.UNREADABLE:
            form.blame(tuple(map(str, refusal.data["names"])))  # type: ignore[call-overload]  # a tuple, as it says
        elif refusal.code in {Code.NAME_TAKEN, Code.ONE_OF_A_KIND}:
            form.add_error("name", str(refusal))
        else:
            raise
        return None


def _row(one: ChannelView) -> Row:
    about = str(KINDS[one.kind])
    if one.kind == Kind.ROBOT:
        heard = formats.listed(str(LEVELS[level]) for level in kinds.GROUP_LEVELS if level in one.levels)
        about = " · ".join(filter(None, [str(SERVICES[one.settings["service"]]), one.unit or _("整个部门"), heard]))
    elif one.kind == Kind.EMAIL:
        about = f"{one.settings['sender']} · {one.settings['host']}"
    state, tone = (_("已停用"), "") if not one.on else (_("发不出"), "broken") if one.failures else (_("开着"), "kept")
    return Row(one, KINDS[one.kind], about, state, tone)
