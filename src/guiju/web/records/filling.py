"""Filling in a form: saved as one types, rows and files added in place, filed by the button; also without script."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions, forms, queries
from guiju.apps.records.errors import Code
from guiju.apps.records.values import FormView
from guiju.apps.refusal import Refused
from guiju.apps.work import queries as work
from guiju.apps.work.actions import stages
from guiju.apps.work.values import Verb
from guiju.web.kit import address
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.records import bounds, found, sent
from guiju.web.records.desk import Desk, State, answer, begun


@csrf_exempt  # the inner page checks the token, once the size of what is sent has been judged
@page
def new(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Fill in a form that was not begun yet; once something was saved, go on with that draft."""
    trouble = _too_much(request)
    post = QueryDict() if trouble else request.POST
    day = _day(str(post.get("day") or request.GET.get("day") or ""), clock.today())
    view = found.form(actor, name, day)
    if not view.may_file:
        raise NotYours(_("按现行制度，这张表不由您填。"))
    begun = address.number(str(post.get("record", "")))
    record = found.record(actor, begun) if begun else None
    return _answer(request, actor, Desk(view, day, forms.asked(view.form), record), trouble)


@csrf_exempt
@page
def edit(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Go on with a draft, or amend what was filed."""
    trouble = _too_much(request)
    record = found.record(actor, record_id)
    if not record.may_amend:
        raise NotYours(_("这份记录现在不由您改。"))
    fields = tuple(one for one in record.form.fields if one.name in record.may_amend)
    day = record.day if trouble or record.state != "draft" else _day(str(request.POST.get("day", "")), record.day)
    view = FormView(record.form, record.edition, record.clause, may_file=True)
    return _answer(request, actor, Desk(view, day, fields, record), trouble)


@page
def fill(request: HttpRequest, actor: Actor, work_id: int) -> HttpResponse:
    """The form that a piece of work asks for: the draft that was begun, else a new one; a stage on its record."""
    item = work.item(actor, work_id).item
    onward = {"work": work_id, "next": found.onward(request, reverse("work:one", args=[work_id]))}
    if item.record and item.source == "stage" and item.verb is Verb.ADVANCE:
        return redirect(f"{reverse('records:record', args=[item.record])}?{urlencode(onward)}#stage")
    begun = [one.id for one in queries.drafts(actor.number, item.form) if one.day == item.day and one.number is None]
    draft = item.record or next(iter(begun), None)
    if draft:
        return redirect(f"{reverse('records:edit', args=[draft])}?{urlencode(onward)}")
    asked = urlencode({"day": item.day.isoformat(), **onward})
    return redirect(f"{reverse('records:new', args=[item.form])}?{asked}")


def _too_much(request: HttpRequest) -> str:
    return bounds.too_much(request) if request.method == "POST" else ""


def _answer(request: HttpRequest, actor: Actor, desk: Desk, trouble: str) -> HttpResponse:
    if trouble:
        return answer(request, actor, desk, replace(begun(actor, desk), trouble=trouble), 413)
    if request.method == "POST":
        return _posted(request, actor, desk)
    return answer(request, actor, desk, begun(actor, desk))


@csrf_protect
def _posted(request: HttpRequest, actor: Actor, desk: Desk) -> HttpResponse:
    """Save what was typed, then do what the button says; nothing typed is lost whatever comes of it."""
    came = sent.read(request, actor, desk.fields, desk.view.form.clause)
    state = State(came.answers, came.problems, pen=str(request.POST.get("pen", ""))[:16])
    try:
        if not desk.amends:
            desk = _saved(request, actor, desk, state)
            state = replace(state, saved=_("草稿已保存 %(at)s") % {"at": f"{clock.now():%H:%M}"})
        if came.reshaped or came.problems or "autosave" in request.POST or "save" in request.POST:
            return answer(request, actor, desk, state, 422 if came.problems else 200, moved=True)
        state = replace(state, typed=sent.filled(state.typed, desk.fields))
        if not desk.amends and (odd := _no_day(str(request.POST.get("day", "")))):
            return answer(request, actor, desk, replace(state, trouble=odd), 422, moved=True)
        return _filed(request, actor, desk, state)
    except Refused as refusal:
        status = 409 if refusal.code == Code.CHANGED_MEANWHILE else 422
        problems = refusal.data.get("problems", ())
        state = replace(state, problems=problems, trouble="" if problems else str(refusal))  # type: ignore[arg-type]  # a tuple of Problem
        return answer(request, actor, desk, state, status, moved=True)


def _saved(request: HttpRequest, actor: Actor, desk: Desk, state: State) -> Desk:
    """The desk with the draft as it was just saved."""
    record = actions.save_draft(
        actor=actor,
        form=desk.view.form.name,
        answers=state.typed,
        record_id=desk.record.id if desk.record else None,
        day=desk.day,
        version=address.version(str(request.POST.get("version", ""))) if desk.record else None,
        pen=state.pen,
    )
    return replace(desk, record=queries.record(actor, record))


def _filed(request: HttpRequest, actor: Actor, desk: Desk, state: State) -> HttpResponse:
    """File or amend; goes on to the record, or to where the form was asked for."""
    record = desk.record
    if record is None:
        raise NotYours
    if desk.amends:
        version = address.version(str(request.POST.get("version", "")))
        said = str(request.POST.get("said", ""))
        actions.amend(actor=actor, record_id=record.id, answers=state.typed, version=version, said=said)
        messages.success(request, _("改动已保存，之前的内容留在历史里。"))
        return redirect("records:record", record.id)
    asking = address.number(str(request.GET.get("work", "")))
    stages.file_record(
        actor=actor, record_id=record.id, answers=state.typed, version=record.version, day=desk.day, work_id=asking
    )
    messages.success(request, _("《%(form)s》已提交。") % {"form": desk.view.form.name})
    return redirect(found.onward(request, reverse("records:record", args=[record.id])))


def _no_day(text: str) -> str:
    """Why the day that was typed is none; empty when it is one, or was left alone."""
    if not text or address.period(text):
        return ""
    said = {"day": text[:20], "first": address.FIRST, "last": address.LAST}
    return _("“%(day)s”不能作为日期：要在 %(first)s 年到 %(last)s 年之间。请改好再提交，填的都还在。") % said


def _day(text: str, otherwise: date) -> date:
    """The day that a record is about, as the address or the form says it."""
    found_period = address.period(text)
    return found_period.start if found_period else otherwise
