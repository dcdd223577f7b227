"""A page that only reads asks each thing once; a thing that is asked outside of one is asked each time."""

from guiju.apps.remember import once, remembered


def test_within_a_page_a_thing_is_asked_once_and_outside_each_time():
    asked: list[str] = []

    def ask() -> int:
        asked.append("x")
        return len(asked)

    with remembered():
        within = [once("x", ask), once("x", ask), once("y", ask)]
    outside = [once("x", ask), once("x", ask)]

    assert (within, outside) == ([1, 1, 2], [3, 4])


def test_that_nothing_was_found_is_remembered_too():
    asked: list[str] = []

    with remembered():
        found = [once("x", lambda: asked.append("x")) for _ in range(3)]

    assert (found, asked) == ([None] * 3, ["x"])
