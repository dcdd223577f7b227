"""Whatever a regulation, a roster or an address says is shown as text: nothing of it becomes markup or a link."""

import re

import pytest

import make
from guiju.apps.people.models import Person
from web import department

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
MARKUP = f"{SCRIPT} <img src=x onerror=alert(1)> [a](javascript:alert(1))"
ALIVE = re.compile(r"<script>|<img src=x|<svg onload|href=.?javascript")
PAGES = (
    "/",
    "/rulebook/",
    "/rulebook/clause/pay/",
    "/rulebook/source/",
    "/rulebook/writing/0/clause/pay/?rule=bonus:流量获取组",
    "/rulebook/?q=%3Cscript%3Ealert(1)",
    "/score/people/?month=2026-09",
    "/score/1/?month=2026-09",
    "/numbers/of/投产比/?dim=shop&key=%3C/script%3E%3Cscript%3Ealert(1)",
    "/people/",
    "/people/?q=%22%3E%3Csvg onload%3D1%3E",
    "/people/inputs/?month=2026-09",
    "/setup/ledger/?who=%22%3E%3Cscript%3E",
    "/work/?of=all&q=%22%3E%3Csvg onload%3D1%3E",
    "/work/?of=all&rule=duty:%3Cscript%3Ealert(1)",
    "/work/board/?of=all",
    "/work/calendar/?of=all",
    "/work/new/?title=%22%3E%3Cscript%3Ealert(1)",
)


def test_what_is_told_is_never_run(visit, tmp_path, monkeypatch):
    text = department.BOOK.replace("# 奖金 {#pay}", f"# 奖金{SCRIPT} {{#pay}}\n\n{MARKUP}")
    monkeypatch.setattr(department, "BOOK", text)
    department.open_department(tmp_path)
    Person.objects.filter(number="1").update(name=f'"><svg onload=alert(1)>{SCRIPT}')
    make.post(Person.objects.get(number="4"), "流量获取组", f'=cmd|"{SCRIPT}', main=False)
    pages = {address: visit("9").get(address).content.decode() for address in PAGES}

    assert {address: ALIVE.findall(page) for address, page in pages.items() if ALIVE.search(page)} == {}
    assert "&lt;script&gt;" in pages["/rulebook/clause/pay/"]
    assert "&lt;svg onload=alert(1)&gt;" in pages["/people/"]
