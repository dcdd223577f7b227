"""guiju serve as a person uses it: one command, an address, Ctrl-C."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(home, port, *more):
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    command = [
        sys.executable,
        "-c",
        "from guiju.cli import main; raise SystemExit(main())",
        "serve",
        "--port",
        str(port),
    ]
    return subprocess.Popen(
        [*command, *more],
        env={**surroundings, "GUIJU_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def lines_until(process, words):
    lines = []
    while not lines or words not in lines[-1]:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        lines.append(line.strip())
    return lines


def answer(port):
    for _ in range(1200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as page:
                return page.status
        except OSError:
            time.sleep(0.1)
    return None


def listed():
    """Number, parent and command line of every process; by /proc where there is one, for not every machine has ps."""
    if not Path("/proc/self/stat").exists():
        told = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        return [
            (int(pid), int(parent), args)
            for pid, parent, args in (line.split(None, 2) for line in told.split("\n")[1:-1])
        ]
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            found.append((int(folder.name), int(parent), (folder / "cmdline").read_text().replace("\0", " ")))
    return found


def children(process):
    pairs = [(pid, parent) for pid, parent, _ in listed()]
    found, wanted = set(), {process.pid}
    while wanted:
        found |= wanted
        wanted = {pid for pid, parent in pairs if parent in wanted} - found
    return found - {process.pid}


def alive(pids):
    return {pid for pid in pids if os.path.exists(f"/proc/{pid}")}  # noqa: PTH110 - short


def runs(pid):
    """Whether it is at anything still: one that has ended may wait for somebody to take note of it."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_it_serves_until_ctrl_c_and_leaves_nothing_behind(tmp_path):
    port = free_port()
    process = start(tmp_path / "served", port)
    try:
        said = lines_until(process, "第一次启动")
        status = answer(port)
        running = children(process)
    finally:
        process.send_signal(signal.SIGINT)
    code = process.wait(120)

    assert (said[0], status, code) == (f"规矩已启动：http://127.0.0.1:{port}/（按 Ctrl-C 停止）", 200, 0)
    assert said[1].startswith(f"第一次启动：打开 http://127.0.0.1:{port}/start/first/ ，用一次性口令 ")
    assert len(running) >= 3
    assert alive(running) == set()
    assert process.stderr.read() == ""


def named(process, name):
    return {pid for pid, _, args in listed() if name in args} & children(process)


def again(process, name, before):
    for _ in range(1200):
        found = named(process, name) - before
        if found:
            return found
        time.sleep(0.1)
    return set()


def test_a_worker_and_a_ticker_that_are_killed_come_back_and_the_pages_stay(tmp_path):
    port = free_port()
    process = start(tmp_path / "served", port, "--lang", "en")
    try:
        lines_until(process, "First start")
        first = answer(port)
        pages, back = named(process, "granian"), []
        for name in ("guiju.project.worker", "guiju.project.ticker"):
            killed = named(process, name)
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
            back.append(len(again(process, name, killed)))
        second, kept = answer(port), named(process, "granian")
    finally:
        process.send_signal(signal.SIGINT)
    code = process.wait(120)

    assert (first, second, back, code, kept) == (200, 200, [1, 1], 0, pages)
    assert process.stderr.read().splitlines() == [
        "worker ended by itself (-9): it starts again",
        "ticker ended by itself (-9): it starts again",
    ]


STUBBORN = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdin=subprocess.DEVNULL)
open(sys.argv[1], "w").write(f"{child.pid}\\n")
child.wait()
"""


def test_who_does_not_end_in_time_is_ended_with_what_it_started(tmp_path, monkeypatch):
    from guiju.cli import serve

    monkeypatch.setattr(serve, "PATIENCE", 0.1)
    told = tmp_path / "told"
    with serve._processes(([sys.executable, "-c", STUBBORN, str(told)],), os.environ) as running:
        while not told.exists() or not told.read_text().endswith("\n"):
            time.sleep(0.05)
        child = int(told.read_text())
    until = time.monotonic() + 60
    while runs(child) and time.monotonic() < until:
        time.sleep(0.05)

    assert (running[0].process.returncode, runs(child)) == (-signal.SIGKILL, False)


def test_a_taken_port_is_said_with_a_free_one(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path / "served", port, "--lang", "en")
        out, err = process.communicate(timeout=120)

    assert (process.returncode, out) == (2, "")
    assert err.startswith(f"port {port} is taken; try: guiju serve --port ")


@pytest.mark.parametrize(("host", "named"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_away_from_this_machine_its_own_names_are_good_hosts(host, named, monkeypatch):
    from guiju.cli import serve

    monkeypatch.setenv("GUIJU_HOSTS", "shop.example")
    hosts = serve._surroundings(host)["GUIJU_HOSTS"].split(",")

    assert hosts[0] == "shop.example"
    assert (socket.gethostname() in hosts) is named


@pytest.mark.django_db
def test_the_first_account_is_made_where_the_pages_are_opened(settings, tmp_path, capsys):
    from guiju.cli import serve

    settings.GUIJU_HOME, settings.GUIJU_URL = tmp_path, "https://guiju.example.com/"
    serve._first_account("http://127.0.0.1:8000/", chinese=False)

    assert capsys.readouterr().out.startswith("First start: open https://guiju.example.com/start/first/ and make ")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_a_while_takes_nothing_down(caplog):
    from django.db import OperationalError, connection

    from guiju.cli import serve

    def away(*_asked):
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        serve._tick(sweep=False)

    assert [line.message for line in caplog.records] == [
        "the database is away or busy: the server closed the connection unexpectedly; the next look is in 60.0 seconds"
    ]
