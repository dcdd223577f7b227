"""A long list a page at a time."""

import pytest
from django.http import HttpRequest, QueryDict

from guiju.web.kit import tags
from guiju.web.kit.paging import paging


def asked(query: str, total: int = 120):
    request = HttpRequest()
    request.GET = QueryDict(query)
    return paging(request, total)


@pytest.mark.parametrize(
    ("query", "page"),
    [("", 1), ("page=2", 2), ("page=3", 3), ("page=4", 3), ("page=0", 1), ("page=x", 1), ("page=-1", 1)],
)
def test_a_page_lies_within_the_list(query, page):
    at = asked(query)

    assert (at.page, at.pages, list(at.of(range(120)))) == (page, 3, list(range(50 * (page - 1), min(50 * page, 120))))


def test_the_ways_on_and_back_keep_the_rest_of_the_address():
    at = asked("q=甲&month=2026-09&page=2")

    assert (at.before, at.after) == ("?q=%E7%94%B2&month=2026-09&page=1", "?q=%E7%94%B2&month=2026-09&page=3")
    assert (asked("").before, asked("").after, asked("page=3").after) == ("", "?page=2", "")


def test_nothing_to_leaf_through_shows_nothing_unless_it_counts():
    at = asked("", total=0)

    assert (at.pages, tags.pager(at)) == (1, "")
    assert "共 0 行，第 1 页，共 1 页" in tags.pager(at, always=True)
    assert 'href="?page=2#list"' in tags.pager(asked(""), anchor="list")
