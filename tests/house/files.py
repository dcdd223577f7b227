"""The project's own files, as the tests about the house see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "guiju"
BINARY = {".png", ".jpg", ".ico", ".woff2", ".xlsx", ".xls", ".parquet", ".gz", ".zip"}


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git keeps or would keep; without git, every file that is not hidden."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        folders = ("src", "tests", "scripts", "docs", "regulations", "benchmarks")
        listed = [str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*")]
    return tuple(path for name in listed if name and (path := ROOT / name).is_file())


def texts(*suffixes: str, under: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of the committed text files with one of these suffixes (any when none is given)."""
    for path in committed():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in BINARY or (suffixes and path.suffix not in suffixes) or not name.startswith(under):
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a sample in another encoding, kept on purpose


def python(under: str = "") -> Iterator[tuple[str, ast.Module]]:
    """Name and syntax tree of the committed Python files."""
    for name, text in texts(".py", under=under):
        yield name, ast.parse(text)
