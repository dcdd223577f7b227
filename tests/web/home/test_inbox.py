"""今日: what is due, in order, done in place, taken back, and never lost to somebody else's doing."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, tasks
from guiju.apps.work.values import Task
from web import seen, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
FRIDAY = working.FRIDAY
PART = {"HX-Request": "true", "HX-Target": "div#inbox"}


def sections(page) -> dict[str, list[str]]:
    """The titles of the lines under each heading."""
    body = page.content.decode()
    found = {}
    for section in re.findall(r"<section.*?</section>", body, flags=re.DOTALL):
        title = re.search(r"<h2[^>]*>(.*?)</h2>", section)
        names = re.findall(r'<p class="name"><a[^>]*>(.*?)</a>', section)
        if title and names:
            found[title[1]] = names
    return found


def post(client: Client, work: models.Work, verb: str, **given: object):
    sent = {"version": work.version, "next": "/", **given}
    return client.post(f"/work/{work.pk}/do/{verb}/?next=/&at=inbox", sent, follow=True)


def test_what_is_late_or_due_within_the_hour_comes_first_then_the_day_then_what_waits_for_me(visit):
    tasks.create(actor=make.operator(), task=Task("打电话", "1", due=datetime(2026, 10, 9, 11, 0)))
    tasks.create(actor=make.operator(), task=Task("周末再说", "1", due=datetime(2026, 10, 11, 11, 0)))
    page = visit("1").get("/")

    assert sections(page) == {
        "现在": ["打电话"],
        "今天": ["提交核心数据", "推广日报"],
        "往后": ["周末再说"],
    }
    said = seen.text(page)
    assert "11:00 还剩 30 分钟 打电话" in said
    assert "12:00 还剩 1 小时 30 分 提交核心数据 做事 办完了" in said
    assert "填《日报》 交给推广组长" in said


def test_the_countdown_is_told_by_the_servers_clock(visit):
    body = visit("1").get("/").content.decode()
    noon = int(clock.now().replace(hour=12, minute=0).timestamp())

    assert f'data-clock="{int(clock.now().timestamp())}"' in body
    assert f'<time data-due="{noon}">还剩 1 小时 30 分</time>' in body


def test_what_is_ticked_is_done_where_it_stands_and_can_be_taken_back_for_a_while(visit):
    client, work = visit("1"), office.work("核心数据", "1")

    done = seen.text(post(client, work, "complete"))
    assert "已办完：提交核心数据" in done
    assert "提交核心数据 已完成 做事 撤回" in done
    work.refresh_from_db()
    assert (work.state, work.seconds_late) == ("done", 0)

    again = seen.text(post(client, work, "take_back"))
    work.refresh_from_db()
    assert (work.state, work.done) == ("doing", None)
    assert "还剩 1 小时 30 分 提交核心数据 进行中" in again

    post(client, work, "complete")
    with clock.at(clock.now() + timedelta(minutes=11)):
        later = seen.text(client.get("/"))
    assert "今天办完的 1 件" in later
    assert "撤回" not in later


def test_with_script_only_the_inbox_comes_back(visit):
    client, work = visit("1"), office.work("核心数据", "1")
    sent = {"version": work.version}
    answer = client.post(f"/work/{work.pk}/do/complete/?next=/&at=inbox", sent, headers=PART)
    part = client.get(answer["Location"], headers=PART)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert part.content.decode().lstrip().startswith('<div id="inbox"')
    assert "已办完：提交核心数据" in seen.text(part)


def test_nothing_changed_is_said_in_no_words(visit):
    client, work = visit("1"), office.work("核心数据", "1")
    first = client.get("/", headers=PART)
    known = {**PART, "If-None-Match": first["ETag"]}

    with clock.at(clock.now() + timedelta(minutes=2)):
        assert client.get("/", headers=known).status_code == 304
    with clock.at(clock.now() + timedelta(minutes=31)):  # now it is due within the hour
        assert client.get("/", headers=known).status_code == 200
    doing.complete(actor=office.actor("1"), work_id=work.pk, version=work.version)
    assert client.get("/", headers=known).status_code == 200


def test_the_second_of_two_is_told_what_the_first_did(visit):
    client, work = visit("1"), office.work("核心数据", "1")
    client.get("/")
    doing.complete(actor=make.operator(), work_id=work.pk, version=work.version)

    said = seen.text(post(client, work, "complete"))

    assert "operator" in said
    assert "办完" in said
    assert models.Step.objects.filter(work=work, did="done").count() == 1


def test_a_checklist_is_gone_through_in_place_and_refused_until_all_is_ticked(visit):
    client, work = visit("4"), office.work("闭店检查", "4")
    form = client.get(f"/work/{work.pk}/do/complete/?next=/&at=inbox", headers={"HX-Target": f"div#do-{work.pk}"})
    assert form.content.decode().lstrip().startswith(f'<div class="slot" id="do-{work.pk}">')

    half = client.post(
        f"/work/{work.pk}/do/complete/?next=/&at=inbox", {"version": work.version, "ticks": ["0"]}, headers=PART
    )
    assert (half.status_code, half["HX-Retarget"]) == (422, f"#do-{work.pk}")
    assert "清单还有 1 项没有勾：关灯。" in seen.text(half)

    post(client, work, "complete", ticks=["0", "1"])
    work.refresh_from_db()
    assert work.state == "done"


def test_somebody_asks_to_be_let_off_and_the_leader_says_yes_with_one_thumb(visit):
    work = office.work("核心数据", "1")
    post(visit("1"), work, "ask", said="外出拜访客户")
    leader = visit("3")
    page = leader.get("/")

    assert sections(page)["等我定"] == ["提交核心数据"]
    assert "林夏申请免除：外出拜访客户" in seen.text(page)
    approval = models.Work.objects.get(source="approval")
    post(leader, approval, "accept")
    work.refresh_from_db()
    assert (work.state, work.excuse) == ("excused", "外出拜访客户")


def test_who_is_not_let_off_hears_why(visit):
    work = office.work("核心数据", "1")
    post(visit("1"), work, "ask", said="忙")
    approval = models.Work.objects.get(source="approval")
    post(visit("3"), approval, "give_back", said="今天要用这个数")

    work.refresh_from_db()
    assert work.state == "todo"
    assert [one.level for one in queries.notices("1")] == ["returned"]
    assert "周岚退回给您 提交核心数据" in seen.text(visit("1").get("/work/notices/"))


def test_a_deputy_does_it_and_it_says_for_whom(visit):
    start = clock.now() - timedelta(hours=1)
    absences.add(actor=office.actor("1"), number="1", start=start, end=start + timedelta(days=1), deputy="2")
    client, work = visit("2"), office.work("核心数据", "1")
    assert "替林夏办" in seen.text(client.get("/"))

    post(client, work, "complete")
    work.refresh_from_db()
    assert (work.state, work.done_by.number, work.accountable.number) == ("done", "2", "1")
    assert "吴桐" in seen.text(visit("1").get(f"/work/{work.pk}/"))


def test_a_meeting_that_is_over_is_nothing_to_do_for_who_attended(visit):
    with clock.at(office.at(working.MONDAY, 9, 30)):
        assert "周例会" in sections(visit("1").get("/"))["现在"]
    with clock.at(office.at(working.MONDAY, 10, 30)):
        assert "周例会" not in str(sections(visit("1").get("/")))
        assert "周例会" in sections(visit("3").get("/"))["现在"]


def test_nothing_due_is_one_line_that_says_what_comes_next(visit):
    assert "现在没有等您办的事。" in seen.text(visit("8").get("/"))

    work = office.work("闭店检查", "4")
    doing.complete(actor=office.actor("4"), work_id=work.pk, version=work.version, ticks=[0, 1])
    with clock.at(clock.now() + timedelta(hours=1)):
        said = seen.text(visit("4").get("/"))
    assert "现在没有等您办的事。 下一件：10月10日 24:00 闭店检查" in said


def test_a_leader_sees_who_is_behind_and_what_nobody_is_there_to_do(visit):
    with clock.at(office.at(FRIDAY, 13)):
        said = seen.text(visit("3").get("/?part=group"))

    assert "流量获取组 今天办完 0 件，还有 4 件 2 件已逾期" in said
    assert "林夏 投手 提交核心数据 · 已逾期 1 小时" in said


def test_the_group_too_says_nothing_when_nothing_changed(visit):
    client = visit("3")
    part = {"HX-Target": "div#group"}
    first = client.get("/", headers=part)

    assert "没有人落下。" in seen.text(first)
    assert client.get("/", headers={**part, "If-None-Match": first["ETag"]}).status_code == 304
    assert b'id="group"' not in visit("1").get("/").content


def test_an_administrator_outside_the_roster_has_a_page_too(client):
    client.force_login(User.objects.create_superuser("admin", password="a long password"))

    assert client.get("/").status_code == 200
