"""Nothing is lost and hardly anything comes twice: senders that die, senders side by side, channels that fail."""

import pytest
from django.db import connection

from apps.notices import house
from guiju.apps import clock
from guiju.apps.notices import models
from guiju.apps.notices.actions import handing, sending

HOOK = "/cgi-bin/webhook/send"


def sent_at(moment) -> int:
    with clock.at(moment):
        handing.hand_over()
        return sending.send_due()


@pytest.mark.django_db
class TestAtLeastOnce:
    def test_what_a_sender_left_behind_is_sent_again_under_the_same_mark(self, mails, monkeypatch):
        house.mail_channel(mails.port)
        house.notice(house.reader(email="lin@example.com"))
        handing.hand_over()
        with monkeypatch.context() as dying:
            dying.setattr(sending, "_settle", dies)
            with pytest.raises(SystemExit):
                sending.send_due()
        assert len(mails.came) == 1

        assert sent_at(house.at("10:31")) == 0  # somebody may still be at it
        house.notice(models.Contact.objects.get().person)
        assert sent_at(house.at("10:36")) == 2

        first, again, new = mails.came
        assert again["Message-ID"] == first["Message-ID"] != new["Message-ID"]
        assert next(again.iter_parts()).get_content() == next(first.iter_parts()).get_content()
        assert {state for *_rest, state in house.states()} == {"sent"}

    def test_what_may_have_arrived_is_sent_again_under_the_same_mark(self, web):
        web.answer("/cgi-bin/gettoken", {"errcode": 0, "access_token": "t", "expires_in": 7200})
        web.answer("/open-apis/auth/v3/tenant_access_token/internal", {"code": 0, "tenant_access_token": "t"})
        web.answer("/open-apis/im/v1/messages", b"", 200)
        web.answer("/open-apis/im/v1/messages", {"code": 0})
        house.channel("feishu", "飞书", app="a", secret="s", base=web.url)
        house.notice(house.reader(feishu="ou_1"))

        sent_at(house.at("10:30"))
        sent_at(house.at("10:40"))

        marks = [body["uuid"] for body in web.bodies("/open-apis/im/v1/messages")]
        assert len(marks) == 2

    def test_two_senders_at_once_send_it_once(self, mails):
        house.mail_channel(mails.port)
        house.notice(house.reader(email="lin@example.com"))
        handing.hand_over()
        channel = models.Channel.objects.get()
        now = clock.now()

        first, second = sending._claimed(channel, now), sending._claimed(channel, now)

        assert (first is not None, second) == (True, None)


@pytest.mark.django_db(transaction=True)
def test_one_channel_that_fails_does_not_hold_up_the_others(web):
    if connection.vendor == "sqlite":
        pytest.skip("threads share no database in memory; the sender's own test does this on a file")
    web.answer(HOOK, {"errcode": 0, "errmsg": "ok"})
    house.mail_channel(1, "坏邮箱")
    house.robot_channel("http://127.0.0.1:1/x", "坏群")
    house.robot_channel(f"{web.url}{HOOK}?key=k", "好群")
    who = house.reader(email="lin@example.com")
    house.notice(who, "due")

    assert sent_at(house.at("10:30")) == 1

    assert sorted(house.states()) == [
        ("坏群", "", "waiting"),
        ("坏邮箱", "lin@example.com", "waiting"),
        ("好群", "", "sent"),
    ]


def dies(*_arguments):
    raise SystemExit
