"""Compile and check a document of 1,000 clauses and the library's regulations, against Beancount loading as many lines.

Prints one JSON object: seconds of all, their ratios, and the seconds after one clause is edited. Each is the best of
a few runs in processes of their own, without what imports take. The 1,000 clauses are made up and as dense as a
clause can be; the library's are those that people read. There are two kinds of ledger: of the plainest transactions,
and the one that Beancount's own generator makes for such measurements.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import baseline

CLAUSES = 1_000
LIBRARY = Path(__file__).resolve().parent.parent / "regulations"
TIMES = 3
HEAD = """---
regulation: bench
title: 基准
version: 1
effective: 2026-01-01
---

# 组织 {#org}

一个小组。

```yaml 规矩
单位:
  推广组: {负责人: 推广组长}
岗位:
  推广组长: {单位: 推广组}
```
"""
CLAUSE = """
## 条 {number} {{#c{number}}}

本条的销售额以付款时间为准，花费以报表为准，比值不低于 {target}。

```yaml 规矩
指标:
  销售额{number}: {{算法: 合计(订单.实付金额 其中 订单.状态 = "交易成功"), 单位: 元, 方向: 越高越好}}
  比值{number}: {{算法: 销售额{number} / 合计(推广.花费), 单位: 倍, 方向: 越高越好, 达成: 比值}}
目标:
  比值{number}: {{值: {target}, 对象: 推广组, 周期: 月, 制定: 推广组长}}
```
"""
BEANCOUNT = """
import os, sys, time
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"
from beancount import loader
start = time.perf_counter()
entries, errors, options = loader.load_file(sys.argv[1])
assert len(entries) > 100, errors[:1]
print(time.perf_counter() - start)
"""


def document(edited: int | None = None) -> str:
    """Return the text of the document; ``edited`` is the number of a clause with another figure."""
    clauses = (CLAUSE.format(number=n, target="3.7" if n == edited else "3.5") for n in range(CLAUSES))
    return HEAD + "".join(clauses)


def ledger(lines: int) -> str:
    """Return a ledger of about this many lines: transactions of two postings."""
    head = "2020-01-01 open Assets:Cash CNY\n2020-01-01 open Expenses:Ads CNY\n\n"
    entry = '2026-01-01 * "ad {n}"\n  Expenses:Ads  {n}.50 CNY\n  Assets:Cash  -{n}.50 CNY\n\n'
    return head + "".join(entry.format(n=n) for n in range(1, lines // 4))


def example(folder: Path, lines: int) -> Path:
    """Write about so many lines of the ledger of a household that Beancount makes up, a year being 2,360 of them."""
    book = folder / "example.beancount"
    begin = f"{2026 - round(lines / 2360)}-01-01"
    dates = ("--date-begin", begin, "--date-end", "2026-01-01", "--date-birth", "1985-01-01")
    baseline.run(str(baseline.python("beancount").with_name("bean-example")), "--seed", "1", *dates, "-o", str(book))
    return book


def compiled(folder: Path) -> tuple[float, float, float]:
    """Seconds to compile from nothing, with a figure changed, and with a line more."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang import Cache
    from guiju.lang import compile as compile_regulation

    facts = catalogue(load_schemas())
    path, seconds, cache = folder / "bench.md", list[float](), Cache()
    edited = document(edited=1)
    for text in (document(), edited, edited.replace("比值不低于", "比值\n不低于", 1)):
        path.write_text(text, encoding="utf-8")
        start = time.perf_counter()
        found = compile_regulation(path, facts, cache=cache)
        seconds.append(time.perf_counter() - start)
        errors = [d for d in found.diagnostics if d.level == "error"]
        if errors:
            raise SystemExit(f"the bench document has errors: {errors[:2]}")
    return seconds[0], seconds[1], seconds[2]


def library() -> tuple[float, int, int]:
    """Seconds to compile every regulation of the library, one after another, and their lines and clauses."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang import compile as compile_regulation

    facts = catalogue(load_schemas())
    start = time.perf_counter()
    found = [compile_regulation(path, facts) for path in sorted(LIBRARY.glob("*.md"))]
    took = time.perf_counter() - start
    if not all(one.ok for one in found):
        raise SystemExit("a regulation of the library has errors")
    lines = sum(source.text.count("\n") for one in found for source in one.sources)
    return took, lines, sum(len(one.regulation.clauses) for one in found)


def loaded(folder: Path, lines: int) -> dict[str, float]:
    """Seconds in which Beancount loads ledgers of about so many lines: a plain one and a household's."""
    script, plain = folder / "load.py", folder / "plain.beancount"
    script.write_text(BEANCOUNT, encoding="utf-8")
    plain.write_text(ledger(lines), encoding="utf-8")
    household = example(folder, lines)
    took = {
        book: min(float(baseline.run(str(baseline.python("beancount")), str(script), str(book))) for _ in range(TIMES))
        for book in (plain, household)
    }
    return {
        "beancount_s": took[plain],
        "example_s": took[household],
        "example_lines": household.read_text(encoding="utf-8").count("\n"),
    }


def main() -> None:
    """Run all and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [json.loads(baseline.run(sys.executable, __file__, name)) for _ in range(TIMES)]
        cold, edited, longer = (min(one) for one in zip(*ours, strict=True))
        real = [json.loads(baseline.run(sys.executable, __file__, "library")) for _ in range(TIMES)]
        took, real_lines, real_clauses = min(real)
        lines = document().count("\n")
        peer, other = loaded(folder, lines), loaded(folder, real_lines)
    found = {
        "what": "compile",
        "clauses": CLAUSES,
        "lines": lines,
        "guiju_s": cold,
        "one_clause_edited_s": edited,
        "one_clause_longer_s": longer,
        **peer,
        "library_lines": real_lines,
        "library_clauses": real_clauses,
        "library_s": took,
        **{f"library_{key}": value for key, value in other.items()},
    }
    json.dump({key: round(one, 3) if isinstance(one, float) else one for key, one in found.items()}, sys.stdout)
    print()


if __name__ == "__main__":
    if sys.argv[1:] == ["library"]:  # one run, in this process
        print(json.dumps(library()))
    elif len(sys.argv) > 1:
        print(json.dumps(compiled(Path(sys.argv[1]))))
    else:
        main()
