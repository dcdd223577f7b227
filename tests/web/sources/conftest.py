"""Who comes to the data sources, and files that they bring."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import make

HR = "什么: [名册, 输入], 范围: 全部}"
BOOK = make.BOOK.replace(HR, f"{HR}\n  看数: {{谁: [人事专员], 可: [查看], 什么: [数据源], 范围: 全部}}")


@pytest.fixture
def admin(db):
    """An administrator's browser; there is no regulation, so nothing is measured."""
    return browser(User.objects.create_superuser("admin", password="a long password"))


@pytest.fixture
def people(db):
    """Browsers of the department by 工号: 1 leads, 2 may look at data sources, 3 may not."""
    make.book(BOOK)
    posts = {"1": ("电商部", "电商总监"), "2": ("电商部", "人事专员"), "3": ("流量获取组", "推广专员")}
    found = {}
    for number, (unit, position) in posts.items():
        who = make.person(number, f"人{number}")
        make.post(who, unit, position, leader=number == "1")
        found[number] = browser(make.user(who))
    return found


@pytest.fixture
def bring(django_capture_on_commit_callbacks):
    """Send files through the page; the worker imports them at once."""

    def send(client, *files, headers=None, **said):
        sent = [SimpleUploadedFile(name, content) for name, content in files]
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/sources/import/", {"file": sent, **said}, headers=headers)

    return send


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
