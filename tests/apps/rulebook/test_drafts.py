from datetime import date

import pytest

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions, queries
from guiju.apps.rulebook.values import Change
from guiju.lang import Level

pytestmark = pytest.mark.django_db

NOV = date(2026, 11, 1)
AT = make.BOOK.index("值: 4")
FIVE = Change("book.md", AT, AT + 4, "值: 5")


@pytest.fixture
def base():
    return make.book()


@pytest.fixture
def writer():
    who = make.person()
    given = make.actor(("edit", "regulation", "all"), ("confirm", "regulation", "all"))
    return type(given)(given.name, given.where, make.user(who).pk, "1", grants=given.grants)


def save(writer, base, *changes, **more):
    return actions.save_draft(actor=writer, base=base, changes=changes, **more)


def test_a_draft_is_saved_again_and_again(base, writer):
    draft_id = save(writer, base, title="加码")
    assert save(writer, base, FIVE, title="加码到五", draft_id=draft_id) == draft_id

    (draft,) = queries.drafts(writer.user_id)

    assert (draft.title, draft.changes, draft.author, draft.state) == ("加码到五", (FIVE,), "张三", "saved")
    assert [line.action for line in ledger.lines(kind="draft")] == ["rulebook.open_draft"]
    assert (queries.drafts(0), queries.draft(0)) == ([], None)


def test_a_draft_is_checked_as_it_stands(base, writer):
    broken = Change("book.md", AT, AT + 4, "值: 很多")
    draft_id = save(writer, base, broken)

    found = queries.draft_check(draft_id).diagnostics
    assert [d.quote for d in found if d.level is Level.ERROR] == ["很多"]
    assert queries.draft_check(0) is None


def test_several_changes_take_their_places(base):
    end = len(make.BOOK)
    changes = [FIVE, Change("book.md", end, end, "\n附注。\n")]

    text = queries.amended(base, changes).files["book.md"].decode()

    assert text == make.BOOK.replace("值: 4", "值: 5") + "\n附注。\n"


def test_an_adopted_draft_is_in_force_and_closed(base, writer):
    draft_id = save(writer, base, FIVE)

    edition = actions.adopt_draft(actor=writer, draft_id=draft_id, in_force_from=NOV)

    assert (queries.edition_at(NOV), queries.draft(draft_id).state) == (edition, "adopted")
    assert queries.drafts() == []
    with pytest.raises(Refused, match="已经采用或放弃"):
        save(writer, base, draft_id=draft_id)


def test_a_discarded_draft_lives_on_in_the_ledger(base, writer):
    draft_id = save(writer, base, FIVE)

    actions.discard_draft(actor=writer, draft_id=draft_id)

    assert queries.draft(draft_id).state == "discarded"
    assert ledger.history(kind="draft", key=draft_id)[-1].before["changes"][0]["text"] == "值: 5"


def test_a_draft_that_changes_nothing_is_not_adopted(base, writer):
    draft_id = save(writer, base)

    with pytest.raises(Refused, match="没有改动可采用"):
        actions.adopt_draft(actor=writer, draft_id=draft_id, in_force_from=NOV)


@pytest.mark.parametrize(
    "changes",
    [
        [Change("other.md", 0, 0, "")],
        [Change("book.md", 5, 4, "")],
        [Change("book.md", 0, 10**6, "")],
        [Change("book.md", 0, 5, ""), Change("book.md", 4, 6, "")],
    ],
)
def test_changes_stay_within_their_text_and_apart(base, writer, changes):
    with pytest.raises(Refused, match="改动的位置"):
        save(writer, base, *changes)


def test_only_the_author_goes_on_with_a_draft(base, writer):
    draft_id = save(writer, base)

    with pytest.raises(Refused, match="这是张三的草稿"):
        save(make.operator(), base, draft_id=draft_id)
    with pytest.raises(Refused, match="没有这份草稿"):
        save(writer, base, draft_id=0)
    with pytest.raises(Refused, match="没有这个权限"):
        save(make.actor(), base)
    with pytest.raises(Refused, match="没有这个权限"):
        actions.adopt_draft(actor=make.actor(), draft_id=draft_id, in_force_from=NOV)
