"""What a browser sends again because no answer came is done once (see net.js, which gives each deed its key)."""

from collections.abc import Callable
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from guiju.apps.upkeep import once
from guiju.apps.upkeep.once import Earlier
from guiju.web.kit import address

HEADER = "Guiju-Deed"
ANSWER = "HX-Redirect"
LONGEST = 64
NOT_DONE = 400  # from this status on nothing was done


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Do a deed with a key that came before no second time, and lead to what it came to."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        key, user = getattr(request, "_guiju_deed", ""), request.user.pk
        if key and response.status_code < NOT_DONE:
            onward = response.headers.get(ANSWER) or response.headers.get("Location") or ""
            once.end(user_id=user or 0, key=key, onward=onward)
        elif key:
            once.release(user_id=user or 0, key=key)
        return response

    def before(request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        key = request.headers.get(HEADER, "")
        if request.method != "POST" or not 0 < len(key) <= LONGEST or not request.user.is_authenticated:
            return None
        earlier = once.claim(user_id=request.user.pk or 0, key=key, digest=_digest(request))
        if earlier is None:
            request._guiju_deed = key  # type: ignore[attr-defined]  # noqa: SLF001 kept with the request it belongs to
            return None
        return _again(request, earlier)

    answer.process_view = before  # type: ignore[attr-defined]  # how Django finds it
    return answer


def _again(request: HttpRequest, earlier: Earlier) -> HttpResponse:
    """It came before: on to what it came to. What was changed since stays on the page, and is not sent unseen."""
    if not earlier.same:
        return HttpResponse(status=204, headers={"Guiju-Already": "other"})
    if earlier.done:
        messages.info(request, _("上一次其实已经送到并办好了，没有再办一次。"))
    else:
        messages.warning(request, _("上一次已经送到，可能还在办。请看一下结果，没有办成再办。"))
    return HttpResponse(status=204, headers={ANSWER: earlier.onward or address.here(request)})


def _digest(request: HttpRequest) -> str:
    """What was sent: the address, the fields, the names and sizes of files."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = [(name, one.name, one.size) for name, many in request.FILES.lists() for one in many]
    return sha256(repr((request.get_full_path(), fields, files)).encode()).hexdigest()
