"""A version and what is kept about a person go out as PDFs that anybody can check without us."""

from datetime import date, datetime
from hashlib import sha256

import pytest

import make
from apps.publishing import office
from apps.publishing.office import DIRECTOR, WORKER, actor, begun, get
from guiju.apps import clock
from guiju.apps.publishing import actions, models, queries
from guiju.apps.publishing.errors import Code
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.engines.paper import checking, pages, sealed
from guiju.engines.paper.checking import Verdict, What

HOSTILE = "看“销售” #panic(1) $x_{1}$ \\ *a* <script> @x [y](javascript:1) `#eval` \u202e反\x0b {{ x }} //c /*d*/"


def has_font():
    try:
        return bool(pages.family())
    except pages.NoFontError:
        return False


pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not has_font(), reason="no Chinese font on this machine"),
]


def paper(ask, **more):
    found = queries.paper(ask(**more))
    assert found.problem == ""
    return found


def signed():
    number = begun(office.opened())
    life = office.announced(number)
    actions.sign(actor=actor(WORKER), publication_id=number, text=life.edition, name="张三")
    return life


def verdicts(content):
    return {found.what: found.verdict for found in checking.check(content)[1]}


def test_a_version_is_a_pdf_that_carries_its_record():
    life = signed()
    one = paper(actions.ask_for_text, actor=actor(WORKER), edition=life.edition)

    record = checking.read(bytes(one.body))
    assert sealed.part(record, "text")["hash"] == life.edition
    assert [row[1] for row in sealed.part(record, "sheet")["rows"]] == ["张三", "林晓", "苏婉", "沈行"]
    assert verdicts(bytes(one.body)) == dict.fromkeys(
        (What.CHAIN, What.TEXT, What.SIGNATURES, What.PAGES), Verdict.HOLDS
    )


def test_asked_for_twice_it_is_the_same_file():
    life = signed()
    one = paper(actions.ask_for_text, actor=actor(WORKER), edition=life.edition)
    with clock.at(datetime(2026, 10, 11, 9)):
        two = paper(actions.ask_for_text, actor=actor(DIRECTOR), edition=life.edition)

    assert bytes(one.body) == bytes(two.body)


def test_the_evidence_about_a_person_holds_what_was_said_agreed_and_signed():
    life = signed()
    one = paper(
        actions.ask_for_evidence, actor=actor(WORKER), edition=life.edition, number=WORKER, period=date(2026, 9, 1)
    )

    record = checking.read(bytes(one.body))
    legs = {leg["stage"]: leg for leg in sealed.part(record, "publication")["legs"]}
    assert legs["consultation"]["data"]["minutes"] == "逐条过了一遍"
    assert sealed.part(record, "acknowledgement")["written"] == "张三"
    assert {entry["action"] for entry in sealed.part(record, "ledger")} >= {"publishing.consult", "publishing.sign"}
    assert set(verdicts(bytes(one.body)).values()) == {Verdict.HOLDS}


def test_the_signed_minutes_stand_in_the_evidence_by_name_and_hash():
    number = begun(office.opened())
    office.heard(number)
    kept = records.attach(actor=actor(office.WRITER), name="纪要.pdf", stream=[b"%PDF-1.7\n"])
    said = {"held": office.OCT, "whom": "工会", "minutes": "逐条过了一遍", "result": "同意"}
    life = office.do("consult", number, **said, files=[kept])
    one = paper(actions.ask_for_evidence, actor=actor(WORKER), edition=life.edition, number=WORKER)

    digest = sha256(b"%PDF-1.7\n").hexdigest()
    record = checking.read(bytes(one.body))
    files = {leg["stage"]: leg["data"].get("files") for leg in sealed.part(record, "publication")["legs"]}
    assert files["consultation"] == [{"id": kept, "name": "纪要.pdf", "sha256": digest, "size": 9}]
    assert ["纪要附件", f"纪要.pdf（9 字节，SHA-256 {digest}）"] in sealed.part(record, "chapters")[0]["facts"]


def test_nobody_takes_the_evidence_of_somebody_else_without_a_right():
    life = signed()

    with pytest.raises(Refused) as found:
        actions.ask_for_evidence(actor=actor(WORKER), edition=life.edition, number=DIRECTOR)

    assert found.value.code == Code.NOT_ALLOWED


def test_a_text_of_hostile_characters_is_set_as_it_is_written():
    edition = make.book(office.TEXT.replace("看销售和投产。", HOSTILE))
    make.post(make.person("1"))
    one = paper(actions.ask_for_text, actor=make.operator(), edition=edition)

    record = checking.read(bytes(one.body))
    assert HOSTILE in sealed.part(record, "text")["files"]["book.md"]
    assert verdicts(bytes(one.body))[What.PAGES] == Verdict.HOLDS


def test_what_was_changed_in_the_record_shows():
    life = signed()
    one = paper(actions.ask_for_evidence, actor=actor(WORKER), edition=life.edition, number=WORKER)
    record = checking.read(bytes(one.body))
    sealed.part(record, "acknowledgement")["written"] = "李四"

    found = {one.what: one for one in checking.check(sealed.canonical(record).encode())[1]}
    assert (found[What.CHAIN].verdict, found[What.CHAIN].where) == (Verdict.BROKEN, "acknowledgement")
    assert found[What.ACKNOWLEDGED].verdict == Verdict.BROKEN


def test_a_record_sealed_anew_over_another_text_does_not_hold_either():
    life = signed()
    one = paper(actions.ask_for_evidence, actor=actor(WORKER), edition=life.edition, number=WORKER)
    record = checking.read(bytes(one.body))
    text = sealed.part(record, "text")
    text["files"]["book.md"] = text["files"]["book.md"].replace("退款", "罚款")
    again = sealed.seal("evidence", record["made"], record["by"], [(p["name"], p["content"]) for p in record["parts"]])

    found = {one.what: one.verdict for one in checking.check(sealed.canonical(again).encode())[1]}
    assert (found[What.CHAIN], found[What.TEXT]) == (Verdict.HOLDS, Verdict.BROKEN)


def test_pages_that_say_something_else_than_the_record_show():
    life = signed()
    one = paper(actions.ask_for_text, actor=actor(WORKER), edition=life.edition)
    body = bytes(one.body)
    at = body.rindex(b"/Title")
    changed = body[:at] + b"/Titel" + body[at + 6 :]

    assert verdicts(changed)[What.PAGES] == Verdict.BROKEN


def test_without_a_chinese_font_the_answer_says_what_to_install(monkeypatch):
    life = signed()
    pages.family.cache_clear()
    monkeypatch.setattr(pages, "FAMILIES", ("No Such Face",))
    one = queries.paper(actions.ask_for_text(actor=actor(WORKER), edition=life.edition))
    pages.family.cache_clear()

    assert (one.state, "字体" in one.problem) == (models.Paper.State.FAILED, True)


def test_the_ledger_is_checked_as_the_house_reckons_it():
    from guiju.apps.audit import actions as ledger
    from guiju.apps.audit import queries as entries
    from guiju.apps.audit.models import Entry

    life = signed()
    found = entries.evidence(kind="publication", keys=[str(life.id)])

    assert [sealed.entry(one) for one in found] == [ledger.digest(Entry.objects.get(pk=one["id"])) for one in found]
    assert get(life.id).edition == life.edition
