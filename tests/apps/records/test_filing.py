"""Filing: every problem is told at its field by its clause, numbers have no gaps, and the first stage waits."""

from datetime import date

import pytest

import make
from apps.records import office
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.records import actions, models, queries
from guiju.apps.records.errors import Code
from guiju.apps.refusal import Refused
from guiju.lang.kinds.form.model import Form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def problems(answers, form="设计需求", number=office.AUTHOR):
    with pytest.raises(Refused) as refused:
        office.filed(number, form, answers)
    assert refused.value.code == Code.PROBLEMS
    return [(one.field, one.row, one.column, one.says, one.clause) for one in refused.value.data["problems"]]


def test_a_record_is_filed_under_the_rules_of_its_form(book):
    record = office.filed(answers={**office.WISH, "预算": "1.2千", "明细": [{"商品": "650", "数量": "3"}, {}]})

    seen = office.seen(record, office.HR)

    assert seen.answers == {
        "主题": "主图",
        "预算": "1200",
        "紧急": "一般",
        "交付日": "2026-10-20",
        "明细": [{"商品": "650", "数量": "3"}],
    }
    assert (seen.number, seen.state, seen.stage, seen.title, seen.unit) == (1, "open", "受理", "主图", "流量获取组")
    assert (seen.author.name, seen.day, seen.edition, seen.clause.title) == ("张三", date(2026, 10, 9), book, "表单")
    assert [(one.did, one.who.name, one.changes) for one in seen.history] == [("filed", "张三", ())]


def test_the_ledger_knows_of_filing_without_what_was_said():
    record = office.filed()

    entry = ledger.history(kind="record", key="设计需求 #1")[-1]

    assert (entry.action, entry.after["record"], entry.after["version"]) == ("records.file", record, 2)
    assert len(entry.after["answers"]) == 64
    assert "主图" not in str(entry.after)


def test_what_is_lacking_is_told_with_its_clause():
    assert problems({"紧急": "一般"}) == [
        ("主题", 0, "", "“主题”还没有填。", "forms"),
        ("预算", 0, "", "“预算”还没有填。", "forms"),
    ]


def test_what_cannot_be_read_is_not_called_lacking_too():
    assert problems({"主题": "图", "预算": "很多"}) == [("预算", 0, "", "“很多”不是以元计的数。", "forms")]


def test_a_required_column_is_told_by_its_row():
    said = {**office.WISH, "明细": [{"商品": "1", "数量": "1"}, {"数量": "2"}]}

    assert problems(said) == [("明细", 2, "商品", "第 2 行的“商品”还没有填。", "forms")]


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"预算": "50000.01"}, "预算", "超过五万先立项"),
        ({"主题": "随便", "紧急": "紧急"}, "紧急", "紧急的需求要写清主题"),
        ({"明细": [{"商品": "1", "数量": "60"}, {"商品": "2", "数量": "41"}]}, "明细", "一次最多一百件"),
    ],
)
def test_a_check_that_does_not_hold_says_what_the_clause_says(more, field, says):
    assert problems({**office.WISH, **more}) == [(field, 0, "", says, "forms")]


def test_the_bound_itself_keeps_the_check():
    assert office.seen(office.filed(answers={**office.WISH, "预算": "50000"})).answers["预算"] == "50000"


def test_a_check_of_what_is_left_empty_is_not_broken():
    said = {"主题": "随便", "预算": "1"}

    assert office.seen(office.filed(answers=said)).state == "open"


def test_what_stages_fill_in_is_not_asked_of_the_author():
    record = office.filed(answers={**office.WISH, "评分": "9"})

    assert "评分" not in office.seen(record).answers


def test_a_refused_record_stays_the_draft_it_was():
    record = office.draft(answers={"主题": "半"})

    with pytest.raises(Refused):
        actions.file(actor=office.actor(office.AUTHOR), record_id=record, answers={"主题": "半"})

    seen = office.seen(record)
    assert (seen.state, seen.number, seen.answers, seen.version) == ("draft", None, {"主题": "半"}, 1)
    assert (models.Shelf.objects.count(), models.Cell.objects.count()) == (0, 0)


def test_numbers_go_on_by_form_without_gaps():
    with pytest.raises(Refused):
        office.filed(answers={})
    first, second = office.filed(), office.filed(office.PEER)
    report = office.filed(form="日报", answers={"今日完成": "一", "明日计划": "二"})

    assert [office.seen(one, office.DIRECTOR).number for one in (first, second, report)] == [1, 2, 1]


def test_who_saw_an_older_draft_is_told():
    record = office.draft()
    office.draft(record_id=record, answers={"主题": "新"})

    with pytest.raises(Refused) as refused:
        actions.file(actor=office.actor(office.AUTHOR), record_id=record, answers=office.WISH, version=1)

    assert refused.value.code == Code.CHANGED_MEANWHILE


def test_filing_twice_is_refused():
    record = office.filed()

    with pytest.raises(Refused) as refused:
        actions.file(actor=office.actor(office.AUTHOR), record_id=record, answers=office.WISH)

    assert refused.value.code == Code.NOT_A_DRAFT


def test_nobody_files_for_another():
    record = office.draft()

    with pytest.raises(Refused) as refused:
        actions.file(actor=office.actor(office.PEER), record_id=record, answers=office.WISH)

    assert refused.value.code == Code.UNKNOWN_RECORD


def test_who_is_meant_no_more_does_not_file():
    record = office.draft()
    from guiju.apps.people.models import Assignment

    Assignment.objects.filter(person__number=office.AUTHOR).update(unit="客服组")

    with pytest.raises(Refused) as refused:
        actions.file(actor=office.actor(office.AUTHOR), record_id=record, answers=office.WISH)

    assert refused.value.code == Code.NOT_ALLOWED


def test_a_form_without_stages_is_done_when_it_is_filed():
    seen = office.seen(office.filed(form="日报", answers={"今日完成": "一", "明日计划": "二"}))

    assert (seen.state, seen.stage) == ("closed", "")


def test_a_record_is_judged_by_the_regulation_of_the_day_it_is_about():
    stricter = office.BOOK.replace("值: 50000元", "值: 1000元").replace('version: "1"', 'version: "2"')
    make.book(stricter, in_force_from=date(2026, 10, 8))

    before = office.filed(day=date(2026, 10, 7))
    with pytest.raises(Refused) as refused:
        office.filed(day=date(2026, 10, 8))
    ahead = office.filed(answers={**office.WISH, "预算": "1000"}, day=date(2026, 12, 1))

    assert [problem.says for problem in refused.value.data["problems"]] == ["超过五万先立项"]
    assert office.seen(before).edition != office.seen(ahead).edition


def test_before_the_first_regulation_nothing_is_filed():
    models_before = models.Record.objects.count()
    with clock.at(clock.now().replace(year=2025)), pytest.raises(Refused) as refused:
        office.draft(day=date(2025, 1, 1))

    assert refused.value.code in {Code.NO_REGULATION, Code.NOT_IN_ROSTER}
    assert models.Record.objects.count() == models_before


def test_forms_one_may_file_are_listed_with_drafts_and_the_last_time(book):
    from guiju.apps.rulebook import queries as rulebook

    office.draft()
    office.filed(form="日报", answers={"今日完成": "一", "明日计划": "二"})
    regulation = rulebook.regulation(book)

    mine = {view.form.name: view for view in queries.forms(regulation, office.AUTHOR)}
    others = [view.form.name for view in queries.forms(regulation, office.OUTSIDER)]

    assert list(mine) == list(regulation.of(Form))
    assert (mine["设计需求"].drafts, mine["设计需求"].last, mine["日报"].drafts) == (1, None, 0)
    assert (mine["日报"].last.hour, mine["日报"].clause.id) == (10, "forms")
    assert others == ["日报", "全部字段", "活动", "排期"]
