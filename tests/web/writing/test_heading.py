"""The head of a draft – title, version, day – is written in a form; a day of the past is told."""

import pytest

from guiju.apps.rulebook import queries
from guiju.apps.rulebook.drafts import reading
from guiju.lang.writing import front
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def begun(client):
    client.post("/rulebook/writing/start/", {"title": "年度修订"})
    return queries.drafts()[0]


def head(client, draft, **said):
    data = {"act": "head", "title": "电商部规矩", "version": "2", "effective": "2027-01-01", **said}
    return client.post(f"/rulebook/writing/{draft.id}/act/", data, follow=True)


def told():
    return front.told(reading.text(queries.drafts()[0]))


def test_title_version_and_day_are_written_and_saved_with_the_draft(visit):
    client = visit("9")
    draft = begun(client)
    page = head(client, draft)

    assert told() == {"title": "电商部规矩", "version": "2", "effective": "2027-01-01"}
    assert "改了标题、版本或生效日期" in seen.text(page)
    assert [one.what for one in reading.saves(draft.id)] == ["head", "begun"]


def test_a_day_of_the_past_is_told_and_one_that_is_none_is_not_taken(visit):
    client = visit("9")
    draft = begun(client)

    assert "这一天已经过去" in seen.text(head(client, draft, effective="2020-01-01"))
    assert "日期写成 2026-11-01 的样子" in seen.text(head(client, draft, effective="soon"))
    assert told()["effective"] == "2020-01-01"


def test_without_a_version_number_nothing_is_saved(visit):
    client = visit("9")
    draft = begun(client)
    head(client, draft, version=" ")

    assert len(reading.saves(draft.id)) == 1
