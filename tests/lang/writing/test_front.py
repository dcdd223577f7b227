"""Title, version and day at the head of a document are read and written, and nothing else of it changes."""

import pytest

from guiju import lang
from guiju.lang import Sources
from guiju.lang.writing import front

BODY = "# 一、甲 {#a}\n\n甲的话。\n"
TEXT = f'---\nregulation: x\ntitle: 旧名\nversion: "1"\neffective: 2026-01-01\n---\n\n{BODY}'


def sources(text=TEXT):
    return Sources("x.md", {"x.md": text.encode()})


def text(found):
    return found.files["x.md"].decode()


def test_they_are_read_as_written_in_either_language():
    chinese = TEXT.replace("title:", "标题:").replace("version:", "版本:").replace("effective:", "生效:")

    for one in (TEXT, chinese):
        assert front.told(sources(one)) == {"title": "旧名", "version": "1", "effective": "2026-01-01"}


@pytest.mark.parametrize("title", ["新名", "规矩：第二版", 'a "b": c', "- x", "{x}", "#1", "1 \\ 2"])
def test_any_title_is_written_so_that_it_is_read_again(title):
    found = front.with_told(sources(), {"title": title, "version": "1.10", "effective": "2026-12-01"})
    regulation = lang.compile(found).regulation

    assert (regulation.title, regulation.version, str(regulation.effective)) == (title, "1.10", "2026-12-01")
    assert front.told(found)["title"] == title
    assert text(found).endswith(BODY)
    assert text(found).splitlines()[1] == "regulation: x"


def test_a_day_is_taken_out_and_put_in():
    without = front.with_told(sources(), {"effective": ""})

    assert "effective" not in text(without)
    assert front.told(front.with_told(without, {"effective": "2026-11-01"}))["effective"] == "2026-11-01"


def test_writing_what_is_there_changes_nothing():
    assert front.with_told(sources(), front.told(sources())) == sources()
