"""飞书: OAuth 2 with a proof key, then who it is among the company's own."""

from urllib.parse import urlencode

from guiju.apps.login.elsewhere import proofkey
from guiju.apps.login.elsewhere.values import Attempt, NotProved, Way, Who
from guiju.apps.notices import outward


def address(way: Way, attempt: Attempt, *, inside: bool) -> str:  # noqa: ARG001 - as each house is asked
    """Where somebody is sent."""
    asked = {
        "client_id": way.settings["app"],
        "redirect_uri": attempt.redirect,
        "response_type": "code",
        "state": attempt.state,
        **proofkey.asked(attempt.verifier),
    }
    return f"{way.base('door')}/open-apis/authen/v1/authorize?{urlencode(asked)}"


def who(way: Way, attempt: Attempt, code: str) -> Who:
    """Who authorised it; raises ``NotProved``."""
    asked = {
        "grant_type": "authorization_code",
        "client_id": way.settings["app"],
        "client_secret": way.secret.get("secret", ""),
        "code": code,
        "redirect_uri": attempt.redirect,
        "code_verifier": attempt.verifier,
    }
    given = outward.call(f"{way.base('base')}/open-apis/authen/v2/oauth/token", body=asked)
    token = str(given.data.get("access_token") or "")
    if given.data.get("code", 0) != 0 or not token:
        raise NotProved(f"{given.data.get('code', given.status)} {given.data.get('error_description', '')}".strip())
    seen = outward.call(
        f"{way.base('base')}/open-apis/authen/v1/user_info", headers={"Authorization": f"Bearer {token}"}
    )
    told = seen.data.get("data")
    if seen.data.get("code") != 0 or not isinstance(told, dict) or not told.get("open_id"):
        raise NotProved(f"{seen.data.get('code', seen.status)} {seen.data.get('msg', '')}".strip())
    # an e-mail address of one's own can be anybody's: only the one that the company gave counts
    names = {str(told.get(name) or "") for name in ("open_id", "union_id", "user_id", "enterprise_email")}
    return Who(str(told["open_id"]), frozenset(names - {""}))
