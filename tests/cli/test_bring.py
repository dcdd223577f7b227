"""guiju bring writes clauses and proposes rules; it takes none and overwrites nothing."""

import json

from guiju.cli import main
from guiju.lang import compile as compile_regulation


def test_a_text_becomes_a_document_that_compiles(tmp_path, capsys):
    source = tmp_path / "店规.md"
    source.write_text("# 周报\n\n推广专员每周一12:00前提交周报。\n", encoding="utf-8")
    out = tmp_path / "out"

    assert main(["bring", str(source), "-o", str(out), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["clause"], told["kind"]) == ("周报", "duty")
    assert compile_regulation(out / "店规.md").ok
    assert main(["bring", str(source), "-o", str(out)]) == 2
    assert "没有改动它" in capsys.readouterr().err


def test_what_cannot_be_read_is_told(tmp_path, capsys):
    source = tmp_path / "a.docx"
    source.write_bytes(b"%PDF")

    assert main(["bring", str(source), "-o", str(tmp_path / "out"), "--lang", "en"]) == 2
    assert "cannot be read: not_word" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
