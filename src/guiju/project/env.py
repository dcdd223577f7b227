"""What the surroundings say: every variable that Guiju reads, once, typed and frozen."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from guiju.facts.rates import Rates

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class BadVariable(ValueError):  # noqa: N818 - says what is bad
    """An environment variable that cannot be read; the message names it and says what it may hold."""


@dataclass(frozen=True, slots=True)
class Env:
    """The surroundings.

    ``home`` holds the lake, the database, secrets and caches. ``https`` says that pages are served behind HTTPS, which
    makes cookies secure. ``demo`` opens doors that only the demo has, ``now`` stops the clock. ``quiet`` are the hours
    in which no notice leaves the house, ``None`` for none. ``secret_key`` is empty when a generated one is used.
    ``url`` is where people open the pages, with its slash; links in messages begin with it. ``private`` are the
    networks inside the house that messages may be sent to, as addresses with their mask. ``inboxes`` are folders whose
    folders an administrator may let Guiju look into. ``rates`` say what other currencies are worth in yuan.
    ``proxies`` are the networks from which a proxy may say whom it speaks for.
    ``export_rows`` is how many rows may be exported without another's approval where no access rule says it.
    """

    home: Path
    database_url: str
    debug: bool
    demo: bool
    https: bool
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    secret_key: str
    log_level: str
    now: datetime | None
    quiet: tuple[time, time] | None = (time(22), time(8))
    url: str = ""
    private: tuple[str, ...] = ()
    inboxes: tuple[str, ...] = ()
    rates: "Rates" = field(default_factory=dict)
    export_rows: int = 5000
    proxies: tuple[str, ...] = ()


def read(environ: Mapping[str, str] = os.environ) -> Env:
    """The surroundings of this process; raises ``BadVariable`` rather than guess."""
    return Env(
        home=Path(environ.get("GUIJU_HOME") or default_home()).expanduser().resolve(),
        database_url=_secret(environ, "GUIJU_DATABASE_URL"),
        debug=_flag(environ, "GUIJU_DEBUG"),
        demo=_flag(environ, "GUIJU_DEMO"),
        https=_flag(environ, "GUIJU_HTTPS"),
        hosts=_words(environ, "GUIJU_HOSTS"),
        origins=_words(environ, "GUIJU_ORIGINS"),
        secret_key=_secret(environ, "GUIJU_SECRET_KEY"),
        log_level=_level(environ, "GUIJU_LOG"),
        now=_moment(environ, "GUIJU_NOW"),
        quiet=_hours(environ, "GUIJU_QUIET", (time(22), time(8))),
        url=_url(environ, "GUIJU_URL"),
        private=_networks(environ, "GUIJU_ALLOW_PRIVATE"),
        inboxes=_folders(environ, "GUIJU_INBOXES"),
        rates=_rates(environ, "GUIJU_RATES"),
        proxies=_networks(environ, "GUIJU_PROXIES"),
        export_rows=_count(environ, "GUIJU_EXPORT_ROWS", 5000),
    )


def default_home() -> Path:
    """``var`` in the checkout that this runs from, ``~/.guiju`` for an installed package."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout / "var" if (checkout / "pyproject.toml").exists() else Path.home() / ".guiju"


def database(env: Env) -> dict[str, object]:
    """Django's description of the state database: SQLite under ``home`` unless a PostgreSQL URL is given."""
    if not env.database_url:
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
        )
        return {
            "ENGINE": "guiju.project.sqlite",
            "NAME": str(env.home / "guiju.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
            "TEST": {"NAME": ":memory:"},  # said aloud: test runners know it only of Django's own SQLite
        }
    url = urlsplit(env.database_url)
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise BadVariable("GUIJU_DATABASE_URL: postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


@cache
def kept_secret(home: Path, name: str) -> str:
    """A random secret kept in ``home/keys/<name>``, readable by its owner only; made when first asked for."""
    path = home / "keys" / name
    if not path.exists():
        for folder in (home, path.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # two processes may start together: the first one's secret stands
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


def _flag(environ: Mapping[str, str], name: str) -> bool:
    word = environ.get(name, "").strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise BadVariable(f"{name}: 1 | 0, not {word!r}")


def _words(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,]+", environ.get(name, "")) if word)


def _count(environ: Mapping[str, str], name: str, default: int) -> int:
    word = environ.get(name, "").strip()
    if not word:
        return default
    if word.isdecimal() and word.isascii() and 0 < int(word[:12]) <= 10**9:
        return int(word)
    raise BadVariable(f"{name}: {default}, not {word!r}")


def _rates(environ: Mapping[str, str], name: str) -> "Rates":
    if not environ.get(name):
        return {}
    from guiju.facts.rates import listed

    try:
        return listed(_words(environ, name))
    except ValueError as error:
        raise BadVariable(f"{name}: USD=7.12 EUR=7.8, not {str(error)!r}") from error


def _secret(environ: Mapping[str, str], name: str) -> str:
    path = environ.get(f"{name}_FILE")
    if not path:
        return environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadVariable(f"{name}_FILE: {path}: {error.strerror}") from error


def _level(environ: Mapping[str, str], name: str) -> str:
    word = environ.get(name, "").upper() or "INFO"
    if word in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        return word
    raise BadVariable(f"{name}: debug | info | warning | error, not {word!r}")


def _moment(environ: Mapping[str, str], name: str) -> datetime | None:
    word = environ.get(name, "").strip()
    try:
        return datetime.fromisoformat(word) if word else None
    except ValueError as error:
        raise BadVariable(f"{name}: 2026-11-22T09:00, not {word!r}") from error


def _hours(environ: Mapping[str, str], name: str, default: tuple[time, time]) -> tuple[time, time] | None:
    word = environ.get(name, "").strip()
    if not word:
        return default
    if word.lower() in _FALSE:
        return None
    try:
        start, stop = (time.fromisoformat(part.strip()) for part in word.split("-"))
    except ValueError as error:
        raise BadVariable(f"{name}: 22:00-08:00 | off, not {word!r}") from error
    return None if start == stop else (start, stop)


def _url(environ: Mapping[str, str], name: str) -> str:
    word = environ.get(name, "").strip().rstrip("/")
    if word and (not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", word)):
        raise BadVariable(f"{name}: https://guiju.example.com, not {word!r}")
    return f"{word}/" if word else ""


def _networks(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    word = environ.get(name, "").strip().lower()
    if word in _TRUE | _FALSE:
        return ("0.0.0.0/0", "::/0") if word in _TRUE else ()
    try:
        return tuple(str(ip_network(part, strict=False)) for part in _words(environ, name))
    except ValueError as error:
        raise BadVariable(f"{name}: 10.0.0.5 192.168.1.0/24 | 1 | 0, not {word!r}") from error


def _folders(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    paths = tuple(Path(part).expanduser() for part in environ.get(name, "").split(os.pathsep) if part.strip())
    for path in paths:
        if not path.is_absolute() or path == Path(path.anchor):
            raise BadVariable(f"{name}: /srv/exports{os.pathsep}/srv/more, not {str(path)!r}")
    return tuple(str(path) for path in paths)
