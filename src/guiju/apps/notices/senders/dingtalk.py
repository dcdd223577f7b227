"""A person in DingTalk (钉钉): a card from the robot of an app of the company's own."""

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import quote

from django.utils.translation import gettext as _

from guiju.apps.notices import outward
from guiju.apps.notices.answers import Answer, Outcome, from_error
from guiju.apps.notices.senders import texts, tokens
from guiju.apps.notices.senders.judging import GOOD, TOO_MANY, wait
from guiju.apps.notices.values import Message, Way

TEXT = 4000  # bytes; a card of more is not read anyway
PAUSE = 60
STALE = "InvalidAuthentication"
SLOWER = ("Throttling", "RateLimit", "QpsLimit", "FrequencyLimit")


def send(way: Way, to: str, message: Message) -> Answer:
    """Send a card that opens the page within DingTalk."""
    lines = [f"- {texts.calm(line.text)}" for line in message.lines]
    target = message.lines[0].url if len(message.lines) == 1 else message.url
    card = {
        "title": texts.calm(message.title),
        "text": texts.fitted([f"### {texts.calm(message.title)}", *lines], TEXT, _("另有 %(count)s 件")),
        "singleTitle": _("打开"),
        "singleURL": f"dingtalk://dingtalkclient/page/link?url={quote(target, safe='')}&pc_slide=false",
    }
    content = {
        "robotCode": way.settings["robot"],
        "userIds": [to],
        "msgKey": "sampleActionCard",
        "msgParam": json.dumps(card, ensure_ascii=False),
    }
    try:
        reply = _posted(way, content)
        if reply.data.get("code") == STALE:
            tokens.forget(_key(way))
            reply = _posted(way, content)
    except tokens.NoTokenError as error:
        return error.answer
    except OSError as error:
        return from_error(error)
    return _judged(reply)


def _judged(reply: outward.Reply) -> Answer:
    if reply.status in GOOD and reply.data.get("processQueryKey"):
        if reply.data.get("invalidStaffIdList"):
            return Answer(Outcome.NEVER, f"invalidStaffIdList {' '.join(map(str, reply.data['invalidStaffIdList']))}")
        if reply.data.get("flowControlledStaffIdList"):
            return Answer(Outcome.LATER, "flowControlledStaffIdList", after=PAUSE)
        return Answer(Outcome.SENT, str(reply.data["processQueryKey"]))
    return _refused(reply)


def _refused(reply: outward.Reply) -> Answer:
    code = str(reply.data.get("code", ""))
    text = f"{code} {reply.data.get('message', '')}".strip() or f"HTTP {reply.status} {reply.text[:200]}"
    if reply.status == TOO_MANY or any(word in code for word in SLOWER):
        return Answer(Outcome.DOWN, text, after=wait(reply) or PAUSE)
    return Answer(Outcome.NEVER if code == "staffId.notExisted" else Outcome.DOWN, text)


def _posted(way: Way, content: Mapping[str, object]) -> outward.Reply:
    token = tokens.token(_key(way), lambda: _ask(way))
    headers = {"x-acs-dingtalk-access-token": token}
    return outward.call(f"{_base(way)}/v1.0/robot/oToMessages/batchSend", body=content, headers=headers)


def _ask(way: Way) -> tuple[str, int]:
    asked = {"appKey": way.settings["app"], "appSecret": way.secret["secret"]}
    reply = outward.call(f"{_base(way)}/v1.0/oauth2/accessToken", body=asked)
    if not reply.data.get("accessToken"):
        raise tokens.NoTokenError(_refused(reply))
    return str(reply.data["accessToken"]), int(reply.data.get("expireIn", 0))


def _base(way: Way) -> str:
    return way.settings["base"].rstrip("/")


def _key(way: Way) -> tokens.Key:
    return ("dingtalk", _base(way), way.settings["app"], hashlib.sha256(way.secret["secret"].encode()).hexdigest())
