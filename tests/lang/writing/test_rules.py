"""A rule between its text and its form: what nobody changed stays letter for letter."""

from pathlib import Path

import pytest

from guiju.lang.compiler.sources import Sources
from guiju.lang.words import BLOCK_WORDS, KIND_WORDS
from guiju.lang.writing import blocks, clauses, forms, plain, rules
from guiju.lang.writing.shape import slots

LIBRARY = sorted(Path(__file__).parents[3].glob("regulations/**/*.md"))
BLOCK = """指标:
  总ROI:
    算法: a / b   # 为什么
    # 按付款时间
    单位: 倍
  CPA: {算法: c, 单位: 元}
计分卡: {甲: {核心: {权重: 70%, 指标: {总ROI: 50%}}}, 乙: {}}
"""


def entry(kind="metric", name="总ROI", block=BLOCK):
    found = blocks.find(block, kind, name)
    assert found is not None
    return found


def test_every_kind_has_a_form():
    assert [kind for kind in (*KIND_WORDS, *BLOCK_WORDS) if not slots(kind)] == []
    assert [slot.label[0] for slot in slots("duty") if slot.needed] == ["谁", "何时", "截止"]


@pytest.mark.parametrize("path", LIBRARY[::4], ids=lambda path: path.stem)
def test_every_rule_of_the_library_goes_through_its_form_unchanged(path):
    sources = Sources("m.md", {"m.md": path.read_bytes()})
    found = [(one, block.text) for clause in clauses.passages(sources) for block in clause.blocks
             for one in blocks.entries(block.text) or ()]  # fmt: skip

    changed = []
    for one, block in found:
        fields = rules.fields_of(one)
        shown = forms.inputs(one.kind, fields)
        back = forms.fields(one.kind, lambda name, shown=shown: shown.get(name, []), shown, fields)
        if rules.rewritten(block, one, one.name, back) != one.text:
            changed.append((one.kind, one.name))

    assert changed == []


def test_only_the_changed_field_is_written_anew():
    fields = rules.fields_of(entry()) | {"单位": "%", "说明": "含 # 号: 也行"}

    assert rules.rewritten(BLOCK, entry(), "总ROI", fields) == (
        '总ROI:\n  算法: a / b   # 为什么\n    # 按付款时间\n  单位: "%"\n  说明: "含 # 号: 也行"'.replace(
            "    #", "  #"
        )
    )


def test_a_rule_on_one_line_stays_on_one_line():
    one = entry(name="CPA")

    assert rules.rewritten(BLOCK, one, "CPA", {"算法": "c / d", "单位": "元"}) == "CPA: {算法: c / d, 单位: 元}"


def test_rules_are_put_moved_added_and_dropped_among_their_neighbours():
    put = blocks.put(BLOCK, "metric", "CPA", "CPA:\n  算法: d")
    moved = blocks.move(BLOCK, "metric", "CPA", -1)

    assert [one.name for one in blocks.entries(moved)] == ["CPA", "总ROI", "甲", "乙"]
    assert blocks.find(put, "metric", "CPA").text == "CPA:\n  算法: d"
    assert blocks.find(put, "metric", "总ROI").text == entry().text
    assert blocks.drop(blocks.drop(BLOCK, "metric", "CPA"), "metric", "总ROI").startswith("计分卡:\n  甲: ")
    assert blocks.add("", "unit", "推广组: {}") == "单位:\n  推广组: {}\n"
    assert blocks.find(blocks.add(BLOCK, "scorecard", "丙: {}"), "scorecard", "丙").text == "丙: {}"
    assert blocks.drop("单位:\n  推广组: {}\n", "unit", "推广组") == ""


@pytest.mark.parametrize(
    "text", ["no", "9:00", "0012", "值： 3", "a # b", "a: b", "- x", "{a}", "[", "*a", "&a", "!x", "'", '"', "@",
             "多\n行", " 空 ", "50%", "null", "~", "a, b", "?", "|", ">", "%", "2026-01-01", "\\n", "a\tb"]
)  # fmt: skip
def test_whatever_is_typed_into_a_field_reads_back_as_typed(text):
    written = rules.written("principle", "诚信", {"内容": text, "说明": text})
    one = rules.entry_of("principle", written)

    assert rules.fields_of(one) == {"内容": text, "说明": text}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("总ROI:\n\t算法: a", "Y103"),
        ("甲: {算法: a}\n乙: {算法: b}", "R103"),
        ("甲: {算法: a}\n```\n# 新条款", "Y107"),
        ("甲: &x {算法: a}", "Y108"),
        ("甲: !!python/object {a: b}", "Y109"),
        ("就一句话", "R103"),
        ("甲: {算法: a", None),
    ],
)
def test_a_text_that_would_break_its_neighbours_is_not_taken(text, code):
    found = rules.trap("metric", text)

    assert len(found) == 1
    assert code in (None, found[0].code)


def test_a_form_that_does_not_fit_says_so():
    with pytest.raises(forms.Misfit):
        forms.inputs("metric", {"算法": ["a", "b"]})
    with pytest.raises(forms.Misfit):
        forms.inputs("metric", {"没有这个字段": "a"})


def test_tables_and_lists_come_out_in_their_shortest_form():
    typed = {
        "core.weight": ["70%"], "core.items.0._key": ["总ROI"], "core.items.0.weight": ["50%"],
        "core.items.3._key": ["CPA"], "core.items.3.weight": ["50%"], "core.items.3.cap": ["120%"],
        "process.items.0._key": ["点击率"], "subject": [" 推广组 "], "sections.0._key": [""],
    }  # fmt: skip

    assert forms.fields("scorecard", lambda name: typed.get(name, []), typed, {}) == {
        "对象": "推广组",
        "核心": {"权重": "70%", "指标": {"总ROI": "50%", "CPA": {"权重": "50%", "封顶": "120%"}}},
        "过程": {"指标": ["点击率"]},
    }


def test_plain_values_are_the_same_whatever_their_spacing():
    assert plain.same({"a": ["x"]}, {"a": " x "})
    assert not plain.same({"a": ["x", "y"]}, {"a": "x"})
