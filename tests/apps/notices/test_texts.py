"""What people wrote, made to fit and to stay text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.apps.notices.senders import texts

TEXT = st.text(max_size=200)


@given(TEXT)
def test_one_line_is_one_line_for_every_reader(text):
    line = texts.one_line(text)

    assert len(line.splitlines()) <= 1
    assert line == texts.one_line(line)


@given(TEXT)
def test_a_calm_text_starts_no_markup(text):
    assert not set(texts.calm(text)) & set("[]<>`*&#")


@given(TEXT, st.integers(3, 60))
def test_a_cut_text_fits_and_is_still_text(text, size):
    short = texts.cut(text, size)

    assert len(short.encode()) <= size
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.lists(TEXT.map(texts.one_line), min_size=1, max_size=30), st.integers(40, 400))
def test_lines_fit_and_those_left_out_are_counted(lines, size):
    shown = texts.fitted(lines, size, "… %(count)s")

    assert len(shown.encode()) <= size
    if shown != "\n".join(lines) and not shown.endswith("…"):
        assert int(shown.rpartition("… ")[2]) + shown.count("\n") == len(lines)


def test_a_text_that_turns_the_reading_direction_reads_forwards():
    assert texts.one_line("日报\u202egpj.exe\u0000\t完") == "日报 gpj.exe 完"


@pytest.mark.parametrize(("text", "size", "short"), [("规矩", 6, "规矩"), ("规矩们", 6, "规…"), ("规矩", 5, "…")])
def test_a_character_is_never_cut_in_half(text, size, short):
    assert texts.cut(text, size) == short
