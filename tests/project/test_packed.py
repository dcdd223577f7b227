"""Pages and their parts travel compressed to who takes them so, and are the same for everybody."""

import gzip
import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

import make
from guiju.project import packed

SHEET = "/static/guiju.css"


@pytest.fixture
def served(tmp_path, settings):
    """The static files as a server gives them out; its home is empty."""
    settings.GUIJU_HOME, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = tmp_path, True, True
    packed.pack()
    return tmp_path / "cache" / "static"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_style_sheet_is_a_quarter_of_its_size_and_reads_the_same(served):
    plain, small = Client().get(SHEET), Client().get(SHEET, headers={"Accept-Encoding": "gzip, br"})
    whole, sent = body(plain), body(small)

    assert (plain.get("Content-Encoding"), small["Content-Encoding"], small["Vary"]) == (
        None,
        "gzip",
        "Accept-Encoding",
    )
    assert int(small["Content-Length"]) == len(sent) < len(whole) / 3
    assert gzip.decompress(sent) == whole
    assert small["Content-Type"] == plain["Content-Type"]


def test_a_file_that_changed_is_packed_anew_and_the_old_copy_goes(served):
    before = {one.name: one.stat().st_mtime_ns for one in served.iterdir()}
    packed.pack()
    assert {one.name: one.stat().st_mtime_ns for one in served.iterdir()} == before

    sheet = finders.find("guiju.css")
    kept = Path(sheet).stat()
    try:
        os.utime(sheet, ns=(kept.st_atime_ns, kept.st_mtime_ns + 1_000_000))
        packed.pack()
        after = {one.name for one in served.iterdir()}
    finally:
        os.utime(sheet, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert (len(after), len(after & before.keys())) == (len(before), len(before) - 1)


def test_without_copies_files_are_given_out_as_they_are(settings, tmp_path):
    settings.GUIJU_HOME, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = tmp_path, True, True

    assert "Content-Encoding" not in Client().get(SHEET, headers={"Accept-Encoding": "gzip"})


@pytest.mark.django_db
def test_a_page_is_compressed_for_who_takes_it_so():
    make.user(make.person("1", "林夏"))
    small = Client().get("/sign-in/", headers={"Accept-Encoding": "gzip"})

    assert small["Content-Encoding"] == "gzip"
    assert re.search(r"<html[^>]*>", gzip.decompress(small.content).decode())
    assert "Content-Encoding" not in Client().get("/sign-in/")


def test_what_the_first_page_of_a_day_brings_weighs_little(served):
    names = ("guiju.css", "work.css", "records.css", "guiju.js", "net.js", "work.js", "records.js")
    parts = ("parts/tabler.min.css", "parts/htmx.min.js")
    if not all(finders.find(one) for one in parts):
        pytest.skip("the page parts are not installed (make setup)")
    client = Client(headers={"Accept-Encoding": "gzip"})

    assert sum(len(body(client.get(f"/static/{one}"))) for one in (*names, *parts)) < 130_000
