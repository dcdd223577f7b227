"""清单, 日历 and 汇报: whose work one may look at, narrowed by the address."""

from datetime import timedelta

import pytest

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work import models
from guiju.apps.work.actions import doing, tasks
from guiju.apps.work.values import Task
from web import department, seen, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]


def titles(page) -> list[str]:
    return [row[0] for row in seen.table(page, "事务")[1:]]


def test_ones_own_work_stands_by_due_and_leads_to_its_clause(visit):
    page = visit("1").get("/work/")

    assert seen.table(page, "事务")[1] == ["提交核心数据 例行", "做事", "12:00 · 还剩 1 小时 30 分", "待办"]
    assert 'href="/rulebook/clause/work/"' in page.content.decode()
    assert "本组" not in seen.text(page)


def test_a_leader_looks_at_the_group_and_no_further(visit):
    client = visit("3")
    names = {row[2] for row in seen.table(client.get("/work/?of=group"), "事务")[1:]}

    assert names == {"林夏", "吴桐", "周岚"}
    assert {row[2] for row in seen.table(client.get("/work/?of=all"), "事务")[1:]} != {"何静"}
    assert "何静" not in seen.text(client.get("/work/?of=group&unit=客服组"))
    assert "何静" in seen.text(visit("9").get("/work/?of=all"))


def test_states_sources_people_words_and_rules_narrow_the_list_and_stay_in_the_address(visit):
    done = office.work("核心数据", "1")
    doing.complete(actor=office.actor("1"), work_id=done.pk, version=done.version)
    client = visit("3")

    assert titles(client.get("/work/?of=group&state=done")) == ["提交核心数据 例行"]
    assert titles(client.get("/work/?of=group&source=meeting")) == ["周例会 会议"]
    assert set(titles(client.get("/work/?of=group&q=快照"))) == {"投放快照 例行"}
    assert set(titles(client.get("/work/?of=group&rule=duty:投放快照"))) == {"投放快照 例行"}
    assert {row[2] for row in seen.table(client.get("/work/?of=group&person=2"), "事务")[1:]} == {"吴桐"}
    page = client.get("/work/?of=group&q=快照").content.decode()
    assert 'href="?of=group&amp;q=%E5%BF%AB%E7%85%A7&amp;state=done"' in page
    with clock.at(office.at(working.FRIDAY, 13)):
        assert titles(client.get("/work/?of=group&state=late")) == ["提交核心数据 例行"]


@pytest.mark.parametrize("query", ["state=x&source=x&days=x", "of=x&unit=x", "page=x", "days=9999999"])
def test_an_address_that_makes_no_sense_narrows_nothing(visit, query):
    assert len(titles(visit("1").get(f"/work/?{query}"))) == len(titles(visit("1").get("/work/")))


def test_nothing_found_says_so(visit):
    assert "没有这样的事。" in seen.text(visit("1").get("/work/?q=没有的"))
    assert "这里没有事。" in seen.text(visit("1").get("/work/?state=missed"))


def test_the_calendar_shows_a_month_and_a_week_with_holidays(visit):
    client = visit("1")
    month = seen.text(client.get("/work/calendar/?month=2026-10"))
    week = seen.text(client.get("/work/calendar/?week=2026-W42"))

    assert "2026年10月" in month
    assert "国庆节" in month
    assert "补班" in month
    assert "10月9日 周五 10月9日 周五 9 提交核心数据 推广日报" in month
    assert "10月12日 周一 – 10月18日 周日" in week
    assert "周例会 周岚" in week


@pytest.mark.parametrize("query", ["month=x", "week=9999-W99", "month=0001-01", "of=all"])
def test_a_calendar_of_no_time_is_that_of_now(visit, query):
    assert "2026年10月" in seen.text(visit("1").get(f"/work/calendar/?{query}"))


def test_the_groups_calendar_says_whose(visit):
    said = seen.text(visit("3").get("/work/calendar/?of=group&week=2026-W41"))

    assert "提交核心数据 林夏" in said
    assert "提交核心数据 吴桐" in said


def test_who_has_reported_and_who_has_not(visit):
    client = visit("3")
    assert seen.table(client.get("/work/reports/"), "汇报")[1] == ["推广日报", "做事", "0", "2"]

    work = office.work("推广日报", "1")
    models.Work.objects.filter(pk=work.pk).update(
        state="review", done=clock.now(), done_by=work.accountable, seconds_late=0
    )
    said = seen.text(client.get("/work/reports/推广日报/"))
    assert "还没交 1 还剩 7 小时 30 分 吴桐" in said
    assert "已交 1 10:30 林夏 流量获取组 待审" in said
    assert "退回 林夏" in said
    tomorrow = (working.FRIDAY + timedelta(days=1)).isoformat()
    assert "还没交 2" in seen.text(client.get(f"/work/reports/推广日报/?day={tomorrow}"))
    assert "这一天没有要交的汇报。" in seen.text(client.get("/work/reports/?day=2026-10-04"))


def test_who_is_not_bound_and_leads_nobody_sees_nobodys_report(visit):
    assert "这一天没有要交的人。" in seen.text(visit("4").get("/work/reports/推广日报/"))
    assert visit("4").get("/work/reports/没有的/").status_code == 404


def test_reports_of_one_group(visit):
    tasks.create(actor=make.operator(), task=Task("x", "4"))
    said = seen.text(visit("9").get("/work/reports/推广日报/?unit=客服组"))

    assert "这一天没有要交的人。" in said


def test_a_report_of_figures_is_one_of_the_reports_and_is_read_there(visit):
    work = office.work("投放快照", "3")
    with clock.at(office.at(working.FRIDAY, 14)):
        doing.complete(actor=office.actor("3"), work_id=work.pk, version=work.version)

    assert seen.table(visit("1").get("/work/reports/"), "汇报")[2] == ["投放快照", "做事", "1", "0"]
    page = visit(department.DIRECTOR).get("/work/reports/投放快照/").content.decode()
    assert f'hx-get="/work/{work.pk}/" hx-target="#do-{work.pk}" hx-select=".readings"' in page
    assert 'class="grid tight readings"' in visit(department.DIRECTOR).get(f"/work/{work.pk}/").content.decode()
    assert "hx-select" not in visit("1").get("/work/reports/投放快照/").content.decode()
