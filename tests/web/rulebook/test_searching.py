"""Traditional characters and pinyin find what the words find."""

import subprocess
import sys

import pytest

from guiju.apps.rulebook import queries, searching
from web.department import SPECIALIST

pytestmark = pytest.mark.django_db


@pytest.fixture
def searched(book, settings, tmp_path):
    settings.GUIJU_HOME = tmp_path
    queries.regulation(book)
    searching.make(book)
    return book


@pytest.mark.parametrize("query", ["奖金", "獎金", "jiangjin", "JiangJin", "jj", "jiang jin"])
def test_one_word_is_found_however_it_is_spelt(searched, visit, query):
    found = visit(SPECIALIST).get("/rulebook/", {"q": query}, headers={"HX-Request": "true"}).content.decode()

    assert "/rulebook/clause/pay/" in found.split('id="found"')[1].split("</section>")[0]


@pytest.mark.parametrize("query", ["j", "qq", "龘", "jiangjinn"])
def test_what_is_not_there_is_not_found(searched, visit, query):
    found = visit(SPECIALIST).get("/rulebook/", {"q": query}, headers={"HX-Request": "true"}).content.decode()

    assert "/rulebook/clause/pay/" not in found.split('id="found"')[1].split("</section>")[0]


def test_the_place_is_marked_in_the_words_that_stand_there(searched):
    place = searching.find(searching.spellings(searched)["pay"], searching.folded("獎金"))

    assert place.text[place.start : place.end] == "奖金"


def test_making_it_again_changes_nothing(searched, settings):
    [path] = (settings.GUIJU_HOME / "cache" / "search").iterdir()
    before = path.stat().st_mtime_ns
    searching.make(searched)
    assert path.stat().st_mtime_ns == before


def test_reading_loads_neither_library():
    code = (
        "import guiju.project as p; p.setup(); import sys; import guiju.web.rulebook.book;"
        "sys.exit(bool({'pypinyin', 'opencc'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
