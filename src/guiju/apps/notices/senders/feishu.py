"""A person in Feishu (飞书): a post from the bot of an app of the company's own."""

import hashlib
import json
from collections.abc import Callable, Mapping
from urllib.parse import quote

from guiju.apps.notices import outward
from guiju.apps.notices.answers import Answer, Outcome, from_error
from guiju.apps.notices.senders import texts, tokens
from guiju.apps.notices.senders.judging import Codes, judged, said
from guiju.apps.notices.values import Line, Message, Way

Addressed = Callable[[str], str]
STALE = {99991661, 99991663, 99991664, 99991668, 99991671}  # the token is not, or no longer, good
CODES = Codes(
    "code",
    "msg",
    slower={99991400, 11232, 230020},
    pause=30,
    nobody={230001, 230013, 230053, 99992351, 99992360, 99992361},
)


def send(way: Way, to: str, message: Message) -> Answer:
    """Send a post whose lines open the pages within Feishu; sent once more within the hour, Feishu shows it once."""
    content = {
        "receive_id": to,
        "msg_type": "post",
        "content": json.dumps({"zh_cn": post(message, inside)}, ensure_ascii=False),
        "uuid": message.mark,
    }
    try:
        reply = _posted(way, to, content)
        if reply.data.get("code") in STALE:
            tokens.forget(_key(way))
            reply = _posted(way, to, content)
    except tokens.NoTokenError as error:
        return error.answer
    except OSError as error:
        return from_error(error)
    return judged(reply, CODES)


def post(message: Message, address: Addressed) -> dict[str, object]:
    """A message as Feishu's rich text: its texts are shown as they are."""
    lines = [[_shown(line, address)] for line in message.lines]
    return {"title": texts.one_line(message.title), "content": lines}


def inside(url: str) -> str:
    """An address that Feishu opens within itself."""
    return f"https://applink.feishu.cn/client/web_url/open?mode=window&url={quote(url, safe='')}"


def id_type(to: str) -> str:
    """What an address is: an open id, a union id, an e-mail address or a user id."""
    if "@" in to:
        return "email"
    return {"ou_": "open_id", "on_": "union_id"}.get(to[:3], "user_id")


def _shown(line: Line, address: Addressed) -> dict[str, str]:
    text = texts.one_line(line.text)
    return {"tag": "a", "text": text, "href": address(line.url)} if line.url else {"tag": "text", "text": text}


def _posted(way: Way, to: str, content: Mapping[str, object]) -> outward.Reply:
    token = tokens.token(_key(way), lambda: _ask(way))
    url = f"{_base(way)}/open-apis/im/v1/messages?receive_id_type={id_type(to)}"
    return outward.call(url, body=content, headers={"Authorization": f"Bearer {token}"})


def _ask(way: Way) -> tuple[str, int]:
    asked = {"app_id": way.settings["app"], "app_secret": way.secret["secret"]}
    reply = outward.call(f"{_base(way)}/open-apis/auth/v3/tenant_access_token/internal", body=asked)
    if reply.data.get("code") != 0 or not reply.data.get("tenant_access_token"):
        raise tokens.NoTokenError(Answer(Outcome.DOWN, said(reply, CODES)))
    return str(reply.data["tenant_access_token"]), int(reply.data.get("expire", 0))


def _base(way: Way) -> str:
    return way.settings["base"].rstrip("/")


def _key(way: Way) -> tokens.Key:
    return ("feishu", _base(way), way.settings["app"], hashlib.sha256(way.secret["secret"].encode()).hexdigest())
