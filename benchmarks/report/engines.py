"""What compiles, computes, imports and plans, against its baselines."""

from benchmarks.report.cells import NONE, Row, part, seconds, table, times

COMPILING = """
Both start with nothing kept: Guiju with an empty cache, Beancount 3 without its pickle cache. A dense clause is a
heading, a sentence and a block of three rules with two formulas; the library are the regulations that come with Guiju,
one after another. A transaction of the plain ledger is four lines, the household is what Beancount's own generator
makes up for measurements. Beancount reads with a parser in C, Guiju in Python, and Guiju also checks types and units of
formulas and the figures of the prose.
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
Twelve metrics by day, shop and channel over a year of {orders:,} orders and {visits:,} visits, of which one month has
{month_orders:,} and {month_visits:,}. The SQL by hand reads the same files and stops at its rows; Guiju goes on to
exact figures by columns, each with its coverage and its reason where it is missing.
"""
PLANNING = """
{pieces:,} pieces of work by {duties} duties, for people of whom one in ten comes, moves or goes. Guiju tells the
working day, the hours of the group and the deadline of each; dateutil.rrule only says whether a day is one of the
rule's. It was asked for {sample} people, the time is for all.
"""
IMPACT = """
{outcomes:,} outcomes under a text and an amendment of it, everybody with figures of their own, told as {progress} steps
of progress. One by one is what the page of a person does: score them alone and explain it, for a sample of {sample}
people and months, stretched to all.
"""


def compiling(row: Row) -> str:
    """Compile and check, against Beancount."""
    dense = f"{row['clauses']:,} dense clauses ({row['lines']:,} lines), from nothing"
    real = f"the library ({row['library_clauses']:,} clauses, {row['library_lines']:,} lines), from nothing"
    rows = [
        *_against(dense, row["guiju_s"], {key: row[key] for key in LEDGERS}),
        *_against(real, row["library_s"], {key: row[f"library_{key}"] for key in LEDGERS}),
        ("1,000 once more, one clause with another figure", seconds(row["one_clause_edited_s"]), NONE, NONE, "≤ 0.1 s"),
        ("1,000 once more, one clause a line longer", seconds(row["one_clause_longer_s"]), NONE, NONE, "≤ 0.1 s"),
    ]
    return "\n## Compile and check\n" + COMPILING + table(("", "Guiju", "baseline", "ratio", "aim"), rows)


LEDGERS = ("beancount_s", "example_s", "example_lines")


def _against(what: str, took: float, peer: Row) -> list[tuple[str, ...]]:
    """The rows of one thing that is compiled, against both ledgers."""
    plain, household = peer["beancount_s"], peer["example_s"]
    said = f"Beancount, a household of {peer['example_lines']:,} lines: {seconds(household)}"
    return [
        (what, seconds(took), f"Beancount, as many plain lines: {seconds(plain)}", times(took / plain), "≤ 1 ×"),
        ("the same", seconds(took), said, times(took / household), "≤ 1 ×"),
    ]


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
        (f"the large month from its rows: {row['figures']:,} figures", seconds(row["month_s"]),
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
