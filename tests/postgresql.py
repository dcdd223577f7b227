"""A PostgreSQL of the tests' own: on a socket in a temporary folder, up in a second, gone with the tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

HOW_TO_GET_IT = "no PostgreSQL server is installed. On Debian or Ubuntu:  apt-get install postgresql"
INSTALLED = Path("/usr/lib/postgresql")  # where Debian keeps it, a folder for each version
OWNERS = ("postgres", "nobody")  # the server refuses to run as root
# Tests may lose everything when the machine fails; what they wait for is speed.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "40"}
PATIENCE = 60.0  # seconds until a server must answer, on a machine that many share
Account = dict[str, object]


def binaries() -> Path | None:
    """The folder of the newest server that is installed."""
    found = [path.parent for path in INSTALLED.glob("*/bin/initdb") if path.parents[1].name.isdecimal()]
    on_path = shutil.which("initdb")
    newest = max(found, key=lambda path: int(path.parent.name), default=None)
    return newest or (Path(on_path).parent if on_path else None)


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty server that is there as long as the block."""
    programs = binaries()
    if programs is None:
        raise LookupError(HOW_TO_GET_IT)
    account = _account()
    # Not in pytest's folders: the server's owner may not look into them, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="guiju-pg-", dir="/tmp"))
    if account:
        shutil.chown(folder, account["user"])
    try:
        _make(programs, folder / "data", account)
        server = _start(programs, folder, account)
        try:
            url = f"postgresql://guiju@/postgres?host={folder}"
            _wait(url, server, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, whoever is connected: nothing of it is kept
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> Account:
    """Whom the server belongs to: ourselves, or an ordinary user when we are root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = next(known[name] for name in OWNERS if name in known)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _make(programs: Path, data: Path, account: Account) -> None:
    kind = ["--no-sync", "--no-instructions", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    command = [str(programs / "initdb"), *kind, "--username=guiju", f"--pgdata={data}"]
    subprocess.run(command, check=True, capture_output=True, cwd="/", **account)  # type: ignore[call-overload]


def _start(programs: Path, folder: Path, account: Account) -> subprocess.Popen[bytes]:
    """The server as our child; where setpriv is at hand it also ends when we are killed."""
    options = {"listen_addresses": "", "unix_socket_directories": str(folder), "timezone": "UTC", **CARELESS}
    setpriv = shutil.which("setpriv")
    command = [setpriv, "--pdeathsig", "QUIT", "--"] if setpriv else []
    command += [str(programs / "postgres"), "-D", str(folder / "data")]
    command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", **account)  # type: ignore[call-overload]


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        with suppress(psycopg.OperationalError), psycopg.connect(url):
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")
