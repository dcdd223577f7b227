"""Finds uv and a Python for Guiju on any machine; standard library only, Python 3.10 and up."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

UV_RELEASE = "0.13.9"
OLDEST_UV = (0, 7)
OLDEST_PYTHON = (3, 12)
PREFERRED = ("3.13", "3.12", "3.14")

NO_UV = f"""uv could not be installed: nothing could be fetched (the lines above say why), or this Python has no pip.
  Without a network:    nothing can be set up; behind a mirror: pip config set --user global.index-url <address>
  On Debian or Ubuntu:  apt-get install python3-venv
  Elsewhere:            pip install uv=={UV_RELEASE}
Then run the same command again."""

NO_PYTHON = """No Python 3.12 or newer was found, and uv could not download one. Get one in any of these ways:
  uv python install 3.13        (needs access to the releases of Python builds)
  pyenv install 3.13
  your system's package manager, such as on Debian 13:  apt-get install python3.13
or name one:  UV_PYTHON=/path/to/python3.13 make setup
Then run the same command again."""


class SetupError(Exception):
    """Something that the person at the keyboard must mend; its text says how."""


def answer(command: list[str], env: dict[str, str] | None = None, cwd: Path | None = None) -> str | None:
    """What a command prints, or None when it cannot run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=env, cwd=cwd)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def uv_version(command: list[str]) -> tuple[int, ...] | None:
    """The version behind a uv command; None for a shim that answers nothing or for another program."""
    said = re.match(r"uv (\d+)\.(\d+)\.(\d+)", answer([*command, "--version"]) or "")
    return tuple(map(int, said.groups())) if said else None


def on_path(name: str) -> list[str]:
    """Every executable of this name on PATH, in order: the first may be a shim that does not work here."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), str(Path.home() / ".local/bin"), "/usr/local/bin"]
    found = [shutil.which(name, path=folder) for folder in dict.fromkeys(filter(None, folders))]
    return list(dict.fromkeys(path for path in found if path))


def find_uv(private: Path) -> list[str]:
    """The command that runs uv: one that is already here, else one installed by pip into ``private``.

    Raises:
        SetupError: when Python has neither venv nor pip.
    """
    mine = [[str(private / "venv/bin/uv")], [str(private / "uv/bin/uv")]]
    for command in [*mine, *([path] for path in on_path("uv")), [sys.executable, "-m", "uv"]]:
        version = uv_version(command)
        if version and version >= OLDEST_UV:
            return command
    install_uv(private)
    for command in mine:
        if uv_version(command):
            return command
    raise SetupError(NO_UV)


def install_uv(private: Path) -> None:
    """Install uv by pip: into a private venv, else (Debian without python3-venv) into a private folder."""
    wanted = f"uv=={UV_RELEASE}"
    sys.stdout.write(f"      {wanted} comes by pip into {private.name}/ …\n")
    sys.stdout.flush()
    venv = private / "venv"
    if can_make_venv() and answer([sys.executable, "-m", "venv", "--clear", str(venv)]) is not None:
        pip = [str(venv / "bin/python"), "-m", "pip"]
        subprocess.run([*pip, "install", "--quiet", "--disable-pip-version-check", wanted], check=False)
        return
    env = dict(os.environ)
    if answer([sys.executable, "-m", "pip", "--version"]) is None:
        wheel = pip_of_debian(private / "pip")
        if wheel is None:
            return
        env["PYTHONPATH"] = str(wheel)  # a wheel of pip is a pip
    # --target never touches the system's packages, so PEP 668 does not stand in the way.
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    subprocess.run([*pip, "--target", str(private / "uv"), wanted], check=False, env=env)


def pip_of_debian(folder: Path) -> Path | None:
    """The wheel of pip out of Debian's own package, fetched and unpacked into ``folder``; nothing is installed.

    Anybody may do that. Only where the lists of packages were never fetched (a bare container) root has to.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    fetch = ["apt-get", "-qq", "download", "python3-pip-whl"]
    if answer(fetch, cwd=folder) is None:
        answer(["apt-get", "-qq", "update"])
        subprocess.run(fetch, cwd=folder, check=False)  # in sight: if it fails again, this says why
    for package in folder.glob("*.deb"):
        answer(["dpkg-deb", "-x", str(package), str(folder)])
        package.unlink()
    return next(folder.glob("usr/share/python-wheels/pip-*.whl"), None)


def can_make_venv() -> bool:
    """Whether this Python can make a virtual environment with pip; Debian ships ensurepip apart."""
    return answer([sys.executable, "-c", "import ensurepip, venv"]) is not None


def python_version(path: str) -> tuple[int, ...] | None:
    """Major, minor and micro version of an interpreter; None when it does not run (a shim, a broken link)."""
    asked = "import sys; print(sys.implementation.name, *sys.version_info[:3])"
    said = re.match(r"cpython (\d+) (\d+) (\d+)$", answer([path, "-c", asked]) or "")
    return tuple(map(int, said.groups())) if said else None


def pyenv_pythons() -> list[str]:
    """Interpreters that pyenv keeps, the newest patch of each line first; its shims need no global version set."""
    root = Path(os.environ.get("PYENV_ROOT") or answer(["pyenv", "root"]) or Path.home() / ".pyenv")
    try:
        found = list(root.glob("versions/3.*/bin/python3"))
    except OSError:  # another's folder, named by what su or sudo left in the surroundings
        return []
    return [str(path) for path in sorted(found, key=lambda p: natural(p.parts[-3]), reverse=True)]


def natural(text: str) -> list[int]:
    """A key that sorts 3.13.10 after 3.13.9."""
    return [int(part) for part in re.findall(r"\d+", text)]


def find_python(uv: list[str], root: Path) -> str:
    """An interpreter ≥ 3.12: UV_PYTHON, .python-version, pyenv's, PATH's, what uv finds, else one uv downloads.

    Raises:
        SetupError: when there is none and none can be downloaded.
    """
    named = os.environ.get("UV_PYTHON", "")
    pinned = root / ".python-version"
    lines = [*(pinned.read_text().split() if pinned.exists() else ()), *PREFERRED]
    kept = pyenv_pythons()
    candidates = [named] if named else []
    for line in dict.fromkeys(lines):
        candidates += [path for path in kept if Path(path).parts[-3].startswith(line)]
        candidates += on_path("python" + ".".join(line.split(".")[:2]))
    candidates += [*kept, *on_path("python3"), sys.executable]
    for path in dict.fromkeys(candidates):
        version = python_version(path)
        if version and version >= OLDEST_PYTHON:
            return path
    return from_uv(uv)


def from_uv(uv: list[str]) -> str:
    """The interpreter that uv knows of or downloads; asked away from the project, whose pins it would insist on."""
    wanted = f">={OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]}"
    find = [*uv, "python", "find", "--no-project", "--no-config", wanted]
    known = answer(find, env=os.environ | {"UV_PYTHON_DOWNLOADS": "never"})
    if known and python_version(known):
        return known
    if os.environ.get("UV_PYTHON_DOWNLOADS") != "never":
        sys.stderr.write("      no Python 3.12 or newer here: uv downloads one\n")
        subprocess.run([*uv, "python", "install", "--no-config", PREFERRED[0]], check=False)
        known = answer(find)
        if known and python_version(known):
            return known
    raise SetupError(NO_PYTHON)
