"""Drafts: whatever is typed is saved as it is, for its author alone, until it is filed or thrown away."""

import pytest

import make
from apps.records import office
from guiju.apps.audit import queries as ledger
from guiju.apps.people.models import Person
from guiju.apps.records import actions, models, queries
from guiju.apps.records.errors import Code
from guiju.apps.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
TYPED = {"主题": " 主图\r\n", "预算": "还没想好", "明细": [{"商品": "", "数量": "几件"}], "别的": ["一", 2, None]}


def test_whatever_is_typed_is_kept_as_it_was(book):
    record = office.draft(answers=TYPED)

    seen = office.seen(record)

    assert seen.answers == {**TYPED, "主题": " 主图\n"}
    assert (seen.typed, seen.state, seen.number, seen.title) == (True, "draft", None, "主图")
    assert seen.edition == book


def test_a_draft_is_saved_again_and_again_under_one_number():
    record = office.draft(answers={"主题": "一"})
    for word in ("一二", "一二三"):
        assert office.draft(answers={"主题": word}, record_id=record) == record

    assert (office.seen(record).answers, office.seen(record).version) == ({"主题": "一二三"}, 3)
    assert [line.action for line in ledger.lines(kind="record")] == ["records.open"]


def test_nobody_else_sees_a_draft():
    record = office.draft()

    for number in (office.LEADER, office.HR, office.DIRECTOR, office.PEER):
        with pytest.raises(Refused) as refused:
            office.seen(record, number)
        assert refused.value.code == Code.UNKNOWN_RECORD
    assert queries.register(office.actor(office.DIRECTOR), "设计需求").total == 0


def test_nobody_types_in_the_draft_of_another():
    record = office.draft()

    with pytest.raises(Refused) as refused:
        office.draft(office.PEER, record_id=record, answers={"主题": "我的"})

    assert refused.value.code == Code.UNKNOWN_RECORD
    assert office.seen(record).answers == office.WISH


@pytest.mark.parametrize("number", [office.OUTSIDER, office.DIRECTOR])
def test_whom_the_form_does_not_mean_cannot_open_one(number):
    with pytest.raises(Refused) as refused:
        office.draft(number)

    assert refused.value.code == Code.NOT_ALLOWED


def test_who_has_left_cannot_open_one():
    from datetime import date

    Person.objects.filter(number=office.AUTHOR).update(left=date(2026, 10, 8))

    with pytest.raises(Refused) as refused:
        office.draft()

    assert refused.value.code == Code.NOT_IN_ROSTER


def test_the_operator_is_nobody_in_the_roster():
    with pytest.raises(Refused) as refused:
        actions.save_draft(actor=make.operator(), form="设计需求", answers={})

    assert refused.value.code == Code.NOT_IN_ROSTER


def test_a_form_that_nobody_declared_is_refused():
    with pytest.raises(Refused) as refused:
        office.draft(form="请假条")

    assert str(refused.value) == "制度里没有叫“请假条”的表单。"


def test_two_pages_on_one_draft_are_told_of_each_other():
    record = office.draft(answers={"主题": "一"}, pen="左页")
    office.draft(answers={"主题": "二"}, record_id=record, version=1, pen="右页")

    with pytest.raises(Refused) as refused:
        office.draft(answers={"主题": "三"}, record_id=record, version=1, pen="左页")

    assert str(refused.value) == "张三在 10-09 10:30 改过这份记录（修改），您看到的是之前的样子。"
    assert office.seen(record).answers == {"主题": "二"}


def test_a_page_never_collides_with_itself():
    record = office.draft(answers={"主题": "一"}, pen="左页")
    for word in ("一二", "一二三"):
        office.draft(answers={"主题": word}, record_id=record, version=1, pen="左页")

    assert office.seen(record).answers == {"主题": "一二三"}


def test_more_than_a_record_holds_is_refused_and_nothing_is_lost():
    record = office.draft()

    with pytest.raises(Refused) as refused:
        office.draft(record_id=record, answers={"主题": "长" * 400_001})

    assert refused.value.code == Code.TOO_LONG
    assert office.seen(record).answers == office.WISH


def test_a_draft_is_thrown_away_by_its_author_alone():
    record = office.draft()

    with pytest.raises(Refused):
        actions.discard(actor=office.actor(office.LEADER), record_id=record)
    actions.discard(actor=office.actor(office.AUTHOR), record_id=record)

    assert models.Record.objects.count() == 0
    assert [line.action for line in ledger.lines(kind="record")] == ["records.discard", "records.open"]


def test_what_was_filed_is_not_thrown_away():
    record = office.filed()

    with pytest.raises(Refused) as refused:
        actions.discard(actor=office.actor(office.AUTHOR), record_id=record)

    assert refused.value.code == Code.NOT_A_DRAFT


def test_drafts_are_listed_with_those_that_came_back_first():
    office.draft(answers={"主题": "新的"})
    back = office.filed(answers={**office.WISH, "主题": "退的"})
    actions.send_back(actor=office.actor(office.HR), record_id=back, stage="受理", said="缺图")

    listed = queries.drafts(office.AUTHOR)

    assert [(draft.title, draft.number) for draft in listed] == [("退的", 1), ("新的", None)]
    assert queries.drafts(office.PEER) == ()
    assert [draft.form for draft in queries.drafts(office.AUTHOR, "日报")] == []


def test_a_draft_of_a_form_that_is_declared_no_more_is_still_typed_on():
    from datetime import date

    from guiju.apps import clock

    record = office.draft()
    make.book(make.BOOK, in_force_from=date(2026, 10, 10))
    with clock.at(clock.now().replace(day=12)):
        office.draft(record_id=record, answers={"主题": "还在"})
        assert office.seen(record).answers == {"主题": "还在"}
        with pytest.raises(Refused) as refused:
            actions.file(
                actor=office.actor(office.AUTHOR),
                record_id=record,
                answers={"主题": "还在", "预算": "1"},
                day=date(2026, 10, 12),
            )

    assert refused.value.code == Code.UNKNOWN_FORM


def test_a_page_that_saves_twice_before_it_knows_its_draft_has_one():
    first = office.draft(answers={"主题": "一"}, pen="左页")
    second = office.draft(answers={"主题": "一二"}, pen="左页")
    other = office.draft(answers={"主题": "别"}, pen="右页")

    assert (first == second, other == first, models.Record.objects.count()) == (True, False, 2)
    assert office.seen(first).answers == {"主题": "一二"}
