"""YAML from outside: small, flat and plain, or not read at all."""

from typing import Any

import yaml

from guiju.facts.mapping.faults import Fault, UnsoundError

MOST = 256 << 10  # bytes
_DEEP = 8
_EVENTS = 20_000


def read(data: bytes) -> dict[str, Any]:  # Any: plain YAML
    """The mapping that a file holds; UnsoundError for a bomb, broken text or anything but a mapping."""
    if len(data) > MOST:
        raise UnsoundError([Fault("too_large", data={"size": f"{len(data) >> 10} KB"})])
    try:
        text = data.decode("utf-8-sig")
        _bearable(text)
        body = yaml.safe_load(text)
    except UnicodeDecodeError:
        raise UnsoundError([Fault("not_yaml", data={"reason": "UTF-8"})]) from None
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else type(error).__name__
        raise UnsoundError([Fault("not_yaml", data={"reason": where})]) from None
    if not isinstance(body, dict) or not all(isinstance(key, str) for key in body):
        raise UnsoundError([Fault("shape", data={"key": "fact"})])
    return body


def _bearable(text: str) -> None:
    """Look at the events alone, before anything is built from them."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        marked = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if marked or depth > _DEEP or count > _EVENTS:
            raise UnsoundError([Fault("bomb")])
