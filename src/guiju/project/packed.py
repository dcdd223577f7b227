"""Pages and their parts travel compressed: on a slow line what they weigh is when they can be read."""

import gzip
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

WORTH = 1024  # bytes; less fits in a packet or two anyway
KINDS = {".css", ".js", ".svg", ".json"}
TEXTS = ("text/html", "application/json")


def pack() -> None:
    """Lay a compressed copy of each static file into the home, made once and again when the file changes."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {_packed(path): path for path in _worth_it()}
    for packed, path in wanted.items():
        if not packed.exists():
            fresh = packed.with_suffix(".new")
            fresh.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
            fresh.replace(packed)
    for old in set(folder.glob("*.gz")) - wanted.keys():
        old.unlink(missing_ok=True)


class Files(WhiteNoiseMiddleware):  # type: ignore[misc]  # it brings no types
    """WhiteNoise, which gives the compressed copies of the home to who takes them."""

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, object] | None = None) -> StaticFile:
        """The answer to a request for a file, with its copy where one was made."""
        found = super().get_static_file(path, url, stat_cache)
        source = Path(path)
        packed = _packed(source) if source.suffix in KINDS else None
        if packed is None or not packed.exists():
            return found
        plain = next(headers for pattern, _path, headers in found.alternatives if not pattern.pattern)
        return StaticFile(path, plain, encodings={"gzip": str(packed)})


class Pages(GZipMiddleware):
    """Django's compression, for pages alone: files that people take are mostly packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a page for who takes it so."""
        if not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)


def _worth_it() -> list[Path]:
    found = []
    for finder in finders.get_finders():
        for name, storage in finder.list(None):
            path = Path(storage.path(name))
            if path.suffix in KINDS and path.stat().st_size > WORTH:
                found.append(path)
    return found


def _packed(path: Path) -> Path:
    """Where the copy of a file lies; its name says of which bytes it is, as far as the file system knows."""
    stat = path.stat()
    known = f"{path} {stat.st_size} {stat.st_mtime_ns}"
    return _folder() / f"{sha256(known.encode()).hexdigest()[:24]}.gz"


def _folder() -> Path:
    home: Path = settings.GUIJU_HOME
    return home / "cache" / "static"
