"""Compiling: never an exception, the same with and without a cache, one hash over all bytes."""

import hashlib
import pickle
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju import lang
from guiju.lang import Cache, Sources
from guiju.lang import compile as compile_document
from guiju.lang.kinds import KINDS, Parameter, Subject, Target
from guiju.lang.kinds.choices import MoneyStep, SubjectKind
from guiju.lang.values import Missing
from lang import sample

LIBRARY = Path(__file__).parents[2] / "regulations"
ENGLISH = (Path(__file__).parent / "cases/good/language/english.md").read_text("utf-8")
WORK = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "cases/good/work").glob("*.md"))]
DOCUMENTS = [sample.BASE, ENGLISH, *WORK, *(path.read_text("utf-8") for path in sorted(LIBRARY.glob("*.md")))]
PIECES = [
    "\n",
    "  ",
    "\t",
    ": ",
    "：",
    "- ",
    "#",
    "```",
    "```yaml 规矩\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    '"',
    "&a",
    "*a",
    "|",
    "%",
    "---",
    "上次.",
    "每月",
    "负责人",
    "工作日",
    "提交人",
    "12:00",
    "RRULE:",
]


def compiled(text: str, cache: Cache | None = None) -> lang.Compiled:
    return compile_document(Sources("example.md", {"example.md": text.encode()}), sample.CATALOGUE, cache=cache)


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_no_bytes_make_the_compiler_raise(data):
    front = sample.FRONT.encode()
    for each in (data, front + data, front + b"# A {#a}\n\n```yaml rule\n" + data):
        result = compile_document(Sources("a.md", {"a.md": each}), sample.CATALOGUE)
        assert all(one.span.line >= 1 for one in result.diagnostics)


@given(st.text(st.sampled_from("abc: -{}[],&*!|>'\"%@`#\n\t：，。一二 1.5%"), max_size=80))
@settings(max_examples=400)
def test_no_rule_block_makes_the_compiler_raise(block):
    compiled(sample.document(block))


@pytest.mark.parametrize(
    "run",
    [
        "[",
        "](",
        "*a ",
        "> ",
        "- ",
        "`a ",
        "1",
        "1,000,",
        "3 ",
        "一",
        "万",
        "百分之一",
        "第1",
        "{",
        "{a: ",
        "甲：",
        "必须",
        "\r",
        "1. ",
    ],
)
def test_no_long_run_of_anything_makes_the_compiler_raise_or_dawdle(run):
    compiled(sample.BASE + "# 长 {#long}\n\n" + run * 20_000)
    compiled(sample.document(run * 20_000))


def test_many_headings_of_one_title_get_ids_of_their_own():
    clauses = compiled(sample.FRONT + "# 甲\n" * 5_000).regulation.clauses

    assert len({clause.id for clause in clauses}) == 5_000


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good document with a few pieces cut out, doubled, or put in."""
    text = draw(st.sampled_from(DOCUMENTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(start + draw(st.integers(0, 12)), len(text))
        text = text[:start] + draw(st.sampled_from([*PIECES, text[start:end] * 2, ""])) + text[end:]
    return text


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_a_damaged_document_is_diagnosed_and_every_model_still_valid(text):
    result = compiled(text)

    for rule in result.regulation.rules:
        KINDS[rule.kind].model_validate(dict(rule))
    for one in result.diagnostics:
        assert 0 <= one.span.start <= one.span.end <= len(text)
    assert pickle.loads(pickle.dumps(result.regulation)) == result.regulation


@given(st.lists(damaged(), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_cache_changes_nothing(texts):
    cache = Cache()
    for text in texts:
        assert compiled(text, cache) == compiled(text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_an_edit_of_prose_with_a_cache_is_the_same_as_without(document):
    cache = Cache()
    for text in (
        document,
        document.replace("\n\n# ", "\n\n一段新的文字\n\n# "),
        document.replace("。", "！"),
        document,
    ):
        assert compiled(text, cache) == compiled(text)


def test_a_moved_rule_stands_where_it_says():
    cache = Cache()
    compiled(ENGLISH, cache)
    text = ENGLISH.replace("# People {#people}", "# First {#first}\n\nNew.\n\n# People {#people}")
    moved = compiled(text, cache).regulation

    for rule in moved.rules:
        assert text[rule.span.start : rule.span.end].strip("\"'").startswith(rule.name)
    sales = moved.of("metric")["sales"]
    assert text[sales.place("formula").start : sales.place("formula").end] == sales.formula.text
    assert sales.places == compiled(text).regulation.of("metric")["sales"].places
    assert (len(sales.places), sales.place("cap")) == (6, sales.span)


def test_a_block_that_moves_into_a_list_is_read_anew():
    cache = Cache()
    block = "```yaml 规矩\n岗位:\n  助理: {单位: 一组, 上级: 组长}\n```\n"
    compiled(sample.BASE + "# 例 {#x}\n\n" + block, cache)
    inside = sample.BASE + "# 例 {#x}\n\n- 项\n\n" + "".join(f"  {line}\n" for line in block.splitlines())

    assert compiled(inside, cache) == compiled(inside)


def test_a_cache_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr("guiju.lang.compiler.cache.MOST_FORMULAS", 0)
    cache = Cache()

    compiled(sample.BASE, cache)

    assert (len(cache.meanings), len(cache.blocks)) == (0, 1)
    moved = sample.BASE.replace("# 人与数", "序\n\n# 人与数")
    assert compiled(moved, cache) == compiled(moved)


def test_the_hash_is_that_of_the_bytes():
    assert compiled(sample.BASE).regulation.hash == hashlib.sha256(sample.BASE.encode()).hexdigest()


def test_the_hash_covers_the_chapters():
    front = sample.FRONT.replace("---\n\n", "includes: [b.md]\n---\n\n")

    def hashed(chapter: str) -> str:
        files = {"a.md": front.encode(), "b.md": chapter.encode()}
        return compile_document(Sources("a.md", files), sample.CATALOGUE).regulation.hash

    assert hashed("# A {#a}\n") != hashed("# B {#b}\n")
    assert hashed("# A {#a}\n") == hashed("# A {#a}\n")


def test_a_document_on_disk_brings_its_chapters_and_knows_the_needs_beside_it(tmp_path):
    (tmp_path / "needs").mkdir()
    (tmp_path / "needs/A1.yaml").write_text("needs:\n  - id: A1.001\n", "utf-8")
    (tmp_path / "chapters").mkdir()
    chapter = "# B {#b}\n\n```yaml 规矩\n依据: [A1.001, A1.009]\n原则:\n  诚信: {内容: 真话, 依据: [A1.001-002]}\n```\n"
    (tmp_path / "chapters/b.md").write_text(chapter, "utf-8")
    path = tmp_path / "a.md"
    path.write_text(sample.FRONT.replace("---\n\n", "includes: [chapters/b.md]\n---\n\n"), "utf-8")

    result = compile_document(path, sample.CATALOGUE)

    assert [(one.code, one.quote) for one in result.diagnostics] == [("N110", "A1.009"), ("N110", "A1.002")]
    assert [source.path for source in result.sources] == [str(path), str(tmp_path / "chapters/b.md")]
    assert result.regulation.clause("b").basis == ("A1.001", "A1.009")


def test_needs_that_cannot_be_read_are_as_if_there_were_none(tmp_path):
    (tmp_path / "needs").mkdir()
    (tmp_path / "needs/A1.yaml").symlink_to(tmp_path / "gone")
    path = tmp_path / "a.md"
    path.write_text(sample.document("原则:\n  诚信: {内容: 真话, 依据: A1.001}\n"), "utf-8")

    assert compile_document(path, sample.CATALOGUE).diagnostics == ()


def test_a_missing_document_is_a_problem_of_its_own(tmp_path):
    result = compile_document(tmp_path / "none.md", sample.CATALOGUE)

    assert [one.code for one in result.diagnostics] == ["D112"]
    assert (result.regulation.id, result.regulation.clauses) == ("", ())


def test_bytes_that_are_no_utf8_are_told_at_the_place():
    data = sample.FRONT.encode() + "# 目的 {#purpose}\n\n把事".encode() + "做好".encode("gbk")
    found = compile_document(Sources("a.md", {"a.md": data}), sample.CATALOGUE).diagnostics

    assert [(one.code, one.span.line, one.span.column) for one in found] == [("D113", 10, 3)]


def test_a_byte_order_mark_is_no_part_of_the_text():
    found = compile_document(Sources("a.md", {"a.md": b"\xef\xbb\xbf" + sample.BASE.encode()}), sample.CATALOGUE)

    assert found.diagnostics == ()


def test_a_document_beyond_the_limit_is_not_read(monkeypatch):
    monkeypatch.setattr("guiju.lang.compiler.sources.MOST_BYTES", 10)

    assert sample.codes_of("# A {#a}\n") == ["D114"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no device without an end here")
def test_a_device_without_an_end_is_read_to_the_limit(monkeypatch):
    monkeypatch.setattr("guiju.lang.compiler.sources.MOST_BYTES", 10)

    assert [one.code for one in compile_document("/dev/zero").diagnostics] == ["D114"]


def test_settings_of_a_chapter_replace_its_values_and_say_where_they_stand():
    front = sample.FRONT.replace("---\n\n", "includes: [{文件: b.md, 参数: {时限: 45秒}}]\n---\n\n")
    chapter = "# B {#b}\n\n```yaml 规矩\n参数:\n  时限: 30秒\n预警:\n  慢: {当: 时限 > 1分钟, 通知: [组长]}\n```\n"
    text = front + sample.BASE.removeprefix(sample.FRONT)

    found = sample.compiled(text, {"b.md": chapter})
    limit = found.regulation.of(Parameter)["时限"]

    assert found.diagnostics == ()
    assert limit.at(date(2026, 1, 1)) == Fraction(45)
    place = limit.place("values")
    assert (place.path, text[place.start : place.end]) == ("example.md", "45秒")


def test_dated_values_hold_from_their_day_and_are_missing_before():
    text = sample.document("目标:\n  销售额@一组: {值: [{自: 2026-02-01, 值: 1万元}, {自: 2026-03-01, 值: 2万元}]}\n")
    target = sample.compiled(text).regulation.of(Target)["销售额@一组"]

    assert isinstance(target.at(date(2026, 1, 31)), Missing)
    assert [target.at(date(2026, month, 1)) for month in (2, 3, 4)] == [10000, 20000, 20000]
    assert target.subject == Subject(SubjectKind.UNIT, "一组")


def test_every_field_knows_where_it_is_written():
    result = compiled(ENGLISH)

    for rule in result.regulation.rules:
        for place in rule.places.values():
            assert ENGLISH[place.start : place.end].strip()
    card = result.regulation.of("scorecard")["shop"]
    weight = card.place("sections.core.weight")
    assert ENGLISH[weight.start : weight.end] == "70%"


def test_money_steps_are_in_yuan():
    assert [step.yuan for step in MoneyStep] == [Fraction(1, 100), Fraction(1, 10), 1]


def test_rules_are_found_by_kind_or_model_and_clauses_by_id():
    regulation = compiled(sample.BASE).regulation

    assert regulation.of("metric") == regulation.of(KINDS["metric"])
    assert regulation.of("grade") == {}
    assert regulation.clause("base").rules[0] == ("unit", "一组")
    assert regulation.clause("nowhere") is None
    assert replace(regulation, title="x") != regulation


def test_a_value_that_changes_is_held_against_text_that_did_not():
    cache = Cache()
    document = sample.BASE + "# 附则 {#closing}\n\n销售额目标为100万元。\n"
    for text in (document, document.replace("值: 100万元", "值: 200万元"), document):
        assert compiled(text, cache) == compiled(text)


def test_a_formula_that_moved_is_like_one_that_was_read_there():
    cache = Cache()
    compiled(ENGLISH, cache)
    for heads in (1, 2):
        text = ENGLISH.replace(
            "# People {#people}", "".join(f"# New {n} {{#n{n}}}\n\n" for n in range(heads)) + "# People {#people}"
        )
        moved = compiled(text, cache).regulation.of("metric")["sales"].formula
        fresh = compiled(text).regulation.of("metric")["sales"].formula

        assert moved == fresh
        assert fresh == moved
        assert moved != ""
        assert hash(moved) == hash(fresh)
        assert pickle.loads(pickle.dumps(moved)) == fresh
        assert type(pickle.loads(pickle.dumps(moved))) is type(fresh)
        assert str(moved.tree.span) == str(fresh.tree.span)


ESTIMATES = """
```yaml 规矩
指标:
  把握: {算法: "1 - p值(10, 100, 12, 100)", 单位: "%"}
  可信: {算法: 把握, 单位: "%"}
  取整: {算法: "四舍五入(把握, 4)", 单位: "%"}
  判断: {算法: "若(把握 > 95%, 1, 0)", 单位: 倍}
  奖: {算法: 可信 * 500元, 单位: 元}
  实奖: {算法: 取整 * 500元 + 判断 * 1元, 单位: 元}
```
"""


def test_a_metric_with_a_unit_is_an_estimate_where_its_formula_is():
    found = compiled(sample.BASE + "# 估计 {#estimates}\n" + ESTIMATES)

    assert [(one.code, one.quote) for one in found.diagnostics if one.code == "F312"] == [("F312", "可信 * 500元")]
