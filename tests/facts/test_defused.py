"""Text that looks like a formula goes out as text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.facts.defused import defused


def test_what_begins_a_formula_gets_an_apostrophe():
    texts = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "连衣裙", "", "a=1"]

    assert [defused(text) for text in texts] == [
        "'=cmd|' /C calc'!A0", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'＝1", "连衣裙", "", "a=1",
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text())
def test_nothing_that_goes_out_begins_a_formula(text: str):
    assert defused(text)[:1] not in set("=+-@\t\r")
