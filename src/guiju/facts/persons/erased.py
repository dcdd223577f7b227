"""Whom the house has forgotten: keyed hashes that never enter the lake again, each with the day it was asked for."""

import json
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from guiju.facts.lake.durable import replace

MARK = "gone-"


def forgotten(home: Path) -> Mapping[str, str]:
    """The hashes, each with its day (ISO)."""
    path = _file(home)
    found: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def forget(home: Path, hashed: str, day: date) -> None:
    """Let a hash in no more; a second time changes nothing. The caller holds the lake's lock."""
    found = dict(forgotten(home))
    found.setdefault(hashed, day.isoformat())
    replace(_file(home), json.dumps(found, indent=0).encode())


def nobody() -> str:
    """What stands in the place of a hash: it is drawn anew each time and leads back to no one."""
    return f"{MARK}{secrets.token_hex(12)}"


def _file(home: Path) -> Path:
    return Path(home) / "forgotten.json"
