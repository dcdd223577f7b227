"""Compiled regulations, kept so that no page ever compiles: in the process, then as files beside the database."""

import hashlib
import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

import guiju
from guiju import facts, lang
from guiju.apps.rulebook import errors, models
from guiju.engines.measure.catalogue import catalogue
from guiju.facts import Schema
from guiju.lang.catalogue import Catalogue
from guiju.lang.regulation import Regulation

if TYPE_CHECKING:
    from guiju.lang import Compiled, Sources

CONTRADICTED = frozenset({"C701"})  # warnings while one writes that still keep a text from coming into force
EDITIONS, CHAPTERS = "regulations", "chapters"  # folders of kept models
KEPT = 16  # editions in a process; a year of amendments


def check(sources: "Sources") -> "Compiled":
    """Compile a document that is not adopted, with everything that is wrong in it."""
    return lang.compile(sources, check_catalogue())


def check_catalogue() -> Catalogue:
    """The facts as formulas of this house may name them."""
    return catalogue(schemas())


def schemas() -> Mapping[str, Schema]:
    """The facts that regulations may speak of."""
    return facts.load_schemas()


def regulation(edition: str) -> Regulation:
    """The compiled model of a stored edition; ``Refused`` when there is none of that hash."""
    return _regulation(edition, str(settings.GUIJU_HOME))


def chapter(path: Path) -> Regulation:
    """The compiled model of a chapter of the library."""
    body = path.read_bytes()
    return _chapter(hashlib.sha256(body).hexdigest(), path.name, body, str(settings.GUIJU_HOME))


def sources(edition: str) -> "Sources":
    """The files of a stored edition, byte for byte; ``Refused`` when there is none of that hash.

    What a hash names never changes, so that each is read once by a process.
    """
    return _sources(edition, str(settings.GUIJU_HOME))


@lru_cache(maxsize=KEPT)
def _sources(edition: str, _home: str) -> "Sources":
    stored = models.Edition.objects.filter(hash=edition).first()
    if stored is None:
        raise errors.refused(errors.Code.UNKNOWN_EDITION)
    bodies = models.Document.objects.in_bulk(list(stored.files.values()))
    return lang.Sources(stored.root, {path: bytes(bodies[digest].body) for path, digest in stored.files.items()})


def keep(compiled: Regulation, folder: str = EDITIONS) -> None:
    """Put a model where ``regulation`` finds it."""
    path = _path(compiled.hash, Path(settings.GUIJU_HOME), folder)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(pickle.dumps(compiled))
    draft.replace(path)


@lru_cache(maxsize=KEPT)
def _regulation(edition: str, home: str) -> Regulation:
    return _kept(edition, home, EDITIONS) or _made(sources(edition), EDITIONS)


@lru_cache(maxsize=KEPT)
def _chapter(digest: str, name: str, body: bytes, home: str) -> Regulation:
    return _kept(digest, home, CHAPTERS) or _made(lang.Sources(name, {name: body}), CHAPTERS)


def _kept(edition: str, home: str, folder: str) -> Regulation | None:
    # a file that a crash cut short, or that an older Python wrote, is made anew
    with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError):
        model: Regulation = pickle.loads(_path(edition, Path(home), folder).read_bytes())  # noqa: S301 - written by us
        return model
    return None


def _made(files: "Sources", folder: str) -> Regulation:
    model = check(files).regulation
    keep(model, folder)
    return model


def _path(edition: str, home: Path, folder: str) -> Path:
    return home / "cache" / folder / f"{edition}-{compiler_version()}.pickle"


@cache
def compiler_version() -> str:
    """What compiles and measures, as a hash: a model or figure of another version is never taken for one of this."""
    package = Path(guiju.__file__).parent
    digest = hashlib.sha256()
    for folder in ("lang", "engines/measure", "facts/schemas"):
        for path in sorted(package.joinpath(folder).rglob("*")):
            if path.suffix in {".py", ".lark", ".yaml"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
