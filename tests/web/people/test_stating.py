"""Figures are entered, confirmed and aimed at in place, or by the workbook."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from guiju.apps.figures.queries import stated
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
SEPTEMBER = "/people/inputs/?month=2026-09"
MINE = "v:个人评分|person|1"


def test_a_leader_enters_what_the_group_owes(visit):
    client = visit("3")
    assert [row[1] for row in seen.table(client.get(SEPTEMBER), "填报")[1:]] == ["林夏 1", "吴桐 2", "周岚 3"]

    answer = client.post(SEPTEMBER, {MINE: "1.2", "e:个人评分|person|1": "评审表"})

    assert answer.status_code == 302
    (entry,) = stated.entries()
    assert (entry.value, entry.evidence, entry.by, entry.confirmed_by) == (Fraction(6, 5), "评审表", "周岚", "")
    assert "已保存 1 项。" in seen.text(client.get(SEPTEMBER))


@pytest.mark.parametrize(("typed", "said"), [("很好", "“很好”不是以系数计的数"), ("9", "要在")])
def test_what_is_no_good_is_said_at_the_field_and_nothing_typed_is_lost(visit, typed, said):
    answer = visit("3").post(SEPTEMBER, {MINE: typed, "v:个人评分|person|2": "1"})

    assert answer.status_code == 422
    assert said in seen.text(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert "有 1 处没有保存" in seen.text(answer)


def test_another_confirms_and_who_entered_cannot(visit):
    visit("3").post(SEPTEMBER, {MINE: "1"})
    (entry,) = stated.entries()

    assert 'name="c"' not in visit("3").get(SEPTEMBER).content.decode()
    director = visit("9")
    assert f'name="c" value="{entry.id}"' in director.get(SEPTEMBER).content.decode()
    director.post(SEPTEMBER, {"c": str(entry.id), "confirm": "1"})

    assert stated.entries()[0].confirmed_by == "沈行"
    assert "已确认" in seen.text(director.get(SEPTEMBER))


def test_who_may_neither_see_nor_enter_is_refused(visit):
    assert visit("1").get("/people/inputs/").status_code == 403
    assert visit("1").get("/people/targets/").status_code == 403


def test_what_somebody_may_not_enter_is_refused_at_its_field(visit):
    answer = visit("8").post("/people/inputs/?month=2026-09", {MINE: "1"})

    assert answer.status_code in {302, 422}
    assert [entry.by for entry in stated.entries()] in ([], ["苏婉"])


def test_a_target_is_stated_from_a_month_on_beside_that_of_the_regulation(visit):
    client = visit("9")
    page = client.get("/people/targets/?month=2026-10")
    assert seen.table(page, "目标")[1][:3] == ["投产比", "流量获取组", "4.0"]

    client.post("/people/targets/?month=2026-10", {"v:投产比|unit|流量获取组": "4.5"})

    (target,) = stated.targets()
    assert (str(target.start), target.value, target.by) == ("2026-10", Fraction(9, 2), "沈行")
    assert 'value="4.5"' in client.get("/people/targets/?month=2026-10").content.decode()
    assert 'value="4"' in client.get("/people/targets/?month=2026-09").content.decode()


def test_what_did_not_change_is_not_stated(visit):
    visit("9").post("/people/targets/?month=2026-10", {"v:投产比|unit|流量获取组": "4"})

    assert stated.targets() == []


def test_a_workbook_goes_out_and_comes_back(visit):
    client = visit("9")
    client.post("/people/targets/?month=2026-10", {"v:投产比|unit|流量获取组": "4.5"})

    out = client.post("/people/workbook/targets/", {"export": "1"}).content
    back = client.post("/people/workbook/targets/", {"file": SimpleUploadedFile("目标.xlsx", out)})

    assert CalamineWorkbook.from_filelike(BytesIO(out)).get_sheet_by_index(0).to_python()[1][0] == "投产比"
    assert "和现有的一样，没有改动。" in seen.text(back)


def test_a_broken_workbook_says_where_and_how_to_mend_it(visit):
    answer = visit("9").post("/people/workbook/targets/", {"file": SimpleUploadedFile("目标.xlsx", b"not a workbook")})

    assert answer.status_code == 422
    assert "没有导入：先改正这些地方" in seen.text(answer)


def test_no_file_is_said(visit):
    client = visit("9")

    assert client.post("/people/workbook/inputs/")["Location"] == "/people/inputs/"
    assert "没有选文件。" in seen.text(client.get("/people/inputs/"))


@pytest.mark.parametrize("path", ["/people/inputs/", "/people/targets/"])
def test_more_people_cost_no_more_queries(visit, path):
    client = visit("9")
    few = queries(client, path)
    for number in range(20, 24):
        make.post(make.person(str(number), f"人{number}"))

    assert queries(client, path) == few <= 15


def queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize("sent", [{}, {"export": "1"}])
@pytest.mark.parametrize("thing", ["nope", "list"])
def test_there_is_no_workbook_of_anything_else(visit, thing, sent):
    assert visit("9").post(f"/people/workbook/{thing}/", sent).status_code == 404


def test_a_number_that_no_database_holds_confirms_nothing(visit):
    assert visit("9").post("/people/inputs/", {"confirm": "1", "c": ["9" * 5000]}).status_code == 302


def test_what_is_wrong_with_a_figure_that_may_be_left_out_is_not_folded_away(visit):
    make.book(department.BOOK.replace("  个人评分:\n", "  个人评分:\n    默认: 1\n", 1))
    client = visit("3")
    folded = "<details><summary>可以不填、按默认计的</summary>"
    assert folded in client.get(SEPTEMBER).content.decode()

    page = client.post(SEPTEMBER, {MINE: "很好"}).content.decode()

    assert folded.replace("<details>", "<details open>") in page


def test_who_left_within_a_month_still_has_a_figure_of_it_to_be_entered(visit):
    gone = make.person("7", "赵一", left=date(2026, 9, 16))
    make.post(gone, "流量获取组", "推广专员", end=date(2026, 9, 16))
    hr = visit("8")

    assert "赵一 7" in [row[1] for row in seen.table(hr.get(SEPTEMBER), "填报")[1:]]
    assert "赵一 7" not in seen.text(hr.get("/people/inputs/?month=2026-10"))
    hr.post(SEPTEMBER, {"v:个人评分|person|7": "1.1"})
    visit("9").post(SEPTEMBER, {"c": str(stated.entries()[0].id), "confirm": "1"})

    assert [(one.subject.name, one.confirmed_by) for one in stated.entries()] == [("7", "沈行")]
    assert "赵一 7" in seen.text(hr.get("/people/inputs/year/?name=个人评分&year=2026"))


def test_confirming_nothing_is_no_success(visit):
    director = visit("9")
    director.post(SEPTEMBER, {"confirm": "1"})

    assert "先勾选要确认的。" in seen.text(director.get(SEPTEMBER))


def test_whom_the_clause_names_enters_and_confirms_also_beyond_their_own_group(visit):
    make.book(department.BOOK.replace("确认: 电商总监", "确认: 客服组长"), date(2026, 9, 1))
    make.post(make.person("6", "陆远"), "客服组", "客服组长", leader=True)
    visit("3").post(SEPTEMBER, {MINE: "1.2"})
    (entry,) = stated.entries()
    other = visit("6")

    assert f'name="c" value="{entry.id}"' in other.get(SEPTEMBER).content.decode()
    assert f'name="{MINE}"' not in other.get(SEPTEMBER).content.decode()
    assert "确认 1 项填报" in seen.text(other.get("/"))
    other.post(SEPTEMBER, {"c": str(entry.id), "confirm": "1"})

    assert stated.entries()[0].confirmed_by == "陆远"
    other.post(SEPTEMBER, {MINE: "1.5"})
    assert stated.entries()[0].value == Fraction(6, 5)


def test_a_post_that_every_unit_has_states_the_figures_of_its_own(visit):
    book = department.BOOK.replace("确认: 电商总监", "确认: 组长")
    book = book.replace("岗位:\n", "岗位:\n  组长: {}\n", 1).replace(
        "[推广组长, 客服组长]", "[推广组长, 客服组长, 组长]"
    )
    make.book(book, date(2026, 9, 1))
    make.post(make.person("6", "陆远"), "客服组", "组长", leader=True)
    visit("3").post(SEPTEMBER, {MINE: "1.2"})
    (entry,) = stated.entries()

    other = visit("6")
    other.post(SEPTEMBER, {"c": str(entry.id), "confirm": "1"})

    assert f'name="c" value="{entry.id}"' not in other.get(SEPTEMBER).content.decode()
    assert stated.entries()[0].confirmed_by == ""
