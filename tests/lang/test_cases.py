"""Documents with what is wrong in them: cases/good compile clean, cases/bad end with the problems they have.

``GUIJU_CASES=update`` writes the problems that were found into the bad cases; then read the diff.
"""

import os
from pathlib import Path

import pytest

from guiju import lang
from guiju.lang import codes
from lang import sample

CASES = Path(__file__).parent / "cases"
MARK = "\n```problems\n"
GOOD = sorted(path for path in CASES.glob("good/*/*.md"))
BAD = sorted(path for path in CASES.glob("bad/*/*.md"))


def found_in(path: Path, text: str) -> str:
    chapters = {f"chapters/{one.name}": one.read_bytes() for one in path.parent.glob("chapters/*.md")}
    sources = lang.Sources(path.name, {path.name: text.encode(), **chapters})
    found = lang.compile(sources, sample.CATALOGUE).diagnostics
    for one in found:
        assert all(codes.render(one, language) and codes.as_json(one, language) for language in ("zh", "en"))
    return "".join(f"{str(one.span).removeprefix(path.name + ':')} {one.code}\n" for one in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_good_document_is_clean(path):
    assert found_in(path, path.read_text("utf-8")) == ""


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_document_has_the_problems_it_ends_with(path):
    text, _, expected = path.read_text("utf-8").partition(MARK)
    found = found_in(path, text + "\n")
    if os.environ.get("GUIJU_CASES") == "update":
        path.write_text(f"{text}{MARK}{found}```\n", "utf-8")
        return

    assert found == expected.removesuffix("```\n")


def test_the_cases_cover_every_problem_of_documents_and_rules():
    covered = {
        line.split()[-1] for path in BAD for line in path.read_text("utf-8").partition(MARK)[2].split("\n") if line
    }
    files_only = {"D113", "D114", "Y111", "Y112", "Y113", "Y199", "N110"}

    assert set(lang.codes.CATALOGUE) - set(lang.codes.FORMULAS) - covered == files_only
