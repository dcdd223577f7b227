"""Turns the results of the benchmarks into docs/benchmarks.md: tables in words, rounded, with aims and baselines."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]  # one JSON object of a benchmark
NONE = "—"
HEAD = """# Benchmarks

`make bench` measures these in one run on one machine and writes this page. Each figure stands beside what it is held
against and what it should be. A ratio is Guiju's figure divided by the baseline's: below 1 × Guiju is the faster or
the smaller. Nothing here is a test.

Machine: {machine}. Run: {when},
{load}.
"""
COMPILING = """
Both start with nothing kept: Guiju with an empty cache, Beancount 3 without its pickle cache. A clause is a heading,
a sentence and a block of three rules with two formulas; a transaction of the ledger is four lines. Beancount reads
with a parser in C, Guiju in Python, and Guiju also checks types and units of formulas and the figures of the prose.
"""
BONUSES = """
From arrays of inputs to cents. OpenFisca computes in 32-bit floats; Guiju falls back to exact fractions where a float
could be on the wrong side of a cent. A sample of {sample:,} was held against exact fractions.
"""
IMPORTING = """
A report of {rows:,} orders as Taobao writes it: GB18030, {size} MB. Guiju recognises it, reads and checks every cell,
replaces buyers by keyed hashes, keeps what it cannot read, and commits Parquet files. The baseline transcodes the file
to UTF-8 and reads it with Polars, without looking at anything.
"""
SCALING = """
Twelve metrics by day, shop and channel over a year of {orders:,} orders and {visits:,} visits. The SQL by hand reads
the same files and stops at its rows; Guiju goes on to exact figures by columns, each with its coverage and its reason
where it is missing.
"""
THROUGH = """
An export of {orders:,} orders of the running month, as Taobao writes it, handed in to a house with the demo's roster
and regulation: the worker imports it, measures every grain and dimension that is kept, and scores and pays anew. Tryton
makes as many draft orders, without computing anything from them.
"""
PLANNING = """
{pieces:,} pieces of work by {duties} duties, for people of whom one in ten comes, moves or goes. Guiju tells the
working day, the hours of the group and the deadline of each; dateutil.rrule only says whether a day is one of the
rule's. It was asked for {sample} people, the time is for all.
"""
REGISTERS = """
A form of {records:,} records in SQLite, each with nine fields of which four are listed. Guiju asks the cells of the
fields; the baseline filters and sorts the answers by ``json_extract`` over the same rows, and shows fifty.
"""
WORKING = """
{writers} processes complete work as their people would by a page: each completion checks rights and version, writes
the piece, its step and an entry of the ledger in one transaction, and syncs to the disk. Plain sqlite3 is one process
that commits rows of the same size with nothing around them: what this disk bears.
"""
TODAY = """
{rows:,} pieces of work of a thousand people in fifty groups, a dozen of each still open. The whole answer to a
signed-in request, its SQL included: what is due comes first, and the group after it.
"""
SERVING = """
Asked over HTTP by the director, {times} times each, in the demo's department and again with 1,000 people in it. No page
loads anything from another host{hosts}.
"""
PEERS = """
Measured on such a machine: Horilla with 1,126 employees needs {list_ms:,} ms and 1,275 queries for its list of
employees, 342 ms for its home page and 292–362 MiB; Tryton with 1,000 employees needs 62–407 ms for a list of 80 rows
and 95–101 MiB. From nothing to the first page, such peers took {peers} s.
"""


IMPACT = """
{outcomes:,} outcomes under a text and an amendment of it, everybody with figures of their own, told as {progress} steps
of progress. One by one is what the page of a person does: score them alone and explain it, for a sample of {sample}
people and months, stretched to all.
"""


def page(results: Sequence[Row]) -> str:
    """Return the whole page."""
    found: dict[str, list[Row]] = {}
    for row in results:
        found.setdefault(row["what"], []).append(row)
    text = HEAD.format(machine=machine(), when=datetime.now(UTC).date().isoformat(), load=load())
    sections = (
        (compiling, "compile"),
        (bonuses, "bonuses"),
        (metrics, "metrics"),
        (scaling, "scale"),
        (importing, "import"),
        (through, "orders"),
        (planning, "planning"),
        (impact, "impact"),
        (completions, "completions"),
    )
    for section, what in sections:
        text += "".join(section(row) for row in found.get(what, ()))
    return text + today(found.get("today", ())) + registers(found.get("register", ())) + serving(found)


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


def compiling(row: Row) -> str:
    """Compile and check, against Beancount."""
    what = f"{row['clauses']:,} clauses ({row['lines']:,} lines), from nothing"
    rows = [
        (what, seconds(row["guiju_s"]), f"Beancount, as many lines: {seconds(row['beancount_s'])}",
         times(row["ratio"]), "≤ 1 ×"),
        ("once more, one clause with another figure", seconds(row["one_clause_edited_s"]), NONE, NONE, "≤ 0.1 s"),
        ("once more, one clause a line longer", seconds(row["one_clause_longer_s"]), NONE, NONE, "≤ 0.1 s"),
    ]  # fmt: skip
    return "\n## Compile and check\n" + COMPILING + table(("", "Guiju", "baseline", "ratio", "aim"), rows)


def bonuses(row: Row) -> str:
    """A million bonuses, against OpenFisca."""
    rows = [
        ("time", seconds(row["guiju_s"]), seconds(row["openfisca_s"]), times(row["ratio"])),
        ("off by a cent or more", f"{row['guiju_wrong']:.2%}", f"{row['openfisca_wrong']:.2%}", NONE),
        ("computed once more in fractions", f"{row['recomputed']:,} rows", NONE, NONE),
    ]
    head = f"\n## {row['people']:,} bonuses to the cent\n" + BONUSES.format(sample=row["sample"])
    return head + table(("", "Guiju", "OpenFisca", "ratio"), rows)


def metrics(row: Row) -> str:
    """Metrics over a year of orders."""
    rows = [
        ("to SQL, once for an edition", seconds(row["compile_s"])),
        (f"by day: {row['figures']:,} figures", seconds(row["by_day_s"])),
        ("by month and shop", seconds(row["by_shop_s"])),
    ]
    return f"\n## Six metrics over {row['orders']:,} orders of a year\n" + table(("", "Guiju"), rows)


def scaling(row: Row) -> str:
    """Very many rows, against SQL written by hand."""
    rows = [
        (f"a month from its rows: {row['figures']:,} figures", seconds(row["month_s"]),
         seconds(row["month_by_hand_s"]), times(row["month_ratio"]), "≤ 1.3 ×"),
        (f"the year from stored days: {row['year_figures']:,} figures", seconds(row["year_s"]),
         seconds(row["year_by_hand_s"]), times(row["year_ratio"]), "≤ 0.05 ×"),
        ("the year for the first time, which stores the days", seconds(row["year_first_s"]), NONE, NONE, NONE),
        ("peak memory", f"{row['peak_mb']:,} MB", NONE, NONE, "≤ 1,500 MB"),
    ]  # fmt: skip
    return "\n## Millions of rows\n" + SCALING.format(**row) + table(("", "Guiju", "by hand", "ratio", "aim"), rows)


def importing(row: Row) -> str:
    """A large file into the lake, against reading it and nothing else."""
    rows = [
        ("time", seconds(row["guiju_s"]), seconds(row["bare_s"]), times(row["ratio"]), f"≤ {row['aim_ratio']} ×"),
        ("peak memory", f"{row['guiju_MB']:,} MB", f"{row['bare_MB']:,} MB", times(row["guiju_MB"] / row["bare_MB"]),
         f"≤ {row['aim_MB']} MB"),
    ]  # fmt: skip
    head = "\n## Import of a large file\n" + IMPORTING.format(rows=row["rows"], size=row["file_MB"])
    return head + table(("", "Guiju", "transcode and read", "ratio", "aim"), rows)


def through(row: Row) -> str:
    """Orders from a file to figures on a page, against making drafts."""
    rows = [
        ("from the file handed in to the page", seconds(row["seconds"]), seconds(row["tryton_s"]), times(row["ratio"]),
         f"≤ {row['aim_s']} s"),
        ("of which the worker", seconds(row["worker_s"]), NONE, NONE, NONE),
        ("processor time of all", seconds(row["processor_s"]), NONE, NONE, NONE),
    ]  # fmt: skip
    head = "\n## From an export to figures on the page\n" + THROUGH.format(orders=row["orders"])
    return head + table(("", "Guiju", "Tryton's drafts", "ratio", "aim"), rows)


def completions(row: Row) -> str:
    """Many who complete work at once."""
    rows = [
        ("completions a minute", f"{row['per_minute']:,}", f"{row['plain_per_minute']:,}",
         times(row["per_minute"] / row["plain_per_minute"]), f"≥ {row['aim_per_minute']:,}"),
        ("lock errors", f"{row['errors']:,}", NONE, NONE, "0"),
        ("lost writes", f"{row['lost']:,}", NONE, NONE, "0"),
        ("breaks in the chain of the ledger", f"{row['broken']:,}", NONE, NONE, "0"),
        ("slowest of all", milliseconds(row["slowest_ms"]), NONE, NONE, NONE),
    ]  # fmt: skip
    head = f"\n## {row['writers']} writers on SQLite, for {row['seconds']} s\n" + WORKING.format(**row)
    return head + table(("", "Guiju", "plain sqlite3", "ratio", "aim"), rows)


def today(found: Sequence[Row]) -> str:
    """Today over very many pieces of work."""
    if not found:
        return ""
    rows = [
        (row["part"], row["store"], milliseconds(row["p50_ms"]), milliseconds(row["slowest_ms"]),
         "–".join(str(one) for one in sorted({row["queries"][0], row["queries"][-1]})), str(row["KiB"]),
         f"≤ {row['aim_ms']} ms")
        for row in found
    ]  # fmt: skip
    head = "\n## Today over very many pieces of work\n" + TODAY.format(**found[0])
    return head + table(("", "store", "p50", "slowest", "queries", "KiB", "aim"), rows)


def registers(found: Sequence[Row]) -> str:
    """Pages of a register with very many records, against filtering JSON."""
    if not found:
        return ""
    rows = [
        (row["page"], milliseconds(row["ms"]), milliseconds(row["json_ms"]), times(row["ms"] / row["json_ms"]),
         str(row["queries"]), f"≤ {row['aim_ms']} ms")
        for row in found
    ]  # fmt: skip
    head = "\n## A register of very many records\n" + REGISTERS.format(records=found[0]["records"])
    return head + table(("page", "Guiju", "JSON", "ratio", "queries", "aim"), rows)


def serving(found: Mapping[str, list[Row]]) -> str:
    """The web pages: their times in one table, then the first page and the memory."""
    pages = found.get("page", [])
    if not pages:
        return ""
    names = list(dict.fromkeys(row["page"] for row in pages))
    stores = list(dict.fromkeys(row["store"] for row in pages))
    cells = {(row["page"], row["store"]): row for row in pages}
    rows = [(name, *(cell for store in stores for cell in _page(cells[name, store]))) for name in names]
    titles = ("page", *(f"{store}: {title}" for store in stores for title in ("p50", "p95", "KiB", "queries")))
    first = pages[0]
    outside = max(row["outside_hosts"] for row in pages)
    text = "\n## Pages\n" + SERVING.format(times=first["times"], hosts=f" but {outside}" if outside else "")
    text += table(titles, rows)
    slowest = max(row["p50_ms"] for row in pages)
    peers, rest = NONE, list[tuple[str, ...]]()
    rest.append(("slowest p50", milliseconds(slowest), f"Horilla's list: {milliseconds(first['horilla_list_ms'])}",
                 times(slowest / first["horilla_list_ms"]), f"≤ {first['aim_p50_ms']} ms"))  # fmt: skip
    for row in found.get("memory", ()):
        rest.append((f"memory of a worker after these pages, {row['store']}", f"{row['MiB']:.0f} MiB",
                     "Tryton: 95–101 MiB, Horilla: 292–362 MiB", NONE, f"≤ {row['aim_MiB']} MiB"))  # fmt: skip
    for row in found.get("first page", ()):
        peers = str(row["peers_s"]).replace("-", "–")
        rest.append(("from an empty store to the first page of the demo", seconds(row["seconds"]),
                     f"peers: {peers} s", NONE, f"≤ {row['aim_s']} s"))  # fmt: skip
    text += table(("", "Guiju", "baseline", "ratio", "aim"), rest)
    return text + PEERS.format(list_ms=first["horilla_list_ms"], peers=peers)


def _page(row: Row) -> tuple[str, ...]:
    queries = NONE if row["queries"] is None else str(row["queries"])
    return milliseconds(row["p50_ms"]), milliseconds(row["p95_ms"]), str(row["KiB"]), queries


def planning(row: Row) -> str:
    """A year of duties, against dateutil."""
    rows = [
        ("called per person and day", seconds(row["guiju_s"]), seconds(row["dateutil_s"]), part(row["ratio"]),
         f"≤ {part(row['aim_ratio'])}"),
        ("called once per person", seconds(row["guiju_s"]), seconds(row["dateutil_year_s"]), times(row["ratio_year"]),
         NONE),
    ]  # fmt: skip
    head = f"\n## A year of duties for {row['people']:,} people\n" + PLANNING.format(**row)
    return head + table(("dateutil", "Guiju", "dateutil.rrule", "ratio", "aim"), rows)


def impact(row: Row) -> str:
    """Months under two texts, against everybody one by one."""
    cells = (
        "outcomes, bounds and duties of both texts",
        seconds(row["guiju_s"]),
        seconds(row["one_by_one_s"]),
        part(row["ratio"]),
        f"≤ {seconds(row['aim_s'])}",
    )
    head = f"\n## Two regulations over {row['months']} months for {row['people']:,} people\n" + IMPACT.format(**row)
    return head + table(("seconds of the processor", "Guiju", "one by one", "ratio", "aim"), [cells])


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are set to the right."""
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *rows]
    return "\n" + "".join("| " + " | ".join(line) + " |\n" for line in lines)


def seconds(value: float) -> str:
    """Seconds with the digits that count: three below one, so that a missed aim shows."""
    return f"{value:.0f} s" if value >= 10 else f"{value:.1f} s" if value >= 1 else f"{value:.3g} s"


def milliseconds(value: float) -> str:
    """Whole milliseconds."""
    return f"{value:,.0f} ms"


def part(value: float) -> str:
    """A small ratio, as one part of many."""
    return f"1/{1 / value:.0f}"


def times(value: float) -> str:
    """A ratio."""
    return f"{value:.1f} ×" if value >= 1 else f"{value:.2f} ×"
