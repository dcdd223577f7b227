"""Mails, as a mail server receives them."""

from email.utils import parsedate_to_datetime

import pytest

from apps.notices import receivers
from guiju.apps.notices import senders
from guiju.apps.notices.answers import Answer, Outcome
from guiju.apps.notices.values import Line, Message, Way

HOME, WISHES = "https://guiju.example/", "https://guiju.example/setup/mine/"
MESSAGE = Message(
    "0" * 32,
    "2 件事请您看，1 件逾期",
    (Line("已逾期：日报，今天 09:15 截止", f"{HOME}work/7/"), Line("请您办：<b>盘点</b> & 清点", "")),
    HOME,
    WISHES,
)


def way(port: int, password: str = "", **settings: str) -> Way:
    told = {
        "host": "127.0.0.1",
        "port": str(port),
        "security": "open",
        "user": "bot" if password else "",
        "sender": "guiju@example.com",
        "sender_name": "规矩",
        **settings,
    }
    return Way(1, "email", "邮箱", told, {"password": password})


def sent(to_way: Way, *to: str, message: Message = MESSAGE) -> list[Answer]:
    with senders.opened(to_way) as send:
        return [send(one, message) for one in to]


def test_a_mail_says_the_same_in_plain_text_and_as_html(mails):
    assert sent(way(mails.port), "lin@example.com") == [Answer(Outcome.SENT)]

    (came,) = mails.came
    assert mails.to == [["lin@example.com"]]
    plain, html = came.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == (
        "2 件事请您看，1 件逾期\n\n"
        "· 已逾期：日报，今天 09:15 截止\n  https://guiju.example/work/7/\n"
        "· 请您办：<b>盘点</b> & 清点\n\n"
        "打开规矩  https://guiju.example/\n"
        "这些通知怎样到您这里，在这里改  https://guiju.example/setup/mine/\n"
    )
    page = html.get_content()
    assert '<a href="https://guiju.example/work/7/"' in page
    assert "请您办：&lt;b&gt;盘点&lt;/b&gt; &amp; 清点" in page
    assert [part.get_content_type() for part in (came, plain, html)] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_its_headers_say_who_writes_why_and_how_to_have_no_more(mails):
    sent(way(mails.port), "lin@example.com")

    (came,) = mails.came
    assert {name: came[name] for name in ("From", "To", "Subject", "Message-ID")} == {
        "From": "规矩 <guiju@example.com>",
        "To": "lin@example.com",
        "Subject": "2 件事请您看，1 件逾期",
        "Message-ID": f"<{'0' * 32}@example.com>",
    }
    assert came["List-Unsubscribe"] == "<https://guiju.example/setup/mine/>"
    assert came["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(came["Date"]).isoformat() == "2026-10-09T10:30:00+08:00"
    assert b"=?utf-8?" in mails.raw[0]  # nothing but ASCII on the way
    assert mails.raw[0].isascii()


def test_nothing_that_somebody_wrote_becomes_a_header_or_a_receiver(mails):
    evil = Message(
        "1" * 32,
        "日报\r\nBcc: all@example.com\r\n\r\n<script>",
        (Line("一\r\n.\r\nMAIL FROM:<x@example.com>", ""),),
        HOME,
        "https://guiju.example/\r\nX-Evil: 1",
    )

    sent(way(mails.port, sender_name="规矩\r\nBcc: all@example.com"), "lin@example.com", message=evil)

    (came,) = mails.came
    assert mails.to == [["lin@example.com"]]
    assert (came["Bcc"], came["X-Evil"], came["Subject"]) == (None, None, "日报 Bcc: all@example.com <script>")
    assert came["From"] == '"规矩 Bcc: all@example.com" <guiju@example.com>'


@pytest.mark.parametrize("to", ["lin@example.com\r\nRCPT TO:<all@example.com>", "a@example.com>, <b@example.com", "@"])
def test_an_address_that_is_none_reaches_nobody(mails, to):
    assert sent(way(mails.port), to) == [Answer(Outcome.NEVER, "!address")]
    assert mails.to == []


def test_several_mails_take_one_connection_and_a_refused_receiver_stops_no_other(mails):
    mails.refuses = {"gone@example.com": "550 no such user", "full@example.com": "452 mailbox full"}

    answers = sent(way(mails.port), "gone@example.com", "full@example.com", "lin@example.com")

    assert answers == [
        Answer(Outcome.NEVER, "550 no such user"),
        Answer(Outcome.LATER, "452 mailbox full"),
        Answer(Outcome.SENT),
    ]
    assert mails.to == [["lin@example.com"]]


@pytest.mark.parametrize(("said", "outcome"), [("554 spam", Outcome.NEVER), ("451 try later", Outcome.LATER)])
def test_a_refused_mail_is_tried_again_when_the_server_says_so(mails, said, outcome):
    mails.after = said

    assert sent(way(mails.port), "lin@example.com") == [Answer(outcome, said)]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_it_signs_in_where_it_must_once_nobody_can_listen(tmp_path, monkeypatch, security):
    file = receivers.certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    with receivers.mails("right", file, at_once=security == "tls") as mails:
        assert sent(way(mails.port, "right", security=security), "lin@example.com") == [Answer(Outcome.SENT)]
        (wrong,) = sent(way(mails.port, "wrong", security=security), "lin@example.com")
        (unnamed,) = sent(way(mails.port, security=security), "lin@example.com")

    assert mails.signed_in == ["bot"]
    assert (wrong.outcome, wrong.text[:3]) == (Outcome.DOWN, "535")
    assert (unnamed.outcome, unnamed.text[:3]) == (Outcome.DOWN, "530")


def test_what_should_be_encrypted_is_never_sent_in_the_open(mails):
    (answer,) = sent(way(mails.port, "secret", security="starttls"), "lin@example.com")

    assert answer == Answer(Outcome.DOWN, "!unreachable STARTTLS extension not supported by server.", unsure=True)
    assert mails.came == []


def test_a_certificate_that_nobody_signed_is_not_spoken_to(tmp_path):
    with receivers.self_signed(tmp_path) as port:
        (answer,) = sent(way(port, security="tls"), "lin@example.com")

    assert answer == Answer(Outcome.DOWN, "!certificate self-signed certificate")


def test_no_mail_goes_to_a_server_inside_the_house_that_is_not_named(mails, settings):
    settings.GUIJU_ALLOW_PRIVATE = ()

    assert sent(way(mails.port), "lin@example.com") == [Answer(Outcome.DOWN, "!inside 127.0.0.1")]
    assert mails.came == []


def test_a_server_that_is_not_there_is_said_to_be():
    assert sent(way(1), "lin@example.com") == [Answer(Outcome.DOWN, "!unreachable Connection refused")]
