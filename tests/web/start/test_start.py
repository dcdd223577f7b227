"""开始: the first account, the gallery, filling in, the checklist, and address books from end to end."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.people import accounts, firstcode, queries
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.shelf import profiles
from web import seen

pytestmark = pytest.mark.django_db
GOOD = {"username": "admin", "password": "correct horse 9", "again": "correct horse 9"}


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library of two documents, so that nobody compiles thirty."""
    folder = tmp_path / "regulations"
    folder.mkdir()
    for file in ("minimal.md", "personnel.md"):
        (folder / file).write_bytes((profiles.FOLDER / file).read_bytes())
    monkeypatch.setattr(profiles, "FOLDER", folder)
    return folder


def test_the_first_account_is_made_with_the_code_of_the_window_alone(client):
    code = firstcode.issue()

    assert client.get("/sign-in/").url == "/start/first/"
    wrong = client.post("/start/first/", {"code": "AAAA-BBBB-CCCC", **GOOD})
    assert wrong.status_code == 422
    assert "一次性口令不对或已用过" in seen.text(wrong)
    made = client.post("/start/first/", {"code": code.lower(), **GOOD})
    assert made.url == "/sign-in/?next=/start/"
    assert client.login(username="admin", password="correct horse 9")
    assert Client().get("/start/first/").url == "/sign-in/"


def test_a_code_works_once_and_not_after_ten_wrong_ones(client):
    code = firstcode.issue()
    for _try in range(firstcode.TRIES):
        client.post("/start/first/", {"code": "AAAA", **GOOD})

    assert client.post("/start/first/", {"code": code, **GOOD}).status_code == 422
    assert accounts.nobody_can_sign_in()


def test_a_weak_password_uses_nothing_up(client):
    code = firstcode.issue()

    weak = client.post("/start/first/", {"code": code, "username": "admin", "password": "1234", "again": "1234"})
    assert "密码太弱" in seen.text(weak)
    assert client.post("/start/first/", {"code": code, **GOOD}).status_code == 302


def test_the_gallery_compares_what_is_ticked_and_finds_by_style(admin, library):
    admin.post("/start/regulations/read/")

    page = admin.get("/start/regulations/", {"with": ["minimal.md", "personnel.md"]})
    rows = {row[0]: row[1:] for row in seen.table(page, "放在一起比")}
    assert rows["要的数据"] == ["推广、订单、退款", "不用店铺数据"]
    assert rows["每周例行"][0] == "0 次"
    found = admin.get("/start/regulations/", {"style": "discipline"})
    assert "电子商务部人员管理制度" in seen.text(found)
    assert "电商小组规矩" not in seen.text(found)


def test_a_regulation_is_chosen_filled_in_and_adopted(admin, library):
    chosen = admin.post("/start/regulations/choose/", {"file": "minimal.md"})
    page = chosen.url
    admin.post(page, {"part": "names", "alias.unit.推广组": "投放组、广告组", "save": "1"})
    admin.post(page, {"part": "target", "target.总ROI.values": "5", "save": "1"})
    again = admin.post(page, {"part": "names", "alias.unit.推广组": "投放组", "save": "1"})
    assert again.status_code == 302

    said = seen.text(admin.get(page))
    assert "和原文不同的 2 处" in said
    assert rulebook.current() is None
    admin.post(f"{page}adopt/", {"start": "2026-09-01"})
    now = rulebook.current()
    assert now.of("unit")["推广组"].aliases == ("投放组",)
    assert rulebook.adoptions()[0].start == date(2026, 9, 1)


def test_a_document_is_adopted_as_it_is_and_a_wrong_figure_is_pointed_out(admin, library):
    page = admin.post("/start/regulations/choose/", {"file": "minimal.md"}).url

    wrong = admin.post(page, {"part": "scorecard", "scorecard.推广组.sections.core.weight": "一半", "save": "1"})
    assert wrong.status_code == 422
    assert "要改正的地方" in seen.text(wrong)
    told = [(one.says, one.mend) for one in wrong.context["trial"].told]
    assert sorted(set(told)) == sorted(told)
    admin.post(f"{page}adopt/", {"start": "2026-10-01"})
    assert rulebook.current().title == "电商小组规矩（入门）"


def test_choosing_the_same_again_goes_on_with_the_same_draft(admin, library):
    first = admin.post("/start/regulations/choose/", {"file": "minimal.md"}).url

    assert admin.post("/start/regulations/choose/", {"file": "minimal.md"}).url == first
    assert admin.post("/start/regulations/choose/", {"file": "../README.md"}).url == "/start/regulations/"


def test_the_checklist_knows_where_one_stands_and_steps_can_be_skipped(admin, library):
    def states() -> list[str]:
        page = admin.get("/start/").content.decode()
        return re.findall(r"<h2>[^<]+</h2><span class=\"flag [a-z]*\">([^<]+)</span>", page)

    assert states()[:3] == ["做好了", "下一步", "还没做"]
    page = admin.post("/start/regulations/choose/", {"file": "minimal.md"}).url
    assert states()[2] == "下一步"
    admin.post("/start/skip/", {"step": "fill"})
    assert states()[2:4] == ["跳过了", "下一步"]
    assert "制度按原文的数施行" in seen.text(admin.get("/start/"))
    admin.post("/start/skip/", {"step": "fill", "back": "1"})
    assert states()[2] == "下一步"
    admin.post(f"{page}adopt/", {"start": "2026-10-01"})
    assert states()[:5] == ["做好了", "做好了", "做好了", "做好了", "下一步"]
    admin.post("/start/skip/", {"step": "account"})  # what is needed cannot be skipped
    assert "管理员账号" in seen.text(admin.get("/start/"))


def test_an_address_book_is_matched_tried_and_taken_over(admin):
    make.book(make.BOOK)
    rows = [
        "姓名,账号,职务,部门,激活状态",
        "林夏,linxia,投手,甲/流量获取组,已激活",
        "何静,hejing,小二,甲/客服组,已激活",
        "陈前,chen,前台,甲/行政,已激活",
    ]
    upload = SimpleUploadedFile("通讯录.csv", "\n".join(rows).encode())

    page = admin.post("/setup/roster/addressbooks/", {"file": upload}).url
    said = seen.text(admin.get(page))
    assert "认出是企业微信的通讯录，读到 3 人" in said
    assert "部门“甲/行政”还没有对应的单位" in said
    assert queries.people() == []
    admin.post(page, {"u:甲/行政": "-", "p:甲/客服组‖小二": "客服专员", "start": "2026-09-01"})
    taken = admin.post(f"{page}take/", {"step": "take"}, follow=True)
    assert "收进名册：新增 2 人，变动 0 人，搁下 0 人。" in seen.text(taken)
    assert [(post.number, post.unit, post.position) for post in queries.posts()] == [
        ("hejing", "客服组", "客服专员"), ("linxia", "流量获取组", "推广专员"),
    ]  # fmt: skip
    assert admin.get(page).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"hx-request": "true", "hx-target": "div#outcome"}])
def test_an_address_book_dropped_where_the_roster_comes_in_is_sorted_first(admin, asked):
    make.book(make.BOOK)
    rows = ["员工UserID,姓名,部门,职位,工号,是否部门主管", "u1,林夏,甲-流量获取组,投手,7,否"]
    upload = SimpleUploadedFile("员工信息.csv", "\n".join(rows).encode())

    answer = admin.post("/setup/roster/", {"file": upload, "take": ""}, headers=asked)

    onward = answer["HX-Redirect"] if asked else answer.url
    assert re.fullmatch(r"/setup/roster/addressbooks/\d+/", onward)
    said = seen.text(admin.get(onward))
    assert "这是一份通讯录，读好了" in said
    assert "认出是钉钉的通讯录，读到 1 人" in said
    assert queries.people() == []


def test_a_roster_workbook_dropped_among_the_address_books_is_told_its_own_door(admin):
    upload = SimpleUploadedFile("名册.xlsx", make.workbook(people=[{"number": "7", "name": "林夏"}]))

    page = admin.post("/setup/roster/addressbooks/", {"file": upload})

    assert page.status_code == 422
    assert "这是规矩自己的名册工作簿，不是通讯录。" in seen.text(page)


def test_an_address_book_that_is_none_says_what_to_do(admin):
    upload = SimpleUploadedFile("图片.xlsx", b"PK not a workbook")

    page = admin.post("/setup/roster/addressbooks/", {"file": upload})

    assert page.status_code == 422
    assert "这不是能打开的表格文件。" in seen.text(page)


def test_the_checklist_costs_a_fixed_number_of_queries(admin):
    make.book(make.BOOK)
    admin.get("/start/")
    with CaptureQueriesContext(connection) as few:
        admin.get("/start/")
    for number in range(40):
        make.post(make.person(f"k{number}"), "客服组", "客服专员")
    with CaptureQueriesContext(connection) as many:
        admin.get("/start/")

    assert len(many) == len(few) <= 15
