"""Writes the two locks after a change of pyproject.toml or package.json: requirements.lock and package-lock.json.

Both are universal and hashed, and neither names a registry's host: whoever installs may use a mirror.
uv's own uv.lock names hosts, so it stays uncommitted.
"""

import os
import subprocess
import sys
from pathlib import Path

from interpreters import find_python, find_uv

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Resolve both sets anew, keeping what still fits; `--upgrade` takes the newest that fits."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    uv = find_uv(ROOT / ".setup")
    env = os.environ | {"UV_PYTHON": find_python(uv, ROOT), "UV_PYTHON_DOWNLOADS": "never"}
    subprocess.run([*uv, "lock", *upgrade], cwd=ROOT, env=env, check=True)
    export = ["export", "--frozen", "--all-groups", "--no-emit-project", "--no-header", "--quiet"]
    subprocess.run([*uv, *export, "--output-file", "requirements.lock"], cwd=ROOT, env=env, check=True)
    node = {"PATH": f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = [str(ROOT / ".venv/bin/npm"), "update" if upgrade else "install", "--package-lock-only", "--ignore-scripts"]
    subprocess.run(npm, cwd=ROOT, env=os.environ | node, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
