"""guiju move: the database to another one, SQLite to PostgreSQL or back; the lake and the keys stay where they are."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from guiju.cli import state


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("to", metavar="URL|sqlite", help="postgresql://… | sqlite (the database to move to)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when every row is there and the ledger holds; 2 otherwise, and then the old database is as it was."""
    spoken = state.ready(args.lang)
    from django.conf import settings

    from guiju.project.backup import making, remains
    from guiju.project.backup.errors import BackupError

    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("GUIJU_DATABASE_URL")}
    surroundings["GUIJU_HOME"] = str(settings.GUIJU_HOME)
    if args.to != "sqlite":
        surroundings["GUIJU_DATABASE_URL"] = args.to
    run = Path(settings.GUIJU_HOME) / "run"  # no backup takes it in
    run.mkdir(exist_ok=True)
    path = remains.beside(run / "moved")
    try:
        try:
            making.make(path, database_only=True)
        except (BackupError, OSError) as error:
            print(error.said(spoken) if isinstance(error, BackupError) else error, file=sys.stderr)
            return 2
        command = [sys.executable, "-c", "import sys; from guiju.cli import main; sys.exit(main())"]
        command += ["restore", str(path), "--database-only", "--lang", spoken]
        code = subprocess.run(command, env=surroundings, check=False).returncode
    finally:
        path.unlink(missing_ok=True)
    if code == 0:
        if spoken == "zh":
            print("以后用新的数据库启动：设 GUIJU_DATABASE_URL（用 SQLite 时去掉它）。旧的还在，确认后再删。")
        else:
            print("from now on start with the new database: GUIJU_DATABASE_URL (unset for SQLite); the old one is kept")
    return code
