"""Changing the roster in the web, with dates; what contradicts is refused and nothing is lost."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.audit import queries as audit
from guiju.apps.people import models, queries
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def post(client, number: str, what: str, **typed: object):
    return client.post(f"/people/{number}/change/{what}/", typed)


def held(number: str) -> list[tuple[str, date, date | None]]:
    return [(one.position, one.start, one.end) for one in queries.posts(number=number)]


def test_somebody_new_comes_with_a_post(visit):
    client = visit("8")
    typed = {"number": "20", "name": "钱多", "unit": "客服组", "position": "客服专员", "start": "2026-11-02"}

    client.post("/people/add/", typed)

    assert queries.person("20").joined == date(2026, 11, 2)
    assert held("20") == [("客服专员", date(2026, 11, 2), None)]
    again = client.post("/people/add/", typed)
    assert again.status_code == 422
    assert "这个工号已经有人了。" in seen.text(again)


def test_a_namesake_is_asked_about_and_comes_in_when_it_is_another(visit):
    client = visit("8")
    same = queries.person("1").name
    typed = {"number": "21", "name": same, "unit": "客服组", "position": "客服专员", "start": "2026-11-02"}

    asked = client.post("/people/add/", typed)
    assert asked.status_code == 422
    assert f"名册里已有一位{same}（工号 1）。" in seen.text(asked)
    assert queries.person("21") is None
    client.post("/people/add/", {**typed, "another": "on"})
    assert queries.person("21").name == same


def test_a_shop_is_given_to_somebody_from_its_own_side(visit):
    make.shop("甲店")
    client = visit("8")
    page = client.get("/people/findings/").content.decode()
    assert "/people/own/?kind=shop&amp;key=%E7%94%B2%E5%BA%97" in page

    client.post("/people/own/", {"kind": "shop", "key": "甲店", "other": "1", "start": "2026-09-01"})

    assert [(one.key, one.kind) for one in queries.owned_by("1")] == [("甲店", "shop")]


def test_a_position_in_a_unit_that_it_does_not_belong_to_is_pointed_out(visit):
    client = visit("8")

    post(client, "1", "post", unit="客服组", position="推广专员", start="2026-10-01")

    said = seen.table(client.get("/people/findings/?sort=misplaced"), "组织体检")
    assert said[1][0] == "岗位不在这个单位"
    assert said[1][2] == "在客服组任推广专员，制度里这个岗位在流量获取组。"


def test_who_has_left_is_given_no_account(visit, admin):
    post(visit("8"), "4", "leave", end="2026-09-30")

    assert "已经离职，不能再开通账号。" in seen.text(admin.get("/people/4/"))
    assert "已经离职，不能开通账号。" in seen.text(admin.post("/people/4/account/", {"step": "open"}, follow=True))


def test_who_has_left_with_an_account_is_offered_no_way_in(visit, admin):
    visit("4")
    assert "发一次性链接" in seen.text(admin.get("/people/4/"))
    post(visit("8"), "4", "leave", end="2026-09-30")

    said = seen.text(admin.get("/people/4/"))
    assert "已经离职，不能再用 4 登录。" in said
    assert "发一次性链接" not in said


def test_another_post_ends_the_one_before_and_a_side_post_does_not(visit):
    client = visit("8")

    post(client, "1", "post", unit="客服组", position="客服专员", start="2026-10-01")
    post(client, "1", "post", unit="流量获取组", position="推广专员", start="2026-10-05", side="on")

    assert held("1")[0][2] == date(2026, 9, 30)
    assert [one[1:] for one in held("1")[1:]] == [(date(2026, 10, 1), None), (date(2026, 10, 5), None)]


def test_what_contradicts_is_refused_with_its_reason(visit):
    client = visit("8")
    before = held("1")

    page = post(client, "1", "post", unit="客服组", position="客服专员", start="2019-01-01")

    assert page.status_code == 422
    assert "入职" in seen.text(page)
    assert held("1") == before


def test_who_was_faster_is_told(visit):
    models.Line.objects.create(person_id=pk("1"), leader_id=pk("3"), start=make.START)
    client = visit("8")
    address = "/people/1/change/end/?row=line|1|3|2026-01-01"
    client.get(address)
    models.Line.objects.update(end=date(2026, 12, 31))  # somebody else, meanwhile

    page = client.post(address, {"end": "2026-10-31"})

    assert page.status_code == 422
    assert "别人刚刚改过同一处" in seen.text(page)
    assert queries.lines()[0].end == date(2026, 12, 31)


def pk(number: str) -> int:
    return models.Person.objects.get(number=number).pk


def test_leaving_ends_everything_and_what_was_stays(visit):
    models.Deputy.objects.create(person_id=pk("1"), deputy_id=pk("2"), start=make.START)
    models.Line.objects.create(person_id=pk("2"), leader_id=pk("1"), start=make.START)

    post(visit("8"), "1", "leave", end="2026-10-31")

    assert queries.person("1").left == date(2026, 10, 31)
    assert {one.end for one in queries.posts(number="1")} == {date(2026, 10, 31)}
    assert {one.end for one in (*queries.deputies(), *queries.lines())} == {date(2026, 10, 31)}
    assert audit.lines(kind="person", key="1")[0].action == "people.change_roster"


def test_a_new_leader_takes_the_place_of_the_last_and_a_circle_is_refused(visit):
    client = visit("8")
    post(client, "1", "line", other="3", start="2026-10-01")
    post(client, "1", "line", other="2", start="2026-10-08")

    circle = post(client, "2", "line", other="1", start="2026-10-09")

    assert [(one.leader, one.end) for one in queries.lines(number="1")] == [
        ("3", date(2026, 10, 7)), ("2", None),
    ]  # fmt: skip
    assert circle.status_code == 422
    assert "汇报关系绕成了一圈" in seen.text(circle)


def test_nobody_stands_in_for_themselves_and_shares_make_a_whole(visit):
    client = visit("8")
    make.shop("新店")

    assert post(client, "1", "deputy", other="1", start="2026-10-01").status_code == 422
    half = post(client, "1", "owner", kind="shop", key="新店", share="50%", start="2026-10-01")
    assert "份额合计 50%，不是 100%" in seen.text(half)
    assert post(client, "1", "owner", kind="shop", key="新店", share="一半", start="2026-10-01").status_code == 422
    assert post(client, "1", "owner", kind="shop", key="新店", start="2026-10-01").status_code == 302


def test_a_deputy_stands_in_until_further_notice_unless_a_last_day_is_written(visit):
    client = visit("8")

    form = client.get("/people/1/change/deputy/").content.decode()

    assert 'type="date" name="start" value="2026-10-09"' in form
    assert 'type="date" name="end" id' in form


def test_a_past_day_is_as_it_was(visit):
    client = visit("8")
    post(client, "1", "post", unit="客服组", position="客服专员", start="2026-10-01")

    now = seen.table(client.get("/people/", {"q": "林夏"}), "人员")[1]
    then = seen.table(client.get("/people/", {"q": "林夏", "day": "2026-09-30"}), "人员")[1]

    assert (now[2], then[2]) == ("客服组 · 客服专员", "流量获取组 · 投手")
    assert "的样子：那天的制度，那天的人。" in seen.text(client.get("/people/?day=2026-09-30"))
    assert client.get("/people/?day=rubbish").status_code == 200


def test_a_page_shows_the_whole_history_and_who_leads(visit):
    client = visit("8")
    post(client, "1", "post", unit="客服组", position="客服专员", start="2026-10-01")
    post(client, "1", "line", other="9", start="2026-10-01")

    page = client.get("/people/1/")

    rows = [row[:2] for row in seen.table(page, "全部经历")[1:]]
    assert ["任职", "流量获取组 · 投手"] in rows
    assert ["上级", "沈行 现在"] in rows
    assert "上级 沈行" in seen.text(page)
    assert "林夏" in seen.text(client.get("/people/9/"))


def test_one_unit_is_looked_at_alone(visit):
    page = visit("8").get("/people/", {"unit": "客服组"})

    assert [row[0] for row in seen.table(page, "人员")[1:]] == ["静 何静"]


def test_a_job_sheet_says_what_the_regulation_asks_and_who_holds_it(visit):
    client = visit("8")

    listed = seen.table(client.get("/people/jobs/"), "岗位")
    assert ["推广专员", "流量获取组", "—", "林夏 、 吴桐"] in listed
    page = seen.text(client.get("/people/jobs/推广专员/"))
    assert "上级 推广组长" in page
    assert "谁担任过" in page
    assert client.get("/people/jobs/没有这个/").status_code == 404
    assert "林夏" not in seen.text(visit("4").get("/people/jobs/推广专员/"))


def test_what_is_amiss_has_a_way_to_mend_it(visit):
    make.post(make.person("20", "孙新"), "公关组", "公关")
    make.person("21", "闲人")
    make.shop("无主店")
    models.Line.objects.create(
        person_id=pk("9"), leader_id=pk("1"), start=make.START
    )  # the director under a specialist
    client = visit("8")

    rows = [row[:2] for row in seen.table(client.get("/people/findings/"), "组织体检")[1:]]

    assert ["制度不认得", "孙新"] in rows
    assert ["未任职", "闲人"] in rows
    assert ["店铺没有归属", "无主店"] in rows
    assert "汇报成圈" in {row[0] for row in rows}
    assert "没有负责人" in {row[0] for row in rows}  # nobody leads the service group
    only = seen.table(client.get("/people/findings/?sort=no_post"), "组织体检")[1:]
    assert [row[1] for row in only] == ["闲人"]


def test_who_left_with_open_work_and_who_is_away_with_the_deputy_are_found(busy_people, visit):
    rows = [row[:3] for row in seen.table(visit("8").get("/people/findings/"), "组织体检")[1:]]

    assert ["同时不在", "林夏", "不在，代理人吴桐也不在。"] in rows
    assert any(row[:2] == ["事没交接", "走人"] for row in rows)


@pytest.fixture
def busy_people():
    from django.utils import timezone

    from guiju.apps.work import models as work

    now = timezone.make_aware(datetime(2026, 10, 9, 10, 30))
    models.Deputy.objects.create(person_id=pk("1"), deputy_id=pk("2"), start=make.START)
    for number in ("1", "2"):
        work.Absence.objects.create(person_id=pk(number), start=now - timedelta(days=1), end=now + timedelta(days=1))
    gone = make.person("30", "走人", left=date(2026, 9, 30))
    work.Work.objects.create(
        source="task", key="x", title="没办完", accountable=gone, day=date(2026, 9, 1), opens=now, created=now
    )


def test_the_chart_is_taken_away_with_the_name_of_who_took_it(visit):
    taken = visit("8").post("/people/export/", {"day": "2026-10-09"})

    assert taken["Content-Type"].endswith("sheet")
    assert audit.lines(kind="roster")[0].action == "people.export_roster"


def test_pages_of_people_cost_the_same_for_many(visit):
    client = visit("8")
    counted = []
    for _round in range(2):
        for address in ("/people/", "/people/1/", "/people/findings/", "/people/jobs/", "/people/jobs/推广专员/"):
            client.get(address)
        total = []
        for address in ("/people/", "/people/1/", "/people/findings/", "/people/jobs/", "/people/jobs/推广专员/"):
            with CaptureQueriesContext(connection) as queries_made:
                client.get(address)
            total.append(len(queries_made))
        counted.append(total)
        for number in range(30):
            make.post(make.person(f"k{number}{_round}"), "流量获取组", "推广专员")

    assert counted[0] == counted[1]
    assert max(counted[1]) <= 15


def test_a_year_that_is_a_slip_of_the_pen_is_refused_and_what_was_typed_stays(visit):
    typed = {"number": "22", "name": "钱多", "unit": "客服组", "position": "客服专员", "start": "0001-01-01"}

    page = visit("8").post("/people/add/", typed)

    assert (page.status_code, queries.person("22")) == (422, None)
    assert "请检查年份：日期要在 1990 年到 2200 年之间。" in seen.text(page)
    assert 'value="钱多"' in page.content.decode()
