"""make check and make test: every check in a row with its time, all of them run, the failed ones named at the end."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
NOTHING_COLLECTED = 5  # pytest's exit code for an empty selection
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# what is checked: the command
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "imports": ["lint-imports", "--no-logo"],
    "types": ["mypy"],
    "migrations": ["django-admin", "makemigrations", "--check", "--dry-run", "--settings", "guiju.project.settings"],
    "regulations": ["guiju", "check", "regulations"],
    "their examples": ["guiju", "test", "regulations"],
    "their format": ["guiju", "fmt", "--check", "regulations"],
}
HOUSE = {"house": ["pytest", "tests/house"]}
TESTS = {
    "tests": ["pytest", "-m", "not journey", "-n", "auto", "--durations=10", "--cov", "--cov-report="],
}
POSTGRESQL = {"apps on PostgreSQL": ["pytest", "--postgres", "-n", "auto", "tests/apps"]}
JOURNEYS = {"journeys": ["pytest", "-m", "journey", "--cov", "--cov-append", "--cov-report="]}
# Text, data and figures are held to more than the rest; pyproject.toml says what the whole must reach.
PURE = "src/guiju/lang/*,src/guiju/engines/*,src/guiju/facts/*"
COVERAGE = {
    "coverage": ["coverage", "report", "--skip-covered"],
    "coverage of lang, engines, facts": ["coverage", "report", "--skip-covered", "--include", PURE, "--fail-under=97"],
}


def main() -> int:
    """Run `check` or `all`; 0 when everything passed."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    steps = CHECKS | (HOUSE if wanted == "check" else TESTS)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    server = shutil.which("initdb") or next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None)
    if wanted == "all":
        steps |= (POSTGRESQL if server else {}) | (JOURNEYS if browser else {}) | COVERAGE
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONPATH": str(ROOT / "src")}
    # A store of its own: checks and tests leave no trace in the person's.
    home = ROOT / ".setup/home"
    home.mkdir(parents=True, exist_ok=True)
    env |= {"COVERAGE_FILE": str(ROOT / ".setup/coverage"), "GUIJU_HOME": str(home)}
    failed = [title for title, command in steps.items() if not passes(title, command, env)]
    if wanted == "all" and not server:
        sys.stdout.write("SKIPPED: the apps on PostgreSQL. Install it:  apt-get install postgresql\n")
    if wanted == "all" and not browser:
        sys.stdout.write("SKIPPED: the journeys through a real browser. Install one:  apt-get install chromium\n")
    sys.stdout.write(f"FAILED: {', '.join(failed)}\n" if failed else "All checks passed.\n")
    return 1 if failed else 0


def passes(title: str, command: list[str], env: dict[str, str]) -> bool:
    """Run one check in sight; says its name, its time and whether it passed."""
    sys.stdout.write(f"── {title}: {' '.join(command)}\n")
    sys.stdout.flush()
    began = time.monotonic()
    code = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=env, check=False).returncode
    good = code == 0 or (code == NOTHING_COLLECTED and command[0] == "pytest")
    sys.stdout.write(f"   {'passed' if good else 'FAILED'} in {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()
    return good


if __name__ == "__main__":
    sys.exit(main())
