"""Clauses set as HTML once, and again only when something in them has changed."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from guiju.web.rulebook.book import Leaf
from guiju.web.rulebook.words import language

SHEETS = 512  # some books, in both languages, for those who may draft and those who may not


def printed(leaf: Leaf, *, may_draft: bool) -> SafeString:
    """A clause of the book with its slips and its life; the same leaf gives the same sheet without setting it again."""
    return _set(leaf, may_draft, language())


@lru_cache(maxsize=SHEETS)
def _set(leaf: Leaf, may_draft: bool, _language: str) -> SafeString:  # noqa: FBT001 - a key
    parts = {"leaf": leaf, "may_draft": may_draft}
    return mark_safe(render_to_string("rulebook/leaf.html", parts))  # noqa: S308 made by the template
