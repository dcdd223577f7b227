"""Documents: clauses with their ids and numbers, safe HTML, and blocks whose every character knows its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang import document
from guiju.lang.blocks import Region
from guiju.lang.text import Source
from lang import sample

LINES = [
    "# A {#a}",
    "## B",
    "text",
    "- item",
    "  more",
    "> quoted",
    "```yaml rule",
    "``` a`b",
    "```",
    "a: b",
    "  ```",
    "~~~",
    "",
    "# not\there",
    "#no",
    "Title",
    "===",
    "---",
    "    code",
    "[x]: http://y",
    "<b>",
    "| a | b |",
    "|---|---|",
]
PLAIN_LINES = [
    "甲乙 丙",
    "（丁）",
    "a|b",
    "  ",
    "\u3000戊",
    "```yaml",
    "```yaml 规矩 ",
    "   ```",
    "````",
    "```\t",
    "b\tc",
    "1. x",
]
HEADINGS = [
    "# A",
    "##  乙 {#b}  ",
    "### 3.1 丙 {#c-1}",
    "# {#d}",
    "# *e*",
    "# f #",
    "# g{#h}",
    "#",
    "# 戊\u3000",
    "# 「i」: j",
]


def clauses(text: str):
    return sample.compiled(sample.FRONT + text).regulation.clauses


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=500)
def test_cutting_into_segments_finds_the_headings_and_fences_of_the_whole(lines, newline):
    text = newline.join(lines)

    whole = document.parse(text, tuple(sorted(set(document.REFERENCE.findall(text)))))
    cut = [part for segment in document.segments(text, 0) for part in segment.parts]

    def shape(parts):
        heads = [(p.heading.level, p.heading.title, p.heading.id) for p in parts if p.heading]
        return heads, [fence.text for part in parts for fence in part.fences]

    assert shape(cut) == shape(whole)


@given(st.lists(st.sampled_from([*LINES, *PLAIN_LINES]), max_size=8), st.sampled_from(HEADINGS), st.booleans())
@settings(max_examples=1500)
def test_what_patterns_tell_of_a_segment_is_what_markdown_tells(lines, heading, last):
    text = "\n".join([heading, *lines]) + "\n" * last

    assert document.parse(text) == document.marked_up(text)


def test_a_plain_clause_needs_no_markdown_parser(monkeypatch):
    text = "## 3.1 推广 {#ads}\n\n比值不低于 3.5。\n（见上）\n\n```yaml 规矩\n原则: {甲: 乙}\n```\n"
    monkeypatch.delattr(document, "marked_up")

    (part,) = document.parse(text)

    assert (part.heading.id, part.body_markdown, part.fences[0].text) == (
        "ads",
        "比值不低于 3.5。\n（见上）",
        "原则: {甲: 乙}\n",
    )


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=300)
def test_each_character_of_a_fence_stands_where_its_region_says(lines, newline):
    source = Source("a.md", newline.join(lines))

    for segment in document.segments(source.text, 0):
        for fence in (fence for part in segment.parts for fence in part.fences):
            region = Region(fence.text, source, tuple((a, segment.start + b) for a, b in fence.lines))
            places = [region.place(i) for i, c in enumerate(fence.text) if c not in "\r\n "]
            assert [source.text[place] for place in places] == [c for c in fence.text if c not in "\r\n "]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("3.1 流量获取组", "3.1", "流量获取组"),
        ("3.1流量获取组", "3.1", "流量获取组"),
        ("第三部分 指标与奖金", "第三部分", "指标与奖金"),
        ("第十二条 请假", "第十二条", "请假"),
        ("一、总则", "一", "总则"),
        ("（二）范围", "（二）", "范围"),
        ("1. 目的", "1", "目的"),
        ("24小时发货率", "", "24小时发货率"),
        ("2026年目标", "", "2026年目标"),
        ("附则", "", "附则"),
        ("附则 其他", "附则", "其他"),
        ("`代码` 与 *强调*", "", "代码 与 强调"),
    ],
)
def test_the_number_of_a_heading_is_apart_from_its_title(heading, number, title):
    (clause,) = clauses(f"# {heading} {{#x}}\n")

    assert (clause.number, clause.title, clause.id) == (number, title, "x")


def test_clauses_know_their_parents_paths_and_text():
    one, two, three, four = clauses(
        "# 总 {#a}\n\n甲\n\n## 分 {#b}\n\n乙\n\n```yaml 规矩\n原则: {甲: 乙}\n```\n\n丙\n\n### 细 {#c}\n\n## 另 {#d}\n"
    )

    assert [clause.parent for clause in (one, two, three, four)] == [None, "a", "b", "a"]
    assert three.path == ("总", "分", "细")
    assert (two.body_markdown, two.body_html) == ("乙\n\n丙", "<p>乙</p>\n<p>丙</p>\n")
    assert two.rules == (("principle", "甲"),)


def test_underlined_headings_are_clauses_too():
    first, second = clauses("总则 {#a}\n====\n\n分则 {#b}\n----\n")

    assert [(clause.id, clause.level) for clause in (first, second)] == [("a", 1), ("b", 2)]


def test_raw_html_and_scripts_in_links_do_not_pass():
    (clause,) = clauses(
        '# A {#a}\n\n<script>x</script> <b onclick="y">z</b>\n\n[l](javascript:x) ![i](data:text/html,x)\n'
    )

    assert clause.body_html == (
        "<p>&lt;script&gt;x&lt;/script&gt; &lt;b onclick=&quot;y&quot;&gt;z&lt;/b&gt;</p>\n"
        "<p>[l](javascript:x) ![i](data:text/html,x)</p>\n"
    )


def test_a_link_definition_serves_the_whole_document():
    first, _ = clauses("# A {#a}\n\n[甲][r]\n\n# B {#b}\n\n[r]: https://example.com\n")

    assert first.body_html == '<p><a href="https://example.com">甲</a></p>\n'


def test_tables_and_plain_code_are_shown():
    (clause,) = clauses("# A {#a}\n\n|甲|\n|-|\n|乙|\n\n```\ncode\n```\n")

    assert clause.body_html.startswith("<table>")
    assert clause.body_html.endswith("<pre><code>code\n</code></pre>\n")


def test_ids_are_proposed_and_stay_apart():
    assert [clause.id for clause in clauses("# 目的 与 范围！\n\n# 目的 与 范围\n\n# ！\n")] == [
        "目的-与-范围",
        "目的-与-范围-2",
        "clause",
    ]


def test_front_matter_in_chinese_says_the_same():
    text = "---\n制度: a\n标题: 例\n版本: 1\n生效: 2026-01-01\n日历: CN\n包含: []\n---\n\n# A {#a}\n"
    compiled = sample.compiled(text)

    assert compiled.diagnostics == ()
    assert (compiled.regulation.id, compiled.regulation.title, compiled.regulation.version) == ("a", "例", "1")


@pytest.mark.parametrize(
    "front",
    ["---\n- a\n---\n", "---\n---\n", "---\na: [\n---\n"],
)
def test_front_matter_that_is_no_mapping_is_told_once(front):
    assert len(sample.compiled(front).diagnostics) == 1


@pytest.mark.parametrize(
    "includes", ["[[a.md]]", "[{参数: {}}]", "[{文件: a.md, 参数: 3}]", "[{文件: a.md, 其他: 3}]", "[ '' ]"]
)
def test_an_include_has_one_of_two_shapes(includes):
    text = sample.FRONT.replace("---\n\n", f"includes: {includes}\n---\n\n")

    assert [one.code for one in sample.compiled(text).diagnostics] == ["D119"]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_headings_keep_their_ids_and_lines_whatever_ends_a_line(newline):
    text = sample.BASE.replace("\n", newline)
    found = sample.compiled(text)

    assert [clause.id for clause in found.regulation.clauses] == ["base"]
    assert [one.code for one in found.diagnostics] == []
    assert found.regulation.clauses[0].span.line == 8


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("低于当地最低工资。\n月工资另算", "<p>低于当地最低工资。月工资另算</p>\n"),
        ("甲**乙**\n丙", "<p>甲<strong>乙</strong>丙</p>\n"),
        ("说“好”\n丙", "<p>说“好”丙</p>\n"),
        ("用 SKU\n丙", "<p>用 SKU\n丙</p>\n"),
        ("one\ntwo", "<p>one\ntwo</p>\n"),
    ],
)
def test_a_line_break_between_hanzi_leaves_no_blank(body, html):
    assert document.html(body) == html
