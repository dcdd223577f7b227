"""make docs: gathers every page as it lies in the project, so that its links hold, and builds them into site/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / ".setup/book"
PAGES = ("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")


def main() -> int:
    """Build; 1 when a page cannot be read. That no link leads nowhere is held by a house test."""
    shutil.rmtree(BOOK, ignore_errors=True)
    BOOK.mkdir(parents=True)
    for name in PAGES:
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, BOOK / name)
    shutil.copytree(ROOT / "docs", BOOK / "docs")
    shutil.copytree(ROOT / "regulations", BOOK / "regulations", ignore=shutil.ignore_patterns("needs"))
    env = os.environ | ({} if sys.stdout.isatty() else {"NO_COLOR": "1"})
    command = [str(ROOT / ".venv/bin/zensical"), "build", "--clean", "--config-file", "mkdocs.yml"]
    return min(1, subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


if __name__ == "__main__":
    sys.exit(main())
