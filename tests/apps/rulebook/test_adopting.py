"""A regulation comes into force whole, by its hash, from a day on, and no page ever compiles it."""

import pickle
from datetime import date

import pytest
from django.conf import settings

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.refusal import Refused
from guiju.apps.remember import remembered
from guiju.apps.rulebook import actions, announcing, compiled, models, queries
from guiju.apps.rulebook.drafts import labels
from guiju.apps.rulebook.values import UnknownPost
from guiju.lang import Level, Sources

pytestmark = pytest.mark.django_db

NEXT = make.BOOK.replace('version: "1"', 'version: "2"').replace("值: 4", "值: 5")
MAY, NOV = date(2026, 5, 1), date(2026, 11, 1)


def adopt(text=make.BOOK, actor=None, in_force_from=None):
    return actions.adopt(actor=actor or make.operator(), document=make.sources(text), in_force_from=in_force_from)


def test_a_document_is_in_force_from_the_day_it_names():
    first = adopt()
    second = adopt(NEXT, in_force_from=MAY)

    assert [queries.edition_at(day) for day in (date(2025, 12, 31), date(2026, 4, 30), MAY)] == ["", first, second]
    assert [queries.regulation_at(date(2025, 1, 1)), queries.current().version] == [None, "2"]
    assert [(a.edition.version, a.start, a.end) for a in queries.adoptions()] == [
        ("1", date(2026, 1, 1), date(2026, 4, 30)),
        ("2", MAY, None),
    ]


def test_the_later_adoption_of_a_day_stands():
    adopt()
    adopt(NEXT, in_force_from=date(2026, 1, 1))

    assert [(a.edition.version, a.by) for a in queries.adoptions()] == [("2", "operator")]
    assert queries.current().version == "2"


def test_adopting_what_is_in_force_anyway_changes_nothing():
    first = adopt()
    before = len(ledger.lines())

    assert adopt(in_force_from=MAY) == first
    assert (len(queries.adoptions()), len(ledger.lines())) == (1, before)


def test_an_example_that_its_rule_contradicts_keeps_a_document_out():
    wrong = make.BOOK + "\n```yaml 规矩\n例子:\n  - 已知: {销售额: 8元, 推广费: 2元}\n    则: {投产比: 5倍}\n```\n"

    with pytest.raises(Refused) as refused:
        adopt(wrong)

    assert refused.value.code == "examples_contradict"
    assert [found.code for found in refused.value.data["diagnostics"]] == ["C701"]
    assert queries.adoptions() == []
    assert adopt(wrong.replace("5倍", "4倍")) == queries.current().hash


@pytest.mark.parametrize(
    ("label", "before", "is_behind"),
    [
        ("2026.1", "2026.2", True),
        ("2026.2", "2026.10", True),
        ("2025.9", "2026.1", True),
        ("第1版", "第2版", True),
        ("1", "1", False),
        ("2026.1 修订", "2026.1", False),
        ("2027.1", "2026.3", False),
        ("草案1", "2026.2", False),
        ("新", "2026.2", False),
    ],
)
def test_a_label_is_behind_another_of_its_form(label: str, before: str, *, is_behind: bool):
    assert labels.behind(label, before) is is_behind


def announce(text):
    sources = make.sources(text)
    kept = actions.keep_edition(sources, actions.compiled_or_refused(sources))
    announcing.announce(actor=make.operator(), edition=kept, in_force_from=MAY)


def keep(text):
    announcing.keep(actor=make.operator(), document=make.sources(text))


@pytest.mark.parametrize("way", [adopt, keep, announce])
def test_a_new_text_under_a_label_of_before_is_refused_with_the_next_one(way):
    adopt(NEXT)

    with pytest.raises(Refused) as refused:
        way(make.BOOK.replace("值: 4", "值: 6"))

    assert (refused.value.code, str(refused.value)) == (
        "label_behind",
        "版本号 1 排在现行的 2 之前，往后就分不清先后。请在文首改成 3 或更后的号。",
    )
    assert [one.edition.version for one in queries.adoptions()] == ["2"]


def test_a_text_before_the_first_day_of_a_later_one_may_bear_an_earlier_label():
    adopt(NEXT, in_force_from=NOV)
    adopt(in_force_from=MAY)

    assert [one.edition.version for one in queries.adoptions()] == ["1", "2"]


def test_other_texts_of_the_same_label_are_found():
    first = adopt()
    second = adopt(make.BOOK.replace("值: 4", "值: 6"))

    assert [[one.edition.hash for one in queries.namesakes(of)] for of in (first, second, "")] == [
        [second],
        [first],
        [],
    ]


def test_an_earlier_edition_comes_back():
    first = adopt()
    adopt(NEXT, in_force_from=MAY)
    adopt(in_force_from=NOV)

    assert queries.edition_at(NOV) == first
    assert [edition.version for edition in queries.editions()] == ["1", "2"]


def test_a_document_with_errors_is_refused_with_its_diagnostics():
    with pytest.raises(Refused, match="制度里有 1 处错误") as refused:
        adopt(make.BOOK.replace("销售额 / 推广费", "销售额 / 推广費用"))

    wrong = [d for d in refused.value.data["diagnostics"] if d.level is Level.ERROR]
    assert [(d.code, d.quote) for d in wrong] == [("F201", "推广費用")]
    assert (queries.editions(), queries.adoptions(), models.Document.objects.count()) == ([], [], 0)


def test_a_document_is_kept_with_its_chapters_byte_for_byte(tmp_path):
    chapter = "---\ntitle: 补充\n---\n\n# 补充 {#more}\n\n附则。\n".encode()
    main = make.BOOK.replace("calendar: CN", "calendar: CN\nincludes: [chapters/more.md]").encode()
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "more.md").write_bytes(chapter)
    (tmp_path / "book.md").write_bytes(main)

    edition = actions.adopt(actor=make.operator(), document=tmp_path / "book.md")

    assert queries.sources(edition) == Sources("book.md", {"book.md": main, "chapters/more.md": chapter})
    assert queries.edition(edition).files == ("book.md", "chapters/more.md")
    assert queries.regulation(edition).clause("more").title == "补充"


def test_a_page_asks_only_once_what_is_in_force(django_assert_num_queries):
    edition = adopt()

    with remembered(), django_assert_num_queries(1):
        found = [queries.edition_at(day) for day in (MAY, MAY, NOV, MAY)]

    assert found == [edition] * 4


def test_what_nobody_stored_is_refused():
    with pytest.raises(Refused, match="没有这个版本"):
        queries.regulation("0" * 64)
    assert queries.edition("0" * 64) is None


def test_a_model_is_read_from_its_file_and_made_anew_when_the_file_is_damaged(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edition = adopt()
    (path,) = (settings.GUIJU_HOME / "cache" / "regulations").iterdir()
    model = pickle.loads(path.read_bytes())
    model.__dict__["title"] = "从文件来"
    path.write_bytes(pickle.dumps(model))
    compiled._regulation.cache_clear()
    read = queries.regulation(edition).title

    compiled._regulation.cache_clear()
    path.write_bytes(b"\x80")

    assert (read, queries.regulation(edition).title) == ("从文件来", "电商部规矩")
    assert pickle.loads(path.read_bytes()).title == "电商部规矩"


def test_only_an_adoption_to_come_can_be_withdrawn():
    adopt()
    adopt(NEXT, in_force_from=NOV)
    now, later = queries.adoptions()

    actions.withdraw(actor=make.operator(), adoption_id=later.id)

    assert [adoption.id for adoption in queries.adoptions()] == [now.id]
    with pytest.raises(Refused, match="从 2026年1月1日 起已经施行"):
        actions.withdraw(actor=make.operator(), adoption_id=now.id)
    with pytest.raises(Refused, match="没有这个版本"):
        actions.withdraw(actor=make.operator(), adoption_id=later.id)


def test_who_may_not_is_refused():
    reader = make.actor(("edit", "regulation", "all"))

    for call in (lambda: adopt(actor=reader), lambda: actions.withdraw(actor=reader, adoption_id=1)):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "not_allowed"


def test_who_may_confirm_the_regulation_adopts_it():
    adopt(actor=make.actor(("confirm", "regulation", "all")))

    (adoption,) = queries.adoptions()
    (line,) = ledger.lines()
    assert (adoption.by, line.action, line.after["version"]) == ("张三", "rulebook.adopt", "1")


def test_posts_that_the_regulation_does_not_know_are_listed():
    assert queries.unknown_posts(MAY) == []
    adopt()
    who = make.person()
    make.post(who, "流量获取组", "投手")
    make.post(who, "流量组", "推广组长", main=False)
    make.post(who, "客服组", "客服", main=False)

    assert queries.unknown_posts(MAY) == [
        UnknownPost("1", "张三", "流量组", "推广组长", unit_known=False, position_known=True),
        UnknownPost("1", "张三", "客服组", "客服", unit_known=True, position_known=False),
    ]


def test_rows_show_what_they_are():
    edition = adopt()
    draft = actions.save_draft(actor=make.operator(), base=edition, changes=[])

    shown = [models.Document.objects.get(), models.Edition.objects.get(), models.Adoption.objects.get()]
    assert str(shown[0]) == shown[0].sha256[:12]
    assert str(shown[1]) == "电商部规矩 1"
    assert str(shown[2]) == f"{edition[:12]} 2026-01-01"
    assert str(models.Draft.objects.get(pk=draft)) == f"{edition[:12]} operator 2026-10-09 02:30"
