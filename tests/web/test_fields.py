"""Pay, bonuses, points and addresses of people: in no answer to somebody who may not see them, whatever is asked."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

import make
from apps.appraisal import office
from apps.appraisal.office import AUG, SEP
from conftest import TODAY
from guiju.apps.appraisal import actions as appraisal
from guiju.apps.appraisal.models import Outcome
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions import refreshing
from guiju.apps.impact import actions as impact
from guiju.apps.impact.texts import Text
from guiju.apps.intake.actions import tokens
from guiju.apps.intake.values import Scope
from guiju.apps.notices.actions import contacts
from guiju.apps.people import actions as people
from guiju.apps.people.models import Person
from guiju.apps.rulebook import rules
from guiju.apps.rulebook.access import actor_of
from guiju.lang.kinds.choices import Action, Thing
from web import department, seen
from web.department import BOOK, HR, LEADER, OUTSIDER, SPECIALIST
from web.test_rights import GET, POST

pytestmark = pytest.mark.django_db
ROLES = (LEADER, SPECIALIST, HR, OUTSIDER)  # the director may see everything
EVERYBODY = ("1", "2", "3", "4", "8", "9")
# figures that nothing else in the house comes to
BASE = {number: Decimal(f"61{number}7.{number}3") for number in EVERYBODY}
PERFORMANCE = {number: Decimal(f"37{number}9.{number}7") for number in EVERYBODY}
PHONE = {number: f"1390000771{number}" for number in EVERYBODY}
MAIL = {number: f"private{number}@example.cn" for number in EVERYBODY}
SCORES = {"1": "1.031", "2": "1.173", "3": "0.917"}
MONTHS = "?month=2026-09"
# addresses of people and of what was made for the test, beside those of the matrix of rights
MORE = (
    "/?part=numbers",
    "/?part=group",
    "/rulebook/mine/",
    "/numbers/explore/?m=个人评分&by=person",
    *(f"/people/{number}/" for number in EVERYBODY),
    *(f"/people/{number}/change/person/" for number in EVERYBODY),
    *(f"/score/{number}/{MONTHS}" for number in EVERYBODY),
    *(f"/setup/privacy/people/{number}/" for number in EVERYBODY),
    f"/score/{MONTHS}",
    "/score/people/export.xlsx?month=2026-09",
    f"/score/closing/{MONTHS}",
    "/setup/ledger/?q=61",
    "/setup/ledger/?kind=person",
    "/people/?q=1390000",
    "/rulebook/may/?may=view&what=bonuses",
    "/rulebook/clause/how/",
    "/rulebook/clause/pay/?month=2026-09",
)
LEAVING = ("export", "workbook", "/score/1/")


@pytest.fixture
def house(tmp_path) -> int:
    """The department with pay, scores, addresses and a simulation, all with figures of their own."""
    edition = department.open_department(tmp_path)
    for number in EVERYBODY:
        person = Person.objects.get(number=number)
        person.pay.all().delete()
        make.user(person)
        addresses = {"email": MAIL[number], "wecom": PHONE[number]}
        contacts.save_contacts(actor=make.operator(), number=number, addresses=addresses, on=["email"])
    pays = [
        {"number": number, "start": make.START, "performance": PERFORMANCE[number], "base": BASE[number]}
        for number in EVERYBODY
    ]
    report = people.import_roster(actor=make.operator(), content=make.workbook(pay=pays), name="名册.xlsx")
    assert report.findings == ()
    for number, value in SCORES.items():
        for period in (AUG, SEP):
            office.score(number, period, value)
    refreshing.refresh()
    for period in (AUG, SEP):
        appraisal.compute(actor=make.operator(), period=period)
    number = impact.request(actor=make.operator(), sides=(Text(edition), Text(edition)), first=AUG, last=SEP)
    impact.perform(simulation_id=number)
    return number


def written(amount: Fraction) -> tuple[str, ...]:
    """An amount as pages, files and programs write it."""
    whole = int(amount)
    plain = Decimal(amount.numerator) / Decimal(amount.denominator)
    return str(amount), f"{plain:.2f}", f"{plain:,.2f}", f"{whole:,}", f"{whole + 1:,}"


def secrets() -> Iterator[tuple[str, Thing, str, tuple[str, ...]]]:
    """What is held back: whose it is, by which right it is seen, what it is, and how it may be written."""
    for number in EVERYBODY:
        yield number, Thing.BONUSES, "base pay", written(Fraction(BASE[number]))
        yield number, Thing.BONUSES, "performance pay", written(Fraction(PERFORMANCE[number]))
        yield number, Thing.ROSTER, "phone", (PHONE[number],)
        yield number, Thing.ROSTER, "mail", (MAIL[number],)
    for row in Outcome.objects.all():
        if row.bonus:
            yield row.number, Thing.BONUSES, "bonus", written(Fraction(row.bonus))
        if row.points:
            yield row.number, Thing.APPRAISAL, "points", (row.points, f"{float(Fraction(row.points)):.2f}")


def sees(actor: Actor, number: str, thing: Thing) -> bool:
    """By the regulation; addresses are seen by their owner and by who keeps the roster."""
    if thing is Thing.ROSTER:
        return actor.number == number or rules.may(actor, Action.EDIT, Thing.ROSTER)
    return rules.may(actor, Action.VIEW, thing, number=number)


def said(answer) -> str:
    """Everything that an answer says, the parts of a workbook too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace") + "\n" + str(dict(answer.headers))


def answers(client: Client, simulation: int) -> Iterator[tuple[str, str]]:
    """What each address answers."""
    run = f"/rulebook/impact/{simulation}/"
    concrete = (run, f"{run}export.xlsx", *(f"{run}people/{number}/" for number in EVERYBODY))
    open_to_some = [address for address, statuses in GET.items() if {200, 302} & set(statuses[:4])]
    for address in (*open_to_some, *MORE, *concrete):
        yield address, said(client.get(address))
    for address in (one for one in POST if any(part in one for part in LEAVING)):
        yield f"POST {address}", said(client.post(address, {"export": "1"}))


def test_no_answer_holds_what_its_reader_may_not_see(house, visit):
    kept = list(secrets())
    leaks, shown = set(), set()
    for role in ROLES:
        actor = actor_of(Person.objects.get(number=role).user, where="web")
        closed = [one for one in kept if not sees(actor, one[0], one[1])]
        open_ = [one for one in kept if sees(actor, one[0], one[1])]
        for address, body in answers(visit(role), house):
            leaks |= {(role, address, number, what) for number, _t, what, ways in closed if holds(body, ways)}
            shown |= {(role, what) for _n, _t, what, ways in open_ if holds(body, ways)}

    assert leaks == set()
    # what is looked for is really there, for those who may see it
    assert {(SPECIALIST, "bonus"), (SPECIALIST, "base pay"), (LEADER, "points"), (HR, "phone")} <= shown


def holds(body: str, ways: tuple[str, ...]) -> bool:
    """Whether one of the ways to write a value stands in a body, not as part of a longer number."""
    return any(way in body and re.search(rf"(?<![\w.]){re.escape(way)}(?!\w)", body) for way in ways)


@pytest.mark.parametrize(("opened", "hidden"), [("绩效", {"bonus"}), ("指标", {"bonus", "points"})])
def test_one_s_own_figures_are_held_back_too_where_no_rule_opens_them(house, visit, opened, hidden):
    own = "什么: [绩效, 奖金], 范围: 本人}"
    assert own in BOOK
    make.book(BOOK.replace(own, f"什么: [{opened}], 范围: 本人}}"), TODAY.date())
    kept = [one for one in secrets() if one[0] == SPECIALIST and one[2] in hidden | {"base pay", "performance pay"}]

    leaks = {
        (address, what)
        for address, body in answers(visit(SPECIALIST), house)
        for _number, _thing, what, ways in kept
        if holds(body, ways)
    }

    assert leaks == set()


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("reader", "address"),
    [
        (LEADER, "/people/1/"),
        (HR, "/people/1/"),
        (LEADER, f"/score/1/{MONTHS}"),
        (LEADER, f"/score/people/{MONTHS}"),
    ],
)
def test_what_is_held_back_says_so_and_leads_to_why(reader, address, visit):
    client = visit(reader)
    body = client.get(address).content.decode()

    assert "不对您开放" in body
    why = re.search(r'href="(/rulebook/may/[^"]+)"[^>]*>为什么', body)
    assert why is not None
    assert "不可以 制度没有写的，一律不开放。" in seen.text(client.get(html.unescape(why[1])))


@pytest.mark.usefixtures("house")
def test_programs_get_no_more_than_the_owner_of_their_token():
    kept = list(secrets())
    leaks = set()
    for role in ROLES:
        actor = actor_of(Person.objects.get(number=role).user, where="web")
        text = tokens.make(actor=actor, name="脚本", scopes=[Scope.READ], days=9).text
        closed = [one for one in kept if not sees(actor, one[0], one[1])]
        for name in ("投产比", "个人评分", "奖金", "得分", "销售额"):
            for by in ("none", "person", "unit"):
                address = f"/api/v1/metrics/{name}?by={by}&from=2026-08-01&to=2026-10-31"
                body = said(Client().get(address, headers={"authorization": f"Bearer {text}"}))
                leaks |= {(role, address, number, what) for number, _t, what, ways in closed if holds(body, ways)}

    assert leaks == set()
