"""操作记录: what is looked for is found, values are open to those who may see them, and nothing is a raw code."""

import ast
import json
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from guiju.apps.audit import actions, outside
from guiju.apps.audit.actor import Actor, worker
from guiju.web.layout.deeds import DEEDS, deed
from guiju.web.ledger.words import KINDS
from house import files
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
LIN = Actor(name="林夏", where="web 10.0.0.7", number="1")


def record(action="figures.set_target", kind="target", key="投产比", **what):
    actions.record(actor=LIN, action=action, kind=kind, key=key, **what)


@pytest.fixture
def entries(book):
    record(before={"value": "31/50"}, after={"value": "4"})
    record("work.done", "work", "7", after={"state": "done", "title": "日报"}, clause="how")
    record("conduct.report", "case", "1", after={"about": "2", "text": "收了供应商的钱"})


def test_what_was_before_and_after_stands_in_a_small_table(visit, entries, admin):
    said = seen.text(admin.get("/setup/ledger/", {"kind": "target"}))

    assert "下达了目标" in said
    assert "数值 0.62 4" in " ".join(said.split())


def test_what_it_is_about_is_said_and_no_key_of_the_code(entries, admin):
    record("costs.state", "cost", "goods sku YM001-1")
    record("figures.enter", "input", "方案采纳率 person 1 2026-08")
    record("impact.simulate", "simulation", "c933802b18ca")
    record("people.open_account", "person", "1")
    record("appraisal.compute", "reckoning", "2026-08")
    said = seen.text(admin.get("/setup/ledger/"))

    for name in ("成本 货品成本 YM001-1", "填报 方案采纳率 林夏 2026年8月", "人：林夏 1", "一期绩效 2026年8月"):
        assert name in said
    assert "c933802b18ca" not in said
    book = admin.post("/setup/ledger/export/xlsx/?kind=simulation").content
    taken = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert taken[1][-1] == "simulation:c933802b18ca"


def test_the_clause_is_named_and_leads_to_its_page(entries, admin):
    answer = admin.get("/setup/ledger/", {"kind": "work"})

    assert '<a href="/rulebook/clause/how/">怎样</a>' in answer.content.decode()
    assert "一件事：办完 日报" in seen.text(answer)


@pytest.mark.parametrize(
    ("narrow", "count"),
    [
        ({"who": "林夏"}, 3),
        ({"group": "work"}, 2),
        ({"kind": "target"}, 1),
        ({"q": "目标"}, 1),
        ({"q": "供应商"}, 1),
        ({"q": "没有这样的"}, 0),
        ({"from": "2026-10-09", "to": "2026-10-09", "who": "林夏"}, 3),
        ({"from": "2026-10-10"}, 0),
        ({"to": "2026-10-08", "who": "林夏"}, 0),
    ],
)
def test_the_list_narrows(entries, admin, narrow, count):
    assert admin.get("/setup/ledger/", narrow).content.decode().count('<tr id="e') == count


@pytest.mark.parametrize("narrow", [{"from": "soon"}, {"from": "2026-10-09", "to": "2026-10-01"}, {"to": "9999-99-99"}])
def test_days_that_are_none_are_told(entries, admin, narrow):
    assert "日期要写成 2026-10-09 这样" in seen.text(admin.get("/setup/ledger/", narrow))


ODD = [{"below": "x"}, {"below": "9" * 40}, {"kind": "x" * 500}, {"group": "nothing"}, {"from": "0001-01-01"}]


@pytest.mark.parametrize("narrow", ODD)
def test_an_address_typed_by_hand_breaks_nothing(entries, admin, narrow):
    assert admin.get("/setup/ledger/", narrow).status_code == 200


def test_what_was_reported_of_somebody_is_open_to_administrators_alone_and_not_to_a_search(visit, entries, admin):
    hr = visit("8")

    assert "供应商" in seen.text(admin.get("/setup/ledger/"))
    assert "供应商" not in seen.text(hr.get("/setup/ledger/"))
    assert hr.get("/setup/ledger/", {"q": "供应商"}).content.decode().count('<tr id="e') == 0


def test_strangers_are_refused(visit):
    assert [
        visit("1").get("/setup/ledger/").status_code,
        visit("1").post("/setup/ledger/export/xlsx/").status_code,
    ] == [
        403,
        403,
    ]


def test_what_was_looked_for_is_taken_away_as_a_workbook(entries, admin):
    content = admin.post("/setup/ledger/export/xlsx/?kind=target").content

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [rows[1][at] for at in (2, 3, 4, 7, 8)] == ["林夏", "下达了目标", "目标 投产比", "数值：0.62", "数值：4"]
    assert len(rows) == 2


def test_all_of_it_is_taken_away_by_administrators_as_lines_that_hold(visit, entries, admin):
    text = b"".join(admin.post("/setup/ledger/export/lines/").streaming_content).decode()

    assert outside.check_lines(text.splitlines()).why == ""
    assert json.loads(text.splitlines()[0])["by"] == "admin"
    assert visit("8").post("/setup/ledger/export/lines/").status_code == 403


def test_as_many_queries_for_many_entries_as_for_few(entries, admin, django_assert_max_num_queries):
    admin.get("/setup/ledger/")
    for key in range(20):
        record(key=str(key), before={"value": "1"}, after={"value": "2"})

    with django_assert_max_num_queries(15):
        admin.get("/setup/ledger/")


def written() -> set[tuple[str, str]]:
    """Every action and kind that code writes into the ledger in so many words."""
    found = set()
    for _name, tree in files.python(under="src/guiju/"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                given = {one.arg: one.value for one in node.keywords}
                if {"action", "kind", "key", "actor"} <= set(given):
                    words = [
                        given[key].value if isinstance(given[key], ast.Constant) else "" for key in ("action", "kind")
                    ]
                    found.add((words[0], words[1]))
    return found


def test_every_action_has_its_sentence_and_every_kind_its_word(book):
    assert sorted(action for action, _kind in written() if action and action not in DEEDS) == []
    assert sorted(kind for _action, kind in written() if kind and kind not in KINDS) == []
    assert deed("work.done") == "一件事：办完"


def test_english_holds_no_chinese_of_ours(visit, entries, admin):
    admin.cookies["language"] = "en"

    said = seen.text(admin.get("/setup/ledger/", {"kind": "target"}))

    assert "0.62" in said
    assert "数值" not in said


def test_what_runs_by_itself_is_the_house_and_no_login_name(admin, book):
    actions.record(actor=worker(), action="figures.refresh", kind="figures", key="2026-10")

    said = seen.text(admin.get("/setup/ledger/", {"kind": "figures"}))

    assert "规矩 算了数字" in said
