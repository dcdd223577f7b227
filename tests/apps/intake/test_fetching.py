"""Mailboxes: what allowed senders attach comes in, each mail once, over a real line to a real server."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

import make
from apps.intake import imapd
from apps.work import office
from guiju.apps import clock
from guiju.apps.figures import models as figures
from guiju.apps.figures.actions import imports
from guiju.apps.figures.queries import coverage
from guiju.apps.intake import imap, letters, limits, models, reasons
from guiju.apps.intake.actions import fetching
from guiju.apps.notices import sealing

pytestmark = pytest.mark.django_db
ORDERS = make.orders(("1", "2026-08-01", "100.00"), ("2", "2026-08-31", "50.00"))


@pytest.fixture
def server(tmp_path, monkeypatch, settings):
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setattr(imap, "TIMEOUT", 5.0)
    with imapd.serving(tmp_path) as found:
        yield found


@pytest.fixture
def box(server):
    make.shop("旗舰店")
    return models.Mailbox.objects.create(
        name="报表邮箱",
        host="127.0.0.1",
        port=server.port,
        user="sales@shop.example",
        secret=sealing.seal({"password": imapd.PASSWORD}, fetching.PURPOSE),
        shop="旗舰店",
        senders=["export@platform.example", "@agency.example"],
    )


@pytest.fixture
def visit(django_capture_on_commit_callbacks):
    def go(minutes=0):
        with clock.at(clock.now() + timedelta(minutes=minutes)), django_capture_on_commit_callbacks(execute=True):
            return fetching.fetch()

    return go


def mail(name="订单.csv", content=ORDERS, sender="export@platform.example", subject="日报"):
    found = EmailMessage()
    found["From"], found["Subject"] = f"平台 <{sender}>", subject
    found.set_content("见附件")
    if name:
        found.add_attachment(content, maintype="text", subtype="csv", filename=name)
    return found.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def why():
    return list(models.Letter.objects.order_by("uid").values_list("uid", "why"))


def trouble(box):
    box.refresh_from_db()
    return box.trouble


def test_what_is_attached_comes_in_under_the_shop_of_the_mailbox(server, box, visit):
    server.mails = {3: mail()}

    assert visit() == 1
    run, letter = figures.ImportRun.objects.get(), models.Letter.objects.get()
    assert (run.state, run.by, run.options) == ("done", "收件箱", {"shop": "旗舰店"})
    assert (letter.uid, letter.sender, letter.subject, letter.files, letter.run_id) == (
        3,
        "export@platform.example",
        "日报",
        ["订单.csv"],
        run.pk,
    )
    assert coverage.view().rows("order") == 2
    assert {one.split(" ")[0] for one in server.said} == {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}


def test_each_mail_comes_once_and_in_order(server, box, visit):
    server.mails = {3: mail(), 5: mail(content=make.orders(("3", "2026-09-01", "1")))}
    assert visit() == 2
    server.mails[9] = mail(content=make.orders(("4", "2026-09-02", "1")))

    assert (visit(2), visit(4)) == (1, 0)
    assert why() == [(3, ""), (5, ""), (9, "")]
    assert coverage.view().rows("order") == 4


def test_between_two_visits_there_is_a_while(server, box, visit):
    visit()
    said = len(server.said)

    visit()
    assert len(server.said) == said


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("export@platform.example", ""),
        ("anybody@agency.example", ""),
        ("EXPORT@Platform.example", ""),
        ("other@platform.example", reasons.SENDER),
        ("x@evil-agency.example", reasons.SENDER),
        ("export@platform.example.evil", reasons.SENDER),
    ],
)
def test_only_allowed_senders_are_let_in(server, box, visit, sender, expected):
    server.mails = {1: mail(sender=sender)}

    visit()

    assert why() == [(1, expected)]
    assert figures.ImportRun.objects.count() == int(not expected)


def test_a_mail_that_breaks_off_on_the_way_is_read_anew_the_next_time(server, box, visit):
    server.mails = {3: mail(), 4: mail(content=make.orders(("3", "2026-09-01", "1")))}
    server.cut_after = 120

    assert visit() == 0
    assert (trouble(box), box.uid, why(), figures.ImportRun.objects.count()) == (reasons.RUBBISH, 0, [], 0)

    server.cut_after = None
    assert visit(2) == 2
    assert (trouble(box), coverage.view().rows("order")) == ("", 3)


@pytest.mark.parametrize("keep", [0.6, 0.9])
def test_a_mail_that_was_cut_before_it_was_sent_is_not_taken(server, box, visit, keep):
    whole = mail()
    server.mails = {1: whole[: int(len(whole) * keep)], 2: whole}

    assert visit() == 1
    assert why() == [(1, reasons.CUT), (2, "")]


def test_a_mailbox_that_was_made_anew_brings_nothing_twice(server, box, visit):
    before = mail()
    server.mails = {3: before}
    visit()
    server.validity, server.mails = 8, {1: before, 2: mail(content=make.orders(("3", "2026-09-01", "1")))}

    assert visit(2) == 1
    assert list(models.Letter.objects.order_by("id").values_list("validity", "uid", "why")) == [
        (7, 3, ""),
        (8, 1, reasons.AGAIN),
        (8, 2, ""),
    ]


def test_mails_without_tables_and_too_large_ones_are_passed_over(server, box, visit, monkeypatch):
    monkeypatch.setattr(limits, "MOST_MAIL", 5000)
    server.mails = {1: mail(name=""), 2: mail(name="a.exe"), 3: mail(content=b"x" * 9000), 4: mail()}

    assert visit() == 1
    assert why() == [(1, reasons.NO_FILES), (2, reasons.NO_FILES), (3, reasons.TOO_LARGE), (4, "")]


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("UID", b"\xff\xfe rubbish rubbish\r\n" * 3),
        ("UID", b"* SEARCH one two\r\n"),
        ("UID", b"* 1 FETCH (UID 3 BODY[] {999999999999}\r\n"),
        ("UID", b"* SEARCH " + b"9" * 2_000_000 + b"\r\n"),
        ("EXAMINE", b"* OK [UIDVALIDITY x]\r\n"),
        ("CAPABILITY", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    ],
)
def test_a_server_that_answers_rubbish_is_left_and_tried_again(server, box, visit, verb, said, monkeypatch):
    monkeypatch.setattr(imap, "TIMEOUT", 0.5)
    server.mails, server.answer = {3: mail()}, {verb: said}

    assert visit() == 0
    assert trouble(box) in {reasons.RUBBISH, reasons.CLOSED}
    assert (box.failures, box.rests, box.uid) == (1, clock.now() + timedelta(minutes=1), 0)

    server.answer = {}
    assert (visit(0.5), visit(2)) == (0, 1)
    assert trouble(box) == ""


def test_what_is_wrong_is_said_without_a_secret(server, box, visit, tmp_path, monkeypatch, caplog, settings):
    found = {}
    box.secret = sealing.seal({"password": "guessed"}, fetching.PURPOSE)
    box.save()
    visit()
    found["password"] = trouble(box)
    models.Mailbox.objects.update(secret=sealing.seal({"password": imapd.PASSWORD}, fetching.PURPOSE), box="没有")
    visit(60)
    found["box"] = trouble(box)
    models.Mailbox.objects.update(box="INBOX", secret=b"gAAA")
    visit(120)
    found["secret"] = trouble(box)
    models.Mailbox.objects.update(secret=sealing.seal({"password": imapd.PASSWORD}, fetching.PURPOSE))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    visit(180)
    found["trust"] = trouble(box)
    settings.GUIJU_ALLOW_PRIVATE = ()
    visit(240)
    found["inside"] = trouble(box)
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)
    models.Mailbox.objects.update(port=1)
    visit(300)
    found["closed"] = trouble(box)

    assert found == {
        "password": reasons.SIGN_IN,
        "box": reasons.NO_BOX,
        "secret": reasons.SECRET,
        "trust": reasons.TRUST,
        "inside": reasons.INSIDE,
        "closed": reasons.CLOSED,
    }
    assert "guessed" not in caplog.text
    assert imapd.PASSWORD not in caplog.text


def test_a_chinese_folder_is_named_as_the_protocol_writes_it(server, box, visit):
    server.box, server.mails = "&YqWIaA-", {1: mail()}
    models.Mailbox.objects.update(box="报表")

    assert visit() == 1


def test_a_server_that_asks_who_we_are_is_told(server, box, visit):
    server.capabilities = "IMAP4rev1 ID"

    visit()

    assert 'ID ("name" "Guiju")' in server.said


def test_files_are_brought_in_the_owners_name_and_only_if_they_may(server, box, visit):
    people = office.people()
    make.book(office.BOOK)
    server.mails = {1: mail()}
    models.Mailbox.objects.update(owner=people["2"])
    assert (visit(), trouble(box), models.Letter.objects.count()) == (0, reasons.OWNER, 0)

    models.Mailbox.objects.update(owner=people["6"])

    assert visit(60) == 1
    assert figures.ImportRun.objects.get().by == "高远"


def test_no_room_on_the_disk_loses_no_mail(server, box, visit, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    there = imports._kept
    monkeypatch.setattr(imports, "_kept", full)
    server.mails = {1: mail()}
    assert (visit(), trouble(box), box.uid, why()) == (0, reasons.FULL, 0, [])

    monkeypatch.setattr(imports, "_kept", there)
    assert (visit(2), trouble(box)) == (1, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00" * 100,
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n",
        b"Content-Type: text/csv; name*=utf-99''%ff.csv\r\n\r\nx",
        b"Content-Type: message/rfc822\r\n\r\n" * 60,
    ],
)
def test_mails_made_to_confuse_are_read_without_harm(content):
    assert letters.opened(content).files == () or all(file.name for file in letters.opened(content).files)
