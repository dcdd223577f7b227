"""guiju restore: a backup into an empty home and an empty database."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from guiju.cli import backup
from guiju.cli.language import language


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("file", metavar="FILE")
    backup.add_passphrase(parser)
    parser.add_argument("--check", action="store_true", help="只核对，不恢复 (only verify the file)")
    parser.add_argument("--database-only", action="store_true", help=argparse.SUPPRESS)  # guiju move
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when everything is there and holds; 2 otherwise, and then nothing is."""
    spoken = language(args.lang)
    from guiju.project import env
    from guiju.project.backup import remains
    from guiju.project.backup.errors import BackupError

    surroundings = env.read()
    target = surroundings.home
    staging = remains.beside(target / "run" / "database" if args.database_only else target)
    if args.database_only and surroundings.database_url:
        staging = target  # nothing goes there, and the database takes all in one transaction or nothing
    try:
        remains.clear(staging.parent)
        word = backup.passphrase(args)
        if not args.check:
            _must_be_empty(target, args, surroundings.database_url)
        return _restored(args, word, target, staging, spoken)
    except BackupError as error:
        print(error.said(spoken), file=sys.stderr)
    except OSError as error:
        print(f"{'没有恢复' if spoken == 'zh' else 'nothing was restored'}: {error}", file=sys.stderr)
    finally:
        if staging != target:
            shutil.rmtree(staging, ignore_errors=True)
    return 2


def _must_be_empty(target: Path, args: argparse.Namespace, database_url: str) -> None:
    from guiju.project.backup import home
    from guiju.project.backup.errors import BackupError

    kept = target / home.DATABASE
    if args.database_only and not database_url and kept.exists() and kept.stat().st_size:
        raise BackupError(f"{kept} 已经在了，先改个名", f"{kept} is there already: give it another name first")
    if not args.database_only and not home.is_empty(target):
        raise BackupError(
            f"{target} 里已经有东西，只能恢复到空的位置（GUIJU_HOME）",
            f"{target} is not empty: restore into an empty home (GUIJU_HOME)",
        )


def _restored(args: argparse.Namespace, word: str, target: Path, staging: Path, spoken: str) -> int:
    """All of it beside the target first; it takes the target's name when it is whole."""
    os.environ["GUIJU_HOME"] = str(staging)  # before settings are read: the database is made there
    from guiju import project

    project.setup(migrate=False)
    from django.db import connection

    from guiju.project.backup import home, restoring

    found = restoring.look(Path(args.file))
    if args.check:
        print(f"备份完好：{found.made}，{sum(found.rows.values()):,} 行" if spoken == "zh" else f"sound: {found.made}")
        return 0
    done = restoring.restore(Path(args.file), found, staging, passphrase=word)
    connection.close()
    if staging != target and args.database_only:
        (staging / home.DATABASE).replace(target / home.DATABASE)
    elif staging != target:
        shutil.rmtree(target, ignore_errors=True)  # nothing but caches, as was seen
        staging.rename(target)
    kept = done.keys == "restored"
    if spoken == "zh":
        print(f"恢复好了：{done.rows:,} 行，{done.files:,} 个文件；升级了 {done.migrated} 步")
        print(f"操作记录完好，摘要 {done.head}")
        if not kept and not args.database_only:
            print("钥匙不在备份里：搁置的行和渠道的密码打不开，登录要重新开始。", file=sys.stderr)
    else:
        print(
            f"restored: {done.rows:,} rows, {done.files:,} files; {done.migrated} migrations; ledger holds, {done.head}"
        )
        if not kept and not args.database_only:
            print("no keys: rows set aside and secrets of channels stay shut, people sign in anew.", file=sys.stderr)
    return 0
