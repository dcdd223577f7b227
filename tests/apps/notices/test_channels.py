"""Setting channels up: what they are told is checked, secrets are sealed, and who may not is refused."""

import pytest

import make
from apps.notices import house
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.notices import models, queries, sealing
from guiju.apps.notices.actions import channels, sending
from guiju.apps.notices.actions.channels import Told
from guiju.apps.notices.errors import Code
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db
MAIL = {"host": "smtp.example.com", "port": "465", "security": "tls", "user": "bot", "sender": "guiju@example.com"}
ROBOT = {"service": "dingtalk", "url": "https://oapi.dingtalk.com/robot/send?access_token=t", "sign": "SEC1"}
HR = (("edit", "roster", "all"),)


def save(kind: str, name: str = "渠道", actor=None, channel_id: int | None = None, **fields: str) -> int:
    told = Told(name, fields, "流量获取组", {"late", "mention"})
    return channels.save_channel(actor=actor or make.operator(), kind=kind, told=told, channel_id=channel_id)


def refusal(do, *arguments, **fields) -> tuple[str, object]:
    with pytest.raises(Refused) as refused:
        do(*arguments, **fields)
    return refused.value.code, refused.value.data.get("names")


def test_a_channel_is_kept_with_its_secrets_sealed():
    number = save("robot", **ROBOT)

    row = models.Channel.objects.get(pk=number)
    assert (row.settings, row.unit) == ({"service": "dingtalk", "levels": ["late"]}, "流量获取组")
    assert b"SEC1" not in bytes(row.secret)
    assert sealing.unseal(row.secret) == {"url": ROBOT["url"], "sign": "SEC1"}
    view = queries.channel(make.operator(), number)
    assert (view.settings, view.levels, view.sealed, view.on) == ({"service": "dingtalk"}, ("late",), True, True)
    (line,) = ledger.lines(action="notices.")
    assert (line.key, line.before, line.after) == (
        "渠道",
        None,
        {
            "name": "渠道",
            "kind": "robot",
            "unit": "流量获取组",
            "settings": {"service": "dingtalk", "levels": ["late"]},
            "sealed": ["url", "sign"],
        },
    )


def test_a_secret_that_is_left_empty_stays():
    number = save("robot", **ROBOT)

    save("", "新名", channel_id=number, service="dingtalk", url="", sign="SEC2")

    row = models.Channel.objects.get(pk=number)
    assert (row.name, sealing.unseal(row.secret)) == ("新名", {"url": ROBOT["url"], "sign": "SEC2"})
    assert ledger.lines(action="notices.")[0].after["sealed"] == ["sign"]


def test_secrets_that_another_home_sealed_are_asked_for_again(home):
    number = save("robot", **ROBOT)
    (home / "secret").unlink()

    told = {"service": "dingtalk", "url": "", "sign": ""}
    assert refusal(save, "", channel_id=number, **told) == (Code.UNREADABLE, ("url",))
    save("", channel_id=number, **ROBOT)
    assert sealing.unseal(models.Channel.objects.get(pk=number).secret)["sign"] == "SEC1"


@pytest.mark.parametrize(
    ("kind", "fields", "bad"),
    [
        ("email", {**MAIL, "host": "smtp.example.com/x"}, ("host",)),
        ("email", {**MAIL, "host": "", "port": "0"}, ("host", "port")),
        ("email", {**MAIL, "port": "４６５"}, ("port",)),
        ("email", {**MAIL, "port": "9" * 5000}, ("port",)),
        ("email", {**MAIL, "security": "maybe"}, ("security",)),
        ("email", {**MAIL, "sender": "guiju@example.com\nBcc: x@example.com"}, ("sender",)),
        ("email", {**MAIL, "sender_name": "a\r\nb"}, ("sender_name",)),
        ("robot", {**ROBOT, "url": "file:///etc/passwd"}, ("url",)),
        ("robot", {**ROBOT, "url": "https://user:password@example.com/"}, ("url",)),
        ("robot", {**ROBOT, "url": "https://example.com:99999/"}, ("url",)),
        ("robot", {**ROBOT, "url": "https:///x"}, ("url",)),
        ("robot", {"service": "other", "url": "dbus://"}, ("url",)),
        ("robot", {"service": "other", "url": "json://example.com/?template=/etc/passwd"}, ("url",)),
        ("robot", {"service": "smoke", "url": "https://example.com/"}, ("service",)),
        (
            "wecom",
            {"corp": "c", "agent": "a", "secret": "", "base": "https://qyapi.weixin.qq.com"},
            ("agent", "secret"),
        ),
        ("dingtalk", {"app": "a b", "robot": "r", "secret": "s", "base": "ftp://x"}, ("app", "base")),
        ("feishu", {"app": "x" * 501, "secret": "s", "base": "https://open.feishu.cn"}, ("app",)),
        ("pigeon", {}, ("kind",)),
    ],
)
def test_what_will_not_do_is_named_and_nothing_is_kept(kind, fields, bad):
    assert refusal(save, kind, **fields) == (Code.UNREADABLE, bad)
    assert models.Channel.objects.count() == 0


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 61])
def test_a_channel_has_a_name_of_one_line(name):
    assert refusal(save, "email", name, **MAIL) == (Code.UNREADABLE, ("name",))


def test_names_are_told_apart_and_people_are_reached_by_one_channel_of_a_kind():
    first = save("email", "甲", **MAIL)

    assert refusal(save, "robot", "甲", **ROBOT)[0] == Code.NAME_TAKEN
    assert refusal(save, "email", "乙", **MAIL)[0] == Code.ONE_OF_A_KIND
    channels.switch_channel(actor=make.operator(), channel_id=first, on=False)
    save("email", "乙", **MAIL)
    assert refusal(channels.switch_channel, actor=make.operator(), channel_id=first, on=True)[0] == Code.ONE_OF_A_KIND
    save("robot", "群甲", **ROBOT)
    save("robot", "群乙", **ROBOT)


def test_who_opens_accounts_keeps_channels_and_nobody_else():
    hr, someone = make.actor(*HR), make.actor(("view", "roster", "all"), ("edit", "work", "all"))
    number = save("email", actor=hr, **MAIL)

    for do in (
        lambda: save("robot", "群", actor=someone, **ROBOT),
        lambda: channels.switch_channel(actor=someone, channel_id=number, on=False),
        lambda: channels.remove_channel(actor=someone, channel_id=number),
        lambda: channels.try_channel(actor=someone, channel_id=number, to="lin@example.com"),
        lambda: queries.channels(someone),
        lambda: queries.channel(someone, number),
        lambda: queries.failures(someone, number),
        lambda: queries.trials(someone, number),
        lambda: queries.counted(someone),
    ):
        assert refusal(do)[0] == Code.NOT_ALLOWED
    assert [one.name for one in queries.channels(hr)] == ["渠道"]


def test_a_channel_that_is_not_there_is_said_to_be_unknown():
    for do in (
        lambda: channels.switch_channel(actor=make.operator(), channel_id=9, on=False),
        lambda: channels.remove_channel(actor=make.operator(), channel_id=9),
        lambda: channels.try_channel(actor=make.operator(), channel_id=9),
        lambda: queries.channel(make.operator(), 9),
    ):
        assert refusal(do)[0] == Code.UNKNOWN_CHANNEL


def test_turning_off_and_on_and_removing_is_recorded_and_turning_on_twice_is_not():
    number = save("email", **MAIL)
    for on in (False, False, True):
        channels.switch_channel(actor=make.operator(), channel_id=number, on=on)
    channels.remove_channel(actor=make.operator(), channel_id=number)

    assert [line.action for line in reversed(ledger.lines(action="notices."))] == [
        "notices.save_channel",
        "notices.turn_off_channel",
        "notices.turn_on_channel",
        "notices.remove_channel",
    ]


def test_a_trial_goes_to_oneself_by_a_channel_that_rests_or_is_off_and_shows_the_answer(mails):
    number = house.mail_channel(mails.port)
    house.reader("1", "林夏", email="lin@example.com")
    me = make.actor(*HR)
    channels.switch_channel(actor=me, channel_id=number, on=False)

    channels.try_channel(actor=me, channel_id=number)
    (waiting,) = queries.trials(me, number)
    assert (waiting.to, waiting.state, waiting.said) == ("lin@example.com", "waiting", "")
    assert sending.send_due() == 1

    (sent,) = queries.trials(me, number)
    assert (sent.state, mails.came[0]["Subject"]) == ("sent", "规矩：试一条")
    assert "收到这一条，说明“公司邮箱”已经接通（10:30:00）。" in next(mails.came[0].iter_parts()).get_content()


def test_a_trial_that_fails_says_what_was_answered_and_is_not_tried_again(web):
    web.answer("/hook", {"errcode": 93000, "errmsg": "invalid webhook url"})
    number = house.robot_channel(f"{web.url}/hook?key=k1234567")
    channels.try_channel(actor=make.operator(), channel_id=number)

    assert (sending.send_due(), sending.send_due()) == (0, 0)

    (failed,) = queries.trials(make.operator(), number)
    assert (failed.state, failed.said, len(web.came)) == ("failed", "93000 invalid webhook url", 1)
    assert models.Channel.objects.get().failures == 0
    assert queries.failures(make.operator(), number) == []


def test_a_trial_needs_to_know_to_whom():
    number = house.mail_channel(25)

    assert refusal(channels.try_channel, actor=make.operator(), channel_id=number)[0] == Code.NO_ADDRESS
    assert refusal(channels.try_channel, actor=make.operator(), channel_id=number, to="x\ny")[0] == Code.UNREADABLE


def test_channels_say_how_they_do(web):
    web.answer("/hook", {"errcode": 0})
    number = house.robot_channel(f"{web.url}/hook")
    house.robot_channel("http://127.0.0.1:1/", "坏群")
    who = house.reader()
    from guiju.apps.notices.actions import handing

    house.notice(who, "due")
    handing.hand_over()
    good, bad = models.Channel.objects.order_by("id")
    for channel in (good, bad):
        sending._by(channel, clock.now(), lambda: False)

    good_view, bad_view = queries.channels(make.operator())
    assert (good_view.id, good_view.sent, good_view.waiting, good_view.failures) == (number, 1, 0, 0)
    assert (bad_view.sent, bad_view.waiting, bad_view.failures) == (0, 1, 1)
    assert (f"{bad_view.rests:%H:%M:%S}", bad_view.said) == ("10:30:30", "连不上：Connection refused")


@pytest.mark.parametrize("moved", [{"host": "mail.evil.example"}, {"port": "2525"}, {"security": "open"}])
def test_a_kept_password_is_not_sent_to_another_machine(moved):
    number = save("email", **MAIL, password="pw")

    refused = refusal(save, "", channel_id=number, **(MAIL | moved))
    save("", channel_id=number, **(MAIL | moved), password="pw2")

    row = models.Channel.objects.get(pk=number)
    assert (refused, sealing.unseal(row.secret)) == ((Code.UNREADABLE, ("password",)), {"password": "pw2"})
