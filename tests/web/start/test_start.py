"""开始: the first account, the gallery, filling in and the checklist."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import make
from facts import exports
from guiju.apps.people import accounts, firstcode
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.models import DraftSave
from web import seen

pytestmark = pytest.mark.django_db
GOOD = {"username": "admin", "password": "correct horse 9", "again": "correct horse 9"}


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
    page = admin.get("/start/regulations/", {"with": ["minimal.md", "personnel.md"]})
    rows = {row[0]: row[1:] for row in seen.table(page, "放在一起比")}
    assert rows["要的数据"] == ["推广、订单、退款", "不用店铺数据"]
    assert rows["每周例行"][0] == "0 次"
    found = admin.get("/start/regulations/", {"style": "discipline"})
    assert "电子商务部人员管理制度" in seen.text(found)
    under = seen.text(found).rpartition("选这部")[2]
    assert ("把勾选的放在一起比" in under, "最多 4 部" in under) == (True, True)
    assert '<input type="hidden" name="style" value="discipline">' in found.content.decode()
    assert "电商小组规矩" not in seen.text(found)


def test_an_empty_house_leads_to_bringing_a_regulation_of_its_own(admin, library):
    page = admin.get("/start/regulations/")

    assert 'href="/rulebook/writing/bring/"' in page.content.decode()


def test_the_gallery_says_how_far_the_library_is_read_and_looks_again_until_it_is(admin, library, settings):
    ready = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    waiting = admin.get("/start/regulations/")
    settings.TASKS = ready
    there = admin.get("/start/regulations/", headers={"HX-Request": "true", "HX-Target": "div#shelf"})

    assert "后台正在读制度库 0 / 2" in seen.text(waiting)
    assert "没有找到这样的制度" not in seen.text(waiting)
    assert "电商小组规矩" in seen.text(there)
    polls = ["hx-trigger" in page.content.decode().partition('id="shelf"')[2][:80] for page in (waiting, there)]
    assert polls == [True, False]


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


def figures(admin) -> tuple[str, str, str]:
    """How the step of the first figures stands, what it says, and where it leads to."""
    page = admin.get("/start/").content.decode()
    step = re.search(r'<section class="leaf" id="figures".*?</section>', page, re.DOTALL)[0]
    state = re.search(r'class="flag [a-z]*">([^<]+)<', step)[1]
    return state, re.search(r"<p>(.*?)</p>", step)[1], re.search(r'<a class="btn[^"]*" href="([^"]+)"', step)[1]


@pytest.fixture
def bring(django_capture_on_commit_callbacks):
    """Bring files by the page; the worker reads and measures at once."""

    def send(admin, *files, **said):
        sent = [SimpleUploadedFile(name, exports.csv_bytes(head, rows)) for name, head, rows in files]
        with django_capture_on_commit_callbacks(execute=True):
            admin.post("/sources/import/", {"file": sent, **said})

    return send


ORDERS = ("订单.csv", exports.ORDERS, [exports.order(1, 店铺名称="甲店", 订单创建时间="2026-10-02 10:00:00")])
ADS = ("万相台.csv", exports.ADS, [exports.ad(f"2026-10-0{day}", 1) for day in range(1, 9)])
ROI = """---
regulation: roi
title: 只看投产比
version: "1"
effective: 2026-01-01
calendar: CN
---

# 看什么数 {#numbers}

花一元推广费，带回几元。

```yaml 规矩
指标:
  投产比: {算法: 合计(订单.实付金额) / 合计(推广.花费), 单位: 倍, 方向: 越高越好}
```
"""


def test_first_figures_are_not_done_while_none_could_be_worked_out(admin, bring):
    make.book(ROI)
    make.shop("甲店")
    bring(admin, ORDERS)

    state, says, url = figures(admin)

    assert (state, url) == ("还没做", "/sources/import/")
    assert says.startswith("1 个指标，还一个也算不出。还缺推广。推广从这里导出：")


def test_rows_that_name_no_shop_are_named_and_one_answer_brings_them_all_in(
    admin, bring, django_capture_on_commit_callbacks
):
    make.book(ROI)
    for name in ("甲店", "乙店"):
        make.shop(name)
    bring(admin, ORDERS, ADS, ("万相台2.csv", exports.ADS, [exports.ad("2026-10-09", 1)]), shop="")

    assert figures(admin) == (
        "还没做",
        "1 个指标，还一个也算不出。推广的表里有 9 行没写是哪家店，搁在一边：说一次是哪家店就能入库。",
        "/sources/aside/",
    )
    assert "您导入的 2 张表里没写店铺。" in seen.text(admin.get("/sources/aside/"))
    with django_capture_on_commit_callbacks(execute=True):
        admin.post("/sources/aside/", {"shop": "甲店"})
    assert "没有搁置的行。" in seen.text(admin.get("/sources/aside/"))
    assert figures(admin)[0] == "做好了"


def test_a_file_without_a_shop_is_of_the_only_one(admin):
    make.shop("甲店")

    assert '<option value="甲店" selected>' in admin.get("/sources/import/").content.decode()
    make.shop("乙店")
    assert '<option value="甲店" selected>' not in admin.get("/sources/import/").content.decode()


def test_data_of_before_the_regulation_is_said_to_be_too_early(admin, bring):
    make.book(ROI, date(2026, 10, 5))
    make.shop("甲店")
    days = [exports.ad(f"2026-09-0{day}", 1) for day in range(1, 9)]
    early = ("订单.csv", exports.ORDERS, [exports.order(1, 店铺名称="甲店", 订单创建时间="2026-09-02 10:00:00")])
    bring(admin, early, ("万相台.csv", exports.ADS, days), shop="甲店")

    state, says, _url = figures(admin)

    assert state == "还没做"
    assert "制度从10月5日起施行，以前的不算：放进施行以后的表。" in says


def test_a_regulation_without_shop_data_asks_for_none(admin):
    make.book(ROI.partition("```")[0])

    said = seen.text(admin.get("/start/"))

    assert said.count("做好了 这部制度不用店铺的数据，这一步不用做。") == 3


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


def test_saving_what_was_not_changed_leaves_nothing_to_come_back_to(admin, library):
    page = admin.post("/start/regulations/choose/", {"file": "minimal.md"}).url
    admin.post(page, {"part": "target", "target.总ROI.values": "5", "save": "1"})
    saves = DraftSave.objects.count()
    for part in ("names", "target", "scorecard"):
        admin.post(page, {"part": part, **({"target.总ROI.values": "5"} if part == "target" else {}), "on": "1"})

    assert DraftSave.objects.count() == saves


@pytest.mark.usefixtures("office")
def test_a_step_that_is_not_the_readers_says_so_and_leads_nowhere(visit):
    client = visit("8")  # keeps the roster, and nothing else
    page = client.get("/start/")
    links = set(re.findall(r'href="(/[^"#?]*)', page.content.decode()))

    assert {"/sources/import/", "/start/regulations/", "/people/targets/"} & links == set()
    assert "去放表" not in seen.text(client.get("/start/shops/"))
