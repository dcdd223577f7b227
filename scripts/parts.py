"""Installs the page parts from the npm registry by the lock file and copies the dist files that Guiju serves."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

from interpreters import SetupError

# package: (files to serve, files that state its licence)
PARTS = {
    "htmx.org": (["dist/htmx.min.js", "dist/ext/hx-sse.min.js"], ["LICENSE"]),
    "@tabler/core": (["dist/css/tabler.min.css", "dist/css/tabler.min.css.map"], []),
    "echarts": (["dist/echarts.min.js"], ["LICENSE", "NOTICE"]),
    "sortablejs": (["Sortable.min.js"], ["LICENSE"]),
}

FAILED = """The page parts could not be installed from the npm registry (npm ci said why above).
Behind a mirror, name it with:  npm config set registry <address>
Then run the same command again."""


def install(root: Path, folder: Path, binaries: Path) -> str:
    """Fill ``folder`` from the npm packages of package-lock.json; returns the versions in words.

    Raises:
        SetupError: when npm cannot install them.
    """
    env = os.environ | {"PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    # No script of theirs runs: only finished dist files are wanted.
    command = [str(binaries / "npm"), "ci", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=root, env=env, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SetupError(FAILED)
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    listing = {name: copy(root / "node_modules" / name, fresh) for name in PARTS}
    (fresh / "manifest.json").write_text(json.dumps(listing, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return ", ".join(f"{name} {entry['version']}" for name, entry in listing.items())


def copy(package: Path, folder: Path) -> dict[str, object]:
    """Copy one package's files; returns its line in the manifest."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    files, licences = PARTS[about["name"]]
    digests = {}
    for name in files:
        source = package / name
        shutil.copyfile(source, folder / source.name)
        digests[source.name] = "sha256-" + hashlib.sha256(source.read_bytes()).hexdigest()
    for name in licences:
        shutil.copyfile(package / name, folder / f"{package.name}.{name}.txt")
    return {"version": about["version"], "licence": about["license"], "files": digests}
