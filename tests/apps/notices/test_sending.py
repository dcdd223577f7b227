"""What waits is sent: together, by every channel for itself, again after a pause, and given up after a day."""

import logging
from datetime import timedelta

import pytest
from django.db import connection

import make
from apps.notices import house
from guiju.apps import clock
from guiju.apps.notices import models, queries
from guiju.apps.notices.actions import channels, handing, sending
from guiju.apps.work.models import Notice

HOOK = "/cgi-bin/webhook/send"
KEY = "k-1234567890"


def sent_at(moment) -> int:
    with clock.at(moment):
        handing.hand_over()
        return sending.send_due()


def robot(web, name: str = "推广群", key: str = KEY) -> int:
    return house.robot_channel(f"{web.url}{HOOK}?key={key}", name)


@pytest.mark.django_db
class TestWhatGoesOut:
    def test_several_things_for_one_person_are_one_mail(self, mails):
        house.mail_channel(mails.port)
        lin, zhou = (
            house.reader("1", "林夏", email="lin@example.com"),
            house.reader("2", "周明", email="z@example.com"),
        )
        house.notice(lin, "late", house.work(lin, "核心数据日报"))
        house.notice(lin, "remind", house.work(lin, "盘点"))
        house.notice(lin, "returned", house.work(lin, "海报"), by="陈默", said="字太小")
        house.notice(zhou, "escalated", house.work(lin, "周报"))

        assert sent_at(house.at("10:30")) == 4
        assert sent_at(house.at("10:31")) == 0

        first, second = mails.came
        assert (first["To"], first["Subject"]) == ("lin@example.com", "3 件事请您看，1 件逾期")
        plain = next(first.iter_parts()).get_content()
        assert [line for line in plain.splitlines() if line.startswith("·")] == [
            "· 已逾期：核心数据日报，今天 12:00 截止",
            "· 快到时间：盘点，今天 12:00 截止",
            "· 陈默退回给您：海报，今天 12:00 截止（字太小）",
        ]
        assert (second["To"], second["Subject"]) == ("z@example.com", "林夏逾期还没办：周报，今天 12:00 截止")
        assert {state for _channel, _to, state in house.states()} == {"sent"}

    def test_everybody_whom_the_same_thing_concerns_stands_in_one_line(self, web):
        web.answer(HOOK, {"errcode": 0, "errmsg": "ok"})
        robot(web)
        for number, name in enumerate(("林夏", "周明", "许青")):
            who = house.reader(str(number), name)
            house.notice(who, "due", house.work(who))
        late = house.notice(who, "late", house.work(who, "盘点"))

        assert sent_at(house.at("10:30")) == 4

        assert web.bodies(HOOK)[0]["markdown"]["content"].splitlines() == [
            "**规矩：2 件事**",
            "[到时间了：日报，今天 12:00 截止：林夏、周明、许青](https://guiju.example/)",
            f"[已逾期：盘点，今天 12:00 截止：许青](https://guiju.example/work/{late.work_id}/)",
        ]

    def test_a_reader_hears_in_their_own_language(self, mails):
        house.mail_channel(mails.port)
        who = house.reader(email="lin@example.com")
        models.Contact.objects.update(language="en")
        house.notice(who, "late")

        sent_at(house.at("10:30"))

        assert mails.came[0]["Subject"] == "Overdue: 日报, due today 12:00"
        assert "Say here how these notices reach you" in next(mails.came[0].iter_parts()).get_content()

    def test_what_was_read_or_done_meanwhile_is_not_sent(self, mails):
        house.mail_channel(mails.port)
        who = house.reader(email="lin@example.com")
        read, done = house.notice(who), house.notice(who)
        handing.hand_over()
        Notice.objects.filter(pk=read.pk).update(read=clock.now())
        done.work.state, done.work.done, done.work.closed = "done", clock.now(), clock.now()
        done.work.save()

        assert sending.send_due() == 0

        assert (mails.came, [state for *_rest, state in house.states()]) == ([], ["dropped", "dropped"])

    def test_nothing_but_a_trial_goes_out_in_quiet_hours(self, web):
        web.answer(HOOK, {"errcode": 0, "errmsg": "ok"})
        channel = robot(web)
        house.notice(house.reader(), "due")
        handing.hand_over()
        channels.try_channel(actor=make.operator(), channel_id=channel)

        with clock.at(house.at("22:30")):
            assert sending.send_due() == 1
        assert [state for *_rest, state in house.states()] == ["waiting", "sent"]
        with clock.at(house.at("08:00") + timedelta(days=1)):
            assert sending.send_due() == 1

    def test_a_channel_that_is_turned_off_sends_nothing_of_what_waits(self, web):
        channel = robot(web)
        house.notice(house.reader(), "due")
        handing.hand_over()
        channels.switch_channel(actor=make.operator(), channel_id=channel, on=False)

        assert (sending.send_due(), [state for *_rest, state in house.states()], web.came) == (0, ["dropped"], [])


@pytest.mark.django_db
class TestWhatFails:
    def test_it_is_tried_again_after_growing_pauses_until_it_goes(self, web):
        web.answer(HOOK, {"errcode": 40058, "errmsg": "no"})
        channel = robot(web)
        house.notice(house.reader(), "due")
        tried = []
        for second in range(0, 1000, 10):
            before = len(web.came)
            sent_at(house.at("10:30") + timedelta(seconds=second))
            if len(web.came) > before:
                tried.append(second)

        assert tried == [0, 30, 90, 210, 450, 930]
        row = models.Channel.objects.get()
        assert (row.failures, row.answer) == (len(tried), "40058 no")
        web.answers[HOOK] = [(200, {"errcode": 0, "errmsg": "ok"}, {})]
        assert sent_at(house.at("12:00")) == 1
        row.refresh_from_db()
        assert (row.failures, row.rests, row.answer) == (0, None, "0 ok")
        assert queries.channel(make.operator(), channel).failures == 0

    def test_a_rate_limit_is_waited_out_as_long_as_the_other_side_asks(self, web):
        web.answer(HOOK, {"errcode": 45009, "errmsg": "limit"})
        robot(web)
        house.notice(house.reader(), "due")

        for second in (0, 30, 59, 60, 61):
            sent_at(house.at("10:30") + timedelta(seconds=second))

        assert len(web.came) == 2

    def test_after_a_day_it_is_given_up_and_shown_with_what_was_answered(self, web):
        web.answer(HOOK, {"errcode": 93000, "errmsg": f"invalid webhook url {KEY}"})
        channel = robot(web)
        house.notice(house.reader(), "due")
        for hour in range(26):
            sent_at(house.at("10:30") + timedelta(hours=hour))

        assert [state for *_rest, state in house.states()] == ["failed"]
        with clock.at(house.at("12:00") + timedelta(days=1)):
            (failure,) = queries.failures(make.operator(), channel)
        assert (failure.about, failure.said) == (
            "到时间了：日报，10月9日 12:00 截止",
            "93000 invalid webhook url ***",
        )
        tries = len(web.came)
        sent_at(house.at("13:00") + timedelta(days=1))
        assert len(web.came) == tries

    def test_a_receiver_that_is_not_there_stops_nobody_else(self, mails):
        mails.refuses = {"gone@example.com": "550 no such user"}
        channel = house.mail_channel(mails.port)
        for number, address in enumerate(("gone@example.com", "lin@example.com")):
            house.notice(house.reader(str(number), f"人{number}", email=address))

        assert sent_at(house.at("10:30")) == 1

        assert house.states() == [
            ("公司邮箱", "gone@example.com", "failed"),
            ("公司邮箱", "lin@example.com", "sent"),
        ]
        assert [one.said for one in queries.failures(make.operator(), channel)] == ["550 no such user"]
        assert queries.channel(make.operator(), channel).failures == 0

    def test_a_receiver_that_is_full_is_tried_later_by_itself(self, mails):
        mails.refuses = {"full@example.com": "452 full"}
        house.mail_channel(mails.port)
        for number, address in enumerate(("full@example.com", "lin@example.com")):
            house.notice(house.reader(str(number), f"人{number}", email=address))

        assert sent_at(house.at("10:30")) == 1
        mails.refuses = {}
        assert sent_at(house.at("10:30") + timedelta(seconds=29)) == 0
        assert sent_at(house.at("10:31")) == 1

    def test_secrets_that_cannot_be_opened_are_asked_for_again(self, web, home):
        channel = robot(web)
        house.notice(house.reader(), "due")
        (home / "secret").unlink()

        assert sent_at(house.at("10:30")) == 0

        assert queries.channel(make.operator(), channel).said == "打不开存着的密钥，请重新填写。"

    def test_a_channel_that_breaks_on_its_own_settings_rests_like_any_other(self, web, caplog):
        web.answer("/cgi-bin/gettoken", {"errcode": 0, "access_token": "t", "expires_in": "soon"})
        house.channel("wecom", "企业微信", corp="c", agent="1", secret="s", base=web.url)
        house.notice(house.reader(wecom="lin"))

        with caplog.at_level(logging.CRITICAL):
            assert sent_at(house.at("10:30")) == 0

        assert models.Channel.objects.get().answer == "!broken ValueError"

    def test_no_secret_reaches_the_database_the_ledger_or_a_log(self, web, caplog):
        web.answer(HOOK, {"errcode": 93000, "errmsg": f"no {KEY} here"})
        with caplog.at_level(logging.DEBUG):
            robot(web)
            house.notice(house.reader(), "due")
            sent_at(house.at("10:30"))

        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM notices_channel")
            channel = str(cursor.fetchall())
            cursor.execute("SELECT * FROM notices_delivery")
            delivery = str(cursor.fetchall())
            cursor.execute("SELECT * FROM audit_entry")
            entries = str(cursor.fetchall())
        kept = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
        assert [KEY in text for text in (channel, delivery, entries, str(kept))] == [False] * 4


@pytest.mark.django_db
def test_what_was_sent_is_forgotten_in_time_and_failures_are_not(web):
    web.answer(HOOK, {"errcode": 0, "errmsg": "ok"})
    robot(web)
    house.notice(house.reader(), "due")
    sent_at(house.at("10:30"))
    models.Delivery.objects.create(
        channel=models.Channel.objects.get(), key="x", state="failed", created=clock.now(), next=clock.now()
    )

    sending.forget(before=clock.now() + timedelta(days=1))

    assert [row.key for row in models.Delivery.objects.all()] == ["x"]
