"""What a reader may do now with a publication: the forms that are due, and what was sent with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import demands, rules
from guiju.apps.publishing.actions import commenting
from guiju.apps.publishing.models import Publication
from guiju.apps.publishing.values import LegState, Life, Stage, State
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.web.kit import formats
from guiju.web.publishing import forms


@dataclass(frozen=True, slots=True)
class Button:
    """One way to end what is due."""

    key: str
    word: str
    main: bool = True


@dataclass(frozen=True, slots=True)
class Deed:
    """What the reader may do now: a form, or buttons alone; ``help`` says what it means."""

    title: str
    form: django_forms.Form
    buttons: tuple[Button, ...]
    help: str = ""
    folded: bool = False


FORMS: dict[str, type[django_forms.Form]] = {
    "look": forms.Look,
    "ask": forms.Ask,
    "close_comments": forms.Versioned,
    "consult": forms.Consult,
    "hand_in": forms.Versioned,
    "approve": forms.Decide,
    "refuse": forms.Decide,
    "announce": forms.Announce,
    "revise": forms.Revise,
    "skip": forms.Skip,
    "withdraw": forms.Withdraw,
}


def posted(request: HttpRequest, key: str, life: Life) -> django_forms.Form:
    """What was sent for one of these; nothing is found for any other key."""
    if key in {"comment", "no_comment"}:
        data = request.POST.copy()
        if key == "no_comment":
            data["text"] = "—"
        return forms.Comment(data, clauses=clauses(life))
    if key not in FORMS:
        raise Http404
    return FORMS[key](request.POST, request.FILES)


def deeds(row: Publication, life: Life, actor: Actor, *, asked: bool, silent: bool) -> Iterator[Deed]:
    """What the reader may do now, what is due first."""
    if asked:
        form = forms.Comment(clauses=clauses(life), label_suffix="")
        none = (Button("no_comment", _("没有意见"), main=False),) if silent else ()
        buttons = (Button("comment", _("提交意见")), *none)
        yield Deed(_("您的意见"), form, buttons, _("可以提多次；每一条都会有答复。"))
    if (
        life.current is Stage.APPROVAL
        and life.leg(Stage.APPROVAL).state == LegState.OPEN
        and rules.may_approve(actor, row)
    ):
        buttons = (Button("approve", _("批准")), Button("refuse", _("不批准"), main=False))
        yield Deed(_("审批"), _form("approve", life), buttons, _("不批准时请写明理由。"))
    if rules.may_run(actor) and life.state == State.OPEN:
        yield from _running(row, life)
    may_withdraw = rulebook_rules.may_adopt(actor) or (life.state == State.OPEN and rules.may_run(actor))
    if may_withdraw and life.state in {State.OPEN, State.ANNOUNCED}:
        yield Deed(_("撤回这一版"), _form("withdraw", life), (Button("withdraw", _("撤回"), main=False),), folded=True)


def _running(row: Publication, life: Life) -> Iterator[Deed]:
    rule, stage, today = demands.of(row), life.current, clock.today()
    opened = stage is not None and life.leg(stage).state == LegState.OPEN
    match stage:
        case Stage.IMPACT:
            yield Deed(
                _("看影响"),
                _form("look", life),
                (Button("look", _("看过了")),),
                _("看清下面写的废止以后会怎样，再写下看到的。")
                if life.repeals
                else _("先测算影响，看谁会多拿少拿、要多做什么，再写下看到的。"),
            )
        case Stage.COMMENTS if opened:
            held = commenting.holds_open(row)
            end = Button("close_comments", _("结束征求意见"))
            said = _("到期了或人人都说了，每一条也都答复了，可以结束。") if held is None else str(held)
            yield Deed(_("征求意见"), _form("close_comments", life), (end,) if held is None else (), said)
        case Stage.COMMENTS:
            first = today + timedelta(days=rule.comment_days)
            said = _("制度要求至少 %(days)s 天。") % {"days": rule.comment_days}
            yield Deed(_("征求意见"), _form("ask", life, until=first), (Button("ask", _("请全员提意见")),), said)
        case Stage.CONSULTATION:
            whom = formats.listed(rule.consults)
            yield Deed(_("协商"), _form("consult", life, held=today, whom=whom), (Button("consult", _("记下协商")),))
        case Stage.APPROVAL if not opened:
            yield Deed(
                _("审批"),
                _form("hand_in", life),
                (Button("hand_in", _("提交审批")),),
                _("写过或提交过这份文字的人不参加审批。"),
            )
        case Stage.NOTICE:
            first = today + timedelta(days=rule.notice_days)
            yield _announcing(life, rule.notice_days, first)
    if stage is not None and not life.leg(stage).demanded:
        yield Deed(_("不经过这一步"), _form("skip", life), (Button("skip", _("跳过")),), folded=True)
    if life.draft:
        yield Deed(
            _("文字又改过了"),
            _form("revise", life),
            (Button("revise", _("改用草稿现在的文字"), main=False),),
            _("换了文字，协商和审批要重新来过。"),
            folded=True,
        )


def _announcing(life: Life, days: int, first: date) -> Deed:
    meant = None if life.repeals else rulebook.regulation(life.edition).effective
    form = _form("announce", life, in_force_from=max(first, meant or first))
    if life.repeals:
        form.fields["in_force_from"].label = _("从哪天起废止")
        said = _("制度要求至少公示 %(days)s 天；公示时告知每一个人。") % {"days": days}
        return Deed(_("公示"), form, (Button("announce", _("公示废止")),), said)
    said = _(
        "制度要求至少公示 %(days)s 天；公示后开始签收。落在一个考核周期中间时，整个周期按周期末那天施行的版本算。"
    ) % {"days": days}
    return Deed(_("公示"), form, (Button("announce", _("公示这一版")),), said)


def _form(key: str, life: Life, **initial: object) -> django_forms.Form:
    return FORMS[key](initial={"version": life.version, **initial}, label_suffix="", auto_id=f"id_{key}_%s")


def clauses(life: Life) -> tuple[tuple[str, str], ...]:
    """What an opinion may be about: the clauses of the text, with their titles."""
    return tuple((clause.id, clause.title) for clause in rulebook.regulation(life.edition).clauses)
