"""The addresses of single things, with such a thing there: who opens it, who may not, and that each has a line.

``test_rights`` asks for what is not there; what is not found for everybody would hide who may see it.
"""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

import make
from conftest import TODAY
from guiju.apps import clock
from guiju.apps.corrections.models import Correction
from guiju.apps.exports.models import Request as Export
from guiju.apps.figures.models import ImportRun
from guiju.apps.formats.models import Lesson
from guiju.apps.impact.models import Simulation
from guiju.apps.insight.models import Mark
from guiju.apps.intake.models import Folder, Mailbox
from guiju.apps.login.models import Provider
from guiju.apps.notices.models import Channel
from guiju.apps.people.models import AddressBook, Person
from guiju.apps.privacy.models import Request
from guiju.apps.publishing.models import Paper
from guiju.apps.rulebook.models import Draft
from web.department import DIRECTOR, HR, LEADER, OUTSIDER, SPECIALIST
from web.test_rights import GET

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ROLES = (DIRECTOR, LEADER, SPECIALIST, HR, OUTSIDER, "")
ALL = (200, 200, 200, 200, 200, 302)
DIRECTORS = (200, 403, 403, 403, 403, 302)
HOUSEKEEPERS = (200, 403, 403, 200, 403, 302)
# What stands in these tests beside, where such things are made; each file names the address.
ELSEWHERE = {
    "account:back": "tests/web/account/test_elsewhere.py",
    "account:set_password": "tests/web/account/test_links.py",
    "api:metric": "tests/api/test_metrics.py",
    "api:run": "tests/api/test_files.py",
    "api:api-root": "tests/web/test_rights.py",
    "costs:history": "tests/web/costs/test_pages.py",
    "explore:view": "tests/web/explore/test_explore.py",
    "exports:ask": "tests/web/exports/test_gate.py",
    "health:machine": "tests/web/health/test_pages.py",
    "impact:export": "tests/web/impact/test_pages.py",
    "impact:person": "tests/web/impact/test_pages.py",
    "intake:one": "tests/web/intake/test_pages.py",
    "mapping:export": "tests/web/mapping/test_pages.py",
    "mapping:one": "tests/web/mapping/test_pages.py",
    "people:past": "tests/web/people/test_yearly.py",
    "privacy:file": "tests/web/privacy/test_pages.py",
    "publishing:edition": "tests/web/publishing/test_pages.py",
    "publishing:minutes": "tests/web/publishing/test_pages.py",
    "publishing:one": "tests/web/publishing/test_pages.py",
    "publishing:sign": "tests/web/publishing/test_pages.py",
    "publishing:signers": "tests/web/publishing/test_pages.py",
    "records:edit": "tests/web/records/test_record.py",
    "records:file": "tests/web/records/test_record.py",
    "records:fill": "tests/web/records/test_filling.py",
    "records:new": "tests/web/records/test_filling.py",
    "records:print": "tests/web/records/test_record.py",
    "records:record": "tests/web/records/test_record.py",
    "records:register": "tests/web/records/test_register.py",
    "score:rows": "tests/web/score/test_pages.py",
    "setup:calendar": "tests/web/setup/test_mine.py",
    "sources:aside_one": "tests/web/sources/test_set_aside.py",
    "sources:aside_rows": "tests/web/sources/test_set_aside.py",
    "start:fill": "tests/web/start/test_start.py",
    "work:case": "tests/web/work/test_rights.py",
    "work:do": "tests/web/work/test_one.py",
    "work:edit": "tests/web/work/test_rights.py",
    "work:kept": "tests/web/work/test_kept.py",
    "work:one": "tests/web/work/test_rights.py",
    "work:project": "tests/web/work/test_rights.py",
    "work:report": "tests/web/work/test_lists.py",
    "writing:apart": "tests/web/writing/test_clause.py",
    "writing:overtaken": "tests/web/writing/test_clause.py",
}


@pytest.fixture
def there(book):
    """One thing of each kind, by the address at which it is opened."""
    now, told = clock.now(), {"by": "x"}
    director = make.user(Person.objects.get(number=DIRECTOR))
    draft = Draft.objects.create(base_id=book, author_name="x", created=now, saved=now)
    paper = {"edition": book, "asked": now, "state": "done", "body": b"%PDF", "name": "a.pdf", **told}
    text = Paper.objects.create(kind="text", user=director, **paper)
    about = Paper.objects.create(kind="evidence", number=SPECIALIST, **paper)
    fixed = Correction.objects.create(
        kind="exclude", fact="order", reason="x", number=DIRECTOR, made=now, asked=now, keys=[["甲", "1"]], **told
    )
    run = ImportRun.objects.create(state="done", created=now, files=[], user=director, report={"files": []}, **told)
    asked = Export.objects.create(
        user=director, number=DIRECTOR, who="x", what="setup:roster_export", thing="roster", address="/", rows=9,
        file="a.xlsx", reason="x", asked=now, approver=HR,
    )  # fmt: skip
    simulated = Simulation.objects.create(
        key="k",
        texts=[],
        titles=["甲", "乙"],
        first=date(2026, 9, 1),
        last=date(2026, 9, 1),
        months=1,
        asked=now,
        **told,
    )
    mark = Mark.objects.create(kind="other", text="x", start=TODAY.date(), end=TODAY.date(), at=now, **told)
    roster = AddressBook.objects.create(name="x", origin="wecom", start=TODAY.date(), at=now, **told)
    lesson = Lesson.objects.create(file="x.csv", created=now, saved=now, user=director, **told)
    buyer = Request.objects.create(kind="export", created=now, **told)
    channel = Channel.objects.create(kind="robot", name="x", created=now, settings={"service": "feishu"})
    return {
        f"/rulebook/papers/{text.pk}/": (200, 403, 403, 403, 403, 302),
        f"/rulebook/papers/{about.pk}/": (200, 403, 200, 403, 403, 302),
        f"/rulebook/papers/{about.pk}/file.pdf": (200, 403, 200, 403, 403, 302),
        f"/numbers/corrections/{fixed.pk}/": ALL,
        f"/sources/runs/{run.pk}/": DIRECTORS,
        f"/sources/runs/{run.pk}/reasons/": DIRECTORS,
        f"/exports/{asked.pk}/": (200, 404, 404, 200, 404, 302),
        f"/rulebook/impact/{simulated.pk}/": DIRECTORS,
        f"/numbers/marks/{mark.pk}/": DIRECTORS,
        f"/setup/roster/addressbooks/{roster.pk}/": HOUSEKEEPERS,
        f"/sources/formats/lessons/{lesson.pk}/": DIRECTORS,
        f"/setup/privacy/buyers/{buyer.pk}/": DIRECTORS,
        f"/setup/channels/{channel.pk}/": HOUSEKEEPERS,
        f"/setup/sign-in/{Provider.objects.create(kind='feishu', name='x').pk}/": HOUSEKEEPERS,
        f"/setup/intake/folders/{Folder.objects.create(path='/x').pk}/": DIRECTORS,
        f"/setup/intake/mailboxes/{Mailbox.objects.create(name='x', host='x', user='x').pk}/": DIRECTORS,
        f"/rulebook/drafts/{draft.pk}/": DIRECTORS,
        f"/rulebook/writing/{draft.pk}/": DIRECTORS,
    }


def test_single_things_are_open_to_whom_the_regulation_opens_them(visit, there):

    found = {
        address: tuple((visit(role) if role else Client()).get(address).status_code for role in ROLES)
        for address in there
    }

    assert found == there


def test_each_address_that_is_only_tried_without_its_thing_is_tried_with_it_too(there):
    opened = {resolve(one).view_name for one in there}
    tried = {resolve(one.partition("?")[0]).view_name: told for one, told in GET.items()}
    only_missing = {
        name
        for name in tried
        if not any(
            200 in told or 405 in told or 302 in told[:4]
            for one, told in GET.items()
            if resolve(one.partition("?")[0]).view_name == name
        )
    }

    assert sorted(only_missing - opened - set(ELSEWHERE)) == []
    assert sorted(set(ELSEWHERE) - only_missing) == []
    assert [one for one in ELSEWHERE.values() if not (ROOT / one).exists()] == []
