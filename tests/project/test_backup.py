"""A backup made while the house is at work, the house killed, and all of it back again; and what is refused."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

import make
import postgresql
from guiju.project.backup import remains, restoring, sealing
from guiju.project.backup.errors import BackupError
from guiju.project.backup.home import is_empty

GUIJU = [sys.executable, "-c", "import sys; from guiju.cli import main; sys.exit(main())"]
# Writes entries one after the other until it is killed.
AT_WORK = """
from guiju import project
project.setup()
from guiju.apps.audit import actions
from guiju.apps.audit.actor import operator
while True:
    actions.record(actor=operator(), action="people.open_account", kind="person", key="30", after={"名": "钱多"})
    print("+", flush=True)
"""


def guiju(home: Path, *words: object, database: str = "") -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "GUIJU_HOME": str(home), "GUIJU_LANG": "zh", "GUIJU_DATABASE_URL": database}
    return subprocess.run([*GUIJU, *map(str, words)], env=surroundings, capture_output=True, text=True, check=False)


def entries(home: Path) -> int:
    with closing(sqlite3.connect(home / "guiju.sqlite3")) as asked:
        return asked.execute("SELECT count(*) FROM audit_entry").fetchone()[0]


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A home with a roster, a document and a key."""
    place = tmp_path_factory.mktemp("house")
    home, file = place / "home", place / "名册.xlsx"
    file.write_bytes(make.workbook(people=[{"number": "30", "name": "钱多", "joined": make.START}]))
    assert guiju(home, "roster", "import", file).returncode == 0
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "abcd").write_bytes(b"a document")
    (home / "secret").write_bytes(b"k" * 32)
    (place / "word").write_text("open sesame, please\n")
    return place


@pytest.fixture(scope="module")
def kept(house) -> Path:
    """A backup with its keys, made while somebody writes, who is then killed with the home."""
    busy = subprocess.Popen(
        [sys.executable, "-c", AT_WORK],
        env={**os.environ, "GUIJU_HOME": str(house / "home")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert busy.stdout is not None
    busy.stdout.readline()
    made = guiju(house / "home", "backup", house / "b.guiju", "--passphrase-file", house / "word", "--json")
    busy.stdout.readline()
    busy.send_signal(signal.SIGKILL)
    busy.wait()
    assert made.returncode == 0, made.stderr
    return house / "b.guiju"


def test_a_house_that_is_gone_comes_back_whole(house, kept, tmp_path):
    said = restoring.look(kept)
    before = entries(house / "home")
    (house / "home").rename(tmp_path / "gone")

    done = guiju(house / "home", "restore", kept, "--passphrase-file", house / "word")

    assert done.returncode == 0, done.stderr
    back = house / "home"
    assert 1 < entries(back) == said.rows["audit_entry"] <= before
    assert (back / "files" / "ab" / "abcd").read_bytes() == b"a document"
    assert (back / "secret").read_bytes() == b"k" * 32
    assert ((back / "secret").stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o600, 0o600)
    checked = guiju(back, "audit", "verify", "--head", said.head)
    assert (checked.returncode, checked.stdout.partition("，")[0]) == (0, f"完好：{said.rows['audit_entry']} 条")


def test_a_house_in_use_is_not_written_over(house, kept):
    done = guiju(house / "home", "restore", kept, "--passphrase-file", house / "word")

    assert done.returncode == 2
    assert "只能恢复到空的位置" in done.stderr


def test_another_passphrase_opens_nothing_and_leaves_nothing(house, kept, tmp_path):
    (tmp_path / "word").write_text("another long passphrase")

    done = guiju(tmp_path / "there", "restore", kept, "--passphrase-file", tmp_path / "word")

    assert (done.returncode, "口令不对" in done.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "word"]


def changed(source: Path, path: Path, part: str, content: bytes, **said: object) -> Path:
    """The same backup with another part, or with a list that says something else."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                data = content
            if name == "guiju-backup.json" and said:
                data = json.dumps(json.loads(data) | said).encode()
            new.writestr(name, data)
    return path


def test_a_damaged_backup_is_told_and_nothing_is_restored(kept, tmp_path):
    broken = changed(kept, tmp_path / "b", "home/files/ab/abcd", b"another")

    with pytest.raises(BackupError, match="home/files/ab/abcd 损坏了"):
        restoring.look(broken)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all" * 100])
def test_what_is_no_backup_is_said_so(tmp_path, content):
    (tmp_path / "b").write_bytes(content)

    with pytest.raises(BackupError):
        restoring.look(tmp_path / "b")


def test_a_backup_that_was_cut_off_is_none(kept, tmp_path):
    (tmp_path / "b").write_bytes(kept.read_bytes()[:-2000])

    with pytest.raises(BackupError):
        restoring.look(tmp_path / "b")


def test_a_backup_of_a_newer_version_is_refused(kept, tmp_path, house):
    with zipfile.ZipFile(kept) as book:
        migrations = json.loads(book.read("guiju-backup.json"))["migrations"]
    newer = changed(kept, tmp_path / "b", "", b"", migrations=[*migrations, ["people", "9999_of_tomorrow"]])

    done = guiju(tmp_path / "there", "restore", newer, "--passphrase-file", house / "word")

    assert (done.returncode, "请先升级程序再恢复" in done.stderr) == (2, True)
    assert not (tmp_path / "there").exists()


def test_a_backup_of_an_older_version_is_brought_up(kept, tmp_path, house):
    """As it was before the ledger named clauses: without the newest migration, its column and its guards."""
    with zipfile.ZipFile(kept) as book:
        said = json.loads(book.read("guiju-backup.json"))
        rows = [json.loads(line) for line in book.read("database/audit_entry.jsonl").decode().splitlines()]
    at = said["columns"]["audit_entry"].index("clause")
    said["columns"]["audit_entry"].pop(at)
    told = "".join(f"{json.dumps(row[:at] + row[at + 1 :], ensure_ascii=False)}\n" for row in rows).encode()
    said["migrations"] = [one for one in said["migrations"] if not (one[0] == "audit" and one[1] > "0002")]

    said["parts"]["database/audit_entry.jsonl"]["sha256"] = sha256(told).hexdigest()
    older = changed(kept, tmp_path / "b", "database/audit_entry.jsonl", told, **said)

    done = guiju(tmp_path / "there", "restore", older, "--passphrase-file", house / "word")

    assert done.returncode == 0, done.stderr
    assert "升级了 1 步" in done.stdout
    assert guiju(tmp_path / "there", "audit", "verify").returncode == 0


def test_a_ledger_that_does_not_hold_is_not_restored(kept, tmp_path, house):

    with zipfile.ZipFile(kept) as book:
        told = book.read("database/audit_entry.jsonl").replace("钱多".encode(), "钱少".encode())
        said = json.loads(book.read("guiju-backup.json"))
    said["parts"]["database/audit_entry.jsonl"]["sha256"] = sha256(told).hexdigest()
    forged = changed(kept, tmp_path / "b", "database/audit_entry.jsonl", told, **said)

    done = guiju(tmp_path / "there", "restore", forged, "--passphrase-file", house / "word")

    assert (done.returncode, "操作记录的链条断在" in done.stderr) == (2, True)
    assert not (tmp_path / "there").exists()


@pytest.mark.skipif(not postgresql.binaries(), reason=postgresql.HOW_TO_GET_IT)
def test_the_state_moves_to_postgresql_and_back(kept, tmp_path, house):
    home = tmp_path / "there"
    assert guiju(home, "restore", kept, "--passphrase-file", house / "word").returncode == 0
    count = entries(home)
    with postgresql.cluster() as url:
        there = guiju(home, "move", url)
        assert there.returncode == 0, there.stderr
        with psycopg.connect(url) as asked:
            assert asked.execute("SELECT count(*) FROM audit_entry").fetchone() == (count,)
        assert guiju(home, "audit", "verify", database=url).returncode == 0
        assert guiju(home, "move", url).returncode == 2  # it is not empty any more
        (home / "guiju.sqlite3").rename(tmp_path / "old")
        back = guiju(home, "move", "sqlite", database=url)

    assert back.returncode == 0, back.stderr
    assert (entries(home), guiju(home, "audit", "verify").returncode) == (count, 0)


def test_what_a_killed_process_left_is_cleared_and_what_others_write_is_not(tmp_path):
    place = tmp_path / "backups"
    place.mkdir()
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    mine = remains.beside(place / "today.guiju")
    here = mine.name.split("~")[1]
    left = place / f".gone.guiju~{here}~{over.pid}"
    folder, far = place / f".home~{here}~{over.pid}", place / ".far.guiju~another-machine~1"
    for path in (mine, left, far, place / "kept.guiju"):
        path.write_text("x")
    (folder / "lake").mkdir(parents=True)

    first = remains.clear(place)
    os.utime(far, (0, 0))
    second = remains.clear(place)

    assert (first, second) == ([left.name, folder.name], [far.name])
    assert sorted(path.name for path in place.iterdir()) == [mine.name, "kept.guiju"]


def test_a_database_that_is_there_is_not_moved_over(kept, tmp_path, house):
    home = tmp_path / "there"
    assert guiju(home, "restore", kept, "--passphrase-file", house / "word").returncode == 0
    count = entries(home)

    done = guiju(home, "move", "sqlite", "--lang", "en")

    assert done.returncode == 2
    assert done.stderr.strip() == f"{home / 'guiju.sqlite3'} is there already: give it another name first"
    assert (entries(home), list((home / "run").iterdir())) == (count, [])


def test_the_keys_are_sealed_or_left_out(house):
    neither = guiju(house / "home", "backup", house / "c.guiju")

    assert (neither.returncode, "--without-keys" in neither.stderr) == (2, True)
    with pytest.raises(BackupError, match="至少要 12 个字符"):
        sealing.seal({"secret": b"k"}, "short")
    assert not (house / "c.guiju").exists()


def test_a_backup_counts_the_files_that_come_back(house, tmp_path):
    made = guiju(house / "home", "backup", tmp_path / "d.guiju", "--without-keys", "--json")
    done = guiju(tmp_path / "home", "restore", tmp_path / "d.guiju")
    files = json.loads(made.stdout)["files"]

    assert files > 0
    assert f"，{files:,} 个文件；" in done.stdout


def test_no_session_leaves_with_a_backup(kept):
    with zipfile.ZipFile(kept) as book:
        tables = {name for name in book.namelist() if name.startswith("database/")}

    assert {"database/login_passkey.jsonl", "database/auth_user.jsonl"} <= tables
    assert tables & {"database/django_session.jsonl", "database/login_opened.jsonl"} == set()


def test_a_path_that_leads_away_is_refused(tmp_path):
    for name in ("../x", "/etc/x", "a/../../x"):
        with pytest.raises(BackupError):
            restoring._write(tmp_path / "there", name, iter((b"x",)))


def test_an_empty_home_may_hold_caches(tmp_path):
    here = tmp_path / "there"
    (here / "cache").mkdir(parents=True)
    empty = is_empty(here)
    (here / "lake").mkdir()

    assert (empty, is_empty(here), is_empty(here / "nowhere")) == (True, False, True)
