"""Records that show when they were changed: each part hashed with all before it, the last hash being the seal."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

Record = dict[str, Any]  # JSON
FORMAT, VERSION = "guiju-paper", 1
START = "0" * 64


def seal(kind: str, made: str, by: str, parts: Sequence[tuple[str, Any]]) -> Record:
    """A record of parts in their order, with the chain of their hashes."""
    head = {"format": FORMAT, "version": VERSION, "kind": kind, "made": made, "by": by}
    listed = [{"name": name, "content": content} for name, content in parts]
    hashes = list(chain(head, listed))
    return {**head, "parts": listed, "chain": hashes, "seal": hashes[-1]}


def chain(head: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The hash of the head, then of each part with everything before it."""
    last = START
    for piece in (head, *parts):
        last = sha256(f"{last}\n{canonical(piece)}".encode()).hexdigest()
        yield last


def head_of(record: Record) -> dict[str, Any]:
    """What a record says of itself before its parts."""
    return {name: record.get(name) for name in ("format", "version", "kind", "made", "by")}


def part(record: Record, name: str) -> Any:
    """The content of a part; ``None`` when the record has none of that name."""
    return next((one.get("content") for one in record.get("parts", ()) if one.get("name") == name), None)


def canonical(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signature(edition: str, number: str, name: str, moment: str) -> str:
    """What a signature is known by: the hash over the text's hash, who signed, the name written, and when.

    ``moment`` are seconds since 1970 with six digits, as the ledger has them.
    """
    return sha256(json.dumps([edition, number, name, moment], ensure_ascii=False).encode()).hexdigest()


def entry(of: Mapping[str, Any]) -> str:
    """What an entry of the ledger is known by, as ``apps.audit`` reckons it; ``at`` are seconds with six digits."""
    content = [of[name] for name in ("previous", "at", "user", "who", "where", "action", "kind", "key")]
    text = json.dumps([*content, of["before"], of["after"]], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
