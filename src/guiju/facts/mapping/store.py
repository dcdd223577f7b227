"""The folder of a home's own connectors: one YAML file each, every earlier version beside it.

``connectors/<id>.yaml`` is the one in use; ``connectors/history/<id>.<version>.yaml`` are all versions. An entry
``saved`` in each file says which version it is, who saved it and when; a file put there by hand has none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from guiju.facts.lake.durable import replace
from guiju.facts.lake.lock import writer
from guiju.facts.mapping import bounded
from guiju.facts.mapping.faults import Fault, StaleError, UnsoundError

ID = re.compile(r"[a-z][a-z0-9_]{1,60}")
FORMAT = 1
_PATIENCE = 10.0

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """One version of a connector: what it says, who saved it and when (wall time, ISO), and what they said of it.

    ``version`` is 0 for a file put there by hand. ``removed`` is the version that took it out of use.
    """

    id: str
    version: int
    by: str
    at: str
    note: str
    removed: bool
    raw: Mapping[str, Any] = field(hash=False)  # Any: plain YAML


def kept(home: Path) -> list[Saved]:
    """Every connector in its latest version, those in use first; unreadable files are left out."""
    folder = _folder(home)
    found = [_read(path, path.stem) for path in sorted(folder.glob("*.yaml"))]
    used = [one for one in found if isinstance(one, Saved)]
    names = {path.stem for path in folder.glob("*.yaml")}
    gone = sorted({path.name.split(".")[0] for path in (folder / "history").glob("*.yaml")} - names)
    last = [versions[-1] for name in gone if (versions := history(home, name))]
    return [*used, *(one for one in last if one.removed)]


def broken(home: Path) -> dict[str, UnsoundError]:
    """Files in use that cannot be read, by id, each with why."""
    found = {path.stem: _read(path, path.stem) for path in sorted(_folder(home).glob("*.yaml"))}
    return {name: one for name, one in found.items() if isinstance(one, UnsoundError)}


def find(home: Path, name: str) -> Saved | None:
    """The version in use, None when there is none."""
    path = _folder(home) / f"{name}.yaml"
    found = _read(path, name) if ID.fullmatch(name) and path.exists() else None
    return found if isinstance(found, Saved) else None


def history(home: Path, name: str) -> list[Saved]:
    """Every version of a connector, the oldest first."""
    if not ID.fullmatch(name):
        return []
    found = (_read(path, name) for path in (_folder(home) / "history").glob(f"{name}.*.yaml"))
    return sorted((one for one in found if isinstance(one, Saved)), key=lambda one: one.version)


def save(home: Path, name: str, raw: Mapping[str, Any], *, by: str, now: datetime, base: int, note: str = "") -> Saved:
    """Keep a new version made from version ``base`` (0 for a new one) and put it into use.

    StaleError when another version was saved since, UnsoundError for an id that cannot be. Nothing half done remains:
    the history is written first, and a version there that is beyond the one in use never was.
    """
    if not ID.fullmatch(name):
        raise UnsoundError([Fault("name", data={"id": name})])
    with _writing(home):
        return _keep(home, name, raw, by=by, now=now, base=base, note=note, removed=False)


def remove(home: Path, name: str, *, by: str, now: datetime, base: int, note: str = "") -> Saved | None:
    """Take a connector out of use; its versions stay. None when it is not in use; StaleError as ``save``."""
    with _writing(home):
        used = find(home, name)
        if used is None:
            return None
        done = _keep(home, name, used.raw, by=by, now=now, base=base, note=note, removed=True)
        (_folder(home) / f"{name}.yaml").unlink()
        return done


def dump(raw: Mapping[str, Any], *, saved: Mapping[str, object] | None = None) -> str:
    """A connector as YAML, ready to stand among the project's own; without who saved it unless ``saved`` says."""
    body = {key: value for key, value in raw.items() if key not in {"saved", "format"}}
    if saved is not None:
        body = {"format": FORMAT, **body, "saved": dict(saved)}
    return yaml.dump(body, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def stamp(home: Path) -> Stamp:
    """What changes when any file of the folder does."""
    folder = Path(home) / "connectors"
    if not folder.is_dir():
        return ()
    paths = [*folder.glob("*.yaml"), *(folder / "history").glob("*.yaml")]
    return tuple(sorted((str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in paths))


class _Dumper(yaml.SafeDumper):
    """Short lists and mappings on one line, as the project writes them; no references."""

    def ignore_aliases(self, data: Any) -> bool:  # Any: as the library has it
        _ = data
        return True

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:  # noqa: FBT001 - as the library has it
        _ = flow_style
        return super().represent_sequence(tag, sequence, flow_style=True)


def _words_on_one_line(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.MappingNode:  # Any: plain YAML
    small = all(isinstance(value, str | bool | int | list) for value in data.values())
    deep = len(data) > 3  # noqa: PLR2004 - title, one column, who saved it
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=small and not deep)


_Dumper.add_representer(dict, _words_on_one_line)


def _keep(
    home: Path,
    name: str,
    raw: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
    base: int,
    note: str,
    removed: bool,
) -> Saved:
    used = find(home, name)
    before = [one for one in history(home, name) if used is None or one.version <= used.version]
    latest = used.version if used else 0
    if base != latest:
        last = used or before[-1] if before or used else None
        raise StaleError(latest, last.by if last else "", last.at if last else "")
    version = max([latest, *(one.version for one in before)]) + 1
    at = now.isoformat(" ", "seconds")
    says = {"version": version, "by": by, "at": at, **({"note": note} if note else {})}
    text = dump(raw, saved={**says, **({"removed": True} if removed else {})}).encode()
    if len(text) > bounded.MOST:
        raise UnsoundError([Fault("too_large", data={"size": f"{len(text) >> 10} KB"})])
    replace(_folder(home) / "history" / f"{name}.{version:04d}.yaml", text)
    if not removed:
        replace(_folder(home) / f"{name}.yaml", text)
    return Saved(name, version, by, at, note, removed, {**raw})


def _read(path: Path, name: str) -> Saved | UnsoundError:
    """A version as it is kept; only its shape as a file is judged here, what it says by ``check``."""
    try:
        raw = bounded.read(path.read_bytes())
    except UnsoundError as error:
        return error
    except OSError as error:
        return UnsoundError([Fault("not_yaml", data={"reason": error.strerror or str(error)})])
    says = raw.pop("saved", {})
    says = says if isinstance(says, dict) else {}
    version = says.get("version", 0)
    return Saved(
        id=name,
        version=version if isinstance(version, int) else 0,
        by=str(says.get("by", "")),
        at=str(says.get("at", "")),
        note=str(says.get("note", "")),
        removed=says.get("removed") is True,
        raw=raw,
    )


def _folder(home: Path) -> Path:
    return Path(home) / "connectors"


def _writing(home: Path) -> Any:  # Any: a context manager of the lock
    (_folder(home) / "history").mkdir(parents=True, exist_ok=True)
    return writer(_folder(home) / "LOCK", patience=_PATIENCE, waiting=lambda _holder: None)
