"""Filling in a form: what stands there, saving as one types, filing, problems at their fields; all without script."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import make
from apps.records import office
from guiju.apps.records import actions, models, queries
from guiju.apps.work import models as work
from web import seen
from web.records.conftest import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
NEW = "/work/records/of/设计需求/new/"
WISH = {"a:主题": "主图", "a:预算": "1200", "a:紧急": "一般"}
HTMX = {"HX-Request": "true"}


def text_file(name="说明.txt", content="你好"):
    return SimpleUploadedFile(name, content.encode(), "text/plain")


def test_a_form_is_filed_from_its_page(fill):
    client, response = fill(
        "1", NEW, WISH | {"n:明细": "2", "a:明细:0:商品": "650", "a:明细:0:数量": "3", "a:明细:1:商品": ""}
    )

    record = models.Record.objects.get()
    assert response.headers["Location"] == f"/work/records/{record.pk}/"
    assert record.answers == {"主题": "主图", "预算": "1200", "紧急": "一般", "明细": [{"商品": "650", "数量": "3"}]}
    assert (record.state, record.stage) == ("open", "受理")
    assert "《设计需求》已提交。" in seen.text(client.get(response.headers["Location"]))
    assert work.Work.objects.get(record=record).accountable.number == office.OUTSIDE_LEADER


def test_the_page_says_what_the_clause_says(visit):
    said = seen.text(visit("1").get(NEW))

    for words in (
        "要填的表。",
        "超过五万先立项",
        "受理 客服组负责人 4 小时内",
        "验收 提交人 1 个工作日内",
        "含税",
        "人事专员",
    ):
        assert words in said
    assert 'href="/rulebook/clause/forms/"' in visit("1").get(NEW).content.decode()
    assert "成品" not in said.partition("条文怎么说")[0]


def test_problems_stand_at_their_fields_and_nothing_typed_is_lost(fill):
    rows = {"n:明细": "2", "a:明细:0:商品": "1", "a:明细:0:数量": "101", "a:明细:1:数量": "几"}
    client, response = fill("1", NEW, {"a:主题": "随便", "a:预算": "很多", "a:紧急": "紧急"} | rows)
    page, body = seen.text(response), response.content.decode()

    assert response.status_code == 422
    for says in (
        "有 4 处要改正",
        "“很多”不是以元计的数。",
        "“几”不是以件计的数。",
        "紧急的需求要写清主题",
        "一次最多一百件",
    ):
        assert says in page
    assert standing(response)["a:预算"] == "很多"
    assert re.search(r'<input id="f1"[^>]*aria-invalid="true"[^>]*aria-describedby="f1_error f1_help"', body)
    assert '<a href="#f4-1-1">“几”不是以件计的数。</a>' in body
    assert models.Record.objects.get().answers["预算"] == "很多"
    assert models.Record.objects.get().state == "draft"
    assert client.get("/work/records/").content.decode().count("/edit/") == 1


def test_a_draft_is_kept_by_its_button_and_gone_on_with(fill, visit):
    _, saved = fill("1", NEW, {"a:主题": "半句", "a:预算": "还没"}, button="save")
    record = models.Record.objects.get()
    again = visit("1").get(f"/work/records/{record.pk}/edit/")
    _, filed = fill("1", f"/work/records/{record.pk}/edit/", WISH)

    assert (saved.status_code, standing(again)["a:主题"], standing(again)["a:预算"]) == (200, "半句", "还没")
    assert "草稿已保存 10:30" in seen.text(saved)
    assert (filed.status_code, models.Record.objects.get().number) == (302, 1)
    assert visit("1").get(f"/work/records/{record.pk}/").status_code == 200


def test_typing_is_saved_in_the_background_as_one_draft(visit):
    client = visit("1")
    began = standing(client.get(NEW))
    for word in ("一", "一二"):
        typed = began | {"a:主题": word, "autosave": "1"}
        answer = client.post(NEW, typed, headers=HTMX | {"HX-Target": "span#saved"})

    record = models.Record.objects.get()
    assert seen.text(answer) == "草稿已保存 10:30"
    assert answer.headers["HX-Replace-Url"] == f"/work/records/{record.pk}/edit/"
    assert f'name="record" value="{record.pk}"' in answer.content.decode()
    assert (record.answers["主题"], record.title) == ("一二", "一二")


def test_two_pages_on_one_draft_are_told_and_the_second_may_insist(visit):
    record = office.draft(answers={"主题": "一"})
    client, address = visit("1"), f"/work/records/{record}/edit/"
    left, right = standing(client.get(address)), standing(client.get(address))
    client.post(address, left | {"a:主题": "左", "save": "1"})
    told = client.post(address, right | {"a:主题": "右", "save": "1"})
    client.post(address, standing(told) | {"save": "1"})

    assert (told.status_code, standing(told)["a:主题"]) == (409, "右")
    assert "张三在 10-09 10:30 改过这份记录（修改），您看到的是之前的样子。" in seen.text(told)
    assert models.Record.objects.get().answers["主题"] == "右"


def test_rows_are_added_and_taken_away_without_script(fill, visit):
    _, added = fill("1", NEW, WISH | {"a:明细:0:商品": "甲", "add": "明细"}, button="x")
    record = models.Record.objects.get()
    client = visit("1")
    typed = standing(added) | {"a:明细:1:商品": "乙"}
    dropped = client.post(f"/work/records/{record.pk}/edit/", typed | {"drop": "明细:0"})

    assert (standing(added)["n:明细"], standing(added)["a:明细:0:商品"], standing(added)["a:主题"]) == (
        "2",
        "甲",
        "主图",
    )
    assert (standing(dropped)["n:明细"], standing(dropped)["a:明细:0:商品"]) == ("1", "乙")


def test_rows_are_added_in_place_with_script(visit):
    client = visit("1")
    typed = standing(client.get(NEW)) | {"add": "明细"}
    answer = client.post(NEW, typed, headers=HTMX | {"HX-Target": "div#answers"})

    assert answer.content.decode().startswith('<div id="answers">')
    assert 'name="a:明细:1:商品"' in answer.content.decode()


def test_a_file_is_taken_with_the_form_and_let_go_by_its_button(fill, visit):
    client, saved = fill("1", NEW, WISH | {"u:附件": text_file()}, button="save")
    record = models.Record.objects.get()
    file = models.Attachment.objects.get()
    kept = record.answers["附件"]
    client.post(f"/work/records/{record.pk}/edit/", standing(saved) | {"unfile": f"附件:{file.pk}"})

    assert kept == [file.pk]
    assert "说明.txt 1 KB" in seen.text(saved)
    assert models.Record.objects.get().answers["附件"] == []


def test_a_file_that_is_not_taken_says_why_at_its_field(fill):
    _, response = fill("1", NEW, WISH | {"u:附件": SimpleUploadedFile("程序.exe", b"MZ\x90\x00")})

    assert (response.status_code, models.Record.objects.get().state) == (422, "draft")
    assert "“程序.exe”不是能收的文件" in seen.text(response)


def test_a_file_in_a_table_is_taken_too(db, fill):
    text = office.BOOK.replace("数量: {类型: 数, 单位: 件}}}", "数量: {类型: 数, 单位: 件}, 图: 文件}}")
    make.book(text.replace('version: "1"', 'version: "2"'))

    client, _ = fill(
        "1", NEW, WISH | {"a:明细:0:商品": "1", "u:明细:0:图": text_file(), "u:附件": text_file("b.txt", "b")}
    )

    record = models.Record.objects.get()
    first, second = record.answers["明细"][0]["图"] + record.answers["附件"]
    assert {one.pk for one in record.attachments.all()} == {first, second}
    assert "说明.txt" in seen.text(client.get(f"/work/records/{record.pk}/"))


def test_more_than_a_form_may_weigh_is_refused_unread(visit):
    response = visit("1").post(NEW, {"a:主题": "x"}, CONTENT_LENGTH=str(65 << 20))

    assert (response.status_code, models.Record.objects.count()) == (413, 0)
    assert "这些文件加起来太大了" in seen.text(response)


def test_what_did_not_arrive_whole_is_said_to_be_so(visit):
    body = b'--x\r\nContent-Disposition: form-data; name="a:\xe4'
    response = visit("1").post(NEW, body, content_type="multipart/form-data; boundary=y")

    assert response.status_code in {413, 422}
    assert models.Record.objects.filter(number__isnull=False).count() == 0


def test_whom_the_form_does_not_mean_is_told_so(visit):
    for number in (office.OUTSIDER, office.DIRECTOR):
        response = visit(number).get(NEW)
        assert (response.status_code, "这张表不由您填" in seen.text(response)) == (403, True)
    assert visit("1").get("/work/records/of/没有/new/").status_code == 404


def test_a_draft_is_its_authors_alone(visit):
    record = office.draft()

    for number in (office.PEER, office.LEADER, office.DIRECTOR, office.HR):
        for address in ("", "edit/", "print/"):
            assert visit(number).get(f"/work/records/{record}/{address}").status_code == 404
        for address in ("edit/", "discard/", "withdraw/"):
            assert visit(number).post(f"/work/records/{record}/{address}").status_code == 404
    assert models.Record.objects.get().state == "draft"


def test_a_draft_is_thrown_away_by_its_button(visit):
    record = office.draft()
    response = visit("1").post(f"/work/records/{record}/discard/", follow=True)

    assert ("草稿已丢弃。" in seen.text(response), models.Record.objects.count()) == (True, 0)


def test_what_was_filed_is_not_thrown_away(visit):
    record = office.filed()
    response = visit("1").post(f"/work/records/{record}/discard/", follow=True)

    assert ("这份记录已经提交过了。" in seen.text(response), models.Record.objects.count()) == (True, 1)


def test_a_filed_record_is_amended_with_a_reason(fill, visit):
    record = office.filed()
    client, response = fill("1", f"/work/records/{record}/edit/", {"a:预算": "900", "said": "打了折"})

    said = seen.text(client.get(f"/work/records/{record}/"))
    assert response.status_code == 302
    assert "张三 修改" in said
    assert "打了折" in said
    assert "预算 ¥1,200.00 ¥900.00" in said
    assert office.seen(record).answers["预算"] == "900"
    assert visit(office.HR).get(f"/work/records/{record}/edit/").status_code == 403


def test_amending_is_judged_and_told_at_the_field(fill):
    record = office.filed()
    _, response = fill("1", f"/work/records/{record}/edit/", {"a:预算": "60000"})

    assert (response.status_code, "超过五万先立项" in seen.text(response)) == (422, True)
    assert office.seen(record).answers["预算"] == "1200"


def test_who_amends_an_older_version_is_told(fill):
    record = office.filed()
    actions.amend(actor=office.actor("1"), record_id=record, answers={"预算": "5"}, version=None)
    _, response = fill("1", f"/work/records/{record}/edit/", {"a:预算": "6", "version": "2"})

    assert (response.status_code, office.seen(record).answers["预算"]) == (409, "5")


def test_a_record_that_came_back_says_why_and_is_filed_again(fill, visit):
    record = office.filed()
    actions.send_back(actor=office.actor(office.HR), record_id=record, stage="受理", said="缺图")
    page = visit("1").get(f"/work/records/{record}/", follow=True)
    _, response = fill("1", f"/work/records/{record}/edit/", {"a:主题": "新主图"})

    assert "苏婉退回：缺图" in seen.text(page)
    assert (response.status_code, office.seen(record).title, office.seen(record).number) == (302, "新主图", 1)


def test_every_type_of_field_is_asked_and_filed(fill):
    typed = {
        "a:文": "字", "a:长": "长\r\n文", "a:数": "90", "a:率": "35", "a:钱": "1.5", "a:日": "2026-10-01",
        "a:时": "2026-10-01T08:30", "a:选": "乙", "a:多": ["子", "寅"], "a:否": "0", "a:人": "王五 3", "a:位": "客服组",
        "a:店": "旗舰店", "a:品": "650", "u:件": text_file(), "n:表": "1", "a:表:0:物": "纸", "a:表:0:数": "2",
        "a:表:0:好": "1",
    }  # fmt: skip
    client, response = fill("1", "/work/records/of/全部字段/new/", typed)
    record = models.Record.objects.get()
    again = standing(client.get(f"/work/records/{record.pk}/edit/"))
    shown = seen.text(client.get(response.headers["Location"]))

    assert record.answers["多"] == ["子", "寅"]
    assert (again["a:数"], again["a:率"], again["a:人"], again["a:否"], again["a:时"]) == (
        "90",
        "35",
        "王五 3",
        "0",
        "2026-10-01T08:30",
    )
    for words in (
        "数 90 分钟",
        "率 35 %",
        "钱 ¥1.50",
        "日 2026年10月1日",
        "时 10月1日 周四 08:30",
        "多 子、寅",
        "否 否",
        "人 王五",
        "纸 2 小时",
    ):
        assert words in shown.replace("\u2006", "")


def test_a_metric_stands_with_its_period_and_another_may_be_chosen(visit):
    client = visit(office.DIRECTOR)
    address = "/work/records/of/日报/new/"
    page = client.get(address)
    other = client.post(
        address, standing(page) | {"a:投产比": "2026-10-05", "bring": "1"}, headers=HTMX | {"HX-Target": "div#answers"}
    )

    assert standing(page)["a:投产比"] == "2026-10-08"
    assert 'value="2026-10-05" selected' in other.content.decode()


def test_what_is_known_stands_there_and_other_drafts_are_named(visit):
    office.filed(form="日报", answers={"今日完成": "一", "明日计划": "写文案"})
    office.draft(form="日报", answers={"今日完成": "半"})
    page = visit("1").get("/work/records/of/日报/new/?day=2026-10-12")

    assert standing(page)["a:今日完成"] == "写文案"
    assert standing(page)["day"] == "2026-10-12"
    assert "您有没填完的： 日报" in seen.text(page)


def test_the_day_it_is_about_is_filed_with_it(fill):
    fill("1", "/work/records/of/日报/new/", {"a:今日完成": "一", "a:明日计划": "二", "day": "2026-10-07"})

    assert models.Record.objects.get().day == date(2026, 10, 7)


def test_the_work_that_asks_for_a_form_leads_to_it_and_is_done_with_it(fill, visit):
    record = office.filed()
    made = work.Work.objects.create(
        source="duty", key="k", title="交日报", accountable=make.people.Person.objects.get(number="1"), wants="form",
        form="日报", day=date(2026, 10, 9), opens="2026-10-09T00:00+08:00", created="2026-10-09T00:00+08:00",
    )  # fmt: skip
    _, response = fill("1", f"/work/records/for/{made.pk}/?next=/work/", {"a:今日完成": "一", "a:明日计划": "二"})

    assert (response.status_code, response.headers["Location"]) == (302, "/work/")
    assert work.Work.objects.get(pk=made.pk).state == "done"
    assert visit(office.OUTSIDER).get(f"/work/records/for/{made.pk}/").status_code == 403
    assert record


def test_a_draft_that_was_begun_for_the_work_is_gone_on_with(visit):
    made = work.Work.objects.create(
        source="duty", key="k", title="交日报", accountable=make.people.Person.objects.get(number="1"), wants="form",
        form="日报", day=date(2026, 10, 9), opens="2026-10-09T00:00+08:00", created="2026-10-09T00:00+08:00",
    )  # fmt: skip
    draft = office.draft(form="日报", answers={"今日完成": "半"})
    onward = visit("1").get(f"/work/records/for/{made.pk}/").headers["Location"]

    assert onward == f"/work/records/{draft}/edit/?work={made.pk}&next=%2Fwork%2F{made.pk}%2F"


def test_nobody_is_led_to_another_house(fill):
    _, response = fill("1", f"{NEW}?next=https://evil.example/", WISH)

    assert response.headers["Location"] == f"/work/records/{models.Record.objects.get().pk}/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_shows_a_code(visit, language):
    record = office.filed()
    office.draft(form="全部字段", answers={})
    addresses = (
        NEW,
        f"/work/records/{record}/",
        f"/work/records/{record}/print/",
        "/work/records/",
        "/work/records/of/全部字段/new/",
    )
    said = " ".join(seen.text(visit("1", language).get(address)) for address in addresses)

    for code in ("withdrawn", "None", "FieldType", "{", "%(", "metric", "amended"):
        assert code not in said.replace("Withdrawn", "")
    assert queries.drafts("1")


def test_a_day_that_cannot_be_is_told_before_anything_is_filed(fill):
    _, response = fill("1", NEW, WISH | {"day": "9999-12-31"})

    assert response.status_code == 422
    assert "“9999-12-31”不能作为日期：要在 1990 年到 2200 年之间。" in seen.text(response)
    assert standing(response)["a:预算"] == "1200"
    assert [one.state for one in models.Record.objects.all()] == ["draft"]
