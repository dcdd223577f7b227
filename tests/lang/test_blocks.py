"""Rule blocks: scalars as written, each character with its place, and limits that hold."""

import pickle
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang.blocks import MappingNode, Region, ScalarNode, SequenceNode, load, places, plain, syntax
from guiju.lang.blocks.load import as_yaml
from guiju.lang.blocks.scalars import offsets
from guiju.lang.blocks.traps import names_in, names_in_text
from guiju.lang.text import Source

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - ", "    - ", "- - ", " "]),
        st.sampled_from(["甲: ", "乙: ", "a b: ", "甲:", "<<: ", "2: ", "甲：", "", "", "x "]),
        st.sampled_from(
            [
                *(
                    "",
                    "一",
                    "12:00",
                    "-5%",
                    "- 3",
                    "合计(订单.件数) / 2 ",
                    "{甲: 1, 乙: [a, b c]}",
                    "[1, 200, 3]",
                    "{a}",
                ),
                *(
                    '"甲"',
                    "'a''b'",
                    '"a',
                    "[合计(a, b), c]",
                    "{甲: '一', 乙: 12:00}",
                    "{甲: 1} x",
                    "[a: 1]",
                    "[]",
                    "{}",
                ),
                *(
                    "{甲:1, 乙: 2}",
                    "[a,b]",
                    "a # b",
                    "a: b",
                    "*a",
                    "|",
                    "~",
                    "a:",
                    "{甲: 最大(1, 2)}",
                    "a，b",
                    "[[1], {a: b}]",
                ),
                *(
                    "{甲: 1,}",
                    "{甲: a]",
                    "[甲",
                    "=",
                    "...",
                    "---",
                    "# 空",
                    "a\tb",
                    "{甲: 1, 甲: 2}",
                    "[1,200]",
                    "a :b",
                    "a::b",
                ),
                *(
                    "{甲: 1,\n 乙: 2}",
                    "{甲: 1, \n      乙: 2}",
                    "{甲: 1,\n乙: 2}",
                    "[a,\n   b]",
                    "[\n   a,\n     {甲: 1,\n   乙: 2}]",
                    "{甲: a\n   b}",
                    "{甲: 1,\n\n   乙: 2}",
                    "{甲: 1,\n   乙: 2} x",
                    "{甲: 1,\n   乙: 2}, 3",
                    "[a,\n   - b]",
                    "[a,\n   ? b]",
                    "{甲: 1,\n   乙: 2\n  }",
                ),
            ]
        ),
    ).map("".join),
    max_size=6,
).map("\n".join)
TEXT = st.text(st.sampled_from("ab甲乙 '\"\\:#-\n,"), min_size=1, max_size=30)


def only(text: str) -> ScalarNode:
    tree, findings = load(text)
    assert findings == ()
    assert isinstance(tree, MappingNode)
    (pair,) = tree.pairs
    assert isinstance(pair[1], ScalarNode)
    return pair[1]


@pytest.mark.parametrize(
    "written", ["9:00", "no", "0012", "50%", "1e3", "2026-01-01", "~", "null", "=", "0x1F", "true"]
)
def test_scalars_are_read_as_written(written):
    assert only(f"a: {written}").text == written
    assert only(f"{{a: {written}}}").text == written


def test_nothing_at_all_is_empty_and_a_quoted_nothing_is_not():
    assert (only("a:").empty, only("a: ''").empty) == (True, False)


@given(ROWS | st.text("ab甲 '\"[]{}:,-\n#", max_size=25))
@settings(max_examples=1500)
def test_patterns_read_a_block_as_yaml_does_or_leave_it_to_yaml(text):
    tree = plain.tree(text)

    assert tree is None or (tree, ()) == as_yaml(text)


LIBRARY = Path(__file__).parents[2] / "regulations"


@pytest.mark.parametrize("document", sorted(path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("*.md")))
def test_the_blocks_of_our_regulations_are_read_by_patterns(document):
    text = (LIBRARY / document).read_text("utf-8")
    blocks = re.findall(r"^```yaml 规矩\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    trees = [plain.tree(block) for block in blocks]

    assert [(tree, ()) for tree in trees] == [as_yaml(block) for block in blocks]


@given(TEXT, st.sampled_from(["'", '"', "|", ">"]))
@settings(max_examples=600)
def test_the_characters_of_any_scalar_are_found_where_they_stand(value, style):
    text = yaml.dump({"a": value}, default_style=style, allow_unicode=True, width=20)
    tree, findings = load(text)
    if findings or not isinstance(tree, MappingNode):
        return
    node = tree.pairs[0][1]
    assert isinstance(node, ScalarNode)

    places = offsets(text, node)

    assert len(places) == len(node.text) + 1
    assert list(places) == sorted(places)
    escaped = "\\" in text
    for character, place in zip(node.text, places, strict=False):
        assert escaped or character.isspace() or text[place] == character


@pytest.mark.parametrize(
    ("text", "character", "place"),
    [
        ("a: 'it''s b'", "b", 10),
        ('a: "x\\n\\u4e00b"', "b", 13),
        ("a: one\n  two", "t", 9),
        ("a: |\n  one\n  two\n", "t", 13),
        ("a: >-\n  one\n  two\n", "t", 14),
        ("a: 'one\n\n  two'", "t", 11),
        ('a: "one \\\n  two"', "t", 12),
    ],
)
def test_a_character_behind_folds_and_escapes_keeps_its_place(text, character, place):
    node = only(text)

    assert offsets(text, node)[node.text.index(character)] == place
    assert text[place] == character


def test_a_region_counts_from_its_source():
    source = Source("a.md", "前言\na: 甲\n")
    region = Region("a: 甲\n", source, ((0, 3),))
    node = only(region.text)

    assert region.located(node).span(0, 1) == source.span(6, 7)
    assert region.span(0, 2).column == 1
    assert region.span(4, 5) == source.span(7, 8)
    assert Region("a", source, ()).place(0) == 0
    assert (source.line(2), source.line(0), source.line(9)) == ("a: 甲", "", "")


@given(st.text("a甲 \n", max_size=20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 3))
@settings(max_examples=600)
def test_places_are_the_spans_of_nodes_when_somebody_asks(text, first, second, lines):
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    before = "甲\n" * lines
    region = Region(text, Source("a.md", before + text + "\n# 乙"), ((0, len(before)),))
    found = places(region, {"value": ScalarNode("", "plain", start, end)})

    assert found == {"value": region.span(start, end)}
    assert pickle.loads(pickle.dumps(found)) == dict(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: " + "[" * 30 + "]" * 30, "Y111"),
        ("- " * 60_000 + "a", "Y111"),
        ("[" + "a," * 60_000 + "a]", "Y111"),
        ("a" * 1_000_001, "Y113"),
        ("a: &b [1]\nc: [*b, *b]", "Y108"),
        ("a: \x00", "Y112"),
    ],
)
def test_bombs_are_a_diagnostic(text, code):
    tree, findings = load(text)

    assert tree is None
    assert [finding.code for finding in findings] == [code]


def test_what_yaml_says_beyond_our_list_is_passed_on():
    mark = yaml.Mark("", 1, 0, 1, None, 0)
    found = syntax.finding("a: b", yaml.MarkedYAMLError(None, None, "something new", mark))

    assert (found.code, found.start, found.data) == ("Y199", 1, (("problem", "something new"),))
    assert syntax.finding("", yaml.MarkedYAMLError("while dreaming")).data == (("problem", "while dreaming"),)


def test_the_names_of_what_cannot_be_used_are_known():
    tree, _ = load("甲: {乙: [丙, {丁: 1}]}")

    assert names_in(tree) == {"甲", "乙", "丁"}
    assert names_in(None) == set()
    assert names_in_text("参数:\n\t起点：5\n  '终点': {最大: [") == {"参数", "起点", "终点", "最大"}


def test_lists_remember_whether_they_stand_in_brackets():
    tree, _ = load("[a]")
    assert isinstance(tree, SequenceNode)
    assert (tree.flow, tree.items[0].start) == (True, 1)
