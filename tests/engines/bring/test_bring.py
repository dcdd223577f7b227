"""A Word or Markdown regulation becomes clauses; figures and duties in it are proposed as rules."""

import io
import time
import zipfile
from datetime import date

import pytest
from docx import Document

from guiju.engines.bring import clauses, proposals, word
from guiju.engines.bring.word import UnreadableError
from guiju.lang import Sources
from guiju.lang import compile as compile_regulation


def word_file(*paragraphs, table=()):
    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for at, row in enumerate(table):
            for column, text in enumerate(row):
                made.cell(at, column).text = text
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), body)
    return file.getvalue()


def test_headings_articles_lists_and_tables_become_clauses():
    data = word_file(
        ("Heading 1", "第一章 总则"),
        ("Normal", "第一条 为规范运营，制定本制度。"),
        ("List Bullet", "先到先得"),
        ("Normal", "# 不是标题"),
        table=(("档", "分"), ("甲|乙", "90")),
    )

    found = clauses.read("a.docx", data)
    text = clauses.front("shop", "店规: {试}", date(2027, 1, 1)) + "\n" + clauses.markdown(found)

    assert [(one.heading, one.level) for one in found] == [("第一章 总则", 1), ("第一条 为规范运营", 3)]
    assert found[1].text == (
        "为规范运营，制定本制度。\n\n- 先到先得\n\n\\# 不是标题\n\n| 档 | 分 |\n| --- | --- |\n| 甲\\|乙 | 90 |"
    )
    result = compile_regulation(Sources("a.md", {"a.md": text.encode()}))
    assert result.ok
    assert [one.title for one in result.regulation.clauses] == ["总则", "为规范运营"]


def test_a_text_without_styles_is_cut_at_its_numbers():
    text = "前面的话。\n\n第一章 考勤\n\n第一条 迟到。迟到要说明。\n\n一、请假\n\n提前一天。".encode("gb18030")

    found = clauses.read("a.txt", text)

    assert [one.heading for one in found] == ["前言", "第一章 考勤", "第一条 迟到", "一、请假"]


def test_markdown_keeps_its_headings_and_loses_its_front_matter():
    text = "---\ntitle: x\n---\n# 一 {#a}\n话。\n\n## 二\n\n```\n代码\n```\n".encode()

    found = clauses.read("a.md", text)

    assert [(one.id, one.heading, one.level) for one in found] == [("一", "一", 1), ("二", "二", 2)]
    assert "\\```" in found[1].text


def test_a_document_of_the_language_keeps_its_head_its_ids_and_its_rules():
    block = "```yaml 规矩\n参数:\n  回复时限: {值: 30秒}\n\n第二: 行\n```"
    head = "---\nregulation: shop\ntitle: 店规\nversion: 3\n---\n"
    data = f"{head}\n# 客服 {{#service}}\n\n平均响应不超过45秒。\n\n{block}\n\n```\n代码\n```\n".encode()

    found = clauses.read("a.md", data)

    assert clauses.written("a.md", data) == head
    assert [(one.id, one.ruled) for one in found] == [("service", True)]
    assert found[0].text == f"平均响应不超过45秒。\n\n{block}\n\n\\```\n代码\n\\```"
    assert proposals.proposals(found) == ()


def test_fences_that_are_never_closed_are_read_in_one_go_and_a_shown_block_is_no_rule():
    began = time.process_time()
    open_ones = clauses.read("a.md", b"# a\n" + "```yaml 规矩\nx\n".encode() * 40_000)
    shown = clauses.read("a.md", "# a\n\n~~~\n```yaml 规矩\n参数: {}\n```\n~~~\n".encode())

    assert time.process_time() - began < 10  # half a second; minutes where each of them looks for its end
    assert [one.ruled for one in (*open_ones, *shown)] == [False, False]


def test_more_clauses_than_anybody_writes_are_refused_before_they_are_all_named():
    began = time.process_time()
    for data in (b"# a\nx\n" * 100_000, b"x\n" * 3_000_000):
        with pytest.raises(UnreadableError) as refused:
            clauses.read("a.md", data)
        assert refused.value.code == "too_long"
    (long,) = clauses.read("a.md", ("# a" + "{#" * 100_000).encode())

    assert (long.heading, long.text[:4]) == ("前言", "\\# a")
    assert time.process_time() - began < 20  # a second or two


def test_a_text_without_rules_or_a_word_file_is_no_document_of_the_language():
    assert clauses.written("a.md", "---\ntitle: x\n---\n# 一\n".encode()) == ""
    assert clauses.written("a.docx", b"PK\x03\x04") == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_word"),
        (b"%PDF-1.7", "not_word"),
        (b"\xd0\xcf\x11\xe0old", "old_word"),
        (b"PK\x03\x04broken", "damaged"),
        (packed(a_xml="<a/>"), "not_word"),
        (packed(word__document_xml="<a/>"), "damaged"),
        (packed(word__document_xml="<a/>", word__vbaProject_bin="x"), "macros"),
        (packed(word__document_xml=b"0" * 30_000_000), "bomb"),
        (packed(word__document_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "bomb"),
        (packed(word__document_xml="<a/>", **{f"p{n}_xml": "" for n in range(2_100)}), "bomb"),
    ],
)
def test_what_is_no_word_file_or_a_bomb_is_refused_before_it_is_opened(data, code):
    with pytest.raises(UnreadableError) as refused:
        word.lines(data)

    assert refused.value.code == code


def test_a_word_file_under_a_text_name_is_refused():
    with pytest.raises(UnreadableError):
        clauses.read("a.md", word_file(("Normal", "x")))


def found_in(text):
    clause = clauses.Clause("a", "甲", 1, [text])
    return {
        (one.kind, one.rule.partition(":")[0].partition("\n")[0]): one.rule for one in proposals.proposals([clause])
    }


@pytest.mark.parametrize(
    ("sentence", "kind", "name", "part"),
    [
        ("核心指标占70%，其余看过程", "parameter", "核心指标权重", "70%"),
        ("过程指标占百分之三十五", "parameter", "过程指标权重", "35%"),
        ("退货率不高于5%", "parameter", "退货率上限", "5%"),
        ("客服平均响应时间不超过30秒", "parameter", "客服平均响应时间时限", "30秒"),
        ("全勤奖励200元", "parameter", "全勤金额", "200元"),
        ("各组长每周一12:00前提交周报", "duty", "提交周报", "谁: 各组负责人"),
        ("推广专员每个工作日下午6点前填报花费", "duty", "填报花费", '截止: "18:00"'),
        ("全体员工每月25日前完成对账", "duty", "完成对账", "何时: 每月25日前"),
    ],
)
def test_figures_and_duties_in_sentences_are_proposed_as_rules(sentence, kind, name, part):
    found = found_in(sentence + "。")

    assert name in [known for known_kind, known in found if known_kind == kind]
    assert part.replace('"', "") in found[kind, name].replace('"', "")


@pytest.mark.parametrize("sentence", ["ROI达成率低于60%的，当月无奖金", "不低于50万元", "30至45秒600元"])
def test_a_case_or_a_figure_that_nothing_is_called_by_is_no_bound(sentence):
    assert found_in(sentence) == {}


def test_plain_words_propose_nothing():
    assert found_in("大家要团结友爱，2026年再创佳绩。") == {}


def test_a_time_of_day_is_not_cut_in_two_where_a_clause_is_named():
    found = clauses.read("a.txt", "第三条 专员每周一12:00前交，由组长审核，逾期说明原因并且补交。".encode())

    assert [one.heading for one in found] == ["第三条 专员每周一12:00前交"]
