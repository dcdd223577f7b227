"""企业微信: a code scanned at a desk, or nothing to do within WeCom; then who it is, by the corporation's app."""

from urllib.parse import urlencode

from guiju.apps.login.elsewhere.values import Attempt, NotProved, Way, Who
from guiju.apps.notices import outward


def address(way: Way, attempt: Attempt, *, inside: bool) -> str:
    """Where somebody is sent: the page with the code to scan, or within WeCom its silent authorisation."""
    asked = {"appid": way.settings["corp"], "redirect_uri": attempt.redirect, "state": attempt.state}
    if inside:
        silent = {"response_type": "code", "scope": "snsapi_base", "agentid": way.settings["agent"]}
        return f"{way.base('inside')}/connect/oauth2/authorize?{urlencode(asked | silent)}#wechat_redirect"
    desk = {"login_type": "CorpApp", "agentid": way.settings["agent"]}
    return f"{way.base('door')}/wwlogin/sso/login?{urlencode(asked | desk)}"


def who(way: Way, attempt: Attempt, code: str) -> Who:  # noqa: ARG001 - as each house is asked
    """Who scanned: a member of the corporation; raises ``NotProved`` for anybody else."""
    asked = urlencode({"corpid": way.settings["corp"], "corpsecret": way.secret.get("secret", "")})
    token = _good(outward.call(f"{way.base('base')}/cgi-bin/gettoken?{asked}")).get("access_token", "")
    asked = urlencode({"access_token": token, "code": code})
    found = _good(outward.call(f"{way.base('base')}/cgi-bin/auth/getuserinfo?{asked}"))
    member = str(found.get("userid") or found.get("UserId") or "")
    if not member:
        raise NotProved("openid")  # not one of the corporation
    return Who(member, frozenset({member}))


def _good(reply: outward.Reply) -> dict[str, object]:
    if reply.data.get("errcode") != 0:
        raise NotProved(f"{reply.data.get('errcode', reply.status)} {reply.data.get('errmsg', '')}".strip())
    return dict(reply.data)
