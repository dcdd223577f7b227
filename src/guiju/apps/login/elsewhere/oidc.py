"""OpenID Connect: found by its issuer, asked for a code with a proof key, believed by the signature on its token."""

import time
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from guiju.apps.login.elsewhere import described, proofkey
from guiju.apps.login.elsewhere.values import Attempt, NotProved, Way, Who
from guiju.apps.notices import outward

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"]
DRIFT = 60  # seconds that two clocks may differ
Told = Mapping[str, Any]  # Any: whatever JSON holds


def address(way: Way, attempt: Attempt, *, inside: bool) -> str:  # noqa: ARG001 - as each house is asked
    """Where somebody is sent, as the issuer's own description says."""
    asked = {
        "client_id": way.settings["app"],
        "redirect_uri": attempt.redirect,
        "response_type": "code",
        "scope": "openid profile",
        "state": attempt.state,
        "nonce": attempt.nonce,
        **proofkey.asked(attempt.verifier),
    }
    where = _described(way, "authorization_endpoint")["authorization_endpoint"]
    return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"


def who(way: Way, attempt: Attempt, code: str) -> Who:
    """Who authorised it, by a token that the issuer signed for us and for this attempt; raises ``NotProved``."""
    known = _described(way, "token_endpoint", "jwks_uri")
    given = _exchanged(way, attempt, code, known)
    token = given.data.get("id_token")
    if not isinstance(token, str) or not token:
        raise NotProved(f"{given.data.get('error', given.status)} {given.data.get('error_description', '')}".strip())
    keys = outward.call(known["jwks_uri"]).data
    claims = _claims(token, keys, way, attempt)
    claim = way.settings.get("claim", "")
    number = claims.get(claim) if claim else ""
    return Who(str(claims["sub"]), number=str(number) if isinstance(number, str | int) else "")


def _claims(token: str, keys: Told, way: Way, attempt: Attempt) -> Told:
    client = way.settings["app"]
    wanted = jwt.JWTClaimsRegistry(
        now=int(time.time()),
        leeway=DRIFT,
        iss={"essential": True, "value": way.settings["issuer"]},
        aud={"essential": True, "value": client},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": attempt.nonce},
    )
    try:
        read = jwt.decode(token, KeySet.import_key_set({"keys": list(keys.get("keys", ()))}), algorithms=ALGORITHMS)
        wanted.validate(read.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotProved(f"id_token: {type(error).__name__}") from error
    if read.claims.get("azp", client) != client:
        raise NotProved("id_token: azp")
    return read.claims


def _described(way: Way, *names: str) -> Told:
    """The issuer's description of itself, which must be of this issuer and name these addresses."""
    issuer = way.settings["issuer"]
    found = described.of(issuer)
    if found.get("issuer") != issuer:
        raise NotProved("issuer")
    scheme = "https://" if issuer.startswith("https://") else ("https://", "http://")
    if not all(isinstance(found.get(name), str) and found[name].startswith(scheme) for name in names):
        raise NotProved("endpoint")
    return found


def _exchanged(way: Way, attempt: Attempt, code: str, known: Told) -> outward.Reply:
    client, secret = way.settings["app"], way.secret.get("secret", "")
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": attempt.redirect,
        "client_id": client,
        "code_verifier": attempt.verifier,
    }
    headers: dict[str, str] = {}
    methods = known.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if secret and "client_secret_basic" in methods:
        pair = f"{quote(client, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    elif secret:
        form["client_secret"] = secret
    return outward.call(known["token_endpoint"], form=form, headers=headers)
