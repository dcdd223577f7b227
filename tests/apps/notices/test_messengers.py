"""Messages to one person in WeCom, DingTalk and Feishu: exactly what their published interfaces take."""

import json

import pytest

from guiju.apps.notices import senders
from guiju.apps.notices.answers import Answer, Outcome
from guiju.apps.notices.values import Line, Message, Way

MARK = "0123456789abcdef0123456789abcdef"
HOME, WISHES = "https://guiju.example/", "https://guiju.example/setup/mine/"
ONE = Message(MARK, "到时间了：日报", (Line("到时间了：日报，今天 12:00 截止", f"{HOME}work/7/"),), HOME, WISHES)
TWO = Message(
    MARK,
    "2 件事请您看",
    (Line("到时间了：[日报](http://evil.example)", f"{HOME}work/7/"), Line("快到时间：<b>盘点</b>", "")),
    HOME,
    WISHES,
)


def sent(way: Way, to: str, message: Message = ONE) -> Answer:
    with senders.opened(way) as send:
        return send(to, message)


def wecom(web) -> Way:
    return Way(1, "wecom", "企业微信", {"corp": "wwcorp", "agent": "1000002", "base": web.url}, {"secret": "s&p"})


def dingtalk(web) -> Way:
    return Way(2, "dingtalk", "钉钉", {"app": "dingapp", "robot": "dingbot", "base": web.url + "/"}, {"secret": "sp"})


def feishu(web) -> Way:
    return Way(3, "feishu", "飞书", {"app": "cli_app", "base": web.url}, {"secret": "sp"})


WECOM_TOKEN, WECOM_SEND = "/cgi-bin/gettoken", "/cgi-bin/message/send"
DING_TOKEN, DING_SEND = "/v1.0/oauth2/accessToken", "/v1.0/robot/oToMessages/batchSend"
FEISHU_TOKEN, FEISHU_SEND = "/open-apis/auth/v3/tenant_access_token/internal", "/open-apis/im/v1/messages"


@pytest.fixture
def tokens(web):
    """Each messenger gives a token that holds."""
    web.answer(WECOM_TOKEN, {"errcode": 0, "errmsg": "ok", "access_token": "tok/1", "expires_in": 7200})
    web.answer(DING_TOKEN, {"accessToken": "tok1", "expireIn": 7200})
    web.answer(FEISHU_TOKEN, {"code": 0, "msg": "ok", "tenant_access_token": "t-1", "expire": 7200})


@pytest.mark.usefixtures("tokens")
def test_wecom_gets_a_text_card_that_it_shows_once(web):
    web.answer(WECOM_SEND, {"errcode": 0, "errmsg": "ok", "invaliduser": "", "msgid": "m"})

    assert sent(wecom(web), "lin.xia") == Answer(Outcome.SENT, "0 ok")
    assert sent(wecom(web), "lin.xia", TWO).outcome == Outcome.SENT

    asked, first, second = web.came
    assert (asked.method, asked.path, asked.query) == ("GET", WECOM_TOKEN, {"corpid": "wwcorp", "corpsecret": "s&p"})
    assert (first.method, first.path, first.query) == ("POST", WECOM_SEND, {"access_token": "tok/1"})
    assert first.headers["content-type"] == "application/json; charset=utf-8"
    assert first.body == {
        "touser": "lin.xia",
        "msgtype": "textcard",
        "agentid": 1000002,
        "textcard": {
            "title": "到时间了：日报",
            "description": "到时间了：日报，今天 12:00 截止",
            "url": "https://guiju.example/work/7/",
            "btntxt": "打开",
        },
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 1800,
    }
    assert second.body["textcard"] == {
        "title": "2 件事请您看",
        "description": "到时间了：［日报］(http://evil.example)\n快到时间：＜b＞盘点＜/b＞",
        "url": "https://guiju.example/",
        "btntxt": "打开",
    }


@pytest.mark.usefixtures("tokens")
def test_dingtalk_gets_a_card_that_opens_within_it(web):
    web.answer(DING_SEND, {"processQueryKey": "key", "invalidStaffIdList": [], "flowControlledStaffIdList": []})

    assert sent(dingtalk(web), "manager1234") == Answer(Outcome.SENT, "key")

    asked, first = web.came
    assert (asked.path, asked.body) == (DING_TOKEN, {"appKey": "dingapp", "appSecret": "sp"})
    assert (first.path, first.headers["x-acs-dingtalk-access-token"]) == (DING_SEND, "tok1")
    card = json.loads(first.body.pop("msgParam"))
    assert first.body == {"robotCode": "dingbot", "userIds": ["manager1234"], "msgKey": "sampleActionCard"}
    assert card == {
        "title": "到时间了：日报",
        "text": "### 到时间了：日报\n- 到时间了：日报，今天 12:00 截止",
        "singleTitle": "打开",
        "singleURL": "dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fguiju.example%2Fwork%2F7%2F&pc_slide=false",
    }


@pytest.mark.usefixtures("tokens")
def test_feishu_gets_a_post_under_the_mark_of_the_message(web):
    web.answer(FEISHU_SEND, {"code": 0, "msg": "success", "data": {"message_id": "om_1"}})

    assert sent(feishu(web), "ou_1", TWO) == Answer(Outcome.SENT, "0 success")

    asked, first = web.came
    assert (asked.path, asked.body) == (FEISHU_TOKEN, {"app_id": "cli_app", "app_secret": "sp"})
    assert (first.path, first.query, first.headers["authorization"]) == (
        FEISHU_SEND,
        {"receive_id_type": "open_id"},
        "Bearer t-1",
    )
    content = json.loads(first.body.pop("content"))
    assert first.body == {"receive_id": "ou_1", "msg_type": "post", "uuid": MARK}
    inside = "https://applink.feishu.cn/client/web_url/open?mode=window&url=https%3A%2F%2Fguiju.example%2Fwork%2F7%2F"
    assert content == {
        "zh_cn": {
            "title": "2 件事请您看",
            "content": [
                [{"tag": "a", "text": "到时间了：[日报](http://evil.example)", "href": inside}],
                [{"tag": "text", "text": "快到时间：<b>盘点</b>"}],
            ],
        }
    }


@pytest.mark.usefixtures("tokens")
@pytest.mark.parametrize(
    ("to", "kind"),
    [("ou_1", "open_id"), ("on_1", "union_id"), ("lin@example.com", "email"), ("7f2a", "user_id")],
)
def test_feishu_takes_people_by_each_of_their_names(web, to, kind):
    web.answer(FEISHU_SEND, {"code": 0, "msg": "success"})

    sent(feishu(web), to)

    assert (web.came[-1].query, web.came[-1].body["receive_id"]) == ({"receive_id_type": kind}, to)


@pytest.mark.parametrize(
    ("way", "token", "send", "stale", "good"),
    [
        (
            wecom,
            (WECOM_TOKEN, {"errcode": 0, "access_token": "tok", "expires_in": 7200}),
            WECOM_SEND,
            {"errcode": 42001, "errmsg": "access_token expired"},
            {"errcode": 0, "errmsg": "ok"},
        ),
        (
            dingtalk,
            (DING_TOKEN, {"accessToken": "tok", "expireIn": 7200}),
            DING_SEND,
            {"code": "InvalidAuthentication", "message": "access token is not valid"},
            {"processQueryKey": "key"},
        ),
        (
            feishu,
            (FEISHU_TOKEN, {"code": 0, "tenant_access_token": "tok", "expire": 7200}),
            FEISHU_SEND,
            {"code": 99991663, "msg": "token invalid"},
            {"code": 0, "msg": "success"},
        ),
    ],
)
def test_a_token_is_asked_for_once_and_again_when_it_is_not_taken(web, way, token, send, stale, good):
    web.answer(*token)
    for answer in (good, good, stale, good):
        web.answer(send, answer)

    outcomes = [sent(way(web), "x").outcome for _each in range(3)]

    assert outcomes == [Outcome.SENT] * 3
    assert [request.path for request in web.came] == [token[0], send, send, send, token[0], send]


def test_a_token_that_ends_is_not_used_to_its_last_second(web):
    web.answer(WECOM_TOKEN, {"errcode": 0, "access_token": "tok", "expires_in": 100})
    web.answer(WECOM_SEND, {"errcode": 0, "errmsg": "ok"})

    sent(wecom(web), "x")
    sent(wecom(web), "x")

    assert [request.path for request in web.came] == [WECOM_TOKEN, WECOM_SEND, WECOM_TOKEN, WECOM_SEND]


@pytest.mark.usefixtures("tokens")
@pytest.mark.parametrize(
    ("way", "send", "status", "said", "answer"),
    [
        (wecom, WECOM_SEND, 200, {"errcode": 81013, "errmsg": "no user"}, Answer(Outcome.NEVER, "81013 no user")),
        (
            wecom,
            WECOM_SEND,
            200,
            {"errcode": 0, "errmsg": "ok", "invaliduser": "x"},
            Answer(Outcome.NEVER, "invaliduser x"),
        ),
        (wecom, WECOM_SEND, 200, {"errcode": 45009, "errmsg": "freq"}, Answer(Outcome.DOWN, "45009 freq", after=60)),
        (wecom, WECOM_SEND, 200, {"errcode": 60020, "errmsg": "ip"}, Answer(Outcome.DOWN, "60020 ip")),
        (wecom, WECOM_SEND, 200, b"<html>", Answer(Outcome.DOWN, "HTTP 200 <html>")),
        (wecom, WECOM_SEND, 200, [1], Answer(Outcome.DOWN, "HTTP 200 [1]")),
        (
            dingtalk,
            DING_SEND,
            200,
            {"processQueryKey": "k", "invalidStaffIdList": ["x"]},
            Answer(Outcome.NEVER, "invalidStaffIdList x"),
        ),
        (
            dingtalk,
            DING_SEND,
            200,
            {"processQueryKey": "k", "flowControlledStaffIdList": ["x"]},
            Answer(Outcome.LATER, "flowControlledStaffIdList", after=60),
        ),
        (
            dingtalk,
            DING_SEND,
            403,
            {"code": "Forbidden.AccessDenied", "message": "no"},
            Answer(Outcome.DOWN, "Forbidden.AccessDenied no"),
        ),
        (dingtalk, DING_SEND, 429, {"code": "Throttling.User"}, Answer(Outcome.DOWN, "Throttling.User", after=60)),
        (dingtalk, DING_SEND, 400, {"code": "staffId.notExisted"}, Answer(Outcome.NEVER, "staffId.notExisted")),
        (dingtalk, DING_SEND, 502, b"bad gateway", Answer(Outcome.DOWN, "HTTP 502 bad gateway")),
        (feishu, FEISHU_SEND, 400, {"code": 230013, "msg": "not here"}, Answer(Outcome.NEVER, "230013 not here")),
        (feishu, FEISHU_SEND, 400, {"code": 230020, "msg": "slow"}, Answer(Outcome.DOWN, "230020 slow", after=30)),
        (feishu, FEISHU_SEND, 400, {"code": 230006, "msg": "no bot"}, Answer(Outcome.DOWN, "230006 no bot")),
    ],
)
def test_what_is_answered_says_what_to_do(web, way, send, status, said, answer):
    web.answer(send, said, status)

    assert sent(way(web), "x") == answer


@pytest.mark.usefixtures("tokens")
def test_a_messenger_says_how_long_to_wait(web):
    web.answer(FEISHU_SEND, {"code": 99991400, "msg": "limit"}, 429, x_ogw_ratelimit_reset="17")

    assert sent(feishu(web), "x") == Answer(Outcome.DOWN, "99991400 limit", after=17)


@pytest.mark.parametrize(
    ("way", "path", "said", "text"),
    [
        (wecom, WECOM_TOKEN, {"errcode": 40013, "errmsg": "invalid corpid"}, "40013 invalid corpid"),
        (dingtalk, DING_TOKEN, {"code": "invalidClientSecret", "message": "no"}, "invalidClientSecret no"),
        (feishu, FEISHU_TOKEN, {"code": 10014, "msg": "app secret invalid"}, "10014 app secret invalid"),
    ],
)
def test_without_a_token_the_channel_is_down_and_says_why(web, way, path, said, text):
    web.answer(path, said)

    assert sent(way(web), "x") == Answer(Outcome.DOWN, text)
    assert [request.path for request in web.came] == [path]


@pytest.mark.parametrize("way", [wecom, dingtalk, feishu])
def test_a_messenger_that_is_not_there_is_said_to_be(web, way):
    web.url = "http://127.0.0.1:1"

    assert sent(way(web), "x") == Answer(Outcome.DOWN, "!unreachable Connection refused")


@pytest.mark.usefixtures("tokens")
def test_a_long_list_is_cut_to_what_a_card_takes(web):
    web.answer(WECOM_SEND, {"errcode": 0, "errmsg": "ok"})
    lines = tuple(Line(f"到时间了：第 {number} 件事要今天做完", "") for number in range(40))

    sent(wecom(web), "x", Message(MARK, "规" * 100, lines, HOME, WISHES))

    card = web.came[-1].body["textcard"]
    assert (len(card["title"].encode()), card["title"][-1]) == (126, "…")
    assert len(card["description"].encode()) <= 512
    assert card["description"].splitlines()[-1] == "另有 29 件"
