"""Who teaches files in a browser, and a file that nobody knew."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import make
from facts.mapping import odd
from guiju.apps.figures.queries import runs
from guiju.apps.formats import models

HR = "什么: [名册, 输入], 范围: 全部}"
BOOK = make.BOOK.replace(HR, f"{HR}\n  看数: {{谁: [人事专员], 可: [查看], 什么: [数据源], 范围: 全部}}")
ROWS = [odd.line(at, day=1 + at % 2) for at in range(1, 9)]


@pytest.fixture
def admin(db):
    """An administrator's browser; there is no regulation, so nothing is measured."""
    client = Client()
    client.force_login(User.objects.create_superuser("admin", password="a long password"))
    return client


@pytest.fixture
def people(db):
    """Browsers of the department by 工号: 1 leads, 2 may look at data sources, 3 may not."""
    make.book(BOOK)
    posts = {"1": ("电商部", "电商总监"), "2": ("电商部", "人事专员"), "3": ("流量获取组", "推广专员")}
    found = {}
    for number, (unit, position) in posts.items():
        who = make.person(number, f"人{number}")
        make.post(who, unit, position, leader=number == "1")
        found[number] = Client()
        found[number].force_login(make.user(who))
    return found


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """Send a form; the worker does at once what it asks for."""

    def send(client, url, data=None, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data or {}, **said)

    return send


@pytest.fixture
def bring(post):
    """Bring the file that nobody knows; gives the number of the run."""

    def send(client, content=None, name="odd.csv"):
        sent = {"file": [SimpleUploadedFile(name, content or odd.text(*ROWS))]}
        post(client, "/sources/import/", sent)
        return runs.runs(1)[0].id

    return send


@pytest.fixture
def lesson(admin, bring, post):
    """The address of a lesson about it."""
    run = bring(admin)
    return post(admin, f"/sources/formats/teach/{run}/", {"file": "odd.csv"})["Location"]


def said(**changes):
    """What a browser sends for a sound mapping."""
    fields = {
        "title": "商城订单",
        "from-id": "单号",
        "from-created_at": "下单日",
        "from-paid_at": "支付日",
        "from-paid_amount": "成交额(元)",
        "from-title": "货名",
        "value-shop": "商城",
        "skip_column": "id",
        "skip_words": "合计、总计",
    }
    return {name.replace("__", "-"): value for name, value in {**fields, **changes}.items() if value is not None}


def only():
    return models.Lesson.objects.get()
