"""What leaves as a file is signed, counted and written down; too much of it waits for another."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core import signing
from python_calamine import CalamineWorkbook

import make
from guiju.apps import clock
from guiju.apps.audit import queries as audit
from guiju.apps.exports.models import Request
from guiju.apps.work.models import Notice, Work
from guiju.web.exports.signing import rows, signed
from guiju.web.kit.attached import XLSX
from web import seen
from web.department import BOOK

pytestmark = [pytest.mark.django_db]
ROSTER = "/setup/roster/export/"


@pytest.fixture(autouse=True)
def here(book):
    return book


@pytest.fixture
def few(settings):
    settings.GUIJU_EXPORT_ROWS = 3


def asked(client, reason="给审计看"):
    return client.post("/exports/ask/", {"of": sealed(client), "reason": reason})


def sealed(client):
    return unquote(client.post(ROSTER)["Location"].partition("of=")[2])


def test_a_workbook_carries_who_took_it_and_when_and_reads_as_before(visit):
    content = visit("8").post(ROSTER).content

    with ZipFile(BytesIO(content)) as book:
        sheet, properties = (book.read(name).decode() for name in ("xl/worksheets/sheet1.xml", "docProps/core.xml"))
    assert "<oddFooter>&amp;L苏婉（8） 导出，2026-10-09 10:30</oddFooter>" in sheet
    assert "<dc:creator>苏婉（8） 导出，2026-10-09 10:30</dc:creator>" in properties
    assert "林夏" in str(CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python())


def test_that_a_file_was_taken_is_written_down_with_its_rows(visit):
    content = visit("8").post(ROSTER).content

    (line,) = audit.lines(action="exports.take")
    assert (line.who, line.key, line.after["rows"]) == ("苏婉", "setup:roster_export", rows(content, XLSX))
    assert line.after["file"] == "guiju-roster-20261009.xlsx"


def test_a_file_keeps_its_name_whatever_language_it_is_in(visit):
    answer = visit("8").post("/people/export/")

    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E6%9E%B6%E6%9E%84-20261009.xlsx"
    (line,) = audit.lines(action="exports.take")
    assert line.after["file"] == "架构-20261009.xlsx"


def test_a_table_ends_in_a_line_as_wide_as_the_others():
    assert signed(b"a,b,c\r\n1,2,3\r\n", "text/csv", "x, y").decode() == 'a,b,c\r\n1,2,3\r\n"# x, y",,\r\n'
    assert rows(b"a,b\r\n1,2\r\n3,4\r\n", "text/csv") == 2
    assert signed(b"%PDF", "application/pdf", "x") == b"%PDF"


def test_a_name_can_put_nothing_into_a_workbook():
    content = make.workbook(people=[{"number": "1", "name": "张三", "joined": make.START}])

    with ZipFile(BytesIO(signed(content, XLSX, r"<a>&\1"))) as book:
        sheet, properties = (book.read(name).decode() for name in ("xl/worksheets/sheet1.xml", "docProps/core.xml"))
    assert "<oddFooter>&amp;L&lt;a&gt;&amp;&amp;\\1</oddFooter>" in sheet
    assert "<dc:creator>&lt;a&gt;&amp;\\1</dc:creator>" in properties


def test_too_many_rows_are_held_back_until_another_approves(visit, few):
    client, director = visit("8"), visit("9")
    answer = asked(client)
    row = Request.objects.get()

    assert (answer["Location"], row.approver, row.state) == (f"/exports/{row.pk}/", "9", "asked")
    assert Work.objects.get(source="approval").accountable.number == "9"
    assert "去审批" in seen.text(director.get("/"))
    assert client.post(ROSTER).status_code == 303

    director.post(f"/exports/{row.pk}/decide/", {"step": "approve", "version": 1, "said": "用完删除"})
    taken = client.post(ROSTER)

    assert (taken.status_code, taken["Content-Type"]) == (200, XLSX)
    row.refresh_from_db()
    assert (row.state, row.taken, Work.objects.get(source="approval").state) == ("approved", 1, "done")
    assert Notice.objects.filter(person__number="8", level="informed").count() == 1


def test_an_approval_runs_out_after_a_day_and_holds_for_that_address_alone(visit, few, standing_clock):
    client = visit("8")
    asked(client)
    visit("9").post(f"/exports/{Request.objects.get().pk}/decide/", {"step": "approve", "version": 1})
    other = client.post(f"{ROSTER}?more=1")
    with clock.at(standing_clock + timedelta(days=1, minutes=1)):
        late = client.post(ROSTER)

    assert (other.status_code, late.status_code) == (303, 303)


def test_nobody_approves_their_own(visit, few):
    client = visit("8")
    asked(client)
    row = Request.objects.get()

    client.post(f"/exports/{row.pk}/decide/", {"step": "approve", "version": 1})

    row.refresh_from_db()
    assert row.state == "asked"
    assert "批准" not in seen.text(client.get(f"/exports/{row.pk}/")).replace("等人批", "")


def test_a_request_is_seen_by_whose_it_is_and_who_decides(visit, few):
    asked(visit("8"))
    address = f"/exports/{Request.objects.get().pk}/"

    assert [visit(who).get(address).status_code for who in "8913"] == [200, 200, 404, 404]
    assert visit("1").post(f"{address}decide/", {"step": "approve", "version": 1}).status_code == 404


def test_a_decision_is_made_once(visit, few):
    asked(visit("8"))
    row, director = Request.objects.get(), visit("9")

    director.post(f"/exports/{row.pk}/decide/", {"step": "refuse", "version": 1})
    second = director.post(f"/exports/{row.pk}/decide/", {"step": "approve", "version": 1}, follow=True)

    row.refresh_from_db()
    assert row.state == "refused"
    assert "这份申请已经有了结果" in seen.text(second)


def test_what_is_asked_for_cannot_be_forged(visit, few):
    client = visit("8")
    held = sealed(client)
    other = signing.dumps(["setup:export_roster", "roster", ROSTER, "x", 1, True], salt="other")

    assert [client.get("/exports/ask/", {"of": of}).status_code for of in ("", "x", held[:-2] + "xx", other)] == [
        404
    ] * 4


def test_without_a_purpose_nothing_is_asked(visit, few):
    answer = asked(visit("8"), reason=" ")

    assert (answer.status_code, Request.objects.count()) == (422, 0)
    assert "请写明用途" in seen.text(answer)


def test_the_regulation_says_how_many_rows_go_without_approval(visit, settings):
    make.book(BOOK.replace("什么: [名册, 输入], 范围: 全部}", "什么: [名册, 输入], 范围: 全部, 导出复核: 2}"))

    assert visit("8").post(ROSTER).status_code == 303
    assert visit("9").post(ROSTER).status_code == 200


def test_a_list_of_requests_asks_no_more_for_more(visit, few, django_assert_max_num_queries):
    client = visit("8")
    asked(client)
    assert "我申请的" in seen.text(client.get("/exports/"))
    director = visit("9")
    with django_assert_max_num_queries(15):
        director.get("/exports/")
