"""guiju backup: the whole state in one file, while the house goes on working."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from guiju.cli import state

MOST = 4096  # characters of a passphrase


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("file", metavar="FILE")
    add_passphrase(parser)
    parser.add_argument("--without-keys", action="store_true", help="不带钥匙 (leave the keys out)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Where the passphrase of the keys stands; never on the command line, which others on the machine can read."""
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="钥匙的口令所在的文件 (holds the passphrase of the keys)"
    )


def passphrase(args: argparse.Namespace) -> str:
    """The first line of that file; empty when none is named."""
    if not args.passphrase_file:
        return ""
    return Path(args.passphrase_file).read_text(encoding="utf-8")[:MOST].partition("\n")[0].strip()


def _sensible(path: Path, word: str, *, without: bool) -> None:
    """Whether the keys are either sealed or left out, and nothing is written over."""
    from guiju.project.backup.errors import BackupError

    if bool(word) == without:
        raise BackupError(
            "钥匙要么用口令封好（--passphrase-file FILE），要么不带（--without-keys）",
            "seal the keys by a passphrase (--passphrase-file FILE) or leave them out (--without-keys)",
        )
    if path.exists():
        raise BackupError(f"{path} 已经在了，换个名字", f"{path} is there already: take another name")


def run(args: argparse.Namespace) -> int:
    """0 when the file is whole and on the disk, 2 when there is none."""
    spoken = state.ready(args.lang)
    from guiju.apps.audit import actions as ledger
    from guiju.apps.audit.actor import operator
    from guiju.project.backup import making
    from guiju.project.backup.errors import BackupError

    path = Path(args.file)
    try:
        word = passphrase(args)
        _sensible(path, word, without=args.without_keys)
        made = making.make(path, passphrase=word)
    except BackupError as error:
        print(error.said(spoken), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{'写不了备份' if spoken == 'zh' else 'cannot write the backup'}: {error}", file=sys.stderr)
        return 2
    after = {"file": path.name, "rows": made.rows, "bytes": made.bytes, "sha256": made.sha256, "head": made.head}
    ledger.record(actor=operator(), action="upkeep.back_up", kind="backup", key=path.name, after=after)
    if args.json:
        print(json.dumps(asdict(made)))
    elif spoken == "zh":
        print(f"备份好了：{made.rows:,} 行，{made.files:,} 个文件，{made.bytes / 1e6:.1f} MB，SHA-256 {made.sha256}")
    else:
        print(f"backed up: {made.rows:,} rows, {made.files:,} files, {made.bytes / 1e6:.1f} MB, SHA-256 {made.sha256}")
    return 0
