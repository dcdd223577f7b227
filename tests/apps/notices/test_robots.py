"""Messages to a group: the published payloads and signatures, and any other address through Apprise."""

import base64
import hashlib
import hmac
import time

import pytest

from guiju.apps.notices import senders
from guiju.apps.notices.answers import Answer, Outcome
from guiju.apps.notices.senders import robots
from guiju.apps.notices.values import Line, Message, Way

MESSAGE = Message(
    "0" * 32,
    "规矩：2 件事",
    (
        Line("到时间了：日报，今天 12:00 截止：林夏、周明", "https://guiju.example/"),
        Line("已逾期：[盘点](http://evil.example)", ""),
    ),
    "https://guiju.example/",
    "https://guiju.example/setup/mine/",
)


def robot(service: str, url: str, sign: str = "") -> Way:
    return Way(1, "robot", "群", {"service": service}, {"url": url, "sign": sign})


def sent(way: Way, message: Message = MESSAGE) -> Answer:
    with senders.opened(way) as send:
        return send("", message)


def test_wecom_gets_markdown_under_its_key(web):
    web.answer("/cgi-bin/webhook/send", {"errcode": 0, "errmsg": "ok"})

    assert sent(robot("wecom", f"{web.url}/cgi-bin/webhook/send?key=k-1")) == Answer(Outcome.SENT, "0 ok")

    (came,) = web.came
    assert (came.method, came.query, came.headers["content-type"]) == (
        "POST",
        {"key": "k-1"},
        "application/json; charset=utf-8",
    )
    assert came.body == {
        "msgtype": "markdown",
        "markdown": {
            "content": "**规矩：2 件事**\n"
            "[到时间了：日报，今天 12:00 截止：林夏、周明](https://guiju.example/)\n"
            "已逾期：［盘点］(http://evil.example)"
        },
    }


def test_dingtalk_gets_markdown_signed_for_this_moment(web):
    web.answer("/robot/send", {"errcode": 0, "errmsg": "ok"})

    assert sent(robot("dingtalk", f"{web.url}/robot/send?access_token=t", "SEC+/=")).outcome == Outcome.SENT

    (came,) = web.came
    moment = came.query["timestamp"]
    signature = hmac.new(b"SEC+/=", f"{moment}\nSEC+/=".encode(), hashlib.sha256).digest()
    assert came.query == {
        "access_token": "t",
        "timestamp": moment,
        "sign": base64.b64encode(signature).decode(),
    }
    assert abs(int(moment) / 1000 - time.time()) < 60
    assert came.body == {
        "msgtype": "markdown",
        "markdown": {
            "title": "规矩：2 件事",
            "text": "### 规矩：2 件事\n"
            "- [到时间了：日报，今天 12:00 截止：林夏、周明](https://guiju.example/)\n"
            "- 已逾期：［盘点］(http://evil.example)",
        },
    }


def test_feishu_gets_a_post_signed_for_this_moment(web):
    web.answer("/open-apis/bot/v2/hook/h", {"code": 0, "msg": "success"})

    assert sent(robot("feishu", f"{web.url}/open-apis/bot/v2/hook/h", "key")).outcome == Outcome.SENT

    (came,) = web.came
    moment = came.body["timestamp"]
    signature = hmac.new(f"{moment}\nkey".encode(), b"", hashlib.sha256).digest()
    assert abs(int(moment) - time.time()) < 60
    assert came.body == {
        "timestamp": moment,
        "sign": base64.b64encode(signature).decode(),
        "msg_type": "post",
        "content": {
            "post": {
                "zh_cn": {
                    "title": "规矩：2 件事",
                    "content": [
                        [
                            {
                                "tag": "a",
                                "text": "到时间了：日报，今天 12:00 截止：林夏、周明",
                                "href": "https://guiju.example/",
                            }
                        ],
                        [{"tag": "text", "text": "已逾期：[盘点](http://evil.example)"}],
                    ],
                }
            }
        },
    }


def test_signatures_are_those_of_the_published_examples():
    # worked out once with the Python examples of both messengers' documentation
    assert robots.dingtalk_sign("1577262236757", "this is secret") == "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="
    assert robots.feishu_sign("1599360473", "this is secret") == "/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw="


def test_without_a_key_nothing_is_signed(web):
    web.answer("/robot/send", {"errcode": 0})
    web.answer("/hook", {"code": 0})

    sent(robot("dingtalk", f"{web.url}/robot/send?access_token=t"))
    sent(robot("feishu", f"{web.url}/hook"))

    assert web.came[0].query == {"access_token": "t"}
    assert sorted(web.came[1].body) == ["content", "msg_type"]


@pytest.mark.parametrize(
    ("service", "said", "answer"),
    [
        ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url"}, ("93000 invalid webhook url", 0)),
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, ("45009 api freq out of limit", 60)),
        ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, ("310000 sign not match", 0)),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, ("130101 send too fast", 600)),
        ("feishu", {"code": 19021, "msg": "sign match fail"}, ("19021 sign match fail", 0)),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, ("11232 frequency limited", 60)),
    ],
)
def test_a_200_that_says_no_is_a_no(web, service, said, answer):
    web.answer("/hook", said)

    assert sent(robot(service, f"{web.url}/hook")) == Answer(Outcome.DOWN, answer[0], after=answer[1])


def test_any_other_robot_gets_plain_text_by_its_apprise_address(web):
    web.answer("/hook", {})
    address = web.url.replace("http://", "json://")

    assert sent(robot("other", f"{address}/hook")) == Answer(Outcome.SENT)

    (came,) = web.came
    assert (came.body["title"], came.body["message"]) == (
        "规矩：2 件事",
        "到时间了：日报，今天 12:00 截止：林夏、周明 https://guiju.example/\n已逾期：[盘点](http://evil.example)",
    )


def test_what_apprise_says_of_a_failure_is_passed_on(web):
    web.answer("/hook", {}, 403)
    address = web.url.replace("http://", "json://")

    answer = sent(robot("other", f"{address}/hook"))

    assert (answer.outcome, "403" in answer.text) == (Outcome.DOWN, True)


def test_apprise_does_not_follow_where_it_is_sent(web):
    web.answer("/hook", {}, 302, Location=f"{web.url}/elsewhere")
    address = web.url.replace("http://", "json://")

    assert sent(robot("other", f"{address}/hook")).outcome == Outcome.DOWN
    assert [request.path for request in web.came] == ["/hook"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "syslog://",
        "dbus://",
        "windows://",
        "mailto://user:password@gmail.com",
        "ssh://host",
        "https://example.com/hook",
        "json://127.0.0.1/hook?template=/etc/passwd",
        "json://127.0.0.1/hook?verify=no",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?template=/etc/passwd",
        "json://127.0.0.1/hook?redirect=yes",
        "json://127.0.0.1/hook, dbus://",
        "json://127.0.0.1/hook,dbus://",
    ],
)
def test_nothing_but_services_of_the_web_is_spoken_to(address):
    assert sent(robot("other", address)) == Answer(Outcome.DOWN, "!address")


def test_apprise_reaches_no_machine_inside_the_house_either(web, settings):
    settings.GUIJU_ALLOW_PRIVATE = ()
    web.answer("/hook", {})

    assert sent(robot("other", web.url.replace("http://127.0.0.1", "json://localhost") + "/hook")) == Answer(
        Outcome.DOWN, "!inside 127.0.0.1"
    )
    assert web.came == []
