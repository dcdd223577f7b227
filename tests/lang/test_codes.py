"""Every code of the catalogue: its examples, its words, and the page about them."""

import re
import string
from pathlib import Path

import pytest

from guiju import lang
from guiju.lang import codes
from guiju.lang.codes import page
from guiju.lang.diagnostics import Diagnostic, Level
from guiju.lang.text import Span
from lang import sample

PAGE = Path(__file__).parents[2] / "docs/reference/problems.md"
OURS = {code: entry for code, entry in codes.CATALOGUE.items() if code not in codes.FORMULAS and entry.bad}
# these are about files, not about text that an example could show
WITHOUT_EXAMPLE = {"D113", "D114", "D117", "Y113", "Y199", "N110"}
SPAN = Span("a.md", 4, 6, 2, 3)


@pytest.mark.parametrize("code", OURS)
def test_the_bad_example_gives_exactly_its_code(code):
    assert sample.codes_of(OURS[code].bad) == [code]


@pytest.mark.parametrize("code", OURS)
def test_the_mended_example_is_clean(code):
    assert sample.codes_of(OURS[code].mended) == []


def test_only_problems_of_files_have_no_example():
    assert {code for code, entry in codes.CATALOGUE.items() if not entry.bad} - {"F114"} == WITHOUT_EXAMPLE


@pytest.mark.parametrize("code", codes.CATALOGUE)
def test_both_languages_use_the_same_data(code):
    entry = codes.CATALOGUE[code]

    def fields(template: str) -> set[str]:
        return {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(template) if name}

    assert fields(entry.chinese) == fields(entry.english)
    assert fields(entry.mend_chinese) == fields(entry.mend_english)
    assert re.search("[一-鿿]", entry.chinese)


@pytest.mark.parametrize("code", OURS)
def test_every_message_can_be_said_in_both_languages(code):
    for found in sample.compiled(sample.document(OURS[code].bad)).diagnostics:
        for language in ("zh", "en"):
            assert re.findall(r"\{[a-z_]+\}", codes.message(found, language) + codes.mend(found, language)) == []
            assert codes.render(found, language).startswith(f"{found.span}: ")


def test_a_problem_shows_its_line_with_carets_under_wide_characters():
    found = Diagnostic(Level.ERROR, "N103", SPAN, "主管", near=("组长",), data={"kind": "岗位", "kind_en": "position"})

    assert codes.render(found, "zh", "甲:主管") == (
        "a.md:2:3: 错误 N103 没有叫「主管」的岗位\n"
        "  2 | 甲:主管\n"
        "    |    ^^^^\n"
        "  改法：改成已声明的名称，或在某一条里声明它；最接近的：组长"
    )
    assert codes.render(found, "en") == (
        "a.md:2:3: error N103 there is no position named “主管”\n"
        "  mend: use a declared name, or declare it in a clause; nearest: 组长"
    )


def test_a_problem_is_plain_data_for_other_programs():
    found = Diagnostic(Level.WARNING, "C206", SPAN, "二组", ("人",), data={})

    assert codes.as_json(found) == {
        "code": "C206",
        "level": "warning",
        "path": "a.md",
        "line": 2,
        "column": 3,
        "start": 4,
        "end": 6,
        "quote": "二组",
        "clause": ["人"],
        "near": [],
        "message": "单位「二组」没有负责人",
        "mend": "补上「负责人: 岗位」",
    }


def test_a_long_quotation_is_cut():
    found = Diagnostic(Level.ERROR, "R101", SPAN, "很长" * 50)

    assert codes.message(found) == "没有「" + "很长" * 19 + "很…」这种规则"


def test_the_page_of_problems_is_current():
    assert PAGE.read_text("utf-8") == page.problems()


def test_a_compilation_with_warnings_only_may_be_adopted():
    warned = sample.compiled(sample.document(OURS["C206"].bad))
    refused = sample.compiled(sample.document(OURS["C101"].bad))

    assert (warned.ok, refused.ok) == (True, False)


def test_the_face_of_the_language_is_lazy_and_complete():
    assert {name: getattr(lang, name).__name__ for name in lang.__all__} == {name: name for name in lang.__all__}
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = lang.nothing


def test_a_line_without_end_is_shown_where_the_problem_is():
    line = "甲" * 1000 + "乙" + "丙" * 1000
    found = Diagnostic(Level.ERROR, "Y116", Span("a.md", 1000, 1001, 1, 1001), "乙")

    shown, marked = codes.render(found, "zh", line).splitlines()[1:3]

    assert shown == "  1 | ..." + "甲" * 100 + "乙" + "丙" * 299 + "..."
    assert marked == "    |    " + "  " * 100 + "^^"
