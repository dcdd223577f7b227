"""The reference pages are current."""

import runpy
import sys
import warnings
from pathlib import Path

import pytest

from guiju.facts import reference

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", reference.pages())
def test_a_reference_page_says_what_the_yaml_says(name: str):
    """When it does not: ``python -m guiju.facts.reference docs/reference``."""
    assert (DOCS / name).read_text("utf-8") == reference.pages()[name]


def test_the_pages_are_written_where_they_are_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["reference", str(tmp_path)])

    with warnings.catch_warnings(action="ignore"):
        runpy.run_module("guiju.facts.reference", run_name="__main__")

    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["connectors.md", "facts.md"]
