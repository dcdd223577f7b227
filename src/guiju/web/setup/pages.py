"""What an administrator or HR keeps in order: the roster as a workbook, and doors to the rest."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.formats import rules as formats
from guiju.apps.intake import rules as intake
from guiju.apps.notices import rules as notices
from guiju.apps.people import actions, rules
from guiju.apps.people.actions import RosterReport
from guiju.apps.people.addressbook import books
from guiju.apps.privacy import rules as privacy
from guiju.apps.rulebook import rules as access
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.health import pages as running
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.ledger import rights as ledger
from guiju.web.setup.told import Told, told


class WorkbookForm(forms.Form):
    """One XLSX file."""

    file = forms.FileField(label=gettext_lazy("名册工作簿或通讯录"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv"


@dataclass(frozen=True, slots=True)
class Door:
    """One place of the set-up."""

    icon: str
    title: str
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Index:
    """What index.html shows."""

    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """What roster.html shows; ``report`` is what came of a workbook, ``dry`` whether it was only tried."""

    form: WorkbookForm
    report: RosterReport | None
    changes: tuple[Told, ...]
    dry: bool
    may_export: bool
    without_pay: bool


@page
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything there is to set up, for those who may."""
    doors = []
    if access.may_adopt(actor) or rules.may_edit_roster(actor):
        says = _("选制度、填数、导名册、放数据：九步做到第一批数字，做到哪步一看便知。")
        doors.append(Door("check", _("开始使用"), says, reverse("start:index")))
    if actor.reach(Action.IMPORT, Thing.SOURCES) is not None:
        doors.append(
            Door("sources", _("数据源"), _("把平台导出的表拖进来；哪家店缺哪几天一眼看到。"), reverse("sources:list"))
        )
    if intake.may_manage(actor):
        says = _("哪张表谁负责、多久一次；看文件夹、收邮箱、给程序令牌。")
        doors.append(Door("download", _("自动收数"), says, reverse("intake:list")))
    if rules.may_edit_roster(actor):
        doors.append(
            Door("people", _("名册"), _("人、岗位、工资基数、店铺与归属，一本工作簿。"), reverse("setup:roster"))
        )
    if notices.may_manage_channels(actor):
        says = _("邮件、群机器人、企业微信、钉钉、飞书；先发一条试试。")
        doors.append(Door("bell", _("通知渠道"), says, reverse("setup:channels")))
    if rules.may_manage_accounts(actor):
        says = _("用企业微信、钉钉、飞书或统一登录进规矩。")
        doors.append(Door("key", _("登录方式"), says, reverse("account:providers")))
    if formats.may_teach(actor):
        says = _("平台之外的文件，教一次每列是什么，以后谁导入都认得。")
        doors.append(Door("upload", _("认识的文件"), says, reverse("mapping:list")))
    if privacy.may_view_record(actor):
        says = _("有人来问存了什么：查、给、抹；影响评估记录。")
        doors.append(Door("lock", _("个人信息"), says, reverse("privacy:index")))
    doors += _keeping(actor)
    if not doors:
        raise NotYours
    return show(request, "setup/index.html", Index(tuple(doors)))


def _keeping(actor: Actor) -> list[Door]:
    """What keeps the house in order: how it runs, and what was done."""
    doors = []
    if running.may_enter(actor):
        says = _("后台、磁盘、队列、备份是不是都好。")
        doors.append(Door("check", _("运行"), says, reverse("health:people")))
    if ledger.may_read(actor):
        doors.append(Door("file", _("操作记录"), _("谁在什么时候改了什么；记录不能改写。"), reverse("ledger:list")))
    return doors


@page
def roster(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bring the roster in as a workbook: tried first, then taken over whole or not at all."""
    if not rules.may_edit_roster(actor):
        raise NotYours
    form = WorkbookForm(request.POST or None, request.FILES or None)
    report, dry, status = None, False, 200
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        dry, content = "try" in request.POST, upload.read()
        report = actions.import_roster(actor=actor, content=content, name=upload.name, dry_run=dry)
        book = books.bring(actor=actor, content=content, name=upload.name) if report.findings else None
        if isinstance(book, int):
            return _sorted_first(request, book)
        status = 422 if report.findings else 200
    elif request.method == "POST":
        status = 422
    paid = access.numbers_within(actor, Action.VIEW, Thing.BONUSES)
    changes = told(report.changes, paid) if report else ()
    may_export = rules.may_export_roster(actor)
    context = Roster(form, report, changes, dry, may_export, may_export and not rules.may_export_pay(actor))
    return show(request, "setup/roster.html", context, fragments=("outcome",), status=status)


def _sorted_first(request: HttpRequest, book: int) -> HttpResponse:
    """An address book that came by the door of the roster workbook goes to where it is sorted; nothing is changed."""
    said = _("这是一份通讯录，读好了：先看看部门和职务对得上哪些单位和岗位，再收进名册。")
    messages.info(request, said)
    onward = reverse("setup:addressbook", args=[book])
    return HttpResponse(headers={"HX-Redirect": onward}) if request.headers.get("HX-Request") else redirect(onward)


@require_POST
@page
def export_roster(_request: HttpRequest, actor: Actor) -> HttpResponse:
    """The roster as a workbook that can be filled in and brought back; that it was taken is recorded."""
    content = actions.export_roster(actor=actor)
    return attached(content, f"guiju-roster-{clock.today():%Y%m%d}.xlsx")
