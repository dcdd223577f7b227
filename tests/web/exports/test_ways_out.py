"""Whatever leaves the house goes through the gate, also what is written tomorrow."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, resolve

import guiju
from guiju.api.urls import api
from guiju.apps.audit import queries as audit
from guiju.apps.people.models import Person
from guiju.web.account.fresh import MATTERS
from guiju.web.exports import gate
from guiju.web.exports.lines import Lines
from web.test_rights import named

SOURCE = Path(guiju.__file__).parent
MARKS = re.compile(r"Content-Disposition|\battached\(|StreamingHttpResponse|FileResponse|JsonResponse|\bLines\(")
# Each address that hands out a file, and why it asks for no fresh proof where it asks for none.
WAYS = {
    "web/records/register.py": {"records:export": "answers of a form, which its readers see anyway"},
    "web/records/brought.py": {"records:file": "one file that somebody brought"},
    "web/costs/pages.py": {"costs:workbook": "what goods cost: of no person"},
    "web/corrections/listing.py": {"corrections:export": "of no person"},
    "web/impact/people.py": {"impact:export": ""},
    "web/publishing/papers.py": {"publishing:file": "", "publishing:minutes": "one file that everybody may read"},
    "web/ledger/taking.py": {"ledger:workbook": "", "ledger:lines": ""},
    "web/mapping/pages.py": {"mapping:export": "how a format is read: of no person"},
    "web/insight/sheets.py": {"insight:why-export": "figures"},
    "web/sources/export.py": {"sources:aside_rows": "rows set aside, without personal columns"},
    "web/rulebook/needs.py": {"rulebook:needs_export": "which clause meets which need"},
    "web/explore/sheets.py": {"explore:export": "figures"},
    "web/setup/pages.py": {"setup:roster_export": ""},
    "web/setup/channels.py": {"setup:addresses_export": ""},
    "web/setup/mine.py": {"setup:calendar": "one's own, fetched by a program"},
    "web/privacy/pages.py": {"privacy:export": ""},
    "web/privacy/buyers.py": {"privacy:file": ""},
    "web/score/export.py": {"score:export": ""},
    "web/numbers/export.py": {"numbers:export": "figures"},
    "web/people/export.py": {"people:export": ""},
    "web/people/stating.py": {"people:workbook": ""},
    "web/people/yearly.py": {"people:year": "the year that is shown, to be filled in", "people:past": "as above"},
    "web/health/pages.py": {"health:machine": "whether the house is well"},
    "web/writing/clause_pages.py": {"writing:names": "names for the editor"},
}
GATE = {"web/exports/gate.py", "web/exports/lines.py", "web/kit/attached.py"}
TELL_NO_ROWS = {"run": "what came of one's own files"}  # of the API
OWN = "writes the operator's own text, and no row of the house"
# Of the command line: whatever writes a file says that it did, or stands here.
AT_THE_MACHINE = {
    "cli/fmt.py": OWN,
    "cli/bring.py": OWN,
    "cli/connector.py": "how a format is read: of no person",
    "cli/duties.py": "duties that are worked out of a text and a roster that the operator gives",
}


def test_each_way_out_is_known():
    found = {
        str(path.relative_to(SOURCE))
        for path in (SOURCE / "web").rglob("*.py")
        if MARKS.search(path.read_text("utf-8"))
    }

    assert found - GATE == set(WAYS)


def test_each_way_out_asks_for_a_fresh_proof_or_says_why_not():
    names = {name: why for ways in WAYS.values() for name, why in ways.items()}

    assert sorted(names.keys() - set(named(get_resolver().url_patterns))) == []
    assert {name for name, why in names.items() if not why} == {name for name in names if name in MATTERS}


def test_each_answer_of_the_api_that_tells_rows_leaves_through_its_gate():
    silent = set()
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for one in view.operations:
                source = Path(one.view_func.__code__.co_filename).read_text("utf-8")
                body = source.partition(f"def {one.view_func.__name__}(")[2].partition("\n\n\n")[0]
                if "GET" in one.methods and "leave(" not in body:
                    silent.add(one.view_func.__name__)

    assert silent == set(TELL_NO_ROWS)


def test_each_file_that_a_command_writes_is_written_down():
    silent = set()
    for path in (SOURCE / "cli").rglob("*.py"):
        text = path.read_text("utf-8")
        writes = re.findall(r"write_bytes\(|write_text\(|os\.O_WRONLY \||open\(\"[wxa]", text)
        if len(writes) > len(re.findall(r"\btook\(", text)) - text.count("def took("):
            silent.add(str(path.relative_to(SOURCE)))

    assert silent == set(AT_THE_MACHINE)


def _answers():
    return (
        HttpResponse(b"a,b\r\n1,2\r\n", content_type="text/csv"),
        HttpResponse("secret\nlines\n", content_type="text/plain; charset=utf-8"),
        HttpResponse(b"\x00", content_type="application/octet-stream"),
        HttpResponse("<p>kept</p>", headers={"Content-Disposition": 'inline; filename="a.html"'}),
        JsonResponse({"pay": [1, 2]}),
        StreamingHttpResponse(iter([b"a\n", b"b\n"]), content_type="application/x-ndjson"),
        StreamingHttpResponse(iter([b"<p>a</p>"]), content_type="text/html"),
        FileResponse(iter([b"PK"]), as_attachment=True, filename="a.zip"),
        Lines(["a\n", "b\n"], rows=2, file="a.jsonl"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("at", range(len(_answers())))
def test_whatever_a_page_of_tomorrow_answers_is_written_down(at, visit, book):
    answer = _answers()[at]
    request = RequestFactory().get("/find/")
    request.resolver_match = resolve("/find/")
    request.user = _user(visit)

    b"".join(gate.middleware(lambda _request: answer)(request))

    assert [(one.action, one.key) for one in audit.lines(action="exports.take")] == [("exports.take", "finding:find")]


@pytest.mark.django_db
@pytest.mark.parametrize("at", range(len(_answers())))
def test_to_nobody_leaves_nothing(at):
    request = RequestFactory().get("/find/")
    request.resolver_match = resolve("/find/")
    request.user = _nobody()

    assert gate.middleware(lambda _request: _answers()[at])(request).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("at", [0, 1, 4, 5, 8])
def test_too_much_is_held_back_whatever_shape_it_has(at, visit, book, settings):
    settings.GUIJU_EXPORT_ROWS = 0
    request = RequestFactory().get("/find/")
    request.resolver_match = resolve("/find/")
    request.user = _user(visit)

    held = gate.middleware(lambda _request: _answers()[at])(request)

    assert (held.status_code, held["Location"].startswith("/exports/ask/?of=")) == (303, True)
    assert audit.lines(action="exports.take") == []


@pytest.mark.django_db
def test_a_page_is_no_file(visit, book):
    page = HttpResponse("<p>shown</p>")
    request = RequestFactory().get("/find/")
    request.resolver_match = resolve("/find/")
    request.user = _user(visit)

    assert gate.middleware(lambda _request: page)(request) is page
    assert audit.lines(action="exports.take") == []


def _user(visit):
    visit("8")
    return Person.objects.get(number="8").user


def _nobody():
    return AnonymousUser()
