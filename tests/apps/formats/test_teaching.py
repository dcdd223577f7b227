"""A file that nobody recognised is taught by one person, and from then on known to all."""

from dataclasses import replace

import pytest
from django.conf import settings

import make
from facts.mapping import odd
from guiju.apps.audit import queries as audit
from guiju.apps.figures.actions import imports
from guiju.apps.figures.actions.imports import Upload
from guiju.apps.figures.queries import runs
from guiju.apps.formats import queries
from guiju.apps.formats.actions import connectors, lessons
from guiju.apps.formats.errors import Code
from guiju.facts.mapping import store
from guiju.facts.mapping.spec import Fill
from refused import refusal

pytestmark = pytest.mark.django_db

ROWS = [odd.line(at, day=1 + at % 2) for at in range(1, 9)]
ME = make.operator()


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """Do something and let the worker do what it asked for."""

    def do(action, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return action(**said)

    return do


@pytest.fixture
def unknown(now):
    """A run whose one file nobody recognised."""
    return now(imports.request_import, actor=ME, uploads=[Upload("odd.csv", [odd.text(*ROWS)])], shop="商城")


@pytest.fixture
def lesson(now, unknown):
    """A lesson about that file, looked at by the worker."""
    return now(lessons.start, actor=ME, run_id=unknown, file="odd.csv")


def test_a_file_that_nobody_knew_is_kept_and_the_others_are_not(now):
    orders = make.orders(("1", "2026-08-01", "100.00"))
    files = [Upload("orders.csv", [orders]), Upload("odd.csv", [odd.text(*ROWS)])]
    run = now(imports.request_import, actor=ME, uploads=files)

    assert queries.teachable(run, ["orders.csv", "odd.csv"]) == {"odd.csv"}


def test_a_lesson_begins_with_what_the_file_seems_to_hold(lesson):
    found = queries.lesson(lesson)

    assert (found.state, found.sample.names, found.spec.fact) == ("ready", odd.HEADER, "order")
    assert (found.trying, found.tried.good, found.tried.skipped) == (False, 8, 1)  # what is proposed is tried at once
    assert lessons.faults(found.spec, found.sample, "") == ()
    assert {name: fill.source for name, fill in found.spec.fills.items()} == {
        "id": "单号",
        "created_at": "下单日",
        "paid_at": "支付日",
        "paid_amount": "成交额(元)",
        "freight": "运费",
        "title": "货名",
    }


def test_what_is_said_is_tried_on_the_whole_file(now, lesson):
    wrong = now(lessons.say, actor=ME, lesson_id=lesson, said=odd.SPEC)
    found = queries.lesson(lesson)

    assert (wrong, found.trying) == ((), False)
    assert (found.tried.rows, found.tried.good, found.tried.skipped, found.tried.shops) == (9, 8, 1, ("商城",))
    assert found.tried.sums == {"paid_amount": "40.00"}


def test_a_mapping_that_would_eat_people_is_neither_tried_nor_kept(now, lesson):
    eats = replace(odd.SPEC, fills={**odd.SPEC.fills, "title": Fill("收件人")})
    wrong = now(lessons.say, actor=ME, lesson_id=lesson, said=eats)
    no = refusal(lessons.keep, actor=ME, lesson_id=lesson, said=eats)

    assert [(one.code, one.column) for one in wrong] == [("personal_name", "title")]
    assert queries.lesson(lesson).tried is None
    assert no.code == Code.UNSOUND
    assert "像是姓名" in str(no)
    assert store.kept(settings.GUIJU_HOME) == []


def test_kept_it_is_a_connector_for_all_and_the_file_comes_in_at_once(now, lesson):
    kept = now(lessons.keep, actor=ME, lesson_id=lesson, said=odd.SPEC)
    report = runs.run(kept.run).report["files"][0]

    assert (kept.name, kept.version) == ("own_order_1", 1)
    assert (report["status"], report["rows"], report["connector"]) == ("imported", 9, "own_order_1")
    assert [(one.id, one.title.zh, one.by) for one in queries.formats()] == [("own_order_1", "商城订单", ME.name)]
    assert audit.lines(limit=3)[-1].action in {"formats.keep", "figures.import"}
    assert refusal(lessons.keep, actor=ME, lesson_id=lesson, said=odd.SPEC).code == Code.IS_OVER


def test_two_who_edit_the_same_do_not_overwrite_each_other(now, lesson):
    name = now(lessons.keep, actor=ME, lesson_id=lesson, said=odd.SPEC).name
    mine, theirs = (lessons.edit(actor=ME, name=name) for _ in range(2))
    now(lessons.keep, actor=ME, lesson_id=mine, said=replace(odd.SPEC, title="商城单"))
    no = refusal(lessons.keep, actor=ME, lesson_id=theirs, said=replace(odd.SPEC, title="另一个名字"))

    assert (no.code, no.data["version"]) == (Code.STALE, 2)
    assert queries.format_of(name).title.zh == "商城单"
    assert queries.lesson(theirs).state == "ready"


def test_a_header_that_is_known_already_is_said(now, lesson):
    now(lessons.keep, actor=ME, lesson_id=lesson, said=odd.SPEC)
    sample = queries.lesson(lessons.edit(actor=ME, name="own_order_1")).sample

    assert [one.code for one in lessons.faults(odd.SPEC, sample, "")] == ["own"]
    assert lessons.faults(odd.SPEC, sample, "own_order_1") == ()


def test_a_lesson_needs_a_name_and_a_file_that_is_read(now, lesson, unknown):
    assert refusal(lessons.keep, actor=ME, lesson_id=lesson, said=replace(odd.SPEC, title=" ")).code == Code.NO_TITLE
    lessons.read_otherwise(actor=ME, lesson_id=lesson, asked={"at": 3})
    assert refusal(lessons.say, actor=ME, lesson_id=lesson, said=odd.SPEC).code == Code.NOT_READ
    assert refusal(lessons.start, actor=ME, run_id=unknown, file="other.csv").code == Code.NO_FILE


def test_the_beginning_may_be_read_otherwise(now, lesson):
    now(lessons.read_otherwise, actor=ME, lesson_id=lesson, asked={"at": 3})

    assert queries.lesson(lesson).sample.names[0] == "M00001X"


def test_another_fact_is_proposed_anew(now, lesson):
    now(lessons.choose_fact, actor=ME, lesson_id=lesson, fact="refund")
    spec = queries.lesson(lesson).spec

    assert (spec.fact, spec.fills["order"].source) == ("refund", "单号")
    assert refusal(lessons.choose_fact, actor=ME, lesson_id=lesson, fact="nonsense").code == Code.UNKNOWN


def test_only_those_who_bring_data_teach_and_only_what_they_brought(unknown, lesson):
    stranger, importer = make.actor(), make.actor(("import", "sources", "all"))

    assert refusal(lessons.start, actor=stranger, run_id=unknown, file="odd.csv").code == Code.NOT_ALLOWED
    other = replace(importer, user_id=7)
    mine = queries.lesson(lesson)
    assert mine.user_id is None
    assert refusal(lessons.say, actor=other, lesson_id=lesson, said=odd.SPEC).code == Code.NOT_ALLOWED
    assert refusal(connectors.add, actor=stranger, file="own_a.yaml", content=b"").code == Code.NOT_ALLOWED
    assert refusal(connectors.remove, actor=stranger, name="own_a", base=1).code == Code.NOT_ALLOWED


def test_an_export_comes_in_elsewhere_and_a_second_time_only_on_purpose(home):
    text = store.dump(odd.raw()).encode()
    first = connectors.add(actor=ME, file="own_mall.yaml", content=text)
    no = refusal(connectors.add, actor=ME, file="own_mall.yaml", content=text)
    second = connectors.add(actor=ME, file="own_mall.yaml", content=text, replace=True)

    assert (first.version, no.code, second.version) == (1, Code.EXISTS, 2)


GONE = {**odd.raw(), "columns": {"id": "单号", "gone": "运费"}}
EATS = odd.raw(replace(odd.SPEC, fills={**odd.SPEC.fills, "title": Fill("收件人")}))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("own_a.yaml", b"a: &a [x]\nb: [*a]\n", "引用"),
        ("taobao_orders.yaml", store.dump(odd.raw()).encode(), "不能用"),
        ("own_a.yaml", store.dump(GONE).encode(), "没有「gone」"),
        ("own_a.yaml", store.dump(EATS).encode(), "姓名"),
    ],
)
def test_a_file_that_cannot_be_a_connector_is_refused_with_why(name, content, said):
    assert said in str(refusal(connectors.add, actor=ME, file=name, content=content))
    assert store.kept(settings.GUIJU_HOME) == []


def test_removed_and_taken_up_again_its_versions_stand():
    connectors.add(actor=ME, file="own_mall.yaml", content=store.dump(odd.raw()).encode())
    assert refusal(connectors.remove, actor=ME, name="own_mall", base=9).code == Code.STALE
    connectors.remove(actor=ME, name="own_mall", base=1)
    connectors.restore(actor=ME, name="own_mall", version=1, base=0)

    assert [(one.version, one.removed) for one in queries.versions("own_mall")] == [(3, False), (2, True), (1, False)]
    assert [line.action for line in audit.lines(limit=3)] == ["formats.restore", "formats.remove", "formats.add"]
