"""A group's robot in WeCom, DingTalk and Feishu: an address with a key in it, two of them with a signature."""

import base64
import hmac
import time
from collections.abc import Mapping
from urllib.parse import quote_plus

from django.utils.translation import gettext as _

from guiju.apps.notices import outward
from guiju.apps.notices.answers import Answer, from_error
from guiju.apps.notices.senders import feishu, texts
from guiju.apps.notices.senders.judging import Codes, judged
from guiju.apps.notices.values import Message, Way

# A robot takes 20 messages a minute (Feishu 100); DingTalk's is silent for ten minutes afterwards.
WECOM = Codes("errcode", "errmsg", slower={45009, 45033, -1})
DINGTALK = Codes("errcode", "errmsg", slower={130101, 410100}, pause=600)
FEISHU = Codes("code", "msg", slower={11232, 9499001, 99991400})
WECOM_BYTES, DINGTALK_BYTES = 4096, 19_000


def to_wecom(way: Way, message: Message) -> Answer:
    """Post Markdown to a group in WeCom."""
    text = texts.fitted([f"**{texts.calm(message.title)}**", *texts.linked(message.lines)], WECOM_BYTES, _more())
    return _posted(way.secret["url"], {"msgtype": "markdown", "markdown": {"content": text}}, WECOM)


def to_dingtalk(way: Way, message: Message) -> Answer:
    """Post Markdown to a group in DingTalk, signed when there is a key for it."""
    lines = [f"- {line}" for line in texts.linked(message.lines)]
    title = texts.calm(message.title)
    text = texts.fitted([f"### {title}", *lines], DINGTALK_BYTES, _more())
    content = {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
    return _posted(_signed(way.secret["url"], way.secret.get("sign", "")), content, DINGTALK)


def to_feishu(way: Way, message: Message) -> Answer:
    """Post rich text to a group in Feishu, signed when there is a key for it."""
    content: dict[str, object] = {
        "msg_type": "post",
        "content": {"post": {"zh_cn": feishu.post(message, lambda url: url)}},
    }
    if key := way.secret.get("sign", ""):
        moment = str(int(time.time()))  # the real time: the other side compares it with its own
        content = {"timestamp": moment, "sign": feishu_sign(moment, key), **content}
    return _posted(way.secret["url"], content, FEISHU)


def dingtalk_sign(moment: str, key: str) -> str:
    """DingTalk's signature of a moment in milliseconds."""
    return base64.b64encode(hmac.digest(key.encode(), f"{moment}\n{key}".encode(), "sha256")).decode()


def feishu_sign(moment: str, key: str) -> str:
    """Feishu's signature of a moment in seconds: moment and key are the key of a signature of nothing."""
    return base64.b64encode(hmac.digest(f"{moment}\n{key}".encode(), b"", "sha256")).decode()


def _signed(url: str, key: str) -> str:
    if not key:
        return url
    moment = str(int(time.time() * 1000))  # the real time: the other side compares it with its own
    return f"{url}{'&' if '?' in url else '?'}timestamp={moment}&sign={quote_plus(dingtalk_sign(moment, key))}"


def _posted(url: str, content: Mapping[str, object], codes: Codes) -> Answer:
    try:
        return judged(outward.call(url, body=content), codes)
    except OSError as error:
        return from_error(error)


def _more() -> str:
    return _("另有 %(count)s 件")
