"""Facts are named by words of people, in both languages."""

import re

import pytest
from django.utils import translation

from guiju.facts import load_schemas
from guiju.web.sources import words


@pytest.mark.parametrize("name", load_schemas())
def test_a_fact_has_words_in_both_languages(name):
    with translation.override("zh-hans"):
        assert not re.search("[A-Za-z_]", words.fact(name))
    with translation.override("en"):
        assert not re.search("[\u4e00-\u9fff_]", words.fact(name))
