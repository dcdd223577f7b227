"""A person in WeCom (企业微信): a text card from an app of the company's own."""

import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from django.utils.translation import gettext as _

from guiju.apps.notices import outward
from guiju.apps.notices.answers import Answer, Outcome, from_error
from guiju.apps.notices.senders import texts, tokens
from guiju.apps.notices.senders.judging import Codes, judged, said
from guiju.apps.notices.values import Message, Way

TITLE, DESCRIPTION = 128, 512  # bytes that a card takes
TWICE = 1800  # seconds in which the same card to the same person is shown once
STALE = {40014, 42001, 41001}  # the token is not, or no longer, good
CODES = Codes("errcode", "errmsg", slower={45009, 45033, -1}, nobody={81013, 60111, 82001})


def send(way: Way, to: str, message: Message) -> Answer:
    """Send a card; sent once more within half an hour, WeCom itself shows it once."""
    card = {
        "title": texts.cut(texts.calm(message.title), TITLE),
        "description": texts.fitted(
            [texts.calm(line.text) for line in message.lines], DESCRIPTION, _("另有 %(count)s 件")
        ),
        "url": message.lines[0].url if len(message.lines) == 1 else message.url,
        "btntxt": _("打开"),
    }
    content = {
        "touser": to,
        "msgtype": "textcard",
        "agentid": int(way.settings["agent"]),
        "textcard": card,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": TWICE,
    }
    try:
        reply = _posted(way, content)
        if reply.data.get("errcode") in STALE:
            tokens.forget(_key(way))
            reply = _posted(way, content)
    except tokens.NoTokenError as error:
        return error.answer
    except OSError as error:
        return from_error(error)
    answer = judged(reply, CODES)
    if answer.outcome is Outcome.SENT and reply.data.get("invaliduser"):
        return Answer(Outcome.NEVER, f"invaliduser {reply.data['invaliduser']}")
    return answer


def _posted(way: Way, content: Mapping[str, object]) -> outward.Reply:
    token = tokens.token(_key(way), lambda: _ask(way))
    return outward.call(f"{_base(way)}/cgi-bin/message/send?access_token={quote(token, safe='')}", body=content)


def _ask(way: Way) -> tuple[str, int]:
    corp, secret = quote(way.settings["corp"], safe=""), quote(way.secret["secret"], safe="")
    reply = outward.call(f"{_base(way)}/cgi-bin/gettoken?corpid={corp}&corpsecret={secret}")
    if reply.data.get("errcode") != 0 or not reply.data.get("access_token"):
        raise tokens.NoTokenError(Answer(Outcome.DOWN, said(reply, CODES)))
    return str(reply.data["access_token"]), int(reply.data.get("expires_in", 0))


def _base(way: Way) -> str:
    return way.settings["base"].rstrip("/")


def _key(way: Way) -> tokens.Key:
    return ("wecom", _base(way), way.settings["corp"], hashlib.sha256(way.secret["secret"].encode()).hexdigest())
