"""Turns the results of the benchmarks into docs/benchmarks.md: tables in words, rounded, with aims and baselines."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report.cells import Row
from benchmarks.report.engines import bonuses, compiling, impact, importing, metrics, planning, scaling
from benchmarks.report.pages import completions, registers, serving, through, today, writing

HEAD = """# Benchmarks

`make bench` measures these in one run on one machine and writes this page. Each figure stands beside what it is held
against and what it should be. A ratio is Guiju's figure divided by the baseline's: below 1 × Guiju is the faster or
the smaller. Nothing here is a test.

Machine: {machine}. Run: {when},
{load}.
"""


def page(results: Sequence[Row]) -> str:
    """Return the whole page."""
    head = HEAD.format(machine=machine(), when=datetime.now(UTC).date().isoformat(), load=load())
    return head + "".join(sections(results))


def again(text: str, results: Sequence[Row]) -> str:
    """The page with the sections of these results in place of those it had, each saying that it was run by itself."""
    for section in sections(results):
        title = section.strip().partition("\n")[0]
        told = f"{section}\nRun again by itself: {datetime.now(UTC).date().isoformat()}, {load()}.\n"
        before, found, after = text.partition(f"\n{title}\n")
        rest = after.find("\n## ")
        text = before + told + (after[rest:] if found and rest >= 0 else "")
    return text


def sections(results: Sequence[Row]) -> list[str]:
    """The text of each section of which there are results, in their order."""
    found: dict[str, list[Row]] = {}
    for row in results:
        found.setdefault(row["what"], []).append(row)
    made = (
        (compiling, "compile"),
        (bonuses, "bonuses"),
        (metrics, "metrics"),
        (scaling, "scale"),
        (importing, "import"),
        (through, "orders"),
        (planning, "planning"),
        (impact, "impact"),
        (completions, "completions"),
        (writing, "writing"),
    )
    texts = [section(row) for section, what in made for row in found.get(what, ())]
    texts += [today(found.get("today", ())), registers(found.get("register", ())), serving(found)]
    return [text for text in texts if text]


def machine() -> str:
    """What this runs on."""
    name = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    except OSError:
        pass  # no Linux
    return f"{platform.system()}, {name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def load() -> str:
    """How busy the machine was when the page was written, the benchmarks included."""
    return f"load average {os.getloadavg()[2]:.1f} over a quarter of an hour"
