"""设置 › 个人信息: what is held of people, answered in the browser."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.people import models as people
from guiju.apps.privacy import queries
from guiju.facts import importing
from web import seen

pytestmark = pytest.mark.django_db
WHO = "tb_xiaowang_88"


@pytest.fixture
def admin():
    client = Client()
    client.force_login(User.objects.create_superuser("admin", password="a long password"))
    return client


@pytest.fixture
def office():
    """Browsers by 工号: 1 leads, 2 keeps the roster, 3 may do neither; 7 has left."""
    make.book()
    posts = {"1": ("电商部", "电商总监"), "2": ("电商部", "人事专员"), "3": ("流量获取组", "推广专员")}
    found = {}
    for number, (unit, position) in posts.items():
        who = make.person(number, f"人{number}")
        make.post(who, unit, position, leader=number == "1")
        make.pay(who)
        found[number] = Client()
        found[number].force_login(make.user(who))
    make.pay(make.person("7", "离开的人", left=date(2026, 9, 30)))
    return found


@pytest.fixture
def shop(home, tmp_path):
    """Two orders of one buyer."""
    text = make.orders(("1", "2026-08-01", "100.00"), ("2", "2026-08-31", "50.00")).decode("gb18030")
    path = tmp_path / "orders.csv"
    path.write_text(text.replace("甲**", WHO), "utf-8")
    importing.run([path], home)


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    def do(client, kind, original=WHO, reason=""):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/setup/privacy/buyers/", {"kind": kind, "original": original, "reason": reason})

    return do


def test_a_person_is_found_with_what_is_held_and_what_would_become_of_it(office):
    page = office["2"].get("/setup/privacy/?who=离开")
    held = seen.table(office["2"].get("/setup/privacy/people/7/"), "存了什么")

    assert 'href="/setup/privacy/people/7/"' in page.content.decode()
    assert held[1:] == [
        ["名册", "1", "去掉姓名", "组织沿革，考核按当时的岗位算"],
        ["工资基数", "1", "留下", "工资与考核的凭据，法律要求留存"],
    ]
    assert "名册里没有这个人。" in seen.text(office["2"].get("/setup/privacy/?who=查无此人"))


def test_everything_is_taken_away_as_a_workbook_pay_for_who_may_see_it(admin, office):
    sheets = {}
    for name, client in (("admin", admin), ("hr", office["2"])):
        answer = client.post("/setup/privacy/people/7/export/")
        with ZipFile(BytesIO(answer.content)) as book:
            sheets[name] = book.read("xl/workbook.xml").decode()

    assert ("工资基数" in sheets["admin"], "工资基数" in sheets["hr"]) == (True, False)
    assert "名册" in sheets["hr"]


def test_who_left_is_erased_with_a_reason_and_who_is_here_is_not(office):
    no = office["2"].post("/setup/privacy/people/7/erase/", {"reason": ""})
    here = office["2"].post("/setup/privacy/people/1/erase/", {"reason": "x"})
    done = office["2"].post("/setup/privacy/people/7/erase/", {"reason": "本人申请"}, follow=True)

    assert (no.status_code, here.status_code) == (422, 422)
    assert "写明为什么" in seen.text(no)
    assert "人1 还在职" in seen.text(here)
    assert "抹去了，改了 1 行。必须留下的只剩工号。" in seen.text(done)
    assert people.Person.objects.get(number="7").name == "已抹去"
    assert people.Person.objects.get(number="1").name == "人1"


def test_a_buyer_is_found_exported_and_erased(admin, shop, ask):
    found = seen.text(admin.get(ask(admin, "find")["Location"]))
    at = ask(admin, "export")["Location"]
    file = admin.get(f"{at}file/")
    gone = seen.text(admin.get(ask(admin, "erase", reason="本人申请")["Location"]))
    after = seen.text(admin.get(ask(admin, "find")["Location"]))

    assert "找到 2 行 订单 2" in found
    assert file.content[:2] == b"PK"
    assert "2 行已不再认得出是谁" in gone
    assert "已在 2026-10-09 抹去，没有能认出的行" in after
    assert WHO not in found + gone + after + admin.get("/setup/ledger/").content.decode()


def test_a_buyer_is_not_erased_without_a_reason(admin, shop, ask):
    assert ask(admin, "erase").status_code == 422
    assert queries.latest() == []
    assert ask(admin, "nonsense").status_code == 404


def test_an_answer_that_is_not_there_yet_asks_again(admin):
    from guiju.apps.privacy import models

    one = models.Request.objects.create(kind="find", by="x", created="2026-10-09T10:30:00+08:00")
    page = admin.get(f"/setup/privacy/buyers/{one.pk}/").content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert admin.get(f"/setup/privacy/buyers/{one.pk}/file/").status_code == 404


def test_the_period_is_set_by_administrators_and_must_make_sense(admin, office):
    assert admin.post("/setup/privacy/keep/", {"months": "24"}).status_code == 302
    assert "一行数据过了 24 个月，就换成无从追溯的标识" in seen.text(admin.get("/setup/privacy/"))
    assert admin.post("/setup/privacy/keep/", {"months": "9999999"}).status_code == 422
    assert admin.post("/setup/privacy/keep/", {"months": "一年"}).status_code == 422
    assert office["2"].post("/setup/privacy/keep/", {"months": "1"}).status_code == 422
    assert queries.months() == 24
    admin.post("/setup/privacy/keep/", {"months": ""})
    assert queries.months() is None


def test_the_record_writes_itself_and_takes_notes(admin, office):
    rows = {row[0].split(" ")[0]: row for row in seen.table(admin.get("/setup/privacy/record/"), "影响评估记录")[1:]}
    admin.post("/setup/privacy/record/pay/", {"text": "人事保管", "version": "0"})
    stale = admin.post("/setup/privacy/record/pay/", {"text": "财务保管", "version": "0"})

    assert rows["订单里的人"][3] == "谁也看不到原文"
    assert rows["名册与账号"][3] == "人事专员（全部）"
    assert "人事保管" in seen.text(admin.get("/setup/privacy/record/"))
    assert stale.status_code == 422
    assert "财务保管" in stale.content.decode()
    assert admin.post("/setup/privacy/record/nothing/", {"text": "x", "version": "0"}).status_code == 404


def test_strangers_and_colleagues_see_nothing(office, admin, shop, ask):
    number = queries.asked(1)
    assert number is None
    at = ask(admin, "export")["Location"]
    for client in (office["3"], Client()):
        for address in ("", "people/7/", "record/"):
            assert client.get(f"/setup/privacy/{address}").status_code in {302, 403}
        for address in (at, f"{at}file/"):
            assert client.get(address).status_code in {302, 403}
        assert client.post("/setup/privacy/people/7/erase/", {"reason": "x"}).status_code in {302, 403}
    assert office["2"].get(at).status_code == 403  # who keeps the roster has nothing to do with buyers
    assert people.Person.objects.get(number="7").name == "离开的人"


def test_the_pages_ask_the_database_little(admin, office):
    for address, most in (("", 15), ("record/", 15), ("people/7/", 15)):
        with CaptureQueriesContext(connection) as asked:
            admin.get(f"/setup/privacy/{address}")
        assert len(asked) <= most, (address, len(asked))


def test_it_is_in_english_too(admin):
    text = seen.text(admin.get("/setup/privacy/record/", headers={"Accept-Language": "en"}))

    assert "Buyer: as a keyed hash that cannot be read back" in text
