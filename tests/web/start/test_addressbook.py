"""Address books on the first day: brought, sorted, tried and taken over in the browser."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import make
from guiju.apps.people import models, queries
from web import seen

pytestmark = pytest.mark.django_db


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


def test_a_mended_department_asks_anew_what_its_titles_are(admin):
    make.book(make.BOOK)
    rows = ["姓名,账号,职务,部门,激活状态", "何静,hejing,组长,甲/客服组,已激活", "林夏,linxia,投手,甲/客服组,已激活"]
    upload = SimpleUploadedFile("通讯录.csv", "\n".join(rows).encode())
    page = admin.post("/setup/roster/addressbooks/", {"file": upload}).url
    lead, own = "p:甲/客服组‖组长", "p:甲/客服组‖投手"

    admin.post(page, {"u:甲/客服组": "流量获取组", lead: "客服组长", own: "推广专员"})
    (book,) = models.AddressBook.objects.all()

    assert (book.units, book.positions) == ({"甲/客服组": "流量获取组"}, {own[2:]: "推广专员"})
    assert "<option selected>推广组长</option>" in admin.get(page).content.decode()


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
