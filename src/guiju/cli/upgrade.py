"""guiju upgrade: what a new version would do to the database, tried on a copy, and then done."""

import argparse
import sys
import tempfile
from pathlib import Path

from guiju.cli.language import language


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("--check", action="store_true", help="只在副本上试 (only try it on a copy)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when nothing is left to do; 1 with ``--check`` when something is; 2 when it cannot be done."""
    chinese = language(args.lang) == "zh"
    from guiju import project

    project.setup(migrate=False)
    from guiju.project import migration

    newer, waiting = migration.unknown(), migration.waiting()
    if newer:
        print(
            f"数据库比程序新（{newer[0]}），请换新版程序"
            if chinese
            else f"the database is newer ({newer[0]}): upgrade",
            file=sys.stderr,
        )
        return 2
    for name in waiting:
        print(name)
    if args.check:
        return _tried(waiting, chinese=chinese)
    if waiting and _fails(chinese=chinese):  # tried on a copy first: what cannot be done is not begun
        return 2
    migration.catch_up(always=True)
    print("数据库已是最新" if chinese else "the database is up to date")
    return 0


def _tried(waiting: list[str], *, chinese: bool) -> int:
    """The same on a copy, which is thrown away."""
    if not waiting:
        print("没有要升级的" if chinese else "nothing to do")
        return 0
    if _fails(chinese=chinese):
        return 2
    print("副本上成功，可以升级；先备份" if chinese else "it went well on a copy; back up, then upgrade")
    return 1


def _fails(*, chinese: bool) -> bool:
    """Whether it goes wrong on a copy, and says what."""
    from guiju.project import migration

    with tempfile.TemporaryDirectory(prefix="guiju-upgrade-") as folder:
        trouble = migration.try_on_copy(Path(folder))
    if trouble:
        told = "副本上没有成功，数据库没有动" if chinese else "it failed on a copy, the database is untouched"
        print(f"{told}: {trouble}", file=sys.stderr)
    return bool(trouble)
