"""What rules say of themselves: cases/said end with the sentences of their rules in both languages.

``GUIJU_CASES=update`` writes the sentences that were found into the cases; then read the diff.
"""

import os
from pathlib import Path

import pytest

from guiju.lang.readback import sentence
from lang import sample

CASES = sorted((Path(__file__).parents[1] / "cases/said").glob("*.md"))
MARK = "\n```said\n"
TOLD = ("duty", "schedule", "form", "raci", "prohibition", "publication")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_rule_says_itself_in_both_languages(path):
    text, _, expected = path.read_text("utf-8").partition(MARK)
    regulation = sample.compiled(text + "\n").regulation
    rules = [rule for rule in regulation.rules if rule.kind in TOLD]
    said = "\n".join(f"{sentence(rule, regulation, 'zh')}\n{sentence(rule, regulation, 'en')}\n" for rule in rules)
    if os.environ.get("GUIJU_CASES") == "update":
        path.write_text(f"{text}{MARK}{said}```\n", "utf-8")
        return

    assert said == expected.removesuffix("```\n")
