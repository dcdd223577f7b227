"""A clause of a draft is written: its words and its rules, checked as one types, saved, merged, taken back."""

import json

import pytest

from guiju.apps.rulebook import queries
from guiju.apps.rulebook.drafts import reading, talking
from guiju.lang.words import BLOCK_WORDS, KIND_WORDS
from web import seen

pytestmark = pytest.mark.django_db
PAY = "/rulebook/writing/0/clause/pay/"
BONUS = f"{PAY}?rule=bonus:流量获取组"
WHAT = "/rulebook/writing/0/clause/what/"
FRAGMENT = {"hx-target": "div#outcome"}
DOUBLE = {"way": "form", "r._name": "流量获取组", "r.formula": "基础绩效工资 * 2", "r.round": "分", "r.cap": ""}


def text():
    return reading.text(queries.drafts()[0]).files["book.md"].decode()


def at(page, number):
    return page.replace("/writing/0/", f"/writing/{number}/")


@pytest.mark.usefixtures("book")
def test_a_rule_opens_as_a_form_beside_the_words_of_its_clause(visit):
    page = visit("9").get(BONUS)

    html = page.content.decode()
    assert ['name="text-0"' in html, 'name="r.formula"' in html, '<option value="分" selected>' in html] == [True] * 3
    assert ["读作" in seen.text(page), "算法:" in html, "yaml" in html] == [True, False, False]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("kind", [*KIND_WORDS, *BLOCK_WORDS])
def test_a_new_rule_of_every_kind_has_a_form(visit, kind):
    answer = visit("9").get(f"{PAY}?rule={kind}:")

    assert answer.status_code == 200
    assert 'name="way" value="form"' in answer.content.decode()


@pytest.mark.usefixtures("office")
def test_as_one_types_the_rule_is_read_back_with_live_figures_and_nothing_is_saved(visit):
    answer = visit("9").post(BONUS, DOUBLE, headers=FRAGMENT)

    said = seen.text(answer)
    assert ["原来读作" in said, "名称上方是2026年9月的数" in said.replace(" ", "")] == [True, True]
    assert "<html" not in answer.content.decode()
    assert queries.drafts() == []


@pytest.mark.usefixtures("book")
def test_whoever_goes_back_after_the_first_save_goes_on_with_that_draft(visit):
    client = visit("9")
    client.post(BONUS, DOUBLE | {"save": "1"})
    (draft,) = queries.drafts()

    back = client.get(BONUS, follow=True)
    client.post(back.request["PATH_INFO"] + "?rule=bonus:流量获取组", {**seen.inputs(back), **DOUBLE, "save": "1"})

    assert back.redirect_chain[-1][0].startswith(f"/rulebook/writing/{draft.id}/clause/pay/?rule=")
    assert len(queries.drafts()) == 1


@pytest.mark.usefixtures("office")
def test_as_one_types_it_is_told_whom_that_would_have_touched_last_month(visit):
    typed = {"hx-target": "div#touched"}
    answer = visit("9").post(BONUS, DOUBLE, headers=typed)
    unread = visit("9").post(BONUS, DOUBLE | {"r.formula": "基础绩效工资 * 没有这个数"}, headers=typed)
    whole = visit("9").post(BONUS, DOUBLE | {"check": "1"})

    people = seen.table(answer, "每个人的得分和奖金")
    assert [row[0].split()[-1] for row in people[1:-1]] == ["流量获取组"] * len(people[1:-1])
    assert len(people) > 2
    assert people == seen.table(whole, "每个人的得分和奖金")
    assert ("<html" in answer.content.decode(), "每个人的得分" in seen.text(unread)) == (False, False)
    assert queries.drafts() == []


@pytest.mark.usefixtures("office")
def test_whom_it_touches_is_told_after_something_was_written_above_the_rule(visit):
    client = visit("9")
    client.post(BONUS, DOUBLE, headers=FRAGMENT)

    answer = client.post(BONUS, DOUBLE | {"text-0": "写长了的一段话。" * 9}, headers={"hx-target": "div#touched"})

    assert len(seen.table(answer, "每个人的得分和奖金")) > 2


@pytest.mark.usefixtures("office")
def test_who_is_touched_is_told_only_as_far_as_the_reader_may_see_it(visit):
    answer = visit("1").post(BONUS, DOUBLE, headers={"hx-target": "div#touched"})

    assert answer.status_code == 403


@pytest.mark.usefixtures("book")
def test_what_is_wrong_is_said_at_its_field_with_how_to_mend_it(visit):
    answer = visit("9").post(BONUS, DOUBLE | {"r.formula": "基础绩效工资 * 没有这个数"}, headers=FRAGMENT)

    html = answer.content.decode()
    assert "没有这个数" in seen.text(answer)
    place = html[html.index('id="f_r.formula_at"') :]
    assert "没有这个数" in place[: place.index("</ul>")]


@pytest.mark.usefixtures("book")
def test_the_first_save_begins_a_draft_and_the_next_goes_on_with_it(visit):
    client = visit("9")

    saved = client.post(BONUS, DOUBLE | {"save": "1"})
    (draft,) = queries.drafts()
    client.post(at(WHAT, draft.id), {"seen": "1", "text-0": "看销售、投产和退款。\r\n\r\n每月看一次。", "save": "1"})

    assert saved["Location"].startswith(f"/rulebook/writing/{draft.id}/clause/pay/?rule=bonus")
    assert ["算法: 基础绩效工资 * 2" in text(), "看销售、投产和退款。\n\n每月看一次。" in text()] == [True, True]
    assert [one.what for one in reading.saves(draft.id)] == ["clause", "rule"]
    assert len(queries.drafts()) == 1


@pytest.mark.usefixtures("book")
def test_a_rule_is_written_as_text_when_asked_for(visit):
    client = visit("9")
    shown = client.get(f"{BONUS}&as=text").content.decode()

    client.post(
        f"{BONUS}&as=text", {"way": "text", "rule-text": "流量获取组: {算法: 基础绩效工资, 取整: 元}", "save": "1"}
    )

    assert 'name="rule-text"' in shown
    assert "流量获取组: {算法: 基础绩效工资, 取整: 元}" in text()


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "typed",
    [
        "流量获取组:\n\t算法: 1",
        "流量获取组: &a {算法: 1}",
        "流量获取组: {算法: 1}\n```\n# 新条款",
        "甲: {算法: 1}\n乙: {算法: 2}",
        "!!python/object/apply:os.system [x]",
    ],
)
def test_a_trap_typed_into_the_text_is_refused_and_stays_in_the_form(visit, typed):
    answer = visit("9").post(f"{BONUS}&as=text", {"way": "text", "rule-text": typed, "save": "1"})

    assert "改好之前不会保存" in seen.text(answer)
    assert typed.split("\n")[0].replace("&", "&amp;") in answer.content.decode()
    assert queries.drafts() == []


@pytest.mark.usefixtures("book")
def test_words_that_would_change_what_stands_around_them_are_refused(visit):
    for typed in ("一句。\n\n# 新条款", "```\n代码"):
        answer = visit("9").post(WHAT, {"text-0": typed, "save": "1"})
        assert "改好之前不会保存" in seen.text(answer)
    assert queries.drafts() == []


@pytest.mark.usefixtures("book")
def test_rules_are_added_moved_carried_and_dropped(visit):
    client = visit("9")
    new = {"way": "form", "r._name": "诚信", "r.text": "不说假话。", "save": "1"}
    client.post(f"{WHAT}?rule=principle:", new)
    number = queries.drafts()[0].id
    act = f"/rulebook/writing/{number}/clause/what/act/"
    added = "诚信: 不说假话。" in text()

    client.post(act, {"act": "rule_carry", "rule": "principle:诚信", "to": "pay"})
    carried = text().index("诚信") > text().index("{#pay}")
    client.post(act.replace("what", "pay"), {"act": "rule_drop", "rule": "principle:诚信"})

    assert (added, carried, "诚信" in text()) == (True, True, False)


@pytest.mark.usefixtures("book")
def test_clauses_are_added_moved_and_removed_and_all_of_it_is_taken_back(visit):
    client = visit("9")
    client.post(f"{WHAT}act/", {"act": "add", "heading": "怎么请假", "where": "after"})
    number = queries.drafts()[0].id
    ids = [[one.id for one in clauses()]]
    client.post(f"/rulebook/writing/{number}/clause/怎么请假/act/", {"act": "move", "by": "up"})
    ids.append([one.id for one in clauses()])
    client.post(f"/rulebook/writing/{number}/clause/怎么请假/act/", {"act": "remove"})
    ids.append([one.id for one in clauses()])
    client.post(f"/rulebook/writing/{number}/act/", {"act": "undo"})

    was = ids[2]
    where = was.index("what")
    assert ids[0] == [*was[: where + 1], "怎么请假", *was[where + 1 :]]
    assert ids[1] == [*was[:where], "怎么请假", *was[where:]]
    assert [one.id for one in clauses()] == ids[1]


def clauses():
    draft = queries.drafts()[0]
    return reading.clauses(draft.base, draft.changes)


@pytest.mark.usefixtures("book")
def test_before_a_clause_goes_one_sees_who_refers_to_it(visit):
    page = visit("9").get("/rulebook/writing/0/clause/who/removal/")

    assert "别处还在引用它" in seen.text(page)
    assert "没有" in seen.text(page)


@pytest.mark.usefixtures("book")
def test_two_editors_of_one_clause_lose_nothing(visit):
    client = visit("9")
    client.post(WHAT, {"text-0": "一。\n\n二。\n\n三。", "save": "1"})
    page = at(WHAT, queries.drafts()[0].id)

    client.post(page, {"seen": "1", "text-0": "一。\n\n二。\n\n他的三。", "save": "1"})
    both = client.post(page, {"seen": "1", "text-0": "我的一。\n\n二。\n\n三。", "save": "1"}, follow=True)
    clash = client.post(page, {"seen": "1", "text-0": "一。\n\n二。\n\n我的三。", "save": "1"}, follow=True)
    key = "book.md#what"
    assert "两边的改动都在" in seen.text(both)
    assert "两边都改了这里" in seen.text(clash)
    assert "我的一。\n\n二。\n\n他的三。" in text()
    client.post(clash.redirect_chain[-1][0], {f"choice-{key}": "mine", "act": "settle"})

    assert "我的三。" in text()
    assert "他的三。" not in text()


@pytest.mark.usefixtures("book")
def test_the_page_tells_the_browser_which_of_its_copies_the_server_has(visit):
    client = visit("9")
    client.post(WHAT, {"text-0": "新的话。", "token": "abc-1", "save": "1"})

    page = client.get(at(WHAT, queries.drafts()[0].id)).content.decode()

    assert 'data-had="abc-1"' in page


@pytest.mark.usefixtures("book")
def test_names_are_offered_for_formulas_and_references(visit):
    client = visit("9")

    known = [name for name, _what in json.loads(client.get("/rulebook/writing/0/names/").content)["names"]]

    assert [name for name in ("投产比", "投产比达成率", "推广.花费", "合计") if name not in known] == []
    assert '<datalist id="names-unit-position"><option value="电商部">' in client.get(BONUS).content.decode()


@pytest.mark.usefixtures("book")
def test_remarks_stand_beside_their_clause(visit):
    client = visit("9")
    client.post(WHAT, {"text-0": "新的话。", "save": "1"})
    number = queries.drafts()[0].id
    act = at(f"{WHAT}act/", number)

    client.post(act, {"act": "remark", "text": "要不要加上利润？"})
    (said,) = reading.remarks(number)
    client.post(act, {"act": "remark", "text": "下个月加。", "answers": said.id})
    client.post(act, {"act": "settle", "remark": said.id, "settled": "1"})
    page = seen.text(client.get(at(WHAT, number)))

    assert [one in page for one in ("要不要加上利润？", "下个月加。", "已处理")] == [True] * 3


@pytest.mark.usefixtures("book")
def test_who_may_not_draft_is_refused_everywhere(visit):
    director, stranger = visit("9"), visit("1")
    director.post(WHAT, {"text-0": "新的话。", "save": "1"})
    number = queries.drafts()[0].id

    pages = [
        f"/rulebook/writing/{number}/",
        at(WHAT, number),
        f"/rulebook/writing/{number}/names/",
        "/rulebook/writing/clause/what/",
    ]

    assert {stranger.get(page).status_code for page in pages} == {403}
    assert stranger.post(at(WHAT, number), {"seen": "1", "text-0": "x", "save": "1"}).status_code == 403
    assert director.get(at("/rulebook/writing/0/clause/nix/", number)).status_code == 404


@pytest.mark.usefixtures("book")
def test_the_page_asks_as_often_for_many_remarks_as_for_one(visit, django_assert_max_num_queries):
    client = visit("9")
    client.post(WHAT, {"text-0": "新的话。", "save": "1"})
    draft = queries.drafts()[0]
    page = at(WHAT, draft.id)
    client.get(page)
    import make

    for number in range(5):
        talking.remark(actor=make.operator(), draft_id=draft.id, clause="what", text=f"{number}")
    with django_assert_max_num_queries(15):
        client.get(page)
