"""One record: its answers, the way it goes, its versions, its files, its print; passed on, sent back and withdrawn."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.records import office
from guiju.apps.records import actions, files, models
from guiju.apps.work import models as work
from guiju.apps.work.actions import stages
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
RECEIVER, DESIGNER = office.OUTSIDE_LEADER, office.OUTSIDER


@pytest.fixture
def record():
    """A wish that waits for its first stage."""
    draft = office.draft()
    stages.file_record(actor=office.actor("1"), record_id=draft, answers=office.WISH)
    return draft


def address(record, part=""):
    return f"/work/records/{record}/{part}"


def passed(client, record, **posted):
    version = re.search(r'name="version" value="(\d+)"', client.get(address(record)).content.decode())
    sent = {"version": version[1] if version else "1", "pass": "1"} | posted
    return client.post(address(record, "stage/"), sent, follow=True)


@pytest.mark.parametrize("number", [office.AUTHOR, office.LEADER, office.HR, office.FINANCE, office.DIRECTOR, RECEIVER])
def test_a_record_is_read_by_those_to_whom_it_is_open(visit, record, number):
    page = visit(number).get(address(record))
    said = seen.text(page)

    assert page.status_code == 200
    for words in (
        "主图 #1",
        "受理",
        "张三 · 流量获取组",
        "预算 ¥1,200.00",
        "交付日 2026年10月20日",
        "附件 未填",
        "张三 提交 10月9日 周五 10:30",
    ):
        assert words in said
    assert "评分" not in said.partition("条文怎么说")[0]


@pytest.mark.parametrize("number", [office.PEER, DESIGNER])
def test_to_anybody_else_it_is_not_there(visit, record, number):
    client = visit(number)

    assert [client.get(address(record, part)).status_code for part in ("", "edit/", "print/")] == [404] * 3
    assert [client.post(address(record, part)).status_code for part in ("stage/", "withdraw/", "discard/")] == [404] * 3


def test_the_way_says_who_passed_each_stage_and_where_it_waits(visit, record):
    before = seen.text(visit("1").get(address(record))).partition("走到哪一步")[2]
    passed(visit(RECEIVER), record, said="收到")
    after = seen.text(visit("1").get(address(record))).partition("走到哪一步")[2]

    assert before.startswith(
        " 提交 张三 10月9日 周五 10:30 受理 何静 10月9日 周五 14:30 前 大额审批 电商总监 1 个工作日 设计"
    )
    assert after.startswith(
        " 提交 张三 10月9日 周五 10:30 受理 何静 10月9日 周五 10:30 收到 大额审批 这一份不需要 设计 小满"
    )


def test_whose_turn_it_is_passes_it_on_and_nobody_else_is_asked(visit, record):
    page = seen.text(visit(RECEIVER).get(address(record)))
    asked = {number: "轮到您" in seen.text(visit(number).get(address(record))) for number in ("1", RECEIVER, office.HR)}
    done = passed(visit(RECEIVER), record, said="收到")

    assert asked == {"1": False, RECEIVER: True, office.HR: False}
    assert ("附言 退回时必填 通过 退回" in page, "办完“受理”" in page) == (True, False)  # one word for one deed
    assert "“受理”已办完。" in seen.text(done)
    assert models.Record.objects.get().stage == "设计"
    assert office.seen(record).history[-1].said == "收到"


def test_what_a_stage_fills_in_is_judged_and_told_at_its_field(visit, record):
    passed(visit(RECEIVER), record)
    client = visit(DESIGNER)
    wrong = passed(client, record, **{"a:评分": "6"})
    done = passed(
        client, record, **{"a:评分": "4.5", "u:成品": SimpleUploadedFile("成品.txt", b"done"), "said": "好了"}
    )

    assert wrong.status_code == 422
    for words in ("“成品”还没有填。", "最高五分"):
        assert words in seen.text(wrong)
    assert 'value="6"' in wrong.content.decode()
    assert "“设计”已办完。" in seen.text(done)
    assert "评分 4.5" in seen.text(done)
    assert models.Record.objects.get().stage == "验收"


def test_a_file_of_a_stage_is_shown_before_it_is_passed_on(visit, record):
    passed(visit(RECEIVER), record)
    client = visit(DESIGNER)
    posted = {"u:成品": SimpleUploadedFile("成品.txt", b"done"), "bring": "1"}
    page = client.post(address(record, "stage/"), posted, headers={"HX-Request": "true", "HX-Target": "div#stage"})

    assert page.content.decode().startswith('<div id="stage">')
    assert "成品.txt 1 KB" in seen.text(page)
    assert models.Record.objects.get().stage == "设计"


def test_it_is_sent_back_with_a_reason(visit, record):
    client = visit(RECEIVER)
    silent = passed(client, record, **{"return": "1"})
    back = client.post(address(record, "stage/"), {"return": "1", "said": "缺图", "version": "1"}, follow=True)

    assert (silent.status_code, "请写明原因。" in seen.text(silent)) == (422, True)
    assert "已退回。" in seen.text(back)
    assert models.Record.objects.get().state == "draft"
    assert "退回修改" in seen.text(visit(office.HR).get(address(record)))


def test_a_stage_that_somebody_else_has_passed_is_told(visit, record):
    passed(visit(RECEIVER), record)
    late = passed(visit(RECEIVER), record)

    assert "这一步已经有人办过，或者不由您办。" in seen.text(late)
    assert models.Record.objects.get().stage == "设计"


def test_a_stage_takes_no_more_than_a_form_may_weigh(visit, record):
    response = visit(RECEIVER).post(address(record, "stage/"), {"pass": "1"}, CONTENT_LENGTH=str(65 << 20))

    assert (response.status_code, models.Record.objects.get().stage) == (413, "受理")


def test_its_author_withdraws_it_and_nobody_has_to_work_on_it(visit, record):
    page = visit("1").get(address(record))
    version = re.search(r'name="version" value="(\d+)"', page.content.decode())[1]
    done = visit("1").post(address(record, "withdraw/"), {"version": version, "said": "重复"}, follow=True)

    assert "已撤回，编号和内容都留着。" in seen.text(done)
    assert (models.Record.objects.get().state, work.Work.objects.get().state) == ("withdrawn", "cancelled")
    assert visit(RECEIVER).get(address(record)).status_code == 200


def test_who_only_reads_it_is_not_offered_what_they_may_not_and_is_refused(visit, record):
    client = visit(office.HR)
    body = client.get(address(record)).content.decode()
    refused = client.post(address(record, "withdraw/"), follow=True)

    for part in ("edit/", "withdraw/", "stage/"):
        assert address(record, part) not in body
    assert "您没有这个权限" in seen.text(refused)
    assert models.Record.objects.get().state == "open"


def test_a_file_is_handed_out_to_be_kept_and_never_run(visit, record):
    file = office.brought(name="说明.txt")
    actions.amend(actor=office.actor("1"), record_id=record, answers={"附件": [file]}, version=None)
    response = visit(office.HR).get(f"/work/records/file/{file}/")

    assert b"".join(response.streaming_content) == "你好".encode()
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert visit(office.PEER).get(f"/work/records/file/{file}/").status_code == 404


def test_a_file_whose_bytes_are_gone_is_not_found(visit):
    file = office.brought()
    files.path(models.Attachment.objects.get().sha256).unlink()

    assert visit("1").get(f"/work/records/file/{file}/").status_code == 404


def test_a_file_that_work_holds_is_fetched_by_who_sees_the_work(visit, record):
    file = office.brought(RECEIVER)
    piece = work.Work.objects.get()
    actions.hold(actor=office.actor(RECEIVER), ids=[file], holder=f"work:{piece.pk}")
    models.Attachment.objects.filter(pk=office.brought(RECEIVER)).update(held="work:99")
    elsewhere = models.Attachment.objects.order_by("-pk").first().pk

    assert visit(RECEIVER).get(f"/work/records/file/{file}/").status_code == 200
    assert visit(office.PEER).get(f"/work/records/file/{file}/").status_code == 404
    assert visit(office.DIRECTOR).get(f"/work/records/file/{elsewhere}/").status_code == 404


def test_a_picture_is_shown_small(visit, record):
    file = office.brought(name="图.png", content=b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    actions.amend(actor=office.actor("1"), record_id=record, answers={"附件": [file]}, version=None)

    assert f'<img src="/work/records/file/{file}/" alt=""' in visit("1").get(address(record)).content.decode()


def test_a_record_is_printed_with_who_printed_it(visit, record):
    page = visit(office.HR).get(address(record, "print/"))
    said = seen.text(page)

    assert said.startswith("设计需求")
    for words in (
        "编号 1 · 2026年10月9日 · 受理",
        "预算 ¥1,200.00",
        "苏婉 6 打印于 10月9日 周五 10:30",
        "依据：表单",
        "签字",
    ):
        assert words in said
    assert "<nav" not in page.content.decode()


def test_what_is_told_is_never_run(visit):
    evil = '"><script>alert(1)</script>'
    record = office.filed(answers={**office.WISH, "主题": evil, "明细": [{"商品": evil}]})
    pages = [
        visit("1").get(one).content.decode()
        for one in (address(record), address(record, "print/"), address(record, "edit/"))
    ]
    pages.append(
        visit("1").get("/work/records/of/设计需求/", {"as": "table", "q": evil, "is:主题": evil}).content.decode()
    )

    for body in pages:
        assert "<script>alert" not in body
        assert "&lt;script&gt;" in body


def test_fifty_versions_and_files_cost_a_record_no_query_more(visit, django_assert_max_num_queries, record):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        client = visit(office.HR)
        client.get(address(record))
        with CaptureQueriesContext(connection) as found:
            client.get(address(record))
        return len(found)

    few = asked()
    for at in range(50):
        brought = {"附件": [office.brought(name=f"{at}.txt", content=str(at).encode())]} if at < 15 else {}
        actions.amend(actor=office.actor("1"), record_id=record, answers={"预算": str(at)} | brought, version=None)

    assert asked() == few
    assert few <= 20
