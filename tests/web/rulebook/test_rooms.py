"""What binds me, how far rules are kept, and what the real regulations ask for."""

from datetime import date
from html import escape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.impact import health, models, needs
from guiju.apps.rulebook import library
from guiju.apps.work import models as models_of_work
from guiju.engines.periods import parse
from web import seen, working
from web.department import DIRECTOR, HR, LEADER, SPECIALIST

pytestmark = pytest.mark.django_db
QUARTERLY = """
# 季末 {#quarterly}

```yaml 规矩
例行:
  季末总结: {谁: 全员, 做: 写一份季末总结, 何时: 每季最后一个工作日, 截止: "18:00", 证据: 文件}
```
"""


def page(client, address):
    answer = client.get(f"/rulebook/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def queries(client, address):
    client.get(f"/rulebook/{address}")
    with CaptureQueriesContext(connection) as found:
        client.get(f"/rulebook/{address}")
    return len(found)


@pytest.mark.usefixtures("office")
def test_my_rules_say_how_i_am_scored_and_paid_and_what_i_may_do(visit):
    found = page(visit(SPECIALIST), "mine/")

    assert "流量获取组 投手" in found
    assert "我怎么考核、怎么拿奖金" in found
    assert "绩效、奖金：查看" in seen.text(visit(SPECIALIST).get("/rulebook/mine/"))
    assert "周岚" not in found


@pytest.mark.usefixtures("office")
def test_what_binds_others_is_not_on_my_page(visit):
    mine, theirs = page(visit(SPECIALIST), "mine/"), page(visit("4"), "mine/")

    assert "基础绩效工资" in mine
    assert "基础绩效工资" not in theirs


@pytest.mark.usefixtures("busy")
def test_my_duties_speak_to_me_with_what_became_of_them(visit):
    found = page(visit(SPECIALIST), "mine/")

    assert "您每个工作日要" in found
    assert "截止：" in found


@pytest.mark.usefixtures("office")
def test_who_is_not_in_the_roster_has_no_rules_of_their_own(admin):
    assert "您不在名册里，《" in seen.text(admin.get("/rulebook/mine/"))


@pytest.mark.usefixtures("office")
def test_my_rules_ask_few_queries(visit):
    assert queries(visit(SPECIALIST), "mine/") <= 15


@pytest.mark.usefixtures("office")
def test_months_are_judged_after_figures_and_counted_by_chapter(visit):
    for month in ("2026-08", "2026-09"):
        health.judge(parse(month))
    [august, september] = health.months(parse("2026-09"), 12)

    assert {one.verdict for one in (*august.verdicts, *september.verdicts)} <= {"kept", "broken", "pending"}
    found = page(visit(HR), "health/")
    kept = sum(one.verdict == "kept" for one in august.verdicts)
    assert f'class="big">{kept}</span>' in found or "守住的比例" in found
    assert "林夏" not in found, "no names"


@pytest.mark.usefixtures("office")
def test_judging_a_month_again_changes_nothing(visit):
    health.follow(months=[date(2026, 8, 1)], actor=make.operator())
    first = models.Kept.objects.values_list("verdicts", flat=True).get()
    health.follow(months=[date(2026, 8, 1)], actor=make.operator())
    assert models.Kept.objects.values_list("verdicts", flat=True).get() == first


@pytest.mark.usefixtures("busy")
def test_a_demand_without_a_rule_is_listed_with_its_clause(visit):
    make.book(make.BOOK + "\n# 着装 {#dress}\n\n上班必须着工装。开会可以着便装。\n")
    found = page(visit(DIRECTOR), "health/")

    assert "上班必须着工装。" in found
    assert "开会可以着便装" not in found


@pytest.mark.usefixtures("office")
def test_health_asks_as_many_queries_for_a_year_as_for_a_month(visit):
    health.judge(parse("2026-09"))
    few = queries(visit(LEADER), "health/")
    for month in ("2026-08", "2026-07", "2026-06"):
        health.judge(parse(month))
    assert queries(visit(LEADER), "health/") == few <= 15


@pytest.fixture
def library_of_two(monkeypatch, settings, tmp_path):
    """The table of needs over two documents: the whole library takes half a minute."""
    settings.GUIJU_HOME = tmp_path
    two = tuple(one for one in library.documents() if one.name in {"minimal", "warehouse"})
    monkeypatch.setattr(library, "documents", lambda: two)
    needs.make()
    return two


@pytest.mark.usefixtures("office", "library_of_two")
def test_needs_lead_to_the_clause_that_meets_them_and_gaps_are_gaps(visit):
    client = visit(SPECIALIST)

    found = page(client, "needs/?source=B8")
    assert "B8.001" in found
    assert "去试" not in found, "the warehouse's regulation is not in force: nothing of it can be tried"
    assert "看这部制度" not in found, "a specialist does not choose regulations"
    assert "看这部制度" in page(visit(DIRECTOR), "needs/?source=B8")
    gaps = page(client, "needs/?source=A1&state=gap")
    assert "A1.001" in gaps
    assert ">缺<" in gaps
    assert "去试" not in gaps


@pytest.mark.usefixtures("library_of_two")
def test_a_need_met_by_what_is_in_force_leads_to_the_page_where_it_happens(visit):
    make.book((library.FOLDER / "warehouse.md").read_text("utf-8"))
    make.post(make.person(SPECIALIST), "仓库", "仓管员")

    found = page(visit(SPECIALIST), "needs/?source=B8&q=入库单")

    assert f'href="/work/records/of/{quote("入库单")}/">去试' in found
    assert 'href="/rulebook/clause/receipt/"' in found


@pytest.mark.usefixtures("office", "library_of_two")
@pytest.mark.parametrize("query", ["入庫單", "rukudan", "rkd", "入库单"])
def test_needs_are_found_in_traditional_characters_and_by_pinyin(visit, query):
    found = page(visit(SPECIALIST), f"needs/?q={quote(query)}")

    assert "B8.007" in found
    assert "B8.013" not in found


@pytest.mark.usefixtures("office", "library_of_two")
def test_needs_are_narrowed_to_those_that_one_clause_of_ours_meets(visit):
    client = visit(SPECIALIST)
    heading = next(met.heading for one in needs.table().entries if one.source == "B8" for met in one.met)
    ids = [one.id for one in needs.table().entries if any(met.heading == heading for met in one.met)]

    found = page(client, f"needs/?chapter={quote(heading)}")
    assert f'<option value="{escape(heading)}" selected>' in found
    assert ids[0] in found
    assert "A1.001" not in found
    assert "B8.001" not in page(client, "needs/?source=B8&chapter=nothing")


@pytest.mark.usefixtures("office", "library_of_two")
def test_every_need_has_exactly_one_state(visit):
    table = needs.table()

    assert len(table.entries) == 1737
    assert len({one.id for one in table.entries}) == 1737
    assert {one.state for one in table.entries if not one.met} == {needs.State.GAP}
    answer = visit(SPECIALIST).get("/rulebook/needs/export.xlsx?source=B8")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


@pytest.mark.usefixtures("office")
def test_while_nobody_has_made_the_table_the_page_says_so(visit, settings, tmp_path, monkeypatch):
    settings.GUIJU_HOME = tmp_path
    monkeypatch.setattr(library, "documents", tuple)
    assert visit(SPECIALIST).get("/rulebook/needs/export.xlsx").status_code == 404
    assert "正在逐条对照" in page(visit(SPECIALIST), "needs/")
    assert "A1.001" in page(visit(SPECIALIST), "needs/")


@pytest.mark.usefixtures("busy")
def test_a_duty_that_has_not_come_round_since_work_is_planned_is_not_said_to_have_slept_a_year(visit):
    make.book(working.BOOK + QUARTERLY)
    found = {row[0]: row[1] for row in seen.table(visit(DIRECTOR).get("/rulebook/health/"), "从来没有动静的")}

    assert found["季末总结 例行"] == "2026年10月9日 起才派活，还没轮到过；下次 12月31日 周四 18:00"


@pytest.mark.usefixtures("busy")
def test_a_duty_that_nobody_was_asked_in_a_year_of_planning_is_said_to_have_slept(visit):
    make.book(working.BOOK + QUARTERLY)
    models_of_work.Work.objects.filter(rule__startswith="duty:").update(day=date(2025, 9, 1))
    found = {row[0]: row[1] for row in seen.table(visit(DIRECTOR).get("/rulebook/health/"), "从来没有动静的")}
    models_of_work.Work.objects.all().delete()
    unplanned = {row[0]: row[1] for row in seen.table(visit(DIRECTOR).get("/rulebook/health/"), "从来没有动静的")}

    assert (found["季末总结 例行"], unplanned["季末总结 例行"]) == ("十二个月里没有到期过", "还没有开始派活")
