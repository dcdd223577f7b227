"""The home's one secret: it turns buyers into keyed hashes and seals the rows set aside."""

import base64
import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from guiju.facts.persons import erased

if TYPE_CHECKING:
    import polars as pl

_BYTES = 32
_HEX = 32
_BLOCK = 64  # bytes that SHA-256 works on at a time


@dataclass(frozen=True, slots=True)
class Secret:
    """Keys derived from the bytes in ``GUIJU_HOME/secret``; ``inner`` and ``outer`` are the pads of HMAC-SHA256.

    ``mark`` stands before text that is a hash already (rows set aside keep no buyer either); no file can guess it.
    Who is ``forgotten`` becomes nobody, another one each time.
    """

    inner: bytes
    outer: bytes
    mark: str
    box: Fernet
    forgotten: frozenset[str] = frozenset()  # hashes that are let in no more

    def hashed(self, cells: "pl.Series") -> "pl.Series":
        """HMAC-SHA256 of each text, its first 128 bits in hex; null for null and for text masked by stars alone."""
        import polars as pl  # heavy: pages open rows set aside without it

        texts = cells.drop_nulls().unique()
        known = texts.str.starts_with(self.mark)
        nobody = texts.str.strip_chars("*＊ ") == ""
        fresh, marked = texts.filter(~known & ~nobody), texts.filter(known)
        hashes = pl.Series(self._hashes(fresh.cast(pl.Binary).to_list()), dtype=pl.String).str.head(_HEX)
        table = pl.concat(
            [
                pl.DataFrame({"text": fresh, "hash": hashes}),
                pl.DataFrame({"text": marked, "hash": marked.str.strip_prefix(self.mark)}),
            ]
        )
        if self.forgotten:
            gone = {one: erased.nobody() for one in table["hash"].unique() if one in self.forgotten}
            table = table.with_columns(pl.col("hash").replace(gone))
        found = cells.alias("text").to_frame().join(table, on="text", how="left", maintain_order="left")
        return found["hash"].alias(cells.name)

    def sealed(self, cells: "pl.Series") -> "pl.Series":
        """The hashes, marked so that ``hashed`` leaves them as they are."""
        return (self.mark + self.hashed(cells)).alias(cells.name)

    def _hashes(self, texts: Sequence[bytes]) -> list[str]:
        """HMAC spelt out: for a million short texts it takes half the time of hmac.digest."""
        inner, outer = self.inner, self.outer
        return [sha256(outer + sha256(inner + text).digest()).hexdigest() for text in texts]


def open_secret(home: Path) -> Secret:
    """The secret of a home, drawn at random the first time (mode 0600)."""
    key = _key(home)
    mark = f"hmac:{hmac.digest(key, b'mark', 'sha256').hex()[:_HEX]}:"
    buyer = hmac.digest(key, b"buyer", "sha256").ljust(_BLOCK, b"\0")
    inner, outer = bytes(byte ^ 0x36 for byte in buyer), bytes(byte ^ 0x5C for byte in buyer)
    return Secret(inner, outer, mark, box_for(home, b"aside"), frozenset(erased.forgotten(home)))


def box_for(home: Path, purpose: bytes) -> Fernet:
    """A box that seals and opens, under a key of its own for each purpose."""
    return Fernet(base64.urlsafe_b64encode(hmac.digest(_key(home), purpose, "sha256")))


def _key(home: Path) -> bytes:
    path = Path(home) / "secret"
    if not path.exists():
        _draw(path)
    return path.read_bytes()


def _draw(path: Path) -> None:
    """Write the key under another name first: whoever links it first wins, and nobody reads half a key."""
    draft = path.with_name(f".secret.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
