"""guiju verify tells from a file alone whether it is what it was, in words and by its exit code."""

import pytest

from guiju.cli import main
from guiju.engines.paper import checking, pages, sealed
from guiju.lang import Sources
from guiju.lang.compiler.sources import gather
from guiju.lang.report import Report

TEXT = "# 总则 {#general}\n\n按时交接。\n"


def record(**changed):
    edition = gather(Sources("a.md", {"a.md": TEXT.encode()}), Report()).hash
    moment = "1791513000.000000"
    one = {
        "number": "1", "name": "张三", "written": "张三", "moment": moment, "edition": edition,
        "digest": sealed.signature(edition, "1", "张三", moment),
    }  # fmt: skip
    parts = [
        ("text", {"hash": edition, "root": "a.md", "files": {"a.md": TEXT}}),
        ("acknowledgement", {**one, **changed}),
    ]
    return sealed.seal("evidence", "2026-10-09T10:30:00+08:00", "沈行", parts)


@pytest.fixture
def verify(tmp_path, capsys):
    def run(content, *more):
        path = tmp_path / "paper.json"
        path.write_bytes(content)
        code = main(["verify", str(path), *more])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def test_what_nobody_changed_holds(verify):
    made = record()
    code, said = verify(sealed.canonical(made).encode())

    assert code == 0
    assert "✓ 张三签收的就是这份文字" in said
    assert made["seal"] in said


def test_what_was_changed_is_named_in_either_language(verify):
    made = record()
    made["parts"][0]["content"]["files"]["a.md"] = "# 别的\n"
    content = sealed.canonical(made).encode()

    code, said = verify(content, "--lang", "en")
    assert (code, "× the text of the regulation was changed" in said) == (1, True)
    code, said = verify(content)
    assert (code, "× 制度文字被改过" in said) == (1, True)


def test_a_signature_under_another_text_shows(verify):
    code, said = verify(sealed.canonical(record(edition="0" * 64)).encode())

    assert (code, "× 签收的不是这份文字" in said) == (1, True)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nnothing", b"{}", b'{"format": "guiju-paper"}', b"[1]", b"\xff\xfe", b'{"format":1}']
)
def test_a_file_that_is_none_of_ours_is_said_to_be_so(verify, content):
    code, said = verify(content)

    assert (code, "不是规矩做的文件" in said) == (2, True)


@pytest.mark.parametrize("part", ["text", "signatures", "acknowledgement", "ledger"])
def test_a_part_of_another_shape_is_broken_and_no_crash(verify, part):
    made = sealed.seal("text", "", "", [(part, {"files": [1], "x": None})])

    assert verify(sealed.canonical(made).encode())[0] == 1


def test_a_signature_sheet_is_counted(verify):
    made = record()
    text, one = made["parts"][0]["content"], made["parts"][1]["content"]
    again = sealed.seal("text", "", "", [("text", text), ("signatures", [one, {**one, "digest": ""}])])

    assert "✓ 1 个签收" in verify(sealed.canonical(again).encode())[1]
    assert checking.read(sealed.canonical(again).encode())["seal"] == again["seal"]
    assert pages.typesetting()["typst"]
