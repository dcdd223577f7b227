"""钉钉: authorised at its page; then who it is among the corporation's own, by the app."""

from urllib.parse import quote, urlencode

from guiju.apps.login.elsewhere.values import Attempt, NotProved, Way, Who
from guiju.apps.notices import outward


def address(way: Way, attempt: Attempt, *, inside: bool) -> str:  # noqa: ARG001 - as each house is asked
    """Where somebody is sent."""
    asked = {
        "client_id": way.settings["app"],
        "redirect_uri": attempt.redirect,
        "response_type": "code",
        "scope": "openid",
        "state": attempt.state,
        "prompt": "consent",
    }
    return f"{way.base('door')}/oauth2/auth?{urlencode(asked)}"


def who(way: Way, attempt: Attempt, code: str) -> Who:  # noqa: ARG001 - as each house is asked
    """Who authorised it: one of the corporation; raises ``NotProved`` for anybody else of DingTalk."""
    app, secret, base = way.settings["app"], way.secret.get("secret", ""), way.base("base")
    asked = {"clientId": app, "clientSecret": secret, "code": code, "grantType": "authorization_code"}
    token = _token(outward.call(f"{base}/v1.0/oauth2/userAccessToken", body=asked))
    seen = outward.call(f"{base}/v1.0/contact/users/me", headers={"x-acs-dingtalk-access-token": token})
    union = str(seen.data.get("unionId") or "")
    if not union:
        raise NotProved(_said(seen))
    ours = _token(outward.call(f"{base}/v1.0/oauth2/accessToken", body={"appKey": app, "appSecret": secret}))
    member = outward.call(
        f"{way.base('old')}/topapi/user/getbyunionid?access_token={quote(ours, safe='')}", body={"unionid": union}
    )
    result = member.data.get("result")
    number = str(result.get("userid") or "") if isinstance(result, dict) else ""
    outer = isinstance(result, dict) and result.get("contact_type") not in {None, 0}
    if member.data.get("errcode") != 0 or not number or outer:
        raise NotProved(f"{member.data.get('errcode', member.status)} {member.data.get('errmsg', '')}".strip())
    return Who(union, frozenset({number, union}))


def _token(reply: outward.Reply) -> str:
    if not reply.data.get("accessToken"):
        raise NotProved(_said(reply))
    return str(reply.data["accessToken"])


def _said(reply: outward.Reply) -> str:
    return f"{reply.data.get('code', reply.status)} {reply.data.get('message', '')}".strip()
