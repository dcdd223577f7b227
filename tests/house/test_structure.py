"""The house keeps its shape: names of modules, migrations, and what a web worker may load."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from house import files

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base_classes", "tools"}


def test_no_module_has_a_name_that_says_nothing():
    names = [path for path in files.committed() if path.suffix == ".py" and files.SOURCE in path.parents]

    said = [path.relative_to(files.ROOT).as_posix() for path in names if {path.stem, path.parent.name} & NAMELESS]
    assert said == []


def test_migrations_are_named_by_what_they_do():
    names = [path.stem for path in files.SOURCE.glob("apps/*/migrations/[0-9]*.py")]

    assert [name for name in names if re.search(r"_auto(_|\d|$)", name)] == []


def test_no_app_reaches_another_round_the_contracts():
    reached = [
        f"{name}:{node.lineno}"
        for name, tree in files.python(under="src/")
        if "/migrations/" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    ]

    assert reached == []


def test_every_package_of_python_files_is_a_package():
    folders = {path.parent for path in files.committed() if path.suffix == ".py" and files.SOURCE in path.parents}

    assert [
        folder.relative_to(files.ROOT).as_posix() for folder in folders if not (folder / "__init__.py").exists()
    ] == []


def test_a_web_worker_loads_neither_ibis_nor_polars_nor_pyarrow(tmp_path: Path):
    script = (
        "import sys, importlib, django\n"
        "django.setup()\n"
        "from django.urls import get_resolver\n"
        "import guiju.project.wsgi\n"
        "len(get_resolver().url_patterns)\n"
        "print(sorted({'ibis', 'polars', 'pyarrow', 'pandas', 'sqlglot', 'lark', 'apprise'} & set(sys.modules)))\n"
    )
    env = {"DJANGO_SETTINGS_MODULE": "guiju.project.settings", "GUIJU_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    env["PYTHONPATH"] = str(files.ROOT / "src")

    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)

    assert (done.stdout.strip().splitlines()[-1:], done.returncode) == (["[]"], 0), done.stderr[-2000:]


ANOTHER_EACH_TIME = {"time", "time_ns", "now", "today", "uuid4", "token_hex", "token_urlsafe", "random", "id", "getpid"}


def test_no_test_is_named_by_the_clock_or_by_chance():
    """Processes that run tests side by side must collect the same ones."""
    said = [
        f"{name}:{call.lineno}"
        for name, tree in files.python(under="tests/")
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        for decorator in node.decorator_list
        for call in ast.walk(decorator)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in ANOTHER_EACH_TIME
    ]

    assert said == []
