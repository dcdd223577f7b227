"""The peers that benchmarks are held against, in an environment of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".setup" / "baseline"


def python(*packages: str) -> Path:
    """Return the interpreter of the baseline environment with these packages, made on first use."""
    interpreter = VENV / "bin" / "python"
    if not interpreter.exists():
        run(uv(), "venv", "--quiet", "--python", sys.executable, str(VENV))
    run(uv(), "pip", "install", "--quiet", "--python", str(interpreter), *packages)
    return interpreter


def uv() -> str:
    """Return the uv that set the project up, or one on the path."""
    for candidate in (os.environ.get("UV", ""), *map(str, (ROOT / ".setup").glob("**/bin/uv"))):
        if candidate and Path(candidate).exists():
            return candidate
    found = shutil.which("uv")
    if found is None:
        raise SystemExit("uv not found: run `make setup` first")
    return found


def run(*command: str) -> str:
    """Run a command and return what it printed; its failure ends the benchmark."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
