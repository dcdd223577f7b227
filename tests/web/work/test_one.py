"""One piece of work: everything on it, and what each may do to it."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.work import models, queries
from guiju.apps.work.actions import doing, planning, tasks
from guiju.apps.work.values import Task
from web import seen, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
PART = {"HX-Request": "true", "HX-Target": "div#one"}


def task(**given: object) -> int:
    asked = Task("换主图", "1", due=datetime(2026, 10, 9, 18), detail="按新规范", **given)
    return tasks.create(actor=make.operator(), task=asked)


def test_everything_about_it_stands_on_its_page(visit):
    needed = task()
    work = task(responsible=("2",), consulted=("4",), informed=("3",), reviewer="3", checklist=("头图", "详情"))
    tasks.depend(actor=make.operator(), work_id=work, needs=needed)
    said = seen.text(visit("1").get(f"/work/{work}/"))

    assert "按新规范" in said
    assert "负责 林夏 执行 吴桐 咨询 何静 知会 周岚 审阅 周岚" in said
    assert "头图" in said
    assert "要等这些先办完 换主图" in said
    assert "等着它的 换主图" in seen.text(visit("1").get(f"/work/{needed}/"))


def test_a_stranger_is_not_told_that_it_is_there(visit):
    work = task()

    assert visit("4").get(f"/work/{work}/").status_code == 403
    assert visit("4").post(f"/work/{work}/do/complete/", {"version": 1}).status_code == 403
    assert visit("1").get("/work/99999/").status_code == 403
    assert visit("1").get(f"/work/{work}/do/explode/").status_code == 404


def test_checklist_items_are_ticked_one_by_one_and_taken_back(visit):
    work, client = task(checklist=("头图", "详情")), visit("1")
    sent = {"version": 1, "place": 0, "on": "1"}
    page = client.post(f"/work/{work}/do/tick/?next=/work/{work}/", sent, follow=True)

    assert [tick.done for tick in queries.item(office.actor("1"), work).checklist] == [True, False]
    assert 'aria-pressed="true"' in page.content.decode()
    client.post(f"/work/{work}/do/tick/?next=/work/{work}/", {"version": 2, "place": 0, "on": ""})
    assert [tick.done for tick in queries.item(office.actor("1"), work).checklist] == [False, False]


def test_a_remark_with_a_mention_and_a_file_reaches_who_is_mentioned(visit):
    work = task(informed=("3",))
    brought = SimpleUploadedFile("brief.txt", "说明".encode())
    page = visit("1").post(
        f"/work/{work}/do/remark/?next=/work/{work}/", {"said": "@周岚 请看", "attachments": brought}, follow=True
    )

    assert "@周岚 请看" in seen.text(page)
    assert "brief.txt" in seen.text(page)
    assert queries.notices("3")[0].level == "mention"
    assert 'class="tool bell"' in visit("3").get("/work/").content.decode()
    assert "条未读" in seen.text(visit("3").get("/work/"))


def test_an_empty_remark_is_sent_back_to_where_it_was_typed(visit):
    work = task()
    answer = visit("1").post(f"/work/{work}/do/remark/?next=/work/{work}/&at=one", {"said": " "}, headers=PART)

    assert (answer.status_code, answer["HX-Retarget"]) == (422, f"#do-{work}")


def test_a_file_that_the_work_wants_is_handed_in_with_it(visit):
    planning.plan_work(until=date(2026, 10, 26))
    work = models.Work.objects.filter(rule="duty:月末盘点").get()
    client = visit(work.accountable.number)
    url = f"/work/{work.pk}/do/complete/?next=/work/{work.pk}/"
    assert client.post(url, {"version": work.version}).status_code == 422
    client.post(url, {"version": work.version, "attachments": SimpleUploadedFile("盘点.csv", "款,数\n甲,3\n".encode())})

    work.refresh_from_db()
    assert work.state == "done"
    assert "盘点.csv" in seen.text(client.get(f"/work/{work.pk}/"))


def test_who_leads_excuses_reassigns_and_cancels_with_a_reason(visit):
    leader, duty, mine = visit("3"), office.work("核心数据", "1"), task()
    page = seen.text(leader.get(f"/work/{duty.pk}/"))
    assert "转给别人 免除" in page
    assert "取消" not in page
    assert "免除" not in seen.text(visit("1").get(f"/work/{duty.pk}/")).replace("申请免除", "")

    leader.post(f"/work/{duty.pk}/do/reassign/", {"version": duty.version, "number": "吴桐"})
    duty.refresh_from_db()
    assert duty.accountable.number == "2"
    leader.post(f"/work/{duty.pk}/do/excuse/", {"version": duty.version, "said": "系统停机"})
    duty.refresh_from_db()
    assert (duty.state, duty.excuse) == ("excused", "系统停机")
    leader.post(f"/work/{mine}/do/cancel/", {"version": 1, "said": "不做了"})
    assert models.Work.objects.get(pk=mine).state == "cancelled"


@pytest.mark.parametrize(("typed", "said"), [("没有人", "名册里没有“没有人”。"), ("", "")])
def test_a_name_that_means_nobody_is_told_at_the_field(visit, typed, said):
    duty = office.work("核心数据", "1")
    answer = visit("3").post(f"/work/{duty.pk}/do/reassign/", {"version": duty.version, "number": typed})

    assert answer.status_code == 422
    assert said in seen.text(answer)


def test_of_two_with_one_name_the_number_is_asked_for(visit):
    make.post(make.person("t1", "吴桐"), "流量获取组", "推广专员")
    duty = office.work("核心数据", "1")
    url = f"/work/{duty.pk}/do/reassign/"
    answer = visit("3").post(url, {"version": duty.version, "number": "吴桐"})

    assert "不止一个人叫这个名字，请写上工号：吴桐 2、吴桐 t1" in seen.text(answer)
    assert visit("3").post(url, {"version": duty.version, "number": "吴桐 t1"}).status_code == 302


def test_what_is_handed_in_is_received_or_sent_back(visit):
    work = task(reviewer="3")
    visit("1").post(f"/work/{work}/do/hand_in/", {"version": 1})
    assert models.Work.objects.get(pk=work).state == "review"
    leader = visit("3")
    review = models.Work.objects.get(source="review")
    assert f'href="/work/{work}/">看交来的' in leader.get("/").content.decode()

    assert review.title == "林夏 · 换主图"  # several may hand in the same on one day
    assert "退回后，林夏会收到原因" in seen.text(leader.get(f"/work/{review.pk}/do/give_back/"))
    leader.post(f"/work/{review.pk}/do/give_back/", {"version": review.version, "said": "少一张"})
    assert models.Work.objects.get(pk=work).state == "doing"
    assert "已退回，等待重交" in seen.text(leader.get("/work/?state=done"))
    visit("1").post(f"/work/{work}/do/hand_in/", {"version": models.Work.objects.get(pk=work).version})
    assert "等待重交" not in seen.text(leader.get("/work/?state=done"))
    assert "已退回" in seen.text(leader.get(f"/work/{review.pk}/"))
    again = models.Work.objects.get(source="review", closed__isnull=True)
    leader.post(f"/work/{again.pk}/do/accept/", {"version": again.version})
    assert models.Work.objects.get(pk=work).state == "done"
    assert "审过" in seen.text(visit("1").get(f"/work/{work}/"))


def test_a_deed_leads_back_to_pages_of_this_house_only(visit):
    work = office.work("核心数据", "1")
    url = f"/work/{work.pk}/do/complete/?next=https://evil.example/"
    answer = visit("1").post(url, {"version": work.version})

    assert answer["Location"] == f"/work/{work.pk}/"


def test_before_it_opens_there_is_nothing_to_press(visit):
    work = office.work("核心数据", "1", working.MONDAY)
    client = visit("1")

    assert "办完了" not in seen.text(client.get(f"/work/{work.pk}/"))
    answer = client.post(f"/work/{work.pk}/do/complete/", {"version": work.version}, follow=True)
    assert "这件事 10-12 00:00 才开始。" in seen.text(answer)


def test_done_work_says_how_late_it_was(visit):
    work = office.work("核心数据", "1")
    with clock.at(office.at(working.FRIDAY, 13, 5)):
        doing.complete(actor=office.actor("1"), work_id=work.pk, version=work.version)
        said = seen.text(visit("1").get(f"/work/{work.pk}/"))

    assert "晚了 1 小时 5 分" in said


def test_whatever_somebody_writes_is_shown_as_text(visit):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    asked = Task(evil, "1", due=datetime(2026, 10, 9, 11), detail=evil, checklist=(evil,))
    work = tasks.create(actor=make.operator(), task=asked)
    doing.remark(actor=office.actor("1"), work_id=work, said=f"@周岚 {evil}")
    pages = (
        "/",
        "/work/",
        "/work/board/",
        "/work/calendar/",
        f"/work/{work}/",
        f"/work/{work}/edit/",
        "/work/notices/",
    )

    found = {path: visit(number).get(path).content.decode() for number in "13" for path in pages}
    assert [path for path, body in found.items() if "<script>alert" in body or "<img src=x" in body] == []
    assert "&lt;script&gt;" in found[f"/work/{work}/"]


def test_who_hears_that_something_was_sent_back_is_who_handed_it_in(visit):
    work = task(reviewer="3")
    visit("1").post(f"/work/{work}/do/hand_in/", {"version": 1})
    review = models.Work.objects.get(source="review")

    assert "退回后，林夏会收到原因，这件事重新变成待办。" in seen.text(
        visit("3").get(f"/work/{review.pk}/do/give_back/")
    )


def test_a_deed_on_a_page_of_its_own_is_an_ordinary_form(visit):
    duty = office.work("核心数据", "1")
    url = f"/work/{duty.pk}/do/excuse/?at=inbox"

    assert 'hx-target="#inbox"' not in visit("3").get(url).content.decode()
    part = {"HX-Request": "true", "HX-Target": f"div#do-{duty.pk}"}
    assert 'hx-target="#inbox"' in visit("3").get(url, headers=part).content.decode()
