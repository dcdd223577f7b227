"""A Word file becomes a draft; what was found in it is taken, changed or refused by a person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engines.bring.test_bring import packed, word_file
from guiju.apps.rulebook import queries
from guiju.apps.rulebook.drafts import reading
from guiju.apps.rulebook.library import FOLDER
from web import seen

pytestmark = pytest.mark.django_db
BRING = "/rulebook/writing/bring/"
WORD = word_file(
    ("Heading 1", "考勤"),
    ("Normal", "迟到不超过10分钟。"),
    ("Heading 1", "周报"),
    ("Normal", "推广专员每周一12:00前提交周报。退货率不高于5%。"),
)


def sent(data, name="店规.docx", **more):
    return {"file": SimpleUploadedFile(name, data), "into": "fresh", **more}


@pytest.mark.usefixtures("book")
def test_a_word_file_becomes_the_draft_of_a_new_regulation_with_proposals(visit):
    client = visit("9")

    page = client.post(BRING, sent(WORD), follow=True)

    (draft,) = queries.drafts()
    assert (draft.title, draft.fresh) == ("店规", True)
    assert "请逐条决定" in seen.text(page)
    assert [one.title for one in reading.clauses(draft.base, draft.changes)] == ["考勤", "周报"]
    assert [(one.clause, one.kind) for one in reading.proposals(draft.id)] == [
        ("考勤", "parameter"), ("周报", "duty"), ("周报", "parameter")
    ]  # fmt: skip


@pytest.mark.usefixtures("book")
def test_each_proposal_is_taken_changed_or_refused(visit):
    client = visit("9")
    client.post(BRING, sent(WORD))
    (draft,) = queries.drafts()
    ids = [one.id for one in reading.proposals(draft.id)]
    act = f"/rulebook/writing/{draft.id}/clause/{{}}/act/"

    client.post(act.format("考勤"), {"act": "decide", "proposal": ids[0], "how": "take"})
    changed = client.post(act.format("周报"), {"act": "decide", "proposal": ids[1], "how": "change"})
    client.post(act.format("周报"), {"act": "decide", "proposal": ids[2], "how": "refuse"})
    again = client.post(act.format("考勤"), {"act": "decide", "proposal": ids[0], "how": "take"}, follow=True)

    text = reading.text(queries.draft(draft.id)).files["regulation.md"].decode()
    assert ["迟到时限" in text, "提交周报:" in text, "退货率上限" in text] == [True, True, False]
    assert "rule=duty" in changed["Location"]
    assert "可能已被处理" in seen.text(again)
    assert reading.proposals(draft.id) == []


@pytest.mark.usefixtures("book")
def test_a_document_of_the_language_comes_in_with_its_rules_and_its_title(visit):
    text = (FOLDER / "minimal.md").read_bytes()

    page = visit("9").post(BRING, sent(text, "我们的.md"), follow=True)

    (draft,) = queries.drafts()
    assert draft.title == "电商小组规矩（入门）"
    assert "请逐条决定" not in seen.text(page)
    assert reading.text(queries.draft(draft.id)).files["regulation.md"] == text
    assert reading.proposals(draft.id) == []


@pytest.mark.usefixtures("book")
def test_a_document_whose_chapters_did_not_come_along_says_so(visit):
    head = "---\nregulation: a\ntitle: 甲\nversion: 1\neffective: 2026-01-01\nincludes: [chapters/b.md]\n---\n"
    body = "# 一\n\n```yaml 规矩\n参数:\n  限: {值: 1}\n```\n"

    answer = visit("9").post(BRING, sent((head + body).encode(), "a.md"))

    assert answer.status_code == 422
    assert "chapters/b.md" in seen.text(answer)


@pytest.mark.usefixtures("book")
def test_a_file_may_join_the_regulation_in_force_under_ids_of_its_own(visit):
    data = "# 什么 {#what}\n\n再说一遍。".encode()

    visit("9").post(BRING, sent(data, "附件.md", into="current"))

    (draft,) = queries.drafts()
    assert (draft.fresh, draft.base) == (False, queries.current().hash)
    assert reading.clauses(draft.base, draft.changes)[-1].texts == ("再说一遍。",)
    assert len({one.id for one in reading.clauses(draft.base, draft.changes)}) == len(
        reading.clauses(draft.base, draft.changes)
    )


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"%PDF", "这不是 Word 文件"),
        ("a.docx", packed(word__document_xml=b"0" * 30_000_000), "没有打开"),
        ("a.docx", packed(word__document_xml="<a/>", word__vbaProject_bin="x"), "文件带宏"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "旧版 Word"),
        ("a.md", b"\x00\x01", "不是文本文件"),
        ("a.md", b" \n", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(visit, name, data, says):
    answer = visit("9").post(BRING, sent(data, name))

    assert answer.status_code == 422
    assert says in seen.text(answer)
    assert queries.drafts() == []


@pytest.mark.usefixtures("book")
def test_strangers_bring_nothing(visit):
    assert visit("1").post(BRING, sent(WORD)).status_code == 403
