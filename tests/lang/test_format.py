"""Formatting: idempotent, prose byte for byte, the same meaning, no comment lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang.format import format_block, format_document
from lang import sample

LIBRARY = sorted((Path(__file__).parents[2] / "regulations").glob("*.md"))
CASES = sorted((Path(__file__).parent / "cases").glob("*/*/*.md"))
UNTIDY = """# top

指标:
    净额:   # why
        算法:    销售额   # x
        单位:  元


        # 说明行
        口径: |
            一
              二

            三
        说明: 很长的
            文字
        证据: "一

          二"
        别名: [ a,b ,c]
    另:  {算法: 'x''y',单位:  元 , 别名: [a], 空: }
例子:
- 已知: {a: 1}
  则:  {b: 2}
-   已知:
        a: 1
    则: {b: 2,
      c: 3}
空:
职责:
- a
-   - b
    - c
-
# end
"""
TIDY = """# top

指标:
  净额:  # why
    算法: 销售额  # x
    单位: 元

    # 说明行
    口径: |
      一
        二

      三
    说明: 很长的
      文字
    证据: "一

      二"
    别名: [a, b, c]
  另: {算法: 'x''y', 单位: 元, 别名: [a], 空: }
例子:
  - 已知: {a: 1}
    则: {b: 2}
  - 已知:
      a: 1
    则: {b: 2,
      c: 3}
空:
职责:
  - a
  -
    - b
    - c
  -
# end
"""


def test_a_block_gets_two_blanks_a_level_and_keeps_its_comments():
    assert format_block(UNTIDY) == TIDY
    assert format_block(TIDY) == TIDY


@pytest.mark.parametrize(
    "block", ["a：b\n", "a: [\n", "- a\n", "{a:  b}\n", "", "# only\n", "text\n", "a: |2\n    x\n"]
)
def test_what_cannot_be_read_or_has_no_fields_stays(block):
    assert format_block(block) == block


@pytest.mark.parametrize("path", [*LIBRARY, *CASES], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_formatting_a_document_changes_neither_meaning_nor_prose(path):
    text = path.read_text("utf-8")

    formatted = format_document(text)

    assert format_document(formatted) == formatted
    before, after = sample.compiled(text), sample.compiled(formatted)
    assert [clause.body_markdown for clause in after.regulation.clauses] == [
        clause.body_markdown for clause in before.regulation.clauses
    ]
    assert [one.code for one in after.diagnostics] == [one.code for one in before.diagnostics]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_is_formatted(path):
    text = path.read_text("utf-8")

    assert format_document(text) == text


@given(st.text(st.sampled_from("ab甲: -{}[],#|>'\"\n "), max_size=60))
@settings(max_examples=1000)
def test_formatting_any_block_twice_is_formatting_it_once(block):
    once = format_block(block)

    assert format_block(once) == once


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_and_indents_of_the_document_stay(newline):
    text = newline.join(
        ["前文  ", "", "- 项", "", "  ```yaml 规矩", "  原则:", "      诚信:   真话", "", "  ```", "后文", ""]
    )
    tidy = newline.join(["前文  ", "", "- 项", "", "  ```yaml 规矩", "  原则:", "    诚信: 真话", "  ```", "后文", ""])

    assert format_document(text) == tidy


def test_a_block_that_is_quoted_unevenly_stays():
    text = ">```yaml 规矩\n>原则:\n>   诚信:   真话\n>```\n"

    assert format_document(text) == text
