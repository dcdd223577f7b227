"""The verbs that change the state: adopt, roster, targets, inputs."""

import json
from fractions import Fraction
from hashlib import sha256

import pytest
from django.utils import translation

import make
from guiju.apps import spreadsheet
from guiju.apps.audit import queries as audit
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import sheets
from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.cli import main
from guiju.engines.periods import parse

pytestmark = pytest.mark.django_db

ZHANG = {"number": "1", "name": "张三", "joined": make.START}


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    """Each command speaks its own language, as a process of its own would."""
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make.workbook(people=[ZHANG]))
    return str(path)


def test_a_roster_comes_in_once(roster, capsys):
    codes = [main(["roster", "import", roster, "--dry-run"]), main(["roster", "import", roster])]
    codes.append(main(["roster", "import", roster]))

    assert codes == [0, 0, 0]
    assert capsys.readouterr().out == "新增 1（只检查，没有改动）\n新增 1\n没有变化\n"
    assert [person.name for person in people.people()] == ["张三"]


def test_what_is_wrong_is_said_at_its_place(tmp_path, capsys):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make.workbook(people=[ZHANG, ZHANG]))

    codes = [main(["roster", "import", str(path)]), main(["roster", "import", str(path), "--lang", "en"])]

    assert codes == [1, 1]
    assert capsys.readouterr().out == (
        "人员 第3行: 这一行和第 2 行说的是同一件事。 两行留一行。\n1 处要改，没有导入任何内容\n"
        "人员 row 3: This row says the same thing as row 2. Keep one of the two.\n1 to mend, nothing imported\n"
    )


def test_scripts_read_json(tmp_path, roster, capsys):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"")

    codes = [main(["roster", "import", roster, "--json"]), main(["roster", "import", str(broken), "--json"])]

    first, second = capsys.readouterr().out.split("}\n{")
    assert codes == [0, 1]
    assert json.loads(first + "}") == {"findings": [], "added": 1, "changed": 0, "removed": 0}
    assert json.loads("{" + second)["findings"][0] == {
        "code": "unreadable",
        "sheet": "",
        "row": None,
        "column": "",
        "problem": "这不是能打开的 XLSX 文件。",
        "mend": "在表格软件里另存为 .xlsx，且不加密码。",
    }


def test_a_file_that_is_not_there_is_two(capsys):
    codes = [main(["roster", "import", "/nowhere.xlsx"]), main(["targets", "import", "/nowhere.xlsx", "--lang", "en"])]

    assert codes == [2, 2]
    assert capsys.readouterr().err == (
        "读不了 /nowhere.xlsx：没有这个文件或文件夹\ncannot read /nowhere.xlsx: no such file or folder\n"
    )


def test_what_goes_out_comes_in_again(roster, tmp_path, capsys):
    main(["roster", "import", roster])
    out = str(tmp_path / "out.xlsx")

    codes = [main(["roster", "export", out, "--lang", "en"]), main(["roster", "import", out, "--lang", "en"])]

    assert (codes, capsys.readouterr().out.splitlines()[-1]) == ([0, 0], "nothing changed")


def test_what_the_operator_takes_is_written_down_and_not_held_back(roster, tmp_path, settings):
    settings.GUIJU_EXPORT_ROWS = 0
    main(["roster", "import", roster])
    out = tmp_path / "出.xlsx"

    assert main(["roster", "export", str(out)]) == 0
    (line,) = audit.lines(action="exports.take")
    after = {"file": "出.xlsx", "bytes": out.stat().st_size, "sha256": sha256(out.read_bytes()).hexdigest()}
    assert (line.key, line.where, line.after) == ("cli:roster", "cli", after)


def test_a_regulation_is_adopted_and_its_metrics_are_sql(tmp_path, capsys):
    path = tmp_path / "book.md"
    path.write_text(make.BOOK)

    codes = [
        main(["adopt", str(path)]),
        main(["adopt", str(path), "--from", "2026-11-01", "--lang", "en"]),
        main(["adopt", str(path), "--json"]),
    ]

    edition = rulebook.edition_at(make.START)
    lines = capsys.readouterr().out.splitlines()
    assert codes == [0, 0, 0]
    assert lines[0] == f"《电商部规矩》1 自 2026-01-01 起施行（{edition[:12]}）"
    assert lines[1] == f"电商部规矩 1 is in force from 2026-01-01 ({edition[:12]})"
    assert json.loads("\n".join(lines[2:])) == {
        "hash": edition,
        "title": "电商部规矩",
        "version": "1",
        "in_force_from": "2026-01-01",
    }
    assert rulebook.metric_sql(edition)["version"]


def test_adopting_tells_of_labels_that_are_borne_already_or_set_back(tmp_path, capsys):
    path = tmp_path / "book.md"
    texts = [make.BOOK, make.BOOK.replace("值: 4", "值: 6"), make.BOOK.replace('version: "1"', 'version: "0"')]

    codes = []
    for text, spoken in zip(texts, ("zh", "zh", "en"), strict=True):
        path.write_text(text)
        codes.append(main(["adopt", str(path), "--lang", spoken]))

    told, refused = capsys.readouterr().err.splitlines()
    assert codes == [0, 0, 1]
    assert told == "提醒：自 2026-01-01 起施行的另一份文字也叫 1；改一个版本号，往后才分得清"
    assert refused.startswith("Version 0 comes before 1, which is in force: later nobody could tell which came first.")


def test_a_regulation_with_errors_is_not_adopted(tmp_path, capsys):
    path = tmp_path / "book.md"
    path.write_text(make.BOOK.replace("销售额 / 推广费", "销售额 / 推广費用"))

    codes = [main(["adopt", *words]) for words in ([str(path)], ["/nowhere.md"], ["/nowhere.md", "--lang", "en"])]

    err = capsys.readouterr().err
    assert (codes, rulebook.editions()) == ([1, 2, 2], [])
    assert "推广費用" in err
    assert err.endswith("制度里有 1 处错误，改正后才能采用。\n没有这个文件：/nowhere.md\nno such file: /nowhere.md\n")


def test_targets_and_inputs_come_in_and_go_out(tmp_path, capsys):
    make.book()
    make.person()
    graded = {"name": "个人评分", "subject": "1", "start": parse("2026-10"), "value": Fraction(1)}
    files = {
        "targets": (sheets.TARGETS, {"name": "投产比", "start": parse("2026-10"), "value": Fraction(4)}),
        "inputs": (sheets.INPUTS, graded),
    }
    codes = []
    for verb, (sheet, row) in files.items():
        path = tmp_path / f"{verb}.xlsx"
        path.write_bytes(spreadsheet.write([(sheet, [row])]))
        codes += [main([verb, way, str(path)]) for way in ("import", "export", "import")]

    assert codes == [0] * 6
    assert capsys.readouterr().out == "新增 1\n没有变化\n" * 2
    assert [len(stated.targets()), len(stated.entries())] == [1, 1]


def test_whoever_holds_a_post_that_the_regulation_does_not_know_is_named(tmp_path, capsys):
    make.book()
    path = tmp_path / "名册.xlsx"
    posts = [{"number": "1", "unit": "推广祖", "position": "推广转员", "start": make.START}]
    path.write_bytes(make.workbook(people=[ZHANG], posts=posts))

    assert [main(["roster", "import", str(path), *more]) for more in ([], ["--lang", "en"])] == [0, 0]
    assert capsys.readouterr().err == (
        "提醒：张三（1）任推广祖 · 推广转员，制度里没有这个单位或岗位，不会有得分和奖金\n"
        "note: 张三 (1) is 推广转员 of 推广祖; the regulation knows no such post, so nothing is paid\n"
    )
