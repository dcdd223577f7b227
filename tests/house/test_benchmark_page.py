"""docs/benchmarks.md: a benchmark that is run by itself takes its section's place and leaves the others."""

from benchmarks.report import again, sections

ROW = {
    "what": "writing",
    "clauses": 1000,
    "words_p50_ms": 80.0,
    "words_slowest_ms": 90.0,
    "rule_p50_ms": 85.0,
    "rule_slowest_ms": 95.0,
    "anew_ms": 400.0,
    "ratio": 0.2,
    "aim_ms": 100,
}


def test_a_section_is_replaced_where_it_stood():
    [section] = sections([ROW])
    page = f"# Benchmarks\n{section}\n## After\n\nas it was\n"

    found = again(page, [ROW | {"words_p50_ms": 70.0}])

    assert found.startswith("# Benchmarks\n\n## A stroke in 1,000 clauses\n")
    assert (found.count("## A stroke"), found.count("| 70 ms"), found.count("| 80 ms")) == (1, 1, 0)
    assert "\nRun again by itself: " in found
    assert found.endswith("\n## After\n\nas it was\n")
