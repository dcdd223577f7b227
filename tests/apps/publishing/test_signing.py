"""Everybody bound signs the very text; joiners on their first day, nobody after they left."""

from datetime import date, datetime

import pytest

import make
from apps.publishing import office
from apps.publishing.office import LEADER, WORKER, WRITER, actor, begun, get, inbox
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.people.models import Person
from guiju.apps.publishing import actions, queries, ticking
from guiju.apps.publishing.errors import Code
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def number():
    found = begun(office.opened())
    office.announced(found)
    return found


def sign(number, who=WORKER, **more):
    text = more.pop("text", get(number).edition)
    name = more.pop("name", Person.objects.get(number=who).name)
    return actions.sign(actor=more.pop("actor", None) or actor(who), publication_id=number, text=text, name=name)


def code(number, *args, **more):
    with pytest.raises(Refused) as found:
        sign(number, *args, **more)
    return found.value.code


def test_a_signature_is_work_until_it_is_given(number):
    assert inbox(WORKER) == ["sign"]
    digest = sign(number)

    assert inbox(WORKER) == []
    assert queries.signature(get(number).edition, WORKER).digest == digest
    assert [line.who for line in ledger.history(kind="signature", key=digest)] == ["张三"]
    assert sign(number) == digest  # again changes nothing


def test_another_text_is_not_signed(number):
    base = get(number).base

    assert (code(number, text=base), code(number, text="")) == (Code.OTHER_TEXT, Code.OTHER_TEXT)
    assert office.signatures(get(number).edition) == set()


def test_the_name_is_ones_own(number):
    assert code(number, name="李四") == Code.NOT_THE_NAME


def test_nobody_signs_after_they_left(number):
    who = actor(WORKER)
    Person.objects.filter(number=WORKER).update(left=date(2026, 10, 9))
    with clock.at(datetime(2026, 10, 10, 9)):
        assert code(number, actor=who) == Code.NOT_BOUND
        ticking.tick()
    assert inbox(WORKER) == []


def test_who_joins_signs_on_the_first_day(number):
    make.post(make.person("5", "新人", joined=date(2026, 10, 20)), start=date(2026, 10, 20))
    with clock.at(datetime(2026, 10, 19, 9)):
        ticking.tick()
        before = inbox("5")
    with clock.at(datetime(2026, 10, 20, 8)):
        ticking.tick()
        ticking.tick()

    assert (before, inbox("5")) == ([], ["sign"])


def test_a_changed_text_wants_a_new_signature(number):
    sign(number)
    first = get(number).edition
    with clock.at(datetime(2026, 10, 12, 9)):
        ticking.tick()
        base = first
        text = office.TEXT.replace("看销售和投产。", "看销售、投产和退款。")
        at = text.index("各组由组长带领。")
        from guiju.apps.rulebook import actions as rulebook
        from guiju.apps.rulebook.values import Change

        change = Change("book.md", at, at + 2, "每组")
        draft = rulebook.save_draft(actor=actor(WRITER), base=base, changes=[change])
        after = actions.begin(actor=actor(WRITER), draft_id=draft, reason="改字")
        office.agreed(after)
        office.do("announce", after, in_force_from=date(2026, 10, 14))
        second = get(after).edition

        assert queries.signature(second, WORKER) is None
        assert inbox(WORKER) == ["sign"]
        assert queries.to_sign(WORKER).id == after


def test_the_sheet_shows_who_has_and_who_has_not_signed(number):
    sign(number)
    sign(number, LEADER)

    found = {one.number: bool(one.at) for one in queries.sheet(get(number).edition)}
    assert found == {"1": True, "3": True, "8": False, "9": False}
