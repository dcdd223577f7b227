"""The verbs connector and privacy."""

import json

import pytest
from django.utils import translation

import make
from facts.mapping import odd
from guiju.apps.people import models as people
from guiju.cli import main
from guiju.facts import importing
from guiju.facts.mapping import bounded, store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def taught(tmp_path):
    path = tmp_path / "own_mall.yaml"
    path.write_text(store.dump(odd.raw()), "utf-8")
    assert main(["connector", "add", str(path)]) == 0
    return path


@pytest.fixture
def shop(home, tmp_path):
    text = make.orders(("1", "2026-08-01", "100.00")).decode("gb18030")
    path = tmp_path / "orders.csv"
    path.write_text(text.replace("甲**", "tb_xiaowang"), "utf-8")
    importing.run([path], home)


def test_a_connector_is_added_listed_and_exported(taught, tmp_path, capsys):
    main(["connector", "list"])
    listed = capsys.readouterr().out
    main(["connector", "export", "own_mall"])
    text = capsys.readouterr().out

    assert "own_mall  商城订单  订单  v1" in listed
    assert bounded.read(text.encode()) == odd.raw()
    assert main(["connector", "export", "own_mall", str(tmp_path / "b.yaml")]) == 0
    assert (tmp_path / "b.yaml").read_text("utf-8") == text


def test_a_second_one_of_the_same_id_is_added_only_on_purpose(taught, capsys):
    codes = [main(["connector", "add", str(taught)]), main(["connector", "add", str(taught), "--replace"])]

    assert codes == [2, 0]
    assert "已经有编号是“own_mall”的了" in capsys.readouterr().err


def test_what_cannot_be_read_is_said(tmp_path, capsys):
    bomb = tmp_path / "own_b.yaml"
    bomb.write_text("a: &a [x]\nb: [*a]\n")
    codes = [main(["connector", "add", str(tmp_path / "none.yaml")]), main(["connector", "add", str(bomb)])]
    codes.append(main(["connector", "export", "nothing"]))

    assert codes == [2, 2, 2]
    assert "引用、标签或过深的嵌套" in capsys.readouterr().err


def test_a_broken_file_in_the_folder_fails_the_list(home, capsys):
    (home / "connectors").mkdir()
    (home / "connectors" / "own_torn.yaml").write_text("fact: [")

    assert main(["connector", "list", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["faults"][0]["code"] == "not_yaml"


def test_a_buyer_is_found_exported_and_erased(shop, tmp_path, capsys):
    who = ["--buyer", "tb_xiaowang"]
    found = main(["privacy", "find", *who])
    out = capsys.readouterr().out
    exported = main(["privacy", "export", *who, str(tmp_path / "b.xlsx")])
    erased = main(["privacy", "erase", *who, "--reason", "本人申请"])
    capsys.readouterr()
    again = main(["privacy", "find", *who, "--json"])

    assert (found, exported, erased, again) == (0, 0, 0, 1)
    assert out == "订单  1\n"
    assert (tmp_path / "b.xlsx").read_bytes()[:2] == b"PK"
    assert json.loads(capsys.readouterr().out) == {"rows": {}, "aside": 0, "sealed": 0, "erased_on": "2026-10-09"}


def test_a_person_is_found_exported_and_erased_once_they_left(tmp_path, capsys):
    make.person("7", "离开的人", left=make.START)
    make.person("8", "还在的人")
    found = main(["privacy", "find", "--person", "7"])
    out = capsys.readouterr().out
    codes = [
        main(["privacy", "export", "--person", "7", str(tmp_path / "p.xlsx")]),
        main(["privacy", "erase", "--person", "7", "--reason", "本人申请"]),
        main(["privacy", "erase", "--person", "8", "--reason", "本人申请"]),
        main(["privacy", "find", "--person", "9"]),
    ]

    assert (found, out, codes) == (0, "名册  1\n", [0, 0, 2, 2])
    assert people.Person.objects.get(number="7").name == "已抹去"
    assert "还在职" in capsys.readouterr().err
