"""Run every benchmark in a process of its own and write docs/benchmarks.md; of some, write their sections anew."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.report import again, page

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
NOT_BENCHMARKS = {"__main__", "__init__", "baseline", "large"}


def main() -> int:
    """Run the benchmarks named on the command line, or all."""
    chosen = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_BENCHMARKS)
    results, failed = [], []
    for name in chosen:
        print(f"· {name} …", flush=True)
        done = subprocess.run([sys.executable, HERE / f"{name}.py"], capture_output=True, text=True, check=False)
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        results += rows
        for row in rows:
            print("  " + ", ".join(f"{key} {value}" for key, value in row.items()), flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stderr.strip().splitlines()[-1:] or "failed", file=sys.stderr)
    whole = len(sys.argv) == 1
    PAGE.write_text(page(results) if whole else again(PAGE.read_text("utf-8"), results), encoding="utf-8")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
