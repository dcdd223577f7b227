"""How one entry holds on to the one before: the digest, without any database, so that a file can be checked too."""

import json
from datetime import datetime
from hashlib import sha256

START = "0" * 64  # what the first entry holds on to


def digest(
    *, previous: str, at: datetime, user: int | None, words: tuple[str, ...], values: tuple[object, object], clause: str
) -> str:
    """The SHA-256 of everything in an entry but its number and its own digest.

    ``words`` are who, where, action, kind and key; ``values`` before and after. The clause is the youngest part:
    entries without one keep the digest that they had before there were clauses.
    """
    content: list[object] = [previous, f"{at.timestamp():.6f}", user, *words, *values]
    text = json.dumps([*content, clause] if clause else content, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
