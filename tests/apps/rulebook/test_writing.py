"""Several people write on a draft: nothing that one saved is lost by what another saved."""

from datetime import date

import pytest

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions, compiled, queries
from guiju.apps.rulebook.drafts import differing, labels, reading, talking, writing
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.lang import Sources
from guiju.lang.writing import clauses, front

pytestmark = pytest.mark.django_db
MAY = (("edit", "regulation", "all"), ("confirm", "regulation", "all"))
NOTE = Note("clause", "pay", "t1")


@pytest.fixture
def base():
    return make.book()


def writer_named(name, number):
    who = make.person(number, name)
    given = make.actor(*MAY, number=number, name=name)
    return type(given)(name, given.where, make.user(who).pk, number, grants=given.grants)


@pytest.fixture
def ann():
    return writer_named("安", "1")


@pytest.fixture
def bob():
    return writer_named("博", "2")


def text(draft_id):
    return reading.text(queries.draft(draft_id)).files["book.md"].decode()


def edited(sources, old, new):
    body = sources.files["book.md"].decode()
    assert old in body
    return Sources(sources.main, {"book.md": body.replace(old, new, 1).encode()})


def test_each_save_is_kept_and_can_be_gone_back_to(base, ann):
    saved = writing.begin(actor=ann, base=base, title="加码")
    one = edited(compiled.sources(base), "值: 4", "值: 5")
    two = edited(one, "值: 5", "值: 6")
    for seen, new in ((1, one), (2, two)):
        writing.save(actor=ann, draft_id=saved.draft, seen=seen, new=new, note=NOTE)

    states = ["值: 6" in text(saved.draft)]
    for _ in range(2):
        writing.undo(actor=ann, draft_id=saved.draft)
        states += ["值: 5" in text(saved.draft), "值: 4" in text(saved.draft)]
    with pytest.raises(Refused, match="没有可撤销"):
        writing.undo(actor=ann, draft_id=saved.draft)
    writing.go_back(actor=ann, draft_id=saved.draft, number=3)

    assert states == [True, True, False, False, True]
    assert "值: 6" in text(saved.draft)
    assert [one.number for one in reading.saves(saved.draft)] == [6, 5, 4, 3, 2, 1]


def test_the_changes_of_two_editors_come_together(base, ann, bob):
    draft = writing.begin(actor=ann, base=base, title="两人").draft
    share(draft, ann, bob)
    old = compiled.sources(base)
    first, second = clauses.passages(old)[:2]

    writing.save(actor=bob, draft_id=draft, seen=1, new=clauses.rewritten(old, first, prose={0: "博写的。"}), note=NOTE)
    mine = clauses.rewritten(old, second, prose={0: "安写的。"})
    saved = writing.save(actor=ann, draft_id=draft, seen=1, new=mine, note=NOTE)

    assert (saved.met, saved.aside, saved.version) == (True, 0, 3)
    assert ["博写的。" in text(draft), "安写的。" in text(draft)] == [True, True]


def test_what_both_changed_is_put_aside_until_its_author_has_chosen(base, ann, bob):
    draft = writing.begin(actor=ann, base=base, title="两人").draft
    share(draft, ann, bob)
    old = compiled.sources(base)
    writing.save(actor=bob, draft_id=draft, seen=1, new=edited(old, "值: 4", "值: 5"), note=NOTE)

    saved = writing.save(actor=ann, draft_id=draft, seen=1, new=edited(old, "值: 4", "值: 6"), note=NOTE)
    (waiting,) = reading.waiting(draft, ann.user_id)
    (conflict,) = writing.apart(queries.draft(draft), waiting).conflicts
    with pytest.raises(Refused, match="还有 1 条没有选定"):
        writing.settle(actor=ann, draft_id=draft, save_id=saved.aside, choices={})
    before = text(draft)
    writing.settle(actor=ann, draft_id=draft, save_id=saved.aside, choices={conflict.key: "mine"})

    assert ("值: 5" in before, "值: 6" in text(draft)) == (True, True)
    assert reading.waiting(draft, ann.user_id) == []


def test_what_was_put_aside_may_be_thrown_away_and_lives_on_in_the_ledger(base, ann, bob):
    draft = writing.begin(actor=ann, base=base, title="两人").draft
    share(draft, ann, bob)
    old = compiled.sources(base)
    writing.save(actor=bob, draft_id=draft, seen=1, new=edited(old, "值: 4", "值: 5"), note=NOTE)
    saved = writing.save(actor=ann, draft_id=draft, seen=1, new=edited(old, "值: 4", "值: 6"), note=NOTE)

    writing.settle(actor=ann, draft_id=draft, save_id=saved.aside, choices=None)

    assert "值: 5" in text(draft)
    assert ledger.history(kind="draft", key=draft)[-1].before["changes"][0]["text"] == "6"


def test_a_draft_is_put_on_the_edition_that_came_into_force_meanwhile(base, ann):
    draft = writing.begin(actor=ann, base=base, title="慢").draft
    old = compiled.sources(base)
    first = clauses.passages(old)[0]
    mine = clauses.rewritten(old, first, prose={0: "慢慢写的。"})
    writing.save(actor=ann, draft_id=draft, seen=1, new=mine, note=NOTE)
    other = actions.adopt(actor=ann, document=edited(old, "值: 4", "值: 7"), in_force_from=date(2026, 1, 2))

    assert writing.moved_on(queries.draft(draft)) == other
    writing.rebase(actor=ann, draft_id=draft, choices={})

    assert queries.draft(draft).base == other
    assert ["慢慢写的。" in text(draft), "值: 7" in text(draft)] == [True, True]
    writing.undo(actor=ann, draft_id=draft)
    assert (queries.draft(draft).base, "值: 4" in text(draft)) == (base, True)


def share(draft, author, other):
    position = "电商总监"
    make.post(make.people.Person.objects.get(number=other.number), "电商部", position)
    talking.share(actor=author, draft_id=draft, number=other.number)


def test_only_who_may_draft_is_let_in_and_may_be_let_out_again(base, ann, bob):
    draft = writing.begin(actor=ann, base=base, title="两人").draft
    with pytest.raises(Refused, match="这是安的草稿"):
        writing.undo(actor=bob, draft_id=draft)
    with pytest.raises(Refused, match="只能与有权起草"):
        talking.share(actor=ann, draft_id=draft, number="2")

    share(draft, ann, bob)
    writing.rename(actor=bob, draft_id=draft, title=" 一起写 ")
    with pytest.raises(Refused, match="这是安的草稿"):
        talking.unshare(actor=bob, draft_id=draft, user_id=bob.user_id)
    talking.unshare(actor=ann, draft_id=draft, user_id=bob.user_id)

    assert queries.draft(draft).title == "一起写"
    with pytest.raises(Refused, match="这是安的草稿"):
        writing.rename(actor=bob, draft_id=draft, title="我的")
    assert [line.action for line in ledger.lines(kind="draft")][:4] == [
        "rulebook.unshare_draft", "rulebook.rename_draft", "rulebook.share_draft", "rulebook.open_draft"
    ]  # fmt: skip


def test_remarks_are_answered_and_settled(base, ann, bob):
    draft = writing.begin(actor=ann, base=base, title="议").draft
    said = talking.remark(actor=bob, draft_id=draft, clause="pay", text="太高了？")
    talking.remark(actor=ann, draft_id=draft, clause="x", text="和去年一样。", answers=said)
    with pytest.raises(Refused, match="写几个字"):
        talking.remark(actor=ann, draft_id=draft, clause="pay", text="  ")
    with pytest.raises(Refused, match="没有这条意见"):
        talking.remark(actor=ann, draft_id=draft, clause="pay", text="答", answers=99)

    talking.settle_remark(actor=ann, draft_id=draft, remark_id=said, settled=True)

    (found,) = reading.remarks(draft, "pay")
    assert (found.by, found.settled_by, [one.text for one in found.answers]) == ("博", "安", ["和去年一样。"])
    talking.settle_remark(actor=bob, draft_id=draft, remark_id=said, settled=False)
    assert reading.remarks(draft)[0].settled_by == ""


def test_strangers_do_nothing(base, ann):
    draft = writing.begin(actor=ann, base=base, title="议").draft
    for refused in (
        lambda who: writing.begin(actor=who, base=base, title=""),
        lambda who: writing.save(actor=who, draft_id=draft, seen=1, new=compiled.sources(base), note=NOTE),
        lambda who: talking.remark(actor=who, draft_id=draft, clause="pay", text="x"),
        lambda who: talking.share(actor=who, draft_id=draft, number="1"),
    ):
        with pytest.raises(Refused, match="没有这个权限"):
            refused(make.actor())


def test_differences_are_cut_down_to_the_characters_that_differ(base):
    old = compiled.sources(base)
    new = edited(old, "值: 4", "值: 15")

    (change,) = differing.changes(old, new)

    assert (change.text, queries.amended(base, [change])) == ("15", new)
    assert differing.changes(old, old) == ()


@pytest.mark.parametrize(
    ("label", "year", "next_one"),
    [("2026.1", 2026, "2026.2"), ("2026.1", 2027, "2027.1"), ("2026.09", 2026, "2026.10"), ("第3版", 2026, "第4版")],
)
def test_the_label_after_another_is_what_people_would_write(label, year, next_one):
    assert labels.following(label, year) == next_one
    assert labels.following("试行", year) == "试行 2"


def test_an_amendment_never_bears_the_label_of_its_base(base, ann):
    make.book(make.BOOK.replace('version: "1"', 'version: "2"'), date(2027, 1, 1))
    written = edited(compiled.sources(base), "值: 4", "值: 5")
    at_once = writing.begin(actor=ann, base=base, title="先写后起", new=written)
    first = writing.begin(actor=ann, base=base, title="先起后写")
    untouched = queries.draft(first.draft).changes
    writing.save(actor=ann, draft_id=first.draft, seen=1, new=written, note=NOTE)

    said = [front.told(reading.text(queries.draft(one.draft)))["version"] for one in (at_once, first)]
    assert (untouched, said) == ((), ["3", "3"])
    back = front.with_told(reading.text(queries.draft(first.draft)), {"version": "1"})
    writing.save(actor=ann, draft_id=first.draft, seen=2, new=back, note=NOTE)
    assert front.told(reading.text(queries.draft(first.draft)))["version"] == "1"
