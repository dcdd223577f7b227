"""A clause that was set before is not set again; what changed is shown at once, to each in their language."""

import pytest

import make
from apps.appraisal import office as offices
from guiju.apps.appraisal import actions
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_the_book_changes_with_what_it_rests_on(visit):
    client = visit(department.DIRECTOR)
    before = seen.text(client.get("/rulebook/"))
    again = seen.text(client.get("/rulebook/"))
    for number in ("2", "3"):
        offices.score(number, offices.SEP, "1")
    actions.compute(actor=make.operator(), period=offices.SEP)
    after = seen.text(client.get("/rulebook/"))

    assert again == before
    assert "还有 2 项没有填报" not in after
    assert after != before


def test_who_may_not_draft_and_who_reads_english_get_their_own(visit):
    drafting = seen.text(visit(department.DIRECTOR).get("/rulebook/"))
    reading = seen.text(visit(department.SPECIALIST).get("/rulebook/"))
    english = seen.text(visit(department.SPECIALIST, "en").get("/rulebook/"))

    assert ["改这一条" in page for page in (drafting, reading, english)] == [True, False, False]
    assert ["读作" in page for page in (drafting, reading, english)] == [True, True, False]
