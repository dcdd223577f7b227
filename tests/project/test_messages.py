import gettext
from io import BytesIO

import pytest

from guiju.project import messages

PO = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

#: a.py:3
msgid "数据源"
msgstr "Data sources"

msgid ""
"长的"
"一句\n"
msgstr "A long one\n"

msgctxt "place"
msgid "规矩"
msgstr "Rulebook"
msgid "%(n)s 人"
msgid_plural "%(n)s 人 "
msgstr[0] "%(n)s person"
msgstr[1] "%(n)s people"

#, fuzzy
msgid "旧"
msgstr "Old"

msgid "未译"
msgstr ""

msgid "半译"
msgid_plural "半译们"
msgstr[0] "one"
msgstr[1] ""
"""


def write(folder, area, text):
    path = folder / area / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_entries_are_read_with_contexts_plurals_and_lines_that_go_on():
    assert messages.entries(PO) == {
        "数据源": "Data sources",
        "长的一句\n": "A long one\n",
        "place\x04规矩": "Rulebook",
        "%(n)s 人\x00%(n)s 人 ": "%(n)s person\x00%(n)s people",
    }


def test_pythons_gettext_reads_the_compiled_catalogue():
    catalogue = gettext.GNUTranslations(BytesIO(messages.compiled(messages.entries(PO))))

    assert catalogue.gettext("数据源") == "Data sources"
    assert catalogue.pgettext("place", "规矩") == "Rulebook"
    assert [catalogue.ngettext("%(n)s 人", "%(n)s 人 ", n) for n in (1, 2)] == ["%(n)s person", "%(n)s people"]
    assert catalogue.gettext("旧") == "旧"


@pytest.mark.parametrize("broken", ['msgid "a', "msgid a", "msgid 3"])
def test_a_broken_line_is_named(broken):
    with pytest.raises(messages.BadCatalogue, match=r"x\.po:2"):
        messages.entries(f"\n{broken}\n", "x.po")


def test_all_areas_become_one_catalogue_made_again_only_when_they_change(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    write(source, "one", 'msgid "甲"\nmsgstr "A"\n')
    path = write(source, "two/deep", 'msgid "乙"\nmsgstr "B"\n')

    made = [messages.refresh(target, source), messages.refresh(target, source)]
    path.write_text('msgid "乙"\nmsgstr "Bee"\n')
    made.append(messages.refresh(target, source))

    catalogue = gettext.translation("django", target, ["en"])
    assert made == [True, False, True]
    assert [catalogue.gettext(word) for word in "甲乙"] == ["A", "Bee"]
