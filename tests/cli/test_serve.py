"""guiju serve as a person uses it: one command, an address, Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

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
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as page:
                return page.status
        except OSError:
            time.sleep(0.1)
    return None


def children(process):
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout.split("\n")[
        1:
    ]
    pairs = [tuple(map(int, line.split())) for line in listed if line.strip()]
    found, wanted = set(), {process.pid}
    while wanted:
        found |= wanted
        wanted = {pid for pid, parent in pairs if parent in wanted} - found
    return found - {process.pid}


def alive(pids):
    return {pid for pid in pids if os.path.exists(f"/proc/{pid}")}  # noqa: PTH110 - short


def test_it_serves_until_ctrl_c_and_leaves_nothing_behind(tmp_path):
    port = free_port()
    process = start(tmp_path / "served", port)
    try:
        said = lines_until(process, "第一次启动")
        status = answer(port)
        running = children(process)
    finally:
        process.send_signal(signal.SIGINT)
    code = process.wait(20)

    assert (said[0], status, code) == (f"规矩已启动：http://127.0.0.1:{port}/（按 Ctrl-C 停止）", 200, 0)
    assert said[1].startswith(f"第一次启动：打开 http://127.0.0.1:{port}/start/first/ ，用一次性口令 ")
    assert len(running) >= 3
    assert alive(running) == set()
    assert process.stderr.read() == ""


def test_a_taken_port_is_said_with_a_free_one(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path / "served", port, "--lang", "en")
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (2, "")
    assert err.startswith(f"port {port} is taken; try: guiju serve --port ")


@pytest.mark.parametrize(("host", "named"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_away_from_this_machine_its_own_names_are_good_hosts(host, named, monkeypatch):
    from guiju.cli import serve

    monkeypatch.setenv("GUIJU_HOSTS", "shop.example")
    hosts = serve._surroundings(host)["GUIJU_HOSTS"].split(",")

    assert hosts[0] == "shop.example"
    assert (socket.gethostname() in hosts) is named
