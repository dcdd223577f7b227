"""举报: reported, heard, decided, appealed, each page before those whom it concerns alone."""

import re
from datetime import timedelta

import pytest

import make
from guiju.apps import clock
from guiju.apps.conduct import models
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
# By the clause HR (8) hears, the director (9) decides, the 财务专员 (7) hears the appeal. 2 reports 1; 3 and 4 have
# nothing to do with it.
REPORT = {"rule": "刷单", "about": "林夏", "happened": "2026-10-08", "said": "看到他找人下假单"}


def reported(visit, **more: str) -> int:
    visit("2").post("/work/cases/report/", {**REPORT, **more})
    return models.Case.objects.get().pk


def step(client, case: int, name: str, **given: str):
    version = models.Case.objects.get(pk=case).version
    return client.post(f"/work/cases/{case}/", {"step": name, "version": version, **given}, follow=True)


def test_from_the_report_to_the_decision_and_its_appeal(visit):
    make.post(make.person("7", "钱多"), "电商部", "财务专员")
    case = reported(visit)
    url = f"/work/cases/{case}/"
    hearer, decider, concerned = visit("8"), visit("9"), visit("1")
    assert "听取一件举报" in seen.text(hearer.get("/"))
    assert f'href="{url}"' in hearer.get("/").content.decode()

    assert "当事人 林夏 举报人 吴桐" in seen.text(hearer.get(url))
    said = seen.text(step(concerned, case, "answer", said="是给朋友的样品"))
    assert "举报人 吴桐" not in said
    assert "是给朋友的样品" in seen.text(hearer.get(url))
    step(hearer, case, "hear", said="听了，说法不一")

    page = decider.get(url)
    assert "不予处理 书面警告（6 个月后消除） 解除合同（不消除）" in seen.text(page)
    empty = step(decider, case, "decide", said=" ", sanction="书面警告")
    assert (empty.status_code, models.Case.objects.get().stage) == (422, "heard")
    step(decider, case, "decide", said="证据充分", sanction="书面警告")
    said = seen.text(concerned.get(url))
    assert "处理 书面警告" in said
    assert "可申诉到" in said
    assert "消除 2027年4月9日" in said
    step(concerned, case, "appeal", said="我不服")
    assert models.Case.objects.get().stage == "appealed"
    assert [row[4] for row in seen.table(concerned.get("/work/cases/"), "举报")[1:]] == ["申诉中"]
    judge = visit("7")
    assert "解除合同" not in seen.text(judge.get(url))
    step(judge, case, "settle", said="证据不足")
    assert "不予处理" in seen.text(concerned.get(url))
    with clock.at(clock.now() + timedelta(days=1)):
        assert concerned.get(url).status_code == 403


def test_where_nobody_is_there_to_hear_an_appeal_that_is_said(visit):
    case = reported(visit)
    step(visit("8"), case, "hear", said="听了")
    step(visit("9"), case, "decide", said="证据充分", sanction="书面警告")

    assert "没有可以受理的人" in seen.text(step(visit("1"), case, "appeal", said="我不服"))


def test_nobody_else_learns_that_it_is_there(visit):
    case = reported(visit)

    for number in ("3", "4", "9"):
        client = visit(number)
        assert client.get(f"/work/cases/{case}/").status_code == 403
        assert client.post(f"/work/cases/{case}/", {"step": "hear", "version": 1, "said": "x"}).status_code == 403
        assert "没有与您有关的举报。" in seen.text(client.get("/work/cases/"))
    for path in ("/", "/work/?of=all", "/work/calendar/?of=all", "/work/board/?of=all"):
        assert "听取一件举报" not in seen.text(visit("9").get(path))


def test_an_anonymous_reporter_is_known_to_who_hears_it_alone(visit):
    case = reported(visit, anonymous="on")
    url = f"/work/cases/{case}/"

    assert "举报人 吴桐（匿名）" in seen.text(visit("8").get(url))
    step(visit("8"), case, "hear", said="听了")
    assert "吴桐" not in seen.text(visit("9").get(url)).replace("吴桐 吴桐", "")
    assert "吴桐" not in seen.text(visit("1").get(url))


def test_what_cannot_be_reported_is_refused_at_the_form(visit):
    client = visit("2")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    assert "不能举报自己。" in seen.text(client.post("/work/cases/report/", {**REPORT, "about": "吴桐"}))
    assert "不能在今天之后" in seen.text(client.post("/work/cases/report/", {**REPORT, "happened": tomorrow}))
    answer = client.post("/work/cases/report/", {**REPORT, "about": "没有人"})
    assert (answer.status_code, "名册里没有“没有人”。" in seen.text(answer)) == (422, True)
    assert not models.Case.objects.exists()


def test_who_was_slower_is_told_and_what_was_typed_at_another_step_is_not_done(visit):
    case = reported(visit)
    hearer = visit("8")
    hearer.post(f"/work/cases/{case}/", {"step": "hear", "version": 1, "said": "听了"})
    again = hearer.post(f"/work/cases/{case}/", {"step": "hear", "version": 1, "said": "又听"}, follow=True)

    assert "刚刚有了变化" in seen.text(again)
    assert hearer.post(f"/work/cases/{case}/", {"step": "explode"}).status_code == 200


def test_the_clause_leads_to_the_form_with_the_rule_chosen(visit):
    page = visit("1").get("/rulebook/clause/work/").content.decode()
    link = re.search(r'href="(/work/cases/report/\?rule=[^"]+)"', page)[1]

    assert '<option value="刷单" selected>' in visit("1").get(link).content.decode()
