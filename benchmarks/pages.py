"""The demo's pages over HTTP: from nothing to the first page, medians, queries, memory, outside hosts.

Prints one JSON object for the first page, one for each page, and one for the worker. The peers' figures are those of
Horilla (employee list 1,649 ms with 1,275 queries, home 342 ms, 292-362 MiB) and Tryton (list of 80 rows
62-407 ms, 95-101 MiB), measured on such a machine with 1,126 and 1,000 employees.
"""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

GUIJU = Path(sys.executable).with_name("guiju")
PAGES = {
    "sign-in": "/sign-in/",
    "Today": "/",
    "Guiju": "/rulebook/",
    "Numbers": "/numbers/",
    "Score": "/score/",
    "Score, everybody's": "/score/people/",
    "People": "/people/",
    "Data sources": "/sources/",
}
TIMES = 30
ROUTE = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?(https?://[^"')\s>]+)""")


def main() -> None:
    """Build a demo in a fresh folder, serve it and measure."""
    home = Path(os.environ.get("GUIJU_BENCH_HOME") or tempfile.mkdtemp(prefix="guiju-bench-"))
    fresh = not any(home.iterdir())
    environment = {**os.environ, "GUIJU_HOME": str(home), "GUIJU_DEMO": "1"}
    start = time.perf_counter()
    subprocess.run([GUIJU, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
    serve(environment, start if fresh else None, "demo")
    crowd = Path(__file__).with_name("crowd.txt").read_text()
    script = [sys.executable, "-c", crowd, str(home / "crowd.xlsx")]
    subprocess.run(script, env=environment, check=True, stdout=subprocess.DEVNULL)
    serve(environment, None, "1,000 people")
    if fresh:
        shutil.rmtree(home, ignore_errors=True)


def serve(environment: dict[str, str], start: float | None, store: str) -> None:
    """Serve the store and measure; ``store`` says what is in it.

    With ``start`` also say how long it took until the first page.
    """
    port = free_port()
    server = subprocess.Popen([GUIJU, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(base + PAGES["sign-in"])
        if start is not None:
            say({"what": "first page", "seconds": round(time.perf_counter() - start, 1),
                 "aim_s": 60, "peers_s": "220-270"})  # fmt: skip
        measure(base, server.pid, environment, store)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


def measure(base: str, process: int, environment: dict[str, str], store: str) -> None:
    """Time each page as the director, then read the worker's memory."""
    client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = client.open(base + PAGES["sign-in"]).read().decode()
    timed("sign-in", store, client, base + PAGES["sign-in"], queries=None)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise SystemExit("no form on the sign-in page")
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
    request = urllib.request.Request(base + "/sign-in/as/director/", data=form, headers={"Referer": base})
    client.open(request).read()
    counted = count_queries(environment)
    for name, route in PAGES.items():
        if name != "sign-in":
            timed(name, store, client, base + route, queries=counted.get(route))
    say({"what": "memory", "store": store, "MiB": worker_memory(process), "aim_MiB": 200})


def timed(name: str, store: str, client: urllib.request.OpenerDirector, url: str, *, queries: int | None) -> None:
    """Ask ``TIMES`` times and print the figures of one page."""
    seconds, body = [], ""
    for _ in range(TIMES + 3):
        start = time.perf_counter()
        body = client.open(url).read().decode()
        seconds.append(time.perf_counter() - start)
    times = [second * 1000 for second in sorted(seconds[3:])]
    say({"what": "page", "page": name, "store": store, "times": TIMES,
         "p50_ms": round(statistics.median(times), 1), "p95_ms": round(times[-2], 1),
         "KiB": len(body.encode()) // 1024, "queries": queries, "outside_hosts": len(set(ROUTE.findall(body))),
         "aim_p50_ms": 100, "horilla_list_ms": 1649})  # fmt: skip


def count_queries(environment: dict[str, str]) -> dict[str, int]:
    """Ask each page once in a process that counts its queries."""
    script = Path(__file__).with_name("queries.txt")
    done = subprocess.run([sys.executable, "-c", script.read_text(), *PAGES.values()], env=environment, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return dict(json.loads(done.stdout))


def worker_memory(process: int) -> float:
    """Return the largest proportional memory of the server's processes that answer pages, in MiB."""
    children = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True, check=False).stdout.split()
    sizes = []
    for pid in [str(process), *children, *(grandchild for child in children for grandchild in descendants(child))]:
        try:
            if "guiju.project.worker" in Path(f"/proc/{pid}/cmdline").read_text():  # it imports and measures
                continue
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
        sizes.append(int(found[1]) / 1024 if found else 0)
    return round(max(sizes, default=0), 1)


def descendants(pid: str) -> list[str]:
    """Return the children of a process."""
    return subprocess.run(["pgrep", "-P", pid], capture_output=True, text=True, check=False).stdout.split()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until the page answers; a minute is too long."""
    for _ in range(600):
        try:
            urllib.request.urlopen(url).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} did not answer")


def say(row: dict[str, object]) -> None:
    """Print one result."""
    print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
