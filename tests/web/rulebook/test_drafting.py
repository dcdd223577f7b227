"""A rule is changed in a form, tried as one types, kept as a draft, and put into force."""

import pytest

import make
from conftest import TODAY
from guiju.apps.rulebook import queries
from web import department, seen

pytestmark = pytest.mark.django_db
BONUS = "/rulebook/edit/bonus/流量获取组/"
CARD = "/rulebook/edit/scorecard/流量获取组/"
FRAGMENT = {"hx-target": "div#outcome"}


@pytest.mark.usefixtures("office")
def test_a_changed_formula_shows_how_it_reads_and_who_would_have_got_more(visit):
    new = {"formula": "基础绩效工资 * 投产比达成率 * 个人评分 * 2"}

    answer = visit("9").post(BONUS, new, headers=FRAGMENT)

    assert "改后读作" in seen.text(answer)
    assert seen.table(answer, "每个人的得分和奖金")[1] == [
        "林夏 流量获取组",
        "81.25 分",
        "¥1,875.00 → ¥3,750.00",
        "+¥1,875.00",
    ]
    assert queries.drafts() == []


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("saved", [False, True])
def test_who_may_draft_but_not_see_pay_learns_only_how_many_it_touches(visit, saved):
    clerk = "权限:\n  文书: {谁: [推广专员], 可: [查看, 编辑], 什么: [制度], 范围: 全部}\n"
    make.book(department.BOOK.replace("权限:\n", clerk, 1), TODAY.date())
    new = {"formula": "基础绩效工资 * 投产比达成率 * 个人评分 * 2"} | ({"save": "1"} if saved else {})

    page = seen.text(visit("2").post(BONUS, new, follow=True))

    assert "另有 1 人的得分或奖金会变" in page
    assert [said for said in ("1,875", "3,750", "81.25", "林夏", "部门合计") if said in page] == []


SPEND = "/rulebook/edit/metric/推广费/"
DEAR = {"formula": "合计(推广.花费 其中 推广.花费 > 15元)"}


@pytest.mark.usefixtures("office")
def test_a_metric_that_nobody_has_measured_yet_is_measured_while_the_page_waits(
    visit, django_capture_on_commit_callbacks
):
    client = visit("9")

    with django_capture_on_commit_callbacks() as asked:
        waiting = client.post(SPEND, DEAR, headers=FRAGMENT)
    assert "正在按改后的算法量上个月的数" in seen.text(waiting)
    assert 'hx-post="" hx-include="#writing" hx-trigger="every 2s"' in waiting.content.decode()
    assert "每个人的得分和奖金" not in waiting.content.decode()

    for measure in asked:
        measure()
    done = client.post(SPEND, DEAR, headers=FRAGMENT)
    assert "正在按改后的算法" not in seen.text(done)
    assert "上个月没有人因此多拿或少拿" in seen.text(done)


@pytest.mark.usefixtures("office")
def test_a_draft_is_measured_without_script_too(visit, django_capture_on_commit_callbacks):
    client = visit("9")
    saved = client.post(SPEND, {"formula": "合计(推广.花费 * 2)", "save": "1"})
    page = saved["Location"]

    assert '<button class="btn tiny" name="step" value="measure">' in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page}finish/", {"step": "measure"})
        assert f'<a class="btn tiny" href="{page}">再看一次</a>' in client.get(page).content.decode()

    assert seen.table(client.get(page), "每个人的得分和奖金")[1] == [
        "林夏 流量获取组",
        "81.25 分 → 65.63 分",
        "¥1,875.00 → ¥937.50",
        "−¥937.50",
    ]


@pytest.mark.usefixtures("book")
def test_what_is_wrong_is_said_with_how_to_mend_it_while_one_types(visit):
    answer = visit("9").post(CARD, {"sections.core.weight": "90%"}, headers=FRAGMENT)

    assert "错误" in seen.text(answer)
    assert "90%" in seen.text(answer)


@pytest.mark.usefixtures("book")
def test_a_form_offers_weights_figures_and_closed_words(visit):
    card = visit("9").get(CARD).content.decode()
    bonus = visit("9").get(BONUS).content.decode()

    assert 'name="sections.core.weight" value="100%"' in card
    assert 'name="sections.core.0" value="50%"' in card
    assert '<option value="分" selected>' in bonus


@pytest.mark.usefixtures("book")
def test_a_draft_keeps_changes_of_several_rules_and_comes_back_into_the_form(visit):
    client = visit("9")

    client.post(CARD, {"sections.core.0": "60%", "sections.core.1": "40%", "save": "1"})
    saved = client.post(BONUS, {"round": "元", "save": "1"})

    (draft,) = queries.drafts()
    assert saved["Location"] == f"/rulebook/drafts/{draft.id}/"
    assert sorted(change.text for change in draft.changes) == ["40%", "60%", "元"]
    assert 'value="60%"' in client.get(CARD).content.decode()
    assert "草稿" in seen.text(client.get("/rulebook/drafts/"))


@pytest.mark.usefixtures("book")
def test_a_rule_may_be_rewritten_whole(visit):
    whole = "投产比: {值: 6, 对象: 流量获取组, 周期: 月, 制定: 电商总监}"

    visit("9").post("/rulebook/edit/target/投产比/", {"whole": whole, "save": "1"})

    assert [change.text for change in queries.drafts()[0].changes] == [whole]


@pytest.mark.usefixtures("book")
def test_the_words_of_a_clause_are_drafted_too(visit):
    client = visit("9")

    client.post("/rulebook/text/what/", {"prose": "看销售、投产和退款。\r\n\r\n每月看一次。", "save": "1"})

    (draft,) = queries.drafts()
    assert [change.text for change in draft.changes] == ["看销售、投产和退款。\n\n每月看一次。"]
    assert "看销售、投产和退款。" in seen.text(client.get("/rulebook/text/what/"))


@pytest.mark.usefixtures("book")
def test_a_sound_draft_is_adopted_from_a_day_on(visit):
    client = visit("9")
    client.post("/rulebook/edit/target/投产比/", {"values": "5", "save": "1"})
    (draft,) = queries.drafts()

    answer = client.post(f"/rulebook/drafts/{draft.id}/finish/", {"step": "adopt", "start": "2026-11-01"})

    assert answer["Location"] == "/rulebook/history/"
    assert [str(one.start) for one in queries.adoptions()] == ["2026-01-01", "2026-11-01"]
    assert "已采用，自 2026-11-01 起施行。" in seen.text(client.get("/rulebook/history/"))


@pytest.mark.usefixtures("book")
def test_a_draft_with_errors_is_not_adopted_and_may_be_given_up(visit):
    client = visit("9")
    client.post(BONUS, {"formula": "基础绩效工资 *", "save": "1"})
    (draft,) = queries.drafts()

    client.post(f"/rulebook/drafts/{draft.id}/finish/", {"step": "adopt", "start": "2026-11-01"})
    page = client.get(f"/rulebook/drafts/{draft.id}/")
    assert len(queries.adoptions()) == 1
    assert "制度里有" in seen.text(page)
    assert "disabled" in page.content.decode()

    client.post(f"/rulebook/drafts/{draft.id}/finish/", {"step": "discard"})
    assert queries.drafts() == []


def test_a_draft_whose_rule_contradicts_an_example_is_tried_but_not_adopted(visit, office):
    example = "\n```yaml 规矩\n例子:\n  - 已知: {销售额: 8元, 推广费: 2元}\n    则: {投产比: 4倍}\n```\n"
    make.book(department.BOOK + example, TODAY.date())
    client = visit("9")
    client.post("/rulebook/edit/metric/投产比/", {"formula": "销售额 / 推广费 * 2", "save": "1"})
    (draft,) = queries.drafts()

    client.post(f"/rulebook/drafts/{draft.id}/finish/", {"step": "adopt", "start": "2026-11-01"})
    page = client.get(f"/rulebook/drafts/{draft.id}/")

    assert "制度里有 1 个例子和规则算出的不一样" in seen.text(page)
    assert "例子不成立：「投产比」应为 4，按规则算得 8" in seen.text(page)
    assert 'value="adopt" disabled' in page.content.decode()
    assert seen.table(page, "每个人的得分和奖金")[1][0] == "林夏 流量获取组"
    assert [one.edition.version for one in queries.adoptions()] == ["1", "1"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("path", [BONUS, "/rulebook/drafts/", "/rulebook/drafts/1/", "/rulebook/text/what/"])
def test_who_may_not_draft_sees_no_form(visit, path):
    assert visit("1").get(path).status_code == 403


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("path", ["/rulebook/edit/bonus/没有/", "/rulebook/edit/unit/电商部/", "/rulebook/drafts/99/"])
def test_what_is_not_there_is_not_found(visit, path):
    assert visit("9").get(path).status_code == 404
