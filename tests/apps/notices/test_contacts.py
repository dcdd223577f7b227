"""How people are reached: each says it for themselves, HR for everybody."""

from io import BytesIO

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

import make
from apps.notices import house
from guiju.apps import spreadsheet
from guiju.apps.audit import queries as ledger
from guiju.apps.notices import models, queries
from guiju.apps.notices.actions import contacts
from guiju.apps.notices.errors import Code
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db
HR = (("edit", "roster", "all"),)


def save(number: str = "1", actor=None, on=("email", "wecom"), **addresses: str) -> None:
    contacts.save_contacts(actor=actor or make.actor(), number=number, addresses=addresses, on=on)


def kept() -> list[tuple[str, str, str, bool]]:
    rows = models.Contact.objects.order_by("person__number", "kind")
    return [(row.person.number, row.kind, row.address, row.on) for row in rows.select_related("person")]


def workbook(*rows: dict[str, str]) -> bytes:
    return spreadsheet.write([(contacts.SHEET, rows)])


def test_somebody_says_how_they_are_reached_and_by_what_they_want_to_be():
    make.person()

    save(email=" lin@example.com ", wecom="lin", on=("wecom",))

    assert kept() == [("1", "email", "lin@example.com", False), ("1", "wecom", "lin", True)]
    save(email="", wecom="lin2")
    assert kept() == [("1", "wecom", "lin2", True)]
    assert [line.after for line in ledger.lines(action="notices.")] == [
        {"wecom": ["lin2", True]},
        {"email": ["lin@example.com", False], "wecom": ["lin", True]},
    ]


def test_saying_the_same_again_is_not_recorded():
    make.person()
    for _twice in range(2):
        save(email="lin@example.com")

    assert len(ledger.lines(action="notices.")) == 1


def test_messages_come_in_the_language_that_it_was_said_in():
    make.person()
    with translation.override("en"):
        save(email="lin@example.com")

    assert models.Contact.objects.get().language == "en"


@pytest.mark.parametrize(
    "address", ["lin", "a@b.example\nBcc: x@y.example", "a b@example.com", f"{'x' * 200}@a.example"]
)
def test_what_is_no_address_is_named_and_nothing_is_kept(address):
    make.person()

    with pytest.raises(Refused) as refused:
        save(email=address, wecom="lin")
    assert (refused.value.code, refused.value.data["names"], kept()) == (Code.UNREADABLE, ("email",), [])


def test_others_are_reached_as_hr_says_and_as_nobody_else_says():
    make.person("2", "周明")
    save("2", actor=make.actor(*HR), email="z@example.com")

    for actor, code in (
        (make.actor(number="1"), Code.NOT_ALLOWED),
        (make.actor(number=""), Code.NOT_IN_ROSTER),
    ):
        with pytest.raises(Refused) as refused:
            save("2", actor=actor, email="evil@example.com")
        assert refused.value.code == code
    assert kept() == [("2", "email", "z@example.com", True)]
    with pytest.raises(Refused) as refused:
        save("9", actor=make.actor(*HR), email="z@example.com")
    assert refused.value.code == Code.UNKNOWN_PERSON


def test_one_sees_by_what_one_is_reached_and_when_it_is_quiet():
    house.reader(email="lin@example.com")
    house.mail_channel(25)

    found = queries.reached(make.actor())

    assert [(one.kind, one.channel, one.address, one.on) for one in found.contacts] == [
        ("email", "公司邮箱", "lin@example.com", True),
        ("wecom", "", "", True),
        ("dingtalk", "", "", True),
        ("feishu", "", "", True),
    ]
    assert (f"{found.quiet[0]:%H:%M}", f"{found.quiet[1]:%H:%M}", found.feed) == ("22:00", "08:00", None)
    with pytest.raises(Refused):
        queries.reached(make.operator())


def test_addresses_come_and_go_as_a_workbook():
    house.reader("1", "林夏", email="lin@example.com")
    make.person("2", "周明")
    hr = make.actor(*HR)
    changed = workbook({"number": "1", "wecom": "lin"}, {"number": "2", "name": "周明", "feishu": "ou_2"})

    first = contacts.import_contacts(actor=hr, content=changed, name="地址.xlsx")
    again = contacts.import_contacts(actor=hr, content=changed, name="地址.xlsx")

    assert ((first.findings, first.changed), (again.findings, again.changed)) == (((), 2), ((), 0))
    assert [row[:3] for row in kept()] == [
        ("1", "email", "lin@example.com"),
        ("1", "wecom", "lin"),
        ("2", "feishu", "ou_2"),
    ]
    taken = contacts.export_contacts(actor=hr)
    cells = CalamineWorkbook.from_filelike(BytesIO(taken)).get_sheet_by_name("通知地址").to_python()
    assert [row[:6] for row in cells][-2:] == [
        ["1", "林夏", "lin@example.com", "lin", "", ""],
        ["2", "周明", "", "", "", "ou_2"],
    ]
    assert contacts.import_contacts(actor=hr, content=taken, name="地址.xlsx").changed == 0


def test_a_workbook_with_mistakes_changes_nothing_and_says_where():
    make.person()
    told = workbook(
        {"number": "1", "email": "lin@example.com", "wecom": "a b"}, {"number": "9", "email": "x@example.com"}
    )

    report = contacts.import_contacts(actor=make.actor(*HR), content=told, name="地址.xlsx")

    assert [(one.code, one.place.row, one.place.column) for one in report.findings] == [
        ("bad_address", 2, "企业微信"),
        ("unknown_person", 3, "工号"),
    ]
    assert kept() == []


def test_only_hr_brings_and_takes_addresses():
    for do in (
        lambda: contacts.import_contacts(actor=make.actor(), content=workbook(), name="x"),
        lambda: contacts.export_contacts(actor=make.actor()),
    ):
        with pytest.raises(Refused) as refused:
            do()
        assert refused.value.code == Code.NOT_ALLOWED
