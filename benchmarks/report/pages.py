"""What people wait for: work done and shown, registers, the desk, the pages of the web."""

from collections.abc import Mapping, Sequence

from benchmarks.report.cells import NONE, Row, milliseconds, seconds, table, times

THROUGH = """
An export of {orders:,} orders of the running month, as Taobao writes it, handed in to a house with the demo's roster
and regulation: the worker imports it, measures every grain and dimension that is kept, and scores and pays anew. Tryton
makes as many draft orders, without computing anything from them.
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
WRITING = """
What the desk answers to a stroke in one of {clauses:,} clauses: the words, or a formula in the form of its rule;
checked against all others and the floors of law, read back, with the figures of today. The baseline compiles all anew.
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


def writing(row: Row) -> str:
    """A stroke of somebody who writes, against a checker without memory."""
    rows = [
        (what, milliseconds(row[f"{key}_p50_ms"]), milliseconds(row[f"{key}_slowest_ms"]), milliseconds(row["anew_ms"]),
         times(row[f"{key}_p50_ms"] / row["anew_ms"]), f"≤ {row['aim_ms']} ms")
        for what, key in (("a figure of the words", "words"), ("the formula of a rule", "rule"))
    ]  # fmt: skip
    head = f"\n## A stroke in {row['clauses']:,} clauses\n" + WRITING.format(**row)
    return head + table(("", "p50", "slowest", "compiled anew", "ratio", "aim"), rows)
