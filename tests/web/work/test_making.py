"""Tasks, boards, projects, meetings, absence and notices: made, moved, held, noted and heard."""

import re
from datetime import date, datetime, timedelta

import pytest

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work import models, queries
from guiju.apps.work.actions import projects, tasks
from guiju.apps.work.values import Task
from web import seen, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]


def task(title: str = "换主图", to: str = "1", **given: object) -> int:
    return tasks.create(actor=make.operator(), task=Task(title, to, **given))


def columns(page) -> dict[str, list[str]]:
    body = page.content.decode()
    lanes = re.findall(r"<section class=\"lane\".*?</section>", body, flags=re.DOTALL)
    return {
        re.search(r"<h2[^>]*>(\S+)", lane)[1]: re.findall(r'<p class="name"><a[^>]*>(.*?)</a>', lane) for lane in lanes
    }


def test_a_task_has_one_who_answers_for_it_and_others_beside(visit):
    other = task("先拍照")
    sent = {
        "title": "上新",
        "accountable": "林夏 1",
        "due": "2026-10-12T18:00",
        "responsible": "吴桐，周岚",
        "informed": "沈行",
        "checklist": "主图\n\n详情\n",
        "needs": [str(other)],
    }
    answer = visit("3").post("/work/new/", sent, follow=True)
    made = models.Work.objects.get(title="上新")
    piece = queries.item(office.actor("3"), made.pk)

    assert "已派出：上新" in seen.text(answer)
    assert (made.accountable.number, made.due) == ("1", office.at(date(2026, 10, 12), 18))
    assert [(one.who.name, one.part.value) for one in piece.beside] == [
        ("吴桐", "responsible"),
        ("周岚", "responsible"),
        ("沈行", "informed"),
    ]
    assert [tick.text for tick in piece.checklist] == ["主图", "详情"]


def test_whoever_is_not_named_is_taken_from_the_matrix(visit):
    visit("9").post("/work/new/", {"title": "选品", "line": "新品上架:选品"})
    made = models.Work.objects.get(title="选品")

    assert made.accountable.number == "3"


def test_what_cannot_be_given_is_refused_at_the_form_and_nothing_typed_is_lost(visit):
    answer = visit("1").post("/work/new/", {"title": "帮我做", "accountable": "周岚"})

    assert answer.status_code == 422
    assert 'value="帮我做"' in answer.content.decode()
    assert not models.Work.objects.filter(title="帮我做").exists()


def test_a_task_is_changed_and_who_was_slower_is_told(visit):
    work, client = task(checklist=("甲", "乙")), visit("1")
    form = client.get(f"/work/{work}/edit/").content.decode()
    assert 'value="林夏 1"' in form

    client.post(
        f"/work/{work}/edit/", {"title": "换全部主图", "accountable": "林夏 1", "checklist": "甲", "version": 1}
    )
    late = client.post(f"/work/{work}/edit/", {"title": "晚了", "accountable": "林夏 1", "version": 1})
    assert models.Work.objects.get(pk=work).title == "换全部主图"
    assert "已经改过这件事" in seen.text(late)
    assert client.get(f"/work/{office.work('核心数据', '1').pk}/edit/").status_code == 403


def test_a_card_is_moved_by_its_button_and_by_what_dragging_sends(visit):
    first, second = task("一"), task("二")
    client = visit("1")
    assert columns(client.get("/work/board/")) == {"待办": ["一", "二"], "进行中": [], "已完成": []}

    page = client.post("/work/board/", {"work": first, "version": 1, "lane": "doing"}, follow=True)
    assert columns(page) == {"待办": ["二"], "进行中": ["一"], "已完成": []}
    sent = {"work": second, "version": 1, "lane": "doing", "before": first}
    assert columns(client.post("/work/board/", sent, follow=True))["进行中"] == ["二", "一"]
    late = client.post("/work/board/", {"work": first, "version": 1, "lane": "done"}, follow=True)
    assert "您看到的是之前的样子" in seen.text(late)
    assert "没有移动" in seen.text(client.post("/work/board/", {"work": "x"}, follow=True))


def test_a_board_of_the_group_and_one_of_a_project(visit):
    task("组里的", "2")
    project = projects.open_project(actor=make.operator(), title="大促", lead="3")
    task("项目里的", "3", project=project)
    leader = visit("3")

    assert columns(leader.get("/work/board/?of=group"))["待办"] == ["组里的"]
    assert columns(leader.get(f"/work/board/?project={project}"))["待办"] == ["项目里的"]
    assert visit("4").get(f"/work/board/?project={project}").status_code == 403


def test_a_project_is_opened_staffed_drawn_on_a_line_of_time_and_closed(visit):
    leader = visit("3")
    sent = {"title": "双十一", "lead": "周岚", "goal": "做到八百万", "end": "2026-11-11"}
    page = leader.post("/work/projects/", sent, follow=True)
    project = models.Project.objects.get()
    assert "做到八百万" in seen.text(page)

    url = f"/work/projects/{project.pk}/"
    leader.post(url, {"step": "add", "number": "吴桐", "part": "投放"})
    assert "吴桐 投放" in seen.text(leader.get(url))
    task("备货", "2", project=project.pk, due=datetime(2026, 10, 20, 18))
    shown = leader.get(url)
    assert 'aria-label="备货 10月9日 – 10月20日 18:00 待办"' in shown.content.decode()
    assert seen.table(leader.get("/work/projects/"), "项目")[1][0] == "双十一"
    assert "结束项目" not in seen.text(visit("2").get(url))
    leader.post(url, {"step": "remove", "number": "2"})
    leader.post(url, {"step": "close"})
    assert models.Project.objects.get().closed == working.FRIDAY
    assert "没有进行中的项目。" in seen.text(leader.get("/work/projects/"))
    assert seen.table(leader.get("/work/projects/?closed=1"), "项目")[1][0] == "双十一"


def test_who_leads_nothing_opens_no_project(visit):
    page = visit("1").post("/work/projects/", {"title": "x", "lead": "林夏"})

    assert not models.Project.objects.exists()
    assert "open-project" not in page.content.decode()


def test_a_meeting_shows_its_figures_and_leaves_minutes_and_action_items(visit):
    work = office.work("周例会", "3", working.MONDAY)
    leader = visit("3")
    with clock.at(office.at(working.MONDAY, 9, 40)):
        before = seen.text(leader.get(f"/work/{work.pk}/"))
        assert "议程 上周数据 本周计划" in before
        assert "投产比" in before
        form = leader.get(f"/work/{work.pk}/do/hold/?next=/&at=inbox").content.decode()
        assert 'name="action-0-title"' in form
        more = leader.post(
            f"/work/{work.pk}/do/hold/?next=/&at=inbox",
            {"more": "1", "minutes": "写到一半", "action-TOTAL_FORMS": "3", "action-INITIAL_FORMS": "0"},
        ).content.decode()
        assert 'name="action-4-title"' in more
        assert "写到一半" in more
        sent = {
            "version": work.version,
            "present": ["1", "3"],
            "minutes": "投产比够了，加预算。",
            "action-TOTAL_FORMS": "3",
            "action-INITIAL_FORMS": "0",
            "action-0-title": "加预算",
            "action-0-number": "林夏",
            "action-0-due": "2026-10-13",
            "action-1-title": "没有人的事",
        }
        refused = leader.post(f"/work/{work.pk}/do/hold/", sent)
        assert (refused.status_code, "请写明谁负责。" in seen.text(refused)) == (422, True)
        sent["action-1-number"] = "吴桐"
        leader.post(f"/work/{work.pk}/do/hold/", sent)
        after = seen.text(leader.get(f"/work/{work.pk}/"))
        today = seen.text(visit("1").get("/"))

    assert "投产比够了，加预算。" in after
    assert "吴桐（缺席）" in after
    assert "由它派出的 加预算" in after
    made = models.Work.objects.get(title="加预算")
    assert (made.source, made.accountable.number, made.due) == ("action", "1", office.at(date(2026, 10, 14), 0))
    assert "10月13日 24:00" in today


def test_meetings_to_come_and_held(visit):
    said = seen.text(visit("1").get("/work/meetings/"))

    assert "周例会" in said.partition("要开的")[2]
    assert "1 场 · 下一场 10月12日 周一 10:00 · 还剩 2 个工作日 10月12日 周一 流量获取组 10:00" in said
    assert "最近没有要开的会。" in seen.text(visit("8").get("/work/meetings/"))


def test_somebody_is_away_and_comes_back(visit):
    client = visit("1")
    sent = {"start": "2026-10-09T09:00", "end": "2026-10-12T00:00", "deputy": "吴桐", "reason": "家事"}
    page = client.post("/work/absences/", sent, follow=True)
    row = seen.table(page, "谁不在")[1]

    assert row[:3] == ["林夏 现在不在", "10月9日 周五 09:00 – 10月11日 周日 24:00 家事", "吴桐"]
    assert "家事" not in seen.text(visit("4").get("/work/absences/"))
    assert "请您办 代办 09:00 到 10月11日 24:00" in seen.text(visit("2").get("/work/notices/"))
    again = client.post("/work/absences/", sent)
    assert (again.status_code, "已经请过假" in seen.text(again)) == (422, True)
    assert client.post("/work/absences/", {"deputy": "吴桐"}).status_code == 422
    number = models.Absence.objects.get().pk
    assert "不归您" in seen.text(visit("4").post("/work/absences/", {"end_of": number}, follow=True))
    client.post("/work/absences/", {"end_of": number})
    assert "现在没有人请假。" in seen.text(client.get("/work/absences/"))


def test_notices_are_heard_one_by_one_or_all_at_once(visit):
    for title in ("一", "二", "三"):
        task(title)
    client = visit("1")
    page = client.get("/work/notices/")
    assert seen.text(page).count("未读") >= 3
    number = queries.notices("1")[0].id

    client.post("/work/notices/heard/", {"notice": number})
    assert queries.unread("1") == 2
    client.post("/work/notices/heard/")
    assert queries.unread("1") == 0
    assert "都知道了" not in seen.text(client.get("/work/notices/"))


def test_older_notices_stand_on_further_pages(visit):
    person = models.Work.objects.filter(accountable__number="1").first().accountable
    for count in range(60):
        moment = clock.now() - timedelta(minutes=60 - count)
        models.Notice.objects.create(
            key=f"k{count}", person=person, level="informed", about={"title": f"第{count}件"}, at=moment, deliver=moment
        )
    first = visit("1").get("/work/notices/")
    onward = re.search(r'href="(/work/notices/\?below=\d+)"', first.content.decode())[1]

    assert "第59件" in seen.text(first)
    assert "第9件" in seen.text(visit("1").get(onward))
    assert "第59件" not in seen.text(visit("1").get(onward))


def test_only_the_demo_winds_its_clock(visit, settings):
    assert visit("1").post("/wind/", {"by": "hour"}).status_code == 404
    settings.GUIJU_DEMO = True
    page = visit("1").get("/work/")
    assert "演示时钟 10月9日 周五 10:30 拨快一小时 拨快一天" in seen.text(page)
