"""The door of the API: who calls by which token, and what every refusal looks like."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.cache import cache_control
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import limits
from guiju.apps.intake.actions import tokens
from guiju.apps.intake.actions.tokens import Proved
from guiju.apps.intake.values import Scope
from guiju.apps.people.signin import address_of
from guiju.apps.refusal import Refused

SAID = {
    "unauthorized": "令牌没有写、写错了、过期或已停用。 The token is missing, wrong, expired or ended.",
    "out_of_scope": "这个令牌不能做这件事。 This token is not for that.",
    "too_often": "每分钟最多 120 次，请稍后再试。 120 calls a minute at most; try again later.",
    "too_large": "一次最多 60 个文件、共 512 MB。 60 files and 512 MB at most at once.",
    "broken": "没有传完整，请再试一次。 It did not come whole; try again.",
    "unreadable": "有读不懂的参数。 Something asked cannot be read.",
}
_STATUSES = {"unknown_run": 404, "unknown_metric": 404, "no_files": 422}


class SaidNo(Exception):  # noqa: N818 - a refusal is not an error
    """What is refused here: a status, a stable code, a sentence in both languages, seconds to wait.

    ``ask`` is the page where approval is asked for.
    """

    def __init__(self, status: int, code: str, said: str = "", wait: int = 0, ask: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.said, self.wait, self.ask = status, code, said or SAID[code], wait, ask


class Plain(JSONRenderer):
    """JSON in which Chinese stays Chinese."""

    def __init__(self) -> None:
        self.json_dumps_params = {"ensure_ascii": False}


class Door(NinjaAPI):
    """Answers are kept by nobody on their way: they are somebody's figures."""

    def create_response(self, request: HttpRequest, data: object, **how: object) -> HttpResponse:
        """An answer as JSON."""
        answer = super().create_response(request, data, **how)  # type: ignore[arg-type]  # as it is called
        answer["Cache-Control"] = "no-store, private"
        return answer


class Token(HttpBearer):
    """``Authorization: Bearer gj_…``, of a token with one of the scopes; looked at before anything else is read."""

    openapi_description = "A token that somebody made in 设置 › 令牌 (Setup › Tokens)."

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.scopes = frozenset(scopes)

    def authenticate(self, request: HttpRequest, token: str) -> Proved | None:
        """Who calls; ``None`` for a token that opens nothing."""
        proved = tokens.prove(token, address_of(request))
        if proved is None:
            return None
        if proved.too_often:
            raise SaidNo(429, "too_often", wait=60)
        if not proved.scopes & self.scopes:
            raise SaidNo(403, "out_of_scope")
        if Scope.UPLOAD in self.scopes and request.method == "POST":
            _bearable(request)
        return proved


def actor(request: HttpRequest) -> Actor:
    """In whose name a call is made."""
    proved: Proved = request.auth  # type: ignore[attr-defined]  # where ninja puts what authenticate gave
    return proved.actor


def opened() -> Door:
    """The API without its paths; its description names no host outside and has no page of its own."""
    door = Door(
        title="规矩 Guiju",
        version="1",
        description="Files in, figures out. Times are those of Asia/Shanghai, figures exact in their base unit.",
        openapi_url="/openapi.json",
        docs_url=None,
        docs_decorator=cache_control(no_store=True, private=True),
        urls_namespace="api",
        renderer=Plain(),
    )
    door.exception_handler(SaidNo)(_answer(door, lambda error: error))
    door.exception_handler(AuthenticationError)(_answer(door, lambda _error: SaidNo(401, "unauthorized")))
    door.exception_handler(Refused)(_answer(door, _refused))
    door.exception_handler(ValidationError)(_answer(door, _unreadable))
    for kind in (SuspiciousOperation, MultiPartParserError, UnreadablePostError, HttpError):
        door.exception_handler(kind)(_answer(door, lambda _error: SaidNo(400, "broken")))
    return door


def _answer(door: Door, said: Callable[..., SaidNo]) -> Callable[[HttpRequest, Exception], HttpResponse]:
    def answer(request: HttpRequest, error: Exception) -> HttpResponse:
        no = said(error)
        response = door.create_response(
            request, {"code": no.code, "said": no.said} | ({"ask": no.ask} if no.ask else {}), status=no.status
        )
        if no.wait:
            response["Retry-After"] = str(no.wait)
        if no.status == 401:  # noqa: PLR2004 - a status
            response["WWW-Authenticate"] = "Bearer"
        return response

    return answer


def _refused(error: Refused) -> SaidNo:
    return SaidNo(_STATUSES.get(str(error.code), 403), str(error.code), str(error))


def _unreadable(error: ValidationError) -> SaidNo:
    """Which parameters, never what was sent in them."""
    names = ", ".join(dict.fromkeys(str(one["loc"][-1]) for one in error.errors if one.get("loc")))
    return SaidNo(422, "unreadable", f"{SAID['unreadable']} ({names})" if names else "")


def _bearable(request: HttpRequest) -> None:
    """Refuse what is too large before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > limits.MOST_BYTES + limits.MEGABYTE:
        raise SaidNo(413, "too_large")
