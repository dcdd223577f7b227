"""What follows from the text of a regulation alone, worked out once in a process for each of the last editions."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from guiju.apps.rulebook.compiled import KEPT
from guiju.lang.regulation import Regulation


def per_edition[**Rest, Found](
    work_out: Callable[Concatenate[Regulation, Rest], Found],
) -> Callable[Concatenate[Regulation, Rest], Found]:
    """Keep what ``work_out`` gives by the regulation's hash and the other arguments; nobody may change what it gives.

    Trials of drafts are editions too: the oldest of ``KEPT`` makes room.
    """
    kept: dict[str, dict[object, Found]] = {}

    @wraps(work_out)
    def found(regulation: Regulation, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Found:
        mine = kept.get(regulation.hash)
        if mine is None:
            if len(kept) >= KEPT:
                kept.pop(next(iter(kept)), None)
            mine = kept.setdefault(regulation.hash, {})
        key = (args, *sorted(kwargs.items()))
        if key not in mine:
            mine[key] = work_out(regulation, *args, **kwargs)
        return mine[key]

    return found
