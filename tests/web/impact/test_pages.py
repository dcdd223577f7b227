"""Who asks, sees and takes away what an amendment would have come to."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.impact import actions, models, queries
from guiju.apps.impact.texts import Text
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.values import Change
from guiju.engines.periods import parse
from web import seen
from web.department import DIRECTOR, LEADER, SPECIALIST

pytestmark = pytest.mark.django_db
OLD, NEW = "基础绩效工资 * 投产比达成率", "基础绩效工资 * 2 * 投产比达成率"


@pytest.fixture
def done(office):
    [(path, body)] = rulebook.sources(office).files.items()
    at = body.decode().index(OLD)
    sides = (Text(office), Text(office, (Change(path, at, at + len(OLD), NEW),)))
    number = actions.request(actor=make.operator(), sides=sides, first=parse("2026-08"), last=parse("2026-09"))
    actions.perform(simulation_id=number)
    return number


def draft_of(office):
    from guiju.apps.rulebook import actions as book

    [(path, body)] = rulebook.sources(office).files.items()
    at = body.decode().index(OLD)
    change = Change(path, at, at + len(OLD), NEW)
    return book.save_draft(actor=make.operator(), base=office, changes=[change], title="涨奖金", draft_id=None)


def test_a_draft_is_asked_for_followed_and_told(office, visit):
    client, draft = visit(DIRECTOR), draft_of(office)
    assert "涨奖金" in client.get("/rulebook/impact/").content.decode()
    page = client.get(f"/rulebook/drafts/{draft}/").content.decode()
    assert f'href="/rulebook/impact/?draft={draft}"' in page

    asked = client.post("/rulebook/impact/", {"draft": draft, "first": "2026-08", "last": "2026-09"})
    found = models.Simulation.objects.get()
    assert asked.url == f"/rulebook/impact/{found.pk}/"
    waiting = client.get(asked.url).content.decode()
    assert "正在算" in waiting
    assert 'hx-trigger="every 1s"' in waiting

    actions.perform(simulation_id=found.pk)
    told = client.get(asked.url).content.decode()
    assert "多拿 <b>1</b>" in told
    assert "林夏" in told
    assert "正在算" not in told


@pytest.mark.usefixtures("office")
def test_the_months_are_chosen_from_words_with_those_offered_of_which_there_are_figures(visit):
    page = visit(DIRECTOR).get("/rulebook/impact/").content.decode()
    first = re.search(r'<select id="cfirst".*?</select>', page, re.DOTALL).group()
    assert re.findall(r'value="([^"]+)" selected>([^<]+)<', first) == [("2026-08", "2026年8月")]
    assert len(re.findall("<option", first)) == actions.MOST_MONTHS


def test_it_is_stopped_by_a_button(office, visit):
    client = visit(DIRECTOR)
    client.post("/rulebook/impact/", {"draft": draft_of(office), "first": "2026-08", "last": "2026-09"})
    number = models.Simulation.objects.get().pk

    client.post(f"/rulebook/impact/{number}/stop/")
    assert "没有留下半份结果" in client.get(f"/rulebook/impact/{number}/").content.decode()


@pytest.mark.usefixtures("office")
def test_two_regulations_of_the_library_stand_side_by_side(visit):
    client = visit(DIRECTOR)
    form = {"text": ["current", "functional", ""], "first": "2026-09", "last": "2026-09"}
    number = client.post("/rulebook/impact/", form).url.split("/")[-2]
    actions.perform(simulation_id=int(number))

    page = client.get(f"/rulebook/impact/{number}/").content.decode()
    assert "要哪些数据" in page
    assert "岗位对应" in page


def test_one_text_alone_is_refused_in_words(office, visit):
    answer = visit(DIRECTOR).post("/rulebook/impact/", {"text": ["current", ""], "first": "2026-09", "last": "2026-09"})

    assert "请选两部或三部制度" in answer.content.decode()


def test_the_list_is_narrowed_by_way_and_name(done, visit):
    client = visit(DIRECTOR)

    def names(query):
        page = client.get(f"/rulebook/impact/{done}/?{query}").content.decode()
        return [who for who in "12349" if f"people/{who}/" in page]

    assert names("way=gain") == ["1"]
    assert names("way=lose") == []
    assert names("q=客服组") == ["4"]
    assert names("way=differs&q=林") == ["1"]


def test_one_person_is_told_month_by_month(done, visit):
    page = visit(DIRECTOR).get(f"/rulebook/impact/{done}/people/1/").content.decode()

    assert "2026年8月" in page
    assert "2026年9月" in page
    assert "能看能做的都不变" in page


def test_who_may_not_see_money_is_shown_none(done, visit):
    grant_drafting_without_money()
    page = visit(LEADER).get(f"/rulebook/impact/{done}/").content.decode()

    assert "林夏" in page
    rows = [row.split("</tr>")[0] for row in page.split("<tr>")]
    assert {row.split(f"/{done}/people/")[1][0]: "¥" in row for row in rows if f"/{done}/people/" in row} == {
        "1": False,
        "2": False,
        "3": True,
    }
    assert "奖金合计" not in page
    assert visit(LEADER).get(f"/rulebook/impact/{done}/export.xlsx").status_code == 403
    assert "¥" not in visit(LEADER).get(f"/rulebook/impact/{done}/people/1/").content.decode()
    assert visit(LEADER).get(f"/rulebook/impact/{done}/people/4/").status_code == 403


def grant_drafting_without_money():
    from web.department import BOOK

    text = BOOK.replace("  看数:", "  起草: {谁: [推广组长], 可: [编辑], 什么: [制度], 范围: 全部}\n  看数:")
    make.book(text)


def test_others_are_refused(done, visit):
    for address in ("", f"{done}/", f"{done}/people/1/", f"{done}/export.xlsx"):
        assert visit(SPECIALIST).get(f"/rulebook/impact/{address}").status_code == 403


def test_the_workbook_has_everybody_and_who_took_it(done, visit):
    answer = visit(DIRECTOR).get(f"/rulebook/impact/{done}/export.xlsx")

    from io import BytesIO

    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert len(book.get_sheet_by_name("每个人").to_python()) == 1 + models.Touched.objects.count()
    assert ["", "沈行"] in book.get_sheet_by_name("制度").to_python()


def test_more_people_ask_no_more_queries(done, visit):
    client = visit(DIRECTOR)
    address = f"/rulebook/impact/{done}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    row = models.Touched.objects.first()
    for at in range(30):
        row.pk, row.number = None, f"X{at}"
        row.save()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 15
    with CaptureQueriesContext(connection) as one:
        assert client.get(f"{address}people/X7/").status_code == 200
    assert len(one) <= 15


def test_in_english_no_chinese_of_ours_is_left(done, visit):
    page = visit(DIRECTOR, "en").get(f"/rulebook/impact/{done}/").content.decode()

    assert "Gain <b>1</b>" in page
    assert queries.simulation(done).titles[0] in page


def test_a_sum_of_which_nothing_is_known_is_open_and_not_zero(done, visit):
    row = models.Simulation.objects.get(pk=done)
    row.answer["cost"][1] = "0"
    row.answer["months"] = [
        [period, [costs[0], "0"], [0, 3], broken] for period, costs, _, broken in row.answer["months"]
    ]
    row.save()
    total = seen.table(visit(DIRECTOR).get(f"/rulebook/impact/{done}/"), "每部制度合计")[1]

    assert total[2] == "未定"
    assert total[1].startswith("¥")
