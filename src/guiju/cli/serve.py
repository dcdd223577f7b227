"""guiju serve: the pages, the background worker and the ticker, until Ctrl-C."""

import argparse
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import FrameType

from guiju.cli import state

TICK = 60.0  # seconds between two looks whether figures are out of date
DAY = 86400.0
PATIENCE = 10.0  # seconds that processes get to finish what they are at
FREE_PORTS = 20
ENDS, SPAN = 5, 300.0  # so many ends of one process in so many seconds are no accident
LOG = logging.getLogger("guiju.serve")
LOCAL = {"127.0.0.1", "localhost", "::1"}


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 (address to listen on)")
    parser.add_argument("--port", type=int, default=8000, help="端口 (port)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 2 when the port is taken, the pages end by themselves or another process ever again."""
    signal.signal(signal.SIGTERM, _stop)  # from the first: the first process of a container ends by no other way
    try:
        return _serve(args)
    except _Stopped:
        return 0


def _serve(args: argparse.Namespace) -> int:
    chinese = state.ready(args.lang) == "zh"
    if not _is_free(args.host, args.port):
        free = next((port for port in range(args.port + 1, args.port + FREE_PORTS) if _is_free(args.host, port)), 0)
        print(
            f"端口 {args.port} 已被占用；试试：guiju serve --port {free}"
            if chinese
            else f"port {args.port} is taken; try: guiju serve --port {free}",
            file=sys.stderr,
        )
        return 2
    with _processes(_commands(args.host, args.port), _surroundings(args.host)) as running:
        url = f"http://{'127.0.0.1' if args.host in {'0.0.0.0', '::'} else args.host}:{args.port}/"  # noqa: S104 - asked for
        print(
            f"规矩已启动：{url}（按 Ctrl-C 停止）" if chinese else f"Guiju is up: {url} (Ctrl-C stops it)", flush=True
        )
        _first_account(url, chinese=chinese)
        return _watch(running, chinese=chinese)


@dataclass(slots=True)
class _Kept:
    """A process that is started again when it ends by itself; ``ends`` are the times at which it did."""

    command: list[str]
    surroundings: Mapping[str, str]
    process: subprocess.Popen[bytes]
    ends: list[float] = field(default_factory=list)


Running = list[_Kept]


def _commands(host: str, port: int) -> tuple[list[str], ...]:
    """What runs: one web worker, which holds no heavy library, one for imports and figures, and what time brings."""
    web = ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1"]
    threads = ["--blocking-threads", "4", "--log-level", "warning", "--respawn-failed-workers"]
    return (
        [sys.executable, *web, *threads, "guiju.project.wsgi:application"],
        [sys.executable, "-m", "guiju.project.worker"],
        [sys.executable, "-m", "guiju.project.ticker"],
    )


def _surroundings(host: str) -> dict[str, str]:
    """The environment of the processes; away from this machine, its own names are good host names too."""
    found = dict(os.environ)
    if host not in LOCAL:
        name = socket.gethostname()
        addresses = {host, name, socket.getfqdn(), *_addresses(name)}
        found["GUIJU_HOSTS"] = ",".join([found.get("GUIJU_HOSTS", ""), *sorted(addresses)]).strip(",")
    return found


def _addresses(name: str) -> set[str]:
    try:
        return {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError:
        return set()


@contextlib.contextmanager
def _processes(commands: tuple[list[str], ...], surroundings: Mapping[str, str]) -> Iterator[Running]:
    """The processes, each out of reach of the terminal's Ctrl-C, so that we stop them in order and once."""
    running = [_Kept(command, surroundings, _start(command, surroundings)) for command in commands]
    before = {name: signal.signal(name, _stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield running
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
        for one in running:
            one.process.terminate()
        end = time.monotonic() + PATIENCE
        for process in (one.process for one in running):
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # with what it started itself: each leads a group of its own
                process.wait()


def _start(command: list[str], surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=dict(surroundings), start_new_session=True)


class _Stopped(BaseException):
    """Somebody asked us to stop: no error, and nothing on the way may take it for one."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stopped


def _watch(running: Running, *, chinese: bool) -> int:
    """Keep all alive until stopped, and let the worker refresh what time or a command has made out of date."""
    due = swept = time.monotonic()
    while all(_lives(one, again=one is not running[0], chinese=chinese) for one in running):
        now = time.monotonic()
        if now >= due:
            due = now + TICK
            _tick(sweep=now >= swept)
            swept = now + DAY if now >= swept else swept
        time.sleep(0.2)
    return 2


def _lives(one: _Kept, *, again: bool, chinese: bool) -> bool:
    """Whether a process runs, be it again: one that was killed is made anew, and takes up what it was at."""
    code = one.process.poll()
    if code is None:
        return True
    name, now = one.command[2].rpartition(".")[2], time.monotonic()
    one.ends = [*(at for at in one.ends if now - at < SPAN), now]
    again = again and len(one.ends) < ENDS
    then = ("重新启动" if again else "停止服务") if chinese else ("it starts again" if again else "all stops")
    print(
        f"{name} 自己退出了（{code}），{then}" if chinese else f"{name} ended by itself ({code}): {then}",
        file=sys.stderr,
    )
    if again:
        one.process = _start(one.command, one.surroundings)
    return again


def _tick(*, sweep: bool) -> None:
    """Ask for what is due; a database that is away for a while takes nothing down with it."""
    from django.db import Error, close_old_connections, connection

    from guiju.apps.figures.actions import refreshing
    from guiju.project import housekeeping
    from guiju.project.logs import first_line

    try:
        refreshing.request_refresh()
        if sweep:
            housekeeping.sweep.enqueue()
    except Error as error:
        LOG.warning("the database is away or busy: %s; the next look is in %s seconds", first_line(error), TICK)
        connection.close()
    close_old_connections()


def _first_account(url: str, *, chinese: bool) -> None:
    """On the very first start, whoever reads this window makes the account of the administrator.

    Where the pages have an address of their own, plain requests to this machine may not be answered.
    """
    from django.conf import settings

    from guiju.apps.people import firstcode

    code, url = firstcode.issue(), settings.GUIJU_URL or url
    if code:
        print(
            f"第一次启动：打开 {url}start/first/ ，用一次性口令 {code} 建立管理员账号"
            if chinese
            else f"First start: open {url}start/first/ and make the administrator with the one-time code {code}",
            flush=True,
        )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
