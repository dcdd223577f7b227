"""Places in texts: spans never leave their source."""

import pickle

from guiju.lang.text import Located, Source, Span


def test_a_span_outside_a_lifted_text_is_clipped_to_it():
    located = Located("乙丙", Source("a.md", "甲\n乙丙丁"), range(2, 5))

    assert located.span(1, 9) == Span("a.md", 3, 4, 2, 2)
    assert located.span(-3, 1) == Span("a.md", 2, 3, 2, 1)


def test_a_span_says_where_it_is_and_pickles():
    span = Source("a.md", "甲\r\n乙").span(3, 4)

    assert str(span) == f"{span}" == "a.md:2:1"
    assert pickle.loads(pickle.dumps(span)) == span
