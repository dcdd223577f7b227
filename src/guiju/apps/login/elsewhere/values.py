"""What is known of a way to sign in elsewhere, of one attempt, and of whoever comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST = 255  # characters of what another house calls somebody


@dataclass(frozen=True, slots=True)
class Way:
    """A way to sign in: its plain settings and its secrets, opened."""

    id: int
    kind: str
    name: str
    settings: Mapping[str, str]
    secret: Mapping[str, str] = field(repr=False, default_factory=dict)

    def base(self, name: str) -> str:
        """An address among the settings, without its last slash."""
        return self.settings[name].rstrip("/")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What goes out with somebody and must come back: random words, kept in their session meanwhile."""

    state: str
    nonce: str
    verifier: str
    redirect: str


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the other house has seen: its lasting name for them, and others by which a person may be written down."""

    subject: str
    names: frozenset[str] = frozenset()
    number: str = ""


class NotProved(Exception):  # noqa: N818 - a refusal is not an error
    """The other house did not vouch for anybody; the text is what it said."""
