"""A year at once in the browser: typed, copied, confirmed by another, never overwritten unseen."""

import html
import re
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from guiju.apps.figures import models
from guiju.apps.figures.actions import grids
from guiju.apps.figures.actions.grids import Cell
from guiju.apps.figures.queries import stated
from guiju.engines.periods import parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
YEAR = "/people/inputs/year/?name=个人评分&year=2026"
AIMS = "/people/targets/year/?name=投产比&of=unit&year=2026"
SEPTEMBER = parse("2026-09")


def mine(month, number="1"):
    return f"v:person|{number}|2026-{month:02}"


def shown(page):
    """What the page says it showed, as it is sent back."""
    return html.unescape(re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1])


def entered(number="1", value="1", month="2026-09"):
    cell = Cell(Subject(SubjectKind.PERSON, number), parse(month), Fraction(value))
    assert grids.enter(actor=make.operator(), name="个人评分", cells=[cell]).count == 1


def values():
    return {(one.subject.name, str(one.period)): one.value for one in stated.entries()}


def test_a_leader_types_a_year_and_what_was_not_touched_stays(visit):
    entered("2", "0.9")
    client = visit("3")
    page = client.get(YEAR)

    answer = client.post(YEAR, {"seen": shown(page), mine(8): "1.2", mine(9): "1", mine(9, "2"): "0.9"})

    assert answer.status_code == 302
    assert values() == {("1", "2026-08"): Fraction(6, 5), ("1", "2026-09"): 1, ("2", "2026-09"): Fraction(9, 10)}
    assert "已保存 2 格。" in seen.text(client.get(YEAR))


def test_a_cell_that_somebody_changed_meanwhile_is_not_overwritten_and_others_are_saved(visit):
    entered()
    client = visit("3")
    old = shown(client.get(YEAR))
    entered(value="1.3")

    answer = client.post(YEAR, {"seen": old, mine(9): "0.5", mine(8): "1.1"})

    assert answer.status_code == 422
    assert "operator刚改过这一格" in seen.text(answer)
    assert values() == {("1", "2026-09"): Fraction(13, 10), ("1", "2026-08"): Fraction(11, 10)}


@pytest.mark.parametrize(("typed", "said"), [("很好", "“很好”不是以系数计的数"), ("9", "要在 0 和 1.5 之间")])
def test_what_is_no_good_is_said_at_its_cell(visit, typed, said):
    answer = visit("3").post(YEAR, {"seen": "{}", mine(8): typed})

    assert (answer.status_code, values()) == (422, {})
    assert said in seen.text(answer)
    assert f'value="{typed}"' in answer.content.decode()


def test_cells_are_filled_as_the_month_before_and_nothing_is_saved_until_one_says_so(visit):
    entered(month="2026-08")
    models.Entry.objects.filter(start__month=8).update(start=date(2025, 10, 1), value="4/5")
    entered(month="2026-08")
    client = visit("3")
    old = shown(client.get(YEAR))

    last_month = client.post(YEAR, {"seen": old, "copy": "1", "into": "2026-09", "like": "month", "percent": "10"})
    last_year = client.post(YEAR, {"seen": old, "copy": "1", "into": "all", "like": "year", "percent": "0"})

    assert f'name="{mine(9)}" value="1.1"' in last_month.content.decode()
    assert f'name="{mine(10)}" value="0.8"' in last_year.content.decode()
    assert "填好了 1 格，看过再保存。" in seen.text(last_month)
    assert values() == {("1", "2025-10"): Fraction(4, 5), ("1", "2026-08"): 1}


def test_another_confirms_a_month_or_all_and_who_entered_cannot(visit):
    visit("3").post(YEAR, {"seen": "{}", mine(8): "1", mine(9): "1", mine(9, "2"): "1"})
    assert 'name="confirm"' not in visit("3").get(YEAR).content.decode()
    director = visit("9")
    page = director.get(YEAR)

    director.post(YEAR, {"seen": shown(page), "confirm": "2026-09"})

    assert {str(one.period) for one in stated.entries() if one.confirmed_by} == {"2026-09"}
    director.post(YEAR, {"seen": shown(director.get(YEAR)), "confirm": "all"})
    assert [one.confirmed_by for one in stated.entries()] == ["沈行"] * 3


def test_what_changed_since_it_was_shown_is_not_confirmed(visit):
    visit("3").post(YEAR, {"seen": "{}", mine(9): "1"})
    director = visit("9")
    old = shown(director.get(YEAR))
    visit("3").post(YEAR, {"seen": shown(visit("3").get(YEAR)), mine(9): "1.5"})

    director.post(YEAR, {"seen": old, "confirm": "all"})

    assert stated.entries()[0].confirmed_by == ""


def test_a_target_of_a_month_is_typed_beside_that_of_the_regulation(visit):
    client = visit("9")
    page = client.get(AIMS)
    assert 'placeholder="4"' in page.content.decode()

    client.post(AIMS, {"seen": shown(page), "v:unit|流量获取组|2026-10": "4.5"})

    assert [(str(one.start), str(one.end), one.value) for one in stated.targets()] == [
        ("2026-10", "2026-10", Fraction(9, 2))
    ]


def test_the_history_of_a_row_tells_every_change_of_every_cell(visit):
    entered()
    entered(value="1.2")

    rows = seen.table(visit("9").get("/people/inputs/past/?name=个人评分&year=2026&row=person|1"), "沿革")

    assert [row[1:3] for row in rows[1:]] == [["1", "1.2"], ["—", "1"]]
    assert visit("4").get("/people/inputs/past/?name=个人评分&year=2026&row=person|1").status_code == 403


def test_the_same_grid_goes_out_and_comes_back_as_a_workbook(visit):
    entered()
    client = visit("9")
    content = client.post(YEAR, {"export": "1"}).content
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == ["填报年表"]

    answer = client.post(YEAR, {"workbook": "1", "file": SimpleUploadedFile("年表.xlsx", content)})

    assert "和现有的一样，没有改动。" in seen.text(answer)
    assert "没有选文件" in seen.text(client.post(YEAR, {"workbook": "1"}, follow=True))


def test_who_may_neither_see_nor_enter_is_refused(visit):
    assert [visit("1").get(path).status_code for path in (YEAR, AIMS)] == [403, 403]
    assert visit("9").get("/people/nothing/year/").status_code == 404


def test_many_subjects_stand_on_pages_and_each_is_saved_and_confirmed_by_itself(visit):
    for number in range(100, 215):
        make.post(make.person(str(number), f"人{number}"))
    leader, director, second = visit("3"), visit("9"), f"{YEAR}&page=2"
    boxes = [re.findall(r'name="(v:person[|]\d+[|]2026-09)"', leader.get(at).content.decode()) for at in (YEAR, second)]
    for at, some in zip((YEAR, second), boxes, strict=True):
        leader.post(at, {"seen": shown(leader.get(at))} | dict.fromkeys(some, "1.1"))
    director.post(second, {"seen": shown(director.get(second)), "confirm": "all"})

    assert (len(boxes[0]), set(boxes[0]) & set(boxes[1])) == (100, set())
    assert set(values()) == {(one.split("|")[1], "2026-09") for some in boxes for one in some}
    confirmed = {f"v:person|{one.subject.name}|2026-09" for one in stated.entries() if one.confirmed_by}
    assert confirmed == set(boxes[1])


def test_more_subjects_cost_no_more_queries(visit):
    client = visit("9")

    def asked():
        client.get(YEAR)
        with CaptureQueriesContext(connection) as found:
            assert client.get(YEAR).status_code == 200
        return len(found)

    few = asked()
    for number in range(100, 130):
        make.post(make.person(str(number), f"人{number}"))
        entered(str(number))
    assert asked() == few <= 15
