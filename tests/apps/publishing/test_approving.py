"""Nobody approves what they wrote on or handed in; where nobody would be left, that is said before anything begins."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from apps.publishing import office
from apps.publishing.office import DIRECTOR, LEADER, OCT, WORKER, WRITER, actor, begun, do, get
from guiju.apps.people.models import Deputy, Person
from guiju.apps.publishing import actions, approving, hands, queries, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook.drafts import reading, talking, writing
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.apps.rulebook.queries import draft as draft_of
from guiju.apps.work.models import Absence
from guiju.lang import Sources

pytestmark = pytest.mark.django_db
TWO = office.TEXT.replace(
    "范围: 全部}\n```", "范围: 全部}\n  另批: {谁: [推广组长], 可: [查看, 编辑, 确认], 什么: [制度], 范围: 全部}\n```"
)


@pytest.fixture
def base():
    """The director and the leader may both write and approve."""
    return office.opened(TWO)


def refused(code, verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    assert found.value.code == code
    return str(found.value)


def sources(draft, old, new):
    """A draft's text with some words of it changed."""
    files = reading.text(draft_of(draft)).files
    return Sources("book.md", {**files, "book.md": files["book.md"].decode().replace(old, new).encode()})


def write(draft, who, seen, old, new):
    return writing.save(
        actor=actor(who), draft_id=draft, seen=seen, new=sources(draft, old, new), note=Note(clause="what")
    )


def shared(base, who):
    """A draft of the writer's that somebody else may write on too."""
    draft = office.drafted(base)
    talking.share(actor=actor(WRITER), draft_id=draft, number=who)
    return draft


def began(draft, who=WRITER):
    return actions.begin(actor=actor(who), draft_id=draft, reason="看得更全")


def may(number):
    row = queries.row(number)
    return [who for who in (DIRECTOR, LEADER, WORKER, WRITER) if rules.may_approve(actor(who), row)]


def to_approval(number, who):
    office.heard(number)
    do("consult", number, held=OCT, whom="工会", minutes="过了", result="同意")
    do("hand_in", number, who)


def test_whoever_changed_a_clause_of_anothers_draft_does_not_approve_it(base):
    draft = shared(base, LEADER)
    write(draft, LEADER, 1, "退款。", "退款与毛利。")
    number = began(draft)
    to_approval(number, WRITER)

    assert may(number) == [DIRECTOR]
    refused(Code.OWN, do, "approve", number, LEADER)
    refused(Code.OWN, do, "refuse", number, LEADER, said="不好")
    do("approve", number, DIRECTOR)


def test_whoever_only_may_write_on_it_and_did_not_may_approve(base):
    assert may(began(shared(base, LEADER))) == [DIRECTOR, LEADER]


def test_whoever_took_a_change_back_has_a_hand_in_it(base):
    draft = shared(base, LEADER)
    write(draft, WRITER, 1, "退款。", "退款与毛利。")
    writing.undo(actor=actor(LEADER), draft_id=draft)

    assert may(began(draft)) == [DIRECTOR]


def test_whoever_brought_two_texts_together_has_a_hand_in_it_and_who_left_theirs_aside_has_none(base):
    draft = shared(base, LEADER)
    talking.share(actor=actor(WRITER), draft_id=draft, number=DIRECTOR)
    leaders, directors = sources(draft, "退款。", "毛利。"), sources(draft, "退款。", "客诉。")
    write(draft, WRITER, 1, "退款。", "退款率。")
    put = [
        writing.save(actor=actor(who), draft_id=draft, seen=1, new=new, note=Note(clause="what"))
        for who, new in ((LEADER, leaders), (DIRECTOR, directors))
    ]
    assert all(one.aside for one in put)
    conflicts = writing.apart(draft_of(draft), reading.aside(draft, put[0].aside)).conflicts
    choices = {one.key: "mine" for one in conflicts}
    writing.settle(actor=actor(LEADER), draft_id=draft, save_id=put[0].aside, choices=choices)
    writing.settle(actor=actor(DIRECTOR), draft_id=draft, save_id=put[1].aside, choices=None)

    assert may(began(draft)) == [DIRECTOR]


def test_whoever_sends_anothers_draft_on_its_way_does_not_approve_it(base):
    number = began(office.drafted(base), LEADER)

    assert may(number) == [DIRECTOR]
    found = [(one.did, one.name) for one in hands.of(queries.row(number))]
    assert found == [("wrote", "苏婉"), ("handed_in", "林晓")]


def test_whoever_hands_it_in_for_approval_does_not_approve_it(base):
    number = begun(base)
    to_approval(number, LEADER)

    assert may(number) == [DIRECTOR]
    assert office.inbox(DIRECTOR) == ["approve"]
    refused(Code.OWN, do, "approve", number, LEADER)


def test_whoever_wrote_on_it_afterwards_is_one_of_them_from_when_the_text_is_taken_over(base):
    draft = shared(base, LEADER)
    number = began(draft)
    write(draft, LEADER, 1, "退款。", "退款与毛利。")
    assert may(number) == [DIRECTOR, LEADER]
    do("revise", number, said="写清楚了")

    assert may(number) == [DIRECTOR]


def test_the_only_approver_writes_nothing_that_nobody_could_approve():
    base = office.opened()
    draft = office.drafted(base, number=DIRECTOR)
    said = refused(Code.ALL_HAVE_A_HAND, began, draft, DIRECTOR)

    assert "能审批的只有沈行" in said
    assert "代理人" in said
    assert queries.lives() == []
    refused(Code.ALL_HAVE_A_HAND, began, draft, WRITER)


def test_the_only_approver_does_not_hand_in_what_another_wrote():
    base = office.opened()
    assert "请让起草人苏婉来提交" in refused(Code.LAST_APPROVER, began, office.drafted(base), DIRECTOR)
    number = begun(base)
    office.heard(number)
    do("consult", number, held=OCT, whom="工会", minutes="过了", result="同意")
    refused(Code.LAST_APPROVER, do, "hand_in", number, DIRECTOR)
    do("hand_in", number, WRITER)

    assert may(number) == [DIRECTOR]


def test_where_nobody_holds_a_position_that_approves_it_is_said_what_to_write():
    base = office.opened()
    Person.objects.get(number=DIRECTOR).assignments.update(end=date(2026, 9, 30))

    assert "写明谁可以审批" in refused(Code.NOBODY_APPROVES, began, office.drafted(base))


def test_the_deputy_of_the_only_approver_approves_what_that_one_wrote():
    base = office.opened()
    draft = office.drafted(base, number=DIRECTOR)
    one, two = (Person.objects.get(number=number) for number in (DIRECTOR, LEADER))
    Deputy.objects.create(person=one, deputy=two, start=date(2026, 10, 1))
    number = began(draft, DIRECTOR)
    found = approving.of(queries.row(number))

    assert (found.may, found.barred, found.deputy) == ((LEADER,), (DIRECTOR,), True)
    assert may(number) == [LEADER]


def test_a_deputy_who_wrote_on_it_does_not_approve_either():
    base = office.opened()
    one, two = (Person.objects.get(number=number) for number in (DIRECTOR, WRITER))
    Deputy.objects.create(person=one, deputy=two, start=date(2026, 10, 1))
    draft = office.drafted(base, number=DIRECTOR)

    assert "请让起草人沈行来提交" in refused(Code.LAST_APPROVER, began, draft, WRITER)
    talking.share(actor=actor(DIRECTOR), draft_id=draft, number=WRITER)
    write(draft, WRITER, 1, "退款。", "退款与毛利。")
    refused(Code.ALL_HAVE_A_HAND, began, draft, DIRECTOR)


def test_who_stands_in_for_an_approver_who_is_away_may_approve(base):
    number = begun(base)
    one, two = (Person.objects.get(number=number) for number in (DIRECTOR, WORKER))
    Absence.objects.create(
        person=one, deputy=two, start=datetime(2026, 10, 8, tzinfo=UTC), end=datetime(2026, 10, 20, tzinfo=UTC)
    )

    assert may(number) == [DIRECTOR, LEADER, WORKER]


def test_what_was_written_without_an_account_is_of_everybody_of_that_name(base):
    nobody = actor(LEADER)
    change = draft_of(office.drafted(base)).changes
    draft = rulebook.save_draft(actor=replace(nobody, user_id=None), base=base, changes=change, title="无账号")
    number = began(draft, WRITER)

    assert may(number) == [DIRECTOR]
    assert (get(number).by, get(number).number) == ("林晓", LEADER)
