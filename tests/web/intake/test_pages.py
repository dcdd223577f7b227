"""What comes by itself, set up in pages: truth, refusals, the same queries for one row and many."""

import re
from datetime import timedelta

import pytest
from django.test import Client

import make
from apps.work import office
from apps.work.office import FRIDAY, at
from guiju.apps import clock
from guiju.apps.intake import models
from guiju.apps.intake.actions import fetching, sources
from guiju.apps.intake.actions.sources import Told
from guiju.apps.notices import sealing
from guiju.apps.people.models import Person
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("department")]
EXPECTED = {
    "name": "订单日报",
    "what": "fact:order",
    "shop": "旗舰店",
    "owner": "2",
    "way": "folder",
    "rhythm": "每个工作日",
    "due": "10:00",
    "on": "on",
}
MAILBOX = {
    "name": "报表邮箱",
    "host": "imap.shop.example",
    "port": "993",
    "security": "tls",
    "user": "sales@shop.example",
    "password": "k-1234567890",
    "box": "INBOX",
    "senders": "export@platform.example\n@agency.example",
    "on": "on",
}


@pytest.fixture
def department():
    office.opened()
    make.shop("旗舰店")


@pytest.fixture
def director(visit):
    return visit("6")


def expect(name="订单日报", moment=None, **more):
    told = Told(**{"name": name, "owner": "2", "what": "fact:order", "rhythm": "每个工作日", "due": "10:00", **more})
    with clock.at(moment or at(FRIDAY, 8)):
        return sources.save(actor=make.operator(), told=told)


def test_a_table_is_expected_and_says_that_it_is_late(director):
    with clock.at(at(FRIDAY, 8)):
        answer = director.post("/setup/intake/add/", EXPECTED, follow=True)
    assert "记下了。从现在起，到时间没有来就会提醒。" in seen.text(answer)

    late = director.get("/sources/")

    assert seen.table(late, "该来的表")[1:] == [
        [
            "订单日报 订单 · 旗舰店 · 文件夹",
            "吴桐 每个工作日，10:00 前",
            "—",
            "10月10日 周六 10:00",
            "迟了 30 分钟",
        ],
        ["从这里导出 千牛卖家中心 交易 已卖出的宝贝 批量导出 订单报表（ExportOrderList*.csv）"],
    ]


def test_it_speaks_english(visit):
    expect()

    answer = visit("6", "en").get("/sources/")

    row = seen.table(answer, "Expected tables")[1]
    assert row[1] == "吴桐 every workday by 10:00"
    assert row[4] == "Late 30 min"


def test_the_owners_own_steps_stand_in_for_the_platforms(director):
    expect(clicks="打开 ERP\n报表 › 订单")

    assert seen.table(director.get("/sources/"), "该来的表")[2] == ["从这里导出 打开 ERP 报表 订单"]


def test_what_cannot_be_read_is_said_at_its_field(director):
    answer = director.post("/setup/intake/add/", {**EXPECTED, "rhythm": "有空的时候"})

    assert answer.status_code == 422
    assert "读不懂“有空的时候”" in seen.text(answer)
    assert "aria-invalid" in re.search(r'<input[^>]*id="id_rhythm"[^>]*>', answer.content.decode())[0]
    assert models.Source.objects.count() == 0


def test_it_is_changed_and_removed_and_who_comes_second_is_told(director):
    number = expect()
    first = director.post(f"/setup/intake/{number}/", {**EXPECTED, "due": "11:00", "version": "1"})
    second = director.post(f"/setup/intake/{number}/", {**EXPECTED, "due": "12:00", "version": "1"})

    assert (first.status_code, second.status_code, models.Source.objects.get().due) == (302, 403, "11:00")
    assert "别人刚刚改过" in seen.text(second)
    director.post(f"/setup/intake/{number}/remove/", {"version": "2"})
    assert models.Source.objects.count() == 0


def test_an_owner_who_left_is_marked(director):
    expect(moment=at(FRIDAY, 8))
    Person.objects.filter(number="2").update(left=FRIDAY - timedelta(days=1))

    assert "吴桐 已离职" in seen.table(director.get("/setup/intake/"), "该来的表")[1][1]


def test_each_shop_has_a_folder_and_another_one_is_added(director, tmp_path, settings):
    settings.GUIJU_INBOXES = (str(tmp_path),)
    (tmp_path / "exports").mkdir()
    outside = director.post("/setup/intake/folders/add/", {"path": "/etc", "on": "on"})
    assert (outside.status_code, "只能看这些地方下面的文件夹" in seen.text(outside)) == (422, True)

    told = {"path": str(tmp_path / "exports"), "shop": "旗舰店", "owner": "6", "on": "on"}
    answer = director.post("/setup/intake/folders/add/", told, follow=True)

    rows = seen.table(answer, "文件夹")[1:]
    assert [row[1:] for row in rows] == [["旗舰店", "这台机器", "看着"], ["旗舰店", "高远", "看着"]]
    again = director.post("/setup/intake/folders/add/", told)
    assert "已经在看" in seen.text(again)


@pytest.mark.parametrize("path", ["../etc", "/tmp/../etc", "inbox", "", "\x00", "/" * 600])
def test_no_path_leads_out(director, path):
    assert director.post("/setup/intake/folders/add/", {"path": path, "on": "on"}).status_code == 422


def test_a_mailbox_keeps_its_password_to_itself(director):
    answer = director.post("/setup/intake/mailboxes/add/", MAILBOX, follow=True)
    page = answer.redirect_chain[-1][0]

    assert "已保存。" in seen.text(answer)
    row = models.Mailbox.objects.get()
    assert sealing.unseal(row.secret, fetching.PURPOSE) == {"password": "k-1234567890"}
    assert (row.senders, b"k-1234567890" in bytes(row.secret)) == (
        ["export@platform.example", "@agency.example"],
        False,
    )
    assert "k-1234567890" not in director.get(page).content.decode()
    assert "k-1234567890" not in director.get("/setup/ledger/").content.decode()


def test_a_kept_password_is_not_sent_to_another_server(director):
    director.post("/setup/intake/mailboxes/add/", MAILBOX)
    page = f"/setup/intake/mailboxes/{models.Mailbox.objects.get().pk}/"
    told = {**MAILBOX, "password": "", "version": "1"}

    assert director.post(page, {**told, "shop": "旗舰店"}).status_code == 302
    moved = director.post(page, {**told, "version": "2", "host": "imap.evil.example"})
    assert (moved.status_code, "要再写一遍" in seen.text(moved)) == (422, True)
    assert models.Mailbox.objects.get().host == "imap.shop.example"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("host", "imap shop"),
        ("port", "0"),
        ("senders", "everybody"),
        ("senders", " "),
        ("user", "a\r\nb"),
        ("name", ""),
    ],
)
def test_a_mailbox_that_cannot_be_is_refused(director, field, text):
    assert director.post("/setup/intake/mailboxes/add/", {**MAILBOX, field: text}).status_code == 422


def test_a_token_is_shown_once_and_ended(director):
    answer = director.post("/setup/intake/tokens/", {"name": "ERP", "scopes": ["upload"], "days": "30"})
    text = re.search(r'value="(gj_[^"]+)"', answer.content.decode())[1]

    assert "no-store" in answer["Cache-Control"]
    assert text not in director.get("/setup/intake/tokens/").content.decode()
    assert Client().get("/api/v1/runs/9", headers={"authorization": f"Bearer {text}"}).status_code == 404
    director.post(f"/setup/intake/tokens/{models.Token.objects.get().pk}/end/")
    assert Client().get("/api/v1/runs/9", headers={"authorization": f"Bearer {text}"}).status_code == 401
    assert "已停用" in seen.table(director.get("/setup/intake/tokens/"), "令牌")[1][3]


def test_one_makes_tokens_only_for_what_one_may(visit):
    answer = visit("2").post("/setup/intake/tokens/", {"name": "ERP", "scopes": ["upload"], "days": "30"})

    assert (answer.status_code, models.Token.objects.count()) == (422, 0)
    assert visit("2").get("/setup/intake/").status_code == 403


def test_pages_need_as_many_queries_for_many_as_for_one(director, django_assert_num_queries):
    def count(address):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        director.get(address)  # the first after a change fills what others find in the cache
        with CaptureQueriesContext(connection) as found:
            assert director.get(address).status_code == 200
        return len(found)

    addresses = ("/sources/", "/setup/intake/", "/setup/intake/folders/", "/setup/intake/mailboxes/")
    expect("甲")
    director.post("/setup/intake/mailboxes/add/", MAILBOX)
    few = [count(address) for address in addresses]
    for name in ("乙", "丙", "丁"):
        expect(name)
        director.post("/setup/intake/mailboxes/add/", {**MAILBOX, "name": name})
        make.shop(f"{name}店")

    assert [count(address) for address in addresses] == few
    assert max(few) <= 15
