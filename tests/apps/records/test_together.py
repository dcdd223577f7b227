"""Many at once, and some that die: numbers without gaps, no record lost, no file half there."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from apps.records import office
from guiju.apps import clock
from guiju.apps.records import models

ROOT = Path(__file__).resolve().parents[3]
PREPARE = """
import sys
from guiju.project import setup
setup()
from apps.records import office
"""
OPEN = PREPARE + "office.open_department()\n"
FILE = (
    PREPARE
    + """
print("ready", flush=True)
for at in range(int(sys.argv[2])):
    file = office.brought(sys.argv[1], f"{at}.txt", f"{sys.argv[1]} {at}".encode())
    office.filed(sys.argv[1], answers={**office.WISH, "附件": [file]})
    print(at, flush=True)
"""
)
COUNT = (
    PREPARE
    + """
from guiju.apps.audit import queries as ledger
from guiju.apps.records import files, models
rows = models.Record.objects.filter(number__isnull=False)
numbers = sorted(rows.values_list("number", flat=True))
print(len(numbers), numbers == list(range(1, len(numbers) + 1)), models.Shelf.objects.get().last == len(numbers))
print(models.Version.objects.count() == len(numbers), models.Cell.objects.count() == 5 * len(numbers))
print(all(files.opened(one.sha256).read() for one in models.Attachment.objects.all()))
print(models.Attachment.objects.filter(record__isnull=False).count() >= len(numbers), list(ledger.broken_links()))
"""
)


@pytest.fixture
def run(tmp_path):
    """Starts Python with the department's home on SQLite."""
    surroundings = {name: value for name, value in os.environ.items() if name != "GUIJU_DATABASE_URL"}
    surroundings |= {
        "GUIJU_HOME": str(tmp_path / "together"),
        "GUIJU_NOW": "2026-10-09T10:30",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}",
        "DJANGO_SETTINGS_MODULE": "guiju.project.settings",
    }

    def started(script, *args):
        command = [sys.executable, "-c", script, *args]
        return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return started


def said(process):
    out, complaints = process.communicate(timeout=300)
    assert process.returncode == 0, complaints[-2000:]
    return out.splitlines()


def test_processes_that_file_at_once_lose_no_record_and_leave_no_gap(run):
    said(run(OPEN))

    writers = [run(FILE, number, "8") for number in (office.AUTHOR, office.PEER, office.LEADER)]
    for writer in writers:
        said(writer)

    assert said(run(COUNT)) == ["24 True True", "True True", "True", "True []"]


def test_a_process_that_dies_while_filing_leaves_nothing_half_done(run):
    said(run(OPEN))
    for number in (office.AUTHOR, office.PEER):
        writer = run(FILE, number, "10000")
        assert writer.stdout.readline() == "ready\n"
        writer.stdout.readline()
        time.sleep(0.35)
        writer.send_signal(signal.SIGKILL)
        writer.wait(timeout=120)
        writer.communicate()
    said(run(FILE, office.AUTHOR, "2"))

    count, *rest = said(run(COUNT))

    assert int(count.split()[0]) >= 4
    assert [count.split()[1:], *rest] == [["True", "True"], "True True", "True", "True []"]


@pytest.mark.django_db(transaction=True)
def test_threads_that_file_at_once_leave_no_gap(standing_clock):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, and its test database is in memory")
    office.open_department()

    def file(at):
        try:
            with clock.at(standing_clock):
                return office.filed(office.AUTHOR if at % 2 else office.PEER)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(file, range(20)))

    assert sorted(models.Record.objects.values_list("number", flat=True)) == list(range(1, 21))
