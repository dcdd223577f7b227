"""guiju lake: folders and a database that other tools read; what the recipe says is run as it stands."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from engines.measure.lake import SHOP, lake, order
from guiju.cli import main
from guiju.facts import load_schemas
from guiju.facts.lake import Correction, CorrectionKind
from guiju.facts.lake import open as open_lake
from guiju.facts.lake.rows import stored_type

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "read-the-lake-elsewhere.md"
ORDERS = [
    order(1, "2026-09-05T10:00", "1234.5"),
    order(2, "2026-10-05T10:00", "100"),
    order(3, "2026-10-06T10:00", "60.25"),
]


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A home whose lake holds three orders of two months."""
    home = tmp_path / "shop"
    view = lake(home / "lake", {"order": ORDERS})
    open_lake(home).publish(replace(view.manifest, ledger="none.jsonl.gz"), b"")
    monkeypatch.setenv("GUIJU_HOME", str(home))
    return home


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", RECIPE.read_text("utf-8"), flags=re.DOTALL)


def asked(folder: Path, sql: str):
    with duckdb.connect(str(folder / "lake.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_recipe_s_sql_runs_over_an_export(store, tmp_path, capsys):
    folder = tmp_path / "out"

    assert main(["lake", "export", str(folder), "--lang", "zh"]) == 0

    assert capsys.readouterr().out.splitlines() == ["order  3 行", str(folder / "lake.duckdb")]
    (sql,) = blocks("sql")
    assert [(shop, str(paid)) for shop, paid in asked(folder, sql)] == [(SHOP, "160.2500")]
    assert sorted(path.name for path in (folder / "order").iterdir()) == ["month=2026-09", "month=2026-10"]
    assert (folder / "MANIFEST").read_text().strip() == open_lake(store).view().manifest_id


def test_the_recipe_s_python_runs_over_the_store_itself(store):
    (code,) = blocks("python")

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.stderr) == (f"[('{SHOP}', Decimal('1394.7500'))]", "")


def test_an_export_has_the_corrections_applied_and_can_be_done_again(store, tmp_path, capsys):
    folder = tmp_path / "out"
    main(["lake", "export", str(folder)])
    out = Correction("1", "order", CorrectionKind.EXCLUDE, ((SHOP, "o2"),))
    here = open_lake(store)
    here.publish(replace(here.view().manifest, id="later", corrections=(out,)), b"")
    capsys.readouterr()

    main(["lake", "export", str(folder), "--lang", "en"])

    assert capsys.readouterr().out.splitlines()[0] == "order  2 rows, corrections applied"
    assert asked(folder, 'SELECT id FROM "order" ORDER BY id') == [("o1",), ("o3",)]
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_holds_something_else_is_left_alone(store, tmp_path, capsys):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")

    assert main(["lake", "export", str(folder), "--lang", "zh"]) == 2

    assert "里有别的东西" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_the_files_in_force_are_listed(store, capsys):
    assert main(["lake", "files", "order", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["files"]["order"] == [str(path) for path in open_lake(store).view().files("order")]
    main(["lake", "files", "order"])
    assert capsys.readouterr().out.splitlines() == said["files"]["order"]
    assert main(["lake", "files", "nothing", "--lang", "en"]) == 2


def test_the_recipe_names_every_type_that_columns_have():
    text = RECIPE.read_text("utf-8")
    named = {word for row in re.findall(r"^\| ([a-z, ]+) \|", text, flags=re.MULTILINE) for word in row.split(", ")}

    used = {column.type for schema in load_schemas().values() for column in schema.columns}
    assert {str(one) for one in used} <= named
    assert all(stored_type(one) is not None for one in used)
