"""guiju fmt: formats the rule blocks of documents; the prose stays byte for byte."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from guiju.cli.language import Language, counted, language
from guiju.cli.troubles import why


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹 (documents or folders)")
    parser.add_argument("--check", action="store_true", help="只检查，不改文件 (only say what would change)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Format the documents in place; with ``--check``, 1 when one would change; 2 when one cannot be read."""
    spoken = language(args.lang)
    paths = [
        each
        for path in map(Path, args.paths)
        for each in (sorted(filter(Path.is_file, path.rglob("*.md"))) if path.is_dir() else [path])
    ]
    changed = unread = 0
    for path in paths:
        texts = _read(path, spoken)
        if texts is None:
            unread += 1
        elif texts[0] != texts[1]:
            if not args.check:
                replace(path.resolve(), texts[1])
            changed += 1
            print(path)
    verb = (
        ("需要整理" if args.check else "已整理") if spoken == "zh" else ("would change" if args.check else "formatted")
    )
    print(
        f"{len(paths)} 份文件，{changed} 份{verb}"
        if spoken == "zh"
        else f"{counted(len(paths), 'document')}, {changed} {verb}"
    )
    return 2 if unread else int(bool(args.check and changed))


def _read(path: Path, spoken: Language) -> tuple[bytes, bytes] | None:
    """A document as it is and as it should be; ``None`` when it cannot be read, which is said."""
    from guiju.lang.format import format_document

    if path.exists() and not path.is_file():  # a device would be put aside for good by writing it anew
        said, reason = ("读不了 {}：{}", "不是一份文件") if spoken == "zh" else ("cannot read {}: {}", "it is no file")
        print(said.format(path, reason), file=sys.stderr)
        return None
    try:
        old = path.read_bytes()
        return old, format_document(old.decode("utf-8")).encode()
    except (OSError, UnicodeDecodeError) as error:
        said = "读不了 {}：{}" if spoken == "zh" else "cannot read {}: {}"
        print(said.format(path, why(error, spoken)), file=sys.stderr)
        return None


def replace(path: Path, content: bytes) -> None:
    """Put the new text in the place of the old one in one step: where there is no room the old one stays."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        shutil.copymode(path, draft)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
