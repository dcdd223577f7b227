"""Proof keys (RFC 7636): whoever changes a code for a token must know what the one who asked for it knew."""

from base64 import urlsafe_b64encode
from hashlib import sha256


def asked(verifier: str) -> dict[str, str]:
    """What goes out of the verifier: its hash."""
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    return {"code_challenge": challenge, "code_challenge_method": "S256"}
