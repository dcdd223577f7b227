"""Setting up: the locks say everything and name no host, and the search for uv and Python stands odd machines."""

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house import files


def script(name: str):
    sys.path.insert(0, str(files.ROOT / "scripts"))
    try:
        spec = importlib.util.spec_from_file_location(name, files.ROOT / "scripts" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


@pytest.fixture
def interpreters():
    return script("interpreters")


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def locked() -> dict[str, str]:
    text = (files.ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    }


def test_the_lock_holds_every_requirement_at_a_fitting_version():
    project = tomllib.loads((files.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(r for group in project["dependency-groups"].values() for r in group),
    ]

    unfit = [
        text
        for text in wanted
        if (need := Requirement(text)).specifier.contains(locked().get(canonicalize_name(need.name), "0")) is False
    ]

    assert unfit == []


def test_every_locked_package_is_hashed():
    blocks = re.split(r"\n(?=\S)", (files.ROOT / "requirements.lock").read_text(encoding="utf-8").strip())

    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_page_parts_are_locked_without_addresses():
    lock = json.loads((files.ROOT / "package-lock.json").read_text(encoding="utf-8"))
    parts = {name: entry for name, entry in lock["packages"].items() if name}

    assert [name for name, entry in parts.items() if "resolved" in entry or "integrity" not in entry] == []


def test_the_copied_page_parts_are_those_of_the_lock():
    manifest = files.SOURCE / "web/static/parts/manifest.json"
    if not manifest.exists():
        pytest.skip("make setup has not brought the page parts")
    lock = json.loads((files.ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    copied = {name: entry["version"] for name, entry in json.loads(manifest.read_text(encoding="utf-8")).items()}

    assert copied == {name: lock[f"node_modules/{name}"]["version"] for name in copied}


def test_every_verb_of_make_has_a_line_of_help():
    text = (files.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):(.*)$", text, re.MULTILINE)

    assert [name for name, rest in targets if "## " not in rest] == []
    assert {"setup", "run", "test", "check", "fmt", "bench", "docs"} <= {name for name, _ in targets}


def test_a_shim_that_fails_is_passed_over(interpreters, tmp_path, monkeypatch):
    shim = executable(
        tmp_path / "shims/uv", "#!/bin/sh\necho 'the uv command exists in these versions' >&2\nexit 127\n"
    )
    real = executable(tmp_path / "bin/uv", "#!/bin/sh\necho 'uv 0.99.1 (x86_64)'\n")
    monkeypatch.setenv("PATH", f"{shim.parent}:{real.parent}:/usr/bin:/bin")

    assert interpreters.find_uv(tmp_path / "private") == [str(real)]


def test_a_debian_without_venv_and_pip_lends_its_pip(interpreters, tmp_path, monkeypatch):
    executable(tmp_path / "bin/apt-get", '#!/bin/sh\n[ "$2" = download ] && : > "$3.deb"\n')
    wheel = "$3/usr/share/python-wheels/pip-23.0.1-py3-none-any.whl"
    executable(tmp_path / "bin/dpkg-deb", f'#!/bin/sh\nmkdir -p "${{3}}/usr/share/python-wheels" && : > "{wheel}"\n')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")

    found = interpreters.pip_of_debian(tmp_path / "pip")

    assert found == tmp_path / "pip/usr/share/python-wheels/pip-23.0.1-py3-none-any.whl"
    assert list((tmp_path / "pip").glob("*.deb")) == []


def test_why_pip_could_not_be_fetched_is_seen(interpreters, tmp_path, monkeypatch, capfd):
    executable(tmp_path / "bin/apt-get", "#!/bin/sh\necho 'E: Temporary failure resolving' >&2\nexit 100\n")
    executable(tmp_path / "bin/dpkg-deb", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")

    assert interpreters.pip_of_debian(tmp_path / "pip") is None
    assert capfd.readouterr().err == "E: Temporary failure resolving\n"


def test_a_machine_that_is_no_debian_is_told_what_to_do(interpreters, tmp_path, monkeypatch):
    monkeypatch.setattr(interpreters.shutil, "which", lambda *_, **__: None)

    assert interpreters.pip_of_debian(tmp_path / "pip") is None


def test_a_python_kept_by_pyenv_is_found_without_its_shims(interpreters, tmp_path, monkeypatch):
    executable(tmp_path / "pyenv/versions/3.12.9/bin/python3", "#!/bin/sh\necho cpython 3 12 9\n")
    newest = executable(tmp_path / "pyenv/versions/3.13.10/bin/python3", "#!/bin/sh\necho cpython 3 13 10\n")
    executable(tmp_path / "pyenv/versions/3.13.9/bin/python3", "#!/bin/sh\necho cpython 3 13 9\n")
    (tmp_path / ".python-version").write_text("3.13\n")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv("UV_PYTHON", raising=False)

    assert interpreters.find_python(["uv"], tmp_path) == str(newest)


def test_a_python_named_by_the_person_comes_first(interpreters, tmp_path, monkeypatch):
    mine = executable(tmp_path / "mine/python", "#!/bin/sh\necho cpython 3 12 1\n")
    monkeypatch.setenv("UV_PYTHON", str(mine))

    assert interpreters.find_python(["uv"], tmp_path) == str(mine)


def test_without_a_python_the_sentence_says_how_to_get_one(interpreters, tmp_path, monkeypatch):
    old = executable(tmp_path / "bin/python3", "#!/bin/sh\necho cpython 3 11 2\n")
    monkeypatch.setattr(interpreters, "on_path", lambda _: [str(old)])
    monkeypatch.setattr(interpreters, "pyenv_pythons", list)
    monkeypatch.setattr(interpreters.sys, "executable", str(old))
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "never")
    monkeypatch.delenv("UV_PYTHON", raising=False)

    with pytest.raises(interpreters.SetupError, match=r"No Python 3\.12 or newer was found"):
        interpreters.find_python(["/nowhere/uv"], tmp_path)
