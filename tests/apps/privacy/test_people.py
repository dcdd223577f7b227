"""A person of the roster: found, taken away, forgotten."""

from datetime import date

import pytest
from django.contrib.auth.models import User

import make
from apps.publishing import office
from guiju.apps import clock
from guiju.apps.audit import actions as audit
from guiju.apps.audit import queries as ledger
from guiju.apps.figures import models as figures
from guiju.apps.login import models as login
from guiju.apps.notices import models as notices
from guiju.apps.people import models as people
from guiju.apps.privacy import actions, holdings, queries, record
from guiju.apps.privacy import held as tables
from guiju.apps.privacy.errors import Code
from guiju.apps.publishing import actions as publishing
from guiju.apps.work import models as work
from refused import refusal_code

pytestmark = pytest.mark.django_db

ME = make.operator()


@pytest.fixture
def gone():
    """Somebody who left, with traces in many places."""
    who = make.person("7", "离开的人", left=date(2026, 9, 30))
    make.post(who)
    make.pay(who)
    user = make.user(who)
    notices.Contact.objects.create(person=who, kind="email", address="gone@example.com")
    people.SignInFailure.objects.create(name="7", address="10.0.0.9", at=clock.now())
    figures.Entry.objects.create(
        name="a", subject_kind="department", grain="month", start=date(2026, 8, 1), value="1",
        entered_by="离开的人", entered_number="7", entered_at=clock.now(),
    )  # fmt: skip
    actor = make.actor(number="7", name="离开的人")
    audit.record(actor=type(actor)("离开的人", "web", user.pk, "7"), action="figures.enter", kind="entry", key=1)
    return who


def held(number):
    return {one.key: one.rows for one in queries.someone(number).held}


def test_a_person_is_found_wherever_they_are_held(gone):
    assert held("7") == {
        "people.Person": 1,
        "people.Assignment": 1,
        "people.Pay": 1,
        "people.SignInFailure": 1,
        "auth.User": 1,
        "notices.Contact": 1,
        "figures.Entry": 1,
        "audit.Entry": 1,
    }
    assert queries.someone("no such number") is None
    assert queries.matching("离开") == [("7", "离开的人")]


def test_every_table_that_leads_to_people_is_found_by_itself():
    leads = {one.model for one in tables.every()}

    assert {one.model for one in holdings.HOLDINGS} <= leads
    assert "conduct.Case" not in leads  # whom a report concerns sees it, and nobody else
    for one in tables.every():
        assert list(tables.rows(one, make.person(f"x{one.model}", "某人"))[:1]) in (
            [],
            [people.Person.objects.last()],
        )


def test_what_is_taken_away_holds_pay_for_those_alone_who_may_see_it(gone):
    whole = {one.model: rows for one, rows in queries.contents("7", with_pay=True)}
    less = {one.model for one, _rows in queries.contents("7", with_pay=False)}

    assert whole["people.Person"][0]["name"] == "离开的人"
    assert "password" not in whole["auth.User"][0]
    assert whole.keys() - less == {"people.Pay"}


def test_every_table_that_leads_to_people_has_a_name_and_a_fate_of_its_own():
    named = {one.model for one in holdings.HOLDINGS}

    assert {one.model for one in tables.every()} - named == set()


def test_what_is_taken_away_opens_no_door_and_tells_of_no_report(gone):
    login.Opened.objects.create(user_id=gone.user_id, session="live-session", at=clock.now(), address="::1", agent="x")
    login.Passkey.objects.create(user_id=gone.user_id, digest="d", data=b"k", handle="h", name="n", made=clock.now())
    case = work.Work.objects.create(
        source="case",
        key="case:1:decide:2",
        title="决定一件举报",
        accountable=gone,
        day=date(2026, 9, 1),
        opens=clock.now(),
        created=clock.now(),
    )
    for piece, key in ((case, "1:made:7"), (None, "case:1:reported:1:7"), (None, "told:7")):
        work.Notice.objects.create(
            person=gone, work=piece, key=key, level="informed", at=clock.now(), deliver=clock.now()
        )
    actor = make.actor(number="7", name="离开的人")
    audit.record(actor=type(actor)("离开的人", "web", gone.user_id, "7"), action="conduct.decide", kind="case", key=1)

    whole = {one.model: rows for one, rows in queries.contents("7", with_pay=True)}

    assert set(whole["login.Opened"][0]) == {"id", "user_id", "at", "address", "agent"}
    assert set(whole["login.Passkey"][0]) == {"id", "user_id", "counter", "name", "made", "used"}
    assert [row["key"] for row in whole["work.Notice"]] == ["told:7"]
    assert "work.Work" not in whole
    assert [row["action"] for row in whole["audit.Entry"]] == ["figures.enter"]
    assert "after" not in whole["audit.Entry"][0]


def test_who_left_is_forgotten_and_what_must_stay_stays_under_the_number(gone):
    counts = actions.erase_person(actor=ME, number="7", reason="本人 11 月 20 日申请")

    assert counts == {
        "people.Person": 1, "people.SignInFailure": 1, "auth.User": 1, "notices.Contact": 1, "figures.Entry": 1,
    }  # fmt: skip
    assert held("7") == {
        "people.Person": 1,
        "people.Assignment": 1,
        "people.Pay": 1,
        "auth.User": 1,
        "figures.Entry": 1,
        "audit.Entry": 1,
    }
    account = User.objects.get(pk=gone.user_id)
    assert (account.first_name, account.is_active, account.has_usable_password()) == ("已抹去", False, False)
    assert people.Person.objects.get(number="7").name == "已抹去"
    assert figures.Entry.objects.get().entered_by == "已抹去"
    assert queries.someone("7").erased


def test_the_ledger_says_that_and_why_and_not_who(gone):
    actions.erase_person(actor=ME, number="7", reason="本人申请")
    line = ledger.lines(limit=1)[0]

    assert (line.action, line.key, line.after["reason"]) == ("privacy.erase_person", "7", "本人申请")
    assert "离开的人" not in str(line.after)


def test_who_works_here_is_not_erased_and_nobody_without_a_reason(gone):
    make.person("1", "还在的人")

    assert refusal_code(actions.erase_person, actor=ME, number="1", reason="x") == Code.STILL_HERE
    assert refusal_code(actions.erase_person, actor=ME, number="7", reason=" ") == Code.NO_REASON
    assert refusal_code(actions.erase_person, actor=ME, number="9", reason="x") == Code.UNKNOWN
    assert held("7")["notices.Contact"] == 1


def test_strangers_may_do_nothing(gone):
    nobody = make.actor()

    assert refusal_code(actions.erase_person, actor=nobody, number="7", reason="x") == Code.NOT_ALLOWED
    assert refusal_code(actions.note_export, actor=nobody, number="7") == Code.NOT_ALLOWED
    assert refusal_code(actions.keep_buyers, actor=nobody, months=3) == Code.NOT_ALLOWED
    assert refusal_code(actions.write_note, actor=nobody, key="pay", text="x", version=0) == Code.NOT_ALLOWED
    assert refusal_code(actions.request_buyer, actor=nobody, kind="find", original="小王") == Code.NOT_ALLOWED


def test_the_record_names_what_is_held_and_who_sees_it():
    make.book()
    found = {one.key: one for one in record.entries()}

    assert found["fact:order"].closed
    assert found["fact:order"].holds.zh == "买家：只存加密标识，不能还原"
    assert "收货人姓名" in found["dropped"].holds.zh or found["dropped"].holds.zh.endswith("读都不读")
    assert [one.position for one in found["roster"].seen]


def test_a_note_that_somebody_else_changed_meanwhile_is_not_overwritten():
    actions.write_note(actor=ME, key="pay", text="人事保管", version=0)

    assert refusal_code(actions.write_note, actor=ME, key="pay", text="另一句", version=0) == Code.STALE
    actions.write_note(actor=ME, key="pay", text="财务保管", version=1)
    assert (queries.notes()["pay"].text, queries.notes()["pay"].version) == ("财务保管", 2)


def test_what_somebody_said_of_a_version_and_signed_is_held_given_out_and_kept_as_evidence():
    number = office.begun(office.opened())
    office.do("look", number, said="看过")
    office.do("ask", number)
    publishing.comment(actor=office.actor(office.WORKER), publication_id=number, text="退款怎么算？")
    found = held(office.WORKER)
    assert found["publishing.Comment"] == 1
    office.do("withdraw", number, office.DIRECTOR, reason="重来")
    two = office.begun(office.get(number).base, new="看销售、投产与毛利。")
    life = office.announced(two)
    publishing.sign(actor=office.actor(office.WORKER), publication_id=two, text=life.edition, name="张三")

    assert held(office.WORKER)["publishing.Signature"] == 1
    given = {one.model: rows for one, rows in queries.contents(office.WORKER, with_pay=False)}
    assert [row["text"] for row in given["publishing.Comment"]] == ["退款怎么算？"]
    assert [row["name"] for row in given["publishing.Signature"]] == ["张三"]
    assert held(office.WRITER)["publishing.Publication"] == 2
    people.Person.objects.filter(number=office.WORKER).update(left=date(2026, 10, 8))
    actions.erase_person(actor=ME, number=office.WORKER, reason="本人申请")
    left = held(office.WORKER)
    assert (left["publishing.Comment"], left["publishing.Signature"]) == (1, 1)
