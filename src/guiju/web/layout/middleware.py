"""A refusal of an action, or a house without a regulation, becomes a page that says why and leads on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from guiju.apps.refusal import Refused
from guiju.apps.remember import remembered
from guiju.web.kit.show import show
from guiju.web.layout import unwritten
from guiju.web.layout.unwritten import Unwritten


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """What refused.html shows."""

    said: str


class NotYours(Exception):  # noqa: N818 - a refusal is not an error
    """Raised by a page that a signed-in person may not see; the text says who may."""


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Turn ``Refused`` and ``NotYours`` into a page with status 403; a page that only reads asks each thing once."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return get_response(request)
        with remembered():
            response = get_response(request)
        bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        return _only_sent_to(request) if bare else response

    def refused(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Unwritten):
            return unwritten.answer(request, exception)
        if isinstance(exception, NotYours):
            said = str(exception) or _("按现行制度，这一页不对您开放。")
            return show(request, "layout/refused.html", RefusedPage(said), status=403)
        if isinstance(exception, Refused):
            return show(request, "layout/refused.html", RefusedPage(str(exception)), status=403)
        return None

    answer.process_exception = refused  # type: ignore[attr-defined]  # how Django finds it
    return answer


def _only_sent_to(request: HttpRequest) -> HttpResponse:
    """Answer somebody who opens what a form is sent to, from a bookmark or the address bar: not with an empty page."""
    said = _("这个地址只收表单，不能直接打开；什么都没有改动。")
    response = show(request, "layout/stale.html", RefusedPage(said), status=405)
    response["Allow"] = "POST"
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """Answer a form whose token is lacking or old: what to do, in the reader's language; nothing was changed."""
    said = _("这张表单放得太久了，什么都没有改动。请返回上一页，刷新后再提交一次。")
    return show(request, "layout/stale.html", RefusedPage(said), status=403)
