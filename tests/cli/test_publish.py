"""guiju publish takes a version into force stage by stage, by the pages' own actions, and says what it waits for."""

import json
from datetime import datetime

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from apps.publishing import office
from apps.publishing.office import DIRECTOR, LEADER, WORKER, WRITER
from guiju.apps import clock
from guiju.apps.publishing import queries, ticking
from guiju.cli import main

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%signed\n"


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def draft():
    return office.drafted(office.opened())


def told(capsys, *arguments):
    code = main(["publish", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_draft_is_taken_into_force_step_by_step(draft, tmp_path, capsys):
    minutes = tmp_path / "纪要.pdf"
    minutes.write_bytes(PDF)
    code, out, _ = told(capsys, "begin", draft, "--reason", "看得更全", "--as", WRITER)
    assert (code, out.splitlines()[0]) == (0, "1  改一句  发布中  该办：影响")
    number = queries.lives()[0].id
    assert told(capsys, "look", number, "--said", "没有人多拿", "--as", WRITER)[0] == 0
    code, out, _ = told(capsys, "ask", number, "--as", WRITER)
    assert "等意见：" in out
    assert "张三（1）" in out
    for who in (DIRECTOR, LEADER, WORKER):
        office.actions.no_comment(actor=office.actor(who), publication_id=number)
    assert told(capsys, "close-comments", number, "--as", WRITER)[0] == 0
    said = ["--with", "工会", "--minutes", "逐条过了一遍", "--result", "同意", "--file", minutes]
    assert told(capsys, "consult", number, *said, "--as", WRITER)[0] == 0
    assert told(capsys, "hand-in", number, "--as", WRITER)[1].splitlines()[-3:] == [
        "等审批：沈行（9）", "写的人：苏婉", "可以审批：沈行",
    ]  # fmt: skip
    assert told(capsys, "approve", number, "--as", DIRECTOR)[0] == 0
    code, out, _ = told(capsys, "announce", number, "--from", "2026-10-12", "--as", WRITER)

    assert (code, out.splitlines()[0]) == (0, "1  改一句  公示中  自 2026-10-12 起")
    assert "等签收：" in out
    life = queries.life(number)
    assert [one["name"] for one in life.legs[3].data["files"]] == ["纪要.pdf"]


def test_it_is_shown_for_other_programs(draft, capsys):
    told(capsys, "begin", draft, "--reason", "看得更全", "--as", WRITER)
    one = json.loads(told(capsys, "show", queries.lives()[0].id, "--json")[1])
    every = json.loads(told(capsys, "--json")[1])

    assert (one["stage"], one["state"], one["waits_for"], one["in_force_from"]) == ("impact", "open", {}, None)
    assert (one["wrote"], one["may_approve"], one["barred"]) == ({WRITER: "苏婉"}, {DIRECTOR: "沈行"}, {})
    assert [leg["state"] for leg in one["stages"]] == ["done", *["to_come"] * 6]
    assert every == [one]


@pytest.mark.parametrize(
    ("arguments", "says", "refused"),
    [
        (["announce", 1, "--from", "2026-10-12", "--as", WRITER], "这次发布现在不在这一步。", "other_stage"),
        (["look", 1, "--said", "看过", "--as", WORKER], "按现行制度，这一步不由您办。", "not_allowed"),
        (["skip", 1, "--stage", "协商", "--reason", "赶时间", "--as", WRITER], "不在这一步", "other_stage"),
        (["approve", 1, "--as", WRITER], "文字是您起草、改过或提交的，要由别人审批。", "own"),
    ],
)
def test_what_the_pages_refuse_is_refused_here_in_the_same_words(draft, capsys, arguments, says, refused):
    told(capsys, "begin", draft, "--reason", "看得更全", "--as", WRITER)
    number = queries.lives()[0].id
    code, out, err = told(capsys, *[number if one == 1 else one for one in arguments], "--json")

    assert (code, json.loads(out)["refused"]) == (1, refused)
    assert says in err


def test_a_document_begins_its_way_and_the_operator_does_not_approve_what_the_operator_began(tmp_path, capsys):
    office.opened()
    book = tmp_path / "book.md"
    book.write_text(office.TEXT.replace("看销售和投产。", "先看投产。"), "utf-8")
    assert told(capsys, "begin", book, "--reason", "换一版")[0] == 0

    code, _, err = told(capsys, "approve", queries.lives()[0].id)

    assert (code, err.strip()) == (1, "文字是您起草、改过或提交的，要由别人审批。")


def test_the_only_approver_hands_nothing_in_and_hears_who_should(draft, capsys):
    code, out, err = told(capsys, "begin", draft, "--reason", "看得更全", "--as", DIRECTOR, "--json")

    assert (code, json.loads(out)["refused"]) == (1, "last_approver")
    assert "请让起草人苏婉来提交" in err
    assert queries.lives() == []


def test_what_cannot_be_used_is_said(capsys):
    assert told(capsys, "show", 99)[::2] == (2, "没有这次发布：99\n")
    assert told(capsys, "--as", "nobody")[::2] == (2, "没有这个人：nobody\n")
    code, _, err = told(capsys, "begin", "没有.md", "--reason", "x")
    assert (code, err.startswith("读不了：")) == (2, True)


def test_what_is_in_force_is_repealed_step_by_step(capsys):
    office.opened()
    User.objects.create_superuser("root")
    assert told(capsys, "repeal", "--reason", "部门撤销", "--as", WRITER)[0] == 0
    number = queries.lives()[0].id
    office.agreed(number)
    code, out, _ = told(capsys, "announce", number, "--from", "2026-10-12", "--as", WRITER)

    assert (code, out.splitlines()[0]) == (0, f"{number}  废止〈电商部规矩 1〉  公示中  自 2026-10-12 起")
    with clock.at(datetime(2026, 10, 12, 8)):
        ticking.tick()
    assert "已废止" in told(capsys)[1]


def test_english_lines(draft, capsys):
    told(capsys, "begin", draft, "--reason", "x", "--as", WRITER)

    assert "being published  next: impact" in told(capsys, "--lang", "en")[1]
