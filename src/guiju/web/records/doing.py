"""What is done to a record on its page: passed on, sent back, withdrawn, or a draft thrown away."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions, consequences, forms
from guiju.apps.records.values import RecordView
from guiju.apps.refusal import Refused
from guiju.apps.work import queries as work
from guiju.apps.work.actions import stages
from guiju.web.kit import address
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.records import bounds, found, sent
from guiju.web.records.record import answer
from guiju.web.records.staging import State


@csrf_exempt  # the inner page checks the token, once the size of what is sent has been judged
@require_POST
@page
def stage(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Pass a record on or send it back."""
    record = found.record(actor, record_id)
    trouble = bounds.too_much(request)
    if trouble:
        return _shown(request, actor, record, State({}, trouble=trouble), 413)
    return _posted(request, actor, record)


@csrf_protect
def _posted(request: HttpRequest, actor: Actor, record: RecordView) -> HttpResponse:
    item = next((one for one in work.of_record(actor, record.id) if one.verb is not None), None)
    if item is None or not record.stage:
        messages.error(request, _("这一步已经有人办过，或者不由您办。"))
        return redirect("records:record", record.id)
    fields = forms.asked(record.form, record.stage)
    came = sent.read(request, actor, fields, record.form.clause)
    state = State(came.answers, str(request.POST.get("said", "")), came.problems)
    if came.reshaped or came.problems:
        return _shown(request, actor, record, state, 422 if came.problems else 200)
    version = address.version(str(request.POST.get("version", "")))
    try:
        if "return" in request.POST:
            stages.return_stage(actor=actor, work_id=item.id, version=version, said=state.said)
            messages.success(request, _("已退回。"))
        else:
            state = replace(state, typed=sent.filled(state.typed, fields))
            stages.pass_stage(actor=actor, work_id=item.id, version=version, answers=state.typed, said=state.said)
            messages.success(request, _("“%(stage)s”已办完。") % {"stage": record.stage})
    except Refused as refusal:
        problems = refusal.data.get("problems", ())
        state = replace(state, problems=problems, trouble="" if problems else str(refusal))  # type: ignore[arg-type]  # a tuple of Problem
        return _shown(request, actor, record, state, 422)
    here = reverse("records:record", args=[record.id])
    return redirect(here if _mends(actor, record.id) else found.onward(request, here))


def _mends(actor: Actor, record_id: int) -> bool:
    """Whether the same person now has to put figures right because of the record, for which they stay on its page."""
    after = found.record(actor, record_id)
    mine = any(one.verb is not None for one in work.of_record(actor, record_id))
    return mine and consequences.corrects(after.form, after.stage)


def _shown(request: HttpRequest, actor: Actor, record: RecordView, state: State, status: int) -> HttpResponse:
    if record.typed:
        raise NotYours
    return answer(request, actor, record, state, status)


@require_POST
@page
def withdraw(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Take a filed record back."""
    one = found.record(actor, record_id)
    version = address.version(str(request.POST.get("version", "")))
    said = str(request.POST.get("said", ""))
    try:
        stages.withdraw_record(actor=actor, record_id=one.id, version=version, said=said)
        messages.success(request, _("《%(form)s》已撤回，编号和内容都留着。") % {"form": one.form.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("records:record", record_id)


@require_POST
@page
def discard(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Throw a draft away."""
    one = found.record(actor, record_id)
    try:
        actions.discard(actor=actor, record_id=record_id)
        messages.success(request, _("草稿已丢弃。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("records:record", record_id)
    return redirect("records:register", one.form.name)
