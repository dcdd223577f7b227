"""The language that the command line speaks."""

import os
from typing import Literal

Language = Literal["zh", "en"]


def counted(count: int, thing: str) -> str:
    """So many of a thing in English: 1 error, 2 errors."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def language(chosen: str | None) -> Language:
    """What was asked for, else ``GUIJU_LANG``, else ``LANG`` when it is English, else Chinese."""
    wanted = chosen or os.environ.get("GUIJU_LANG") or os.environ.get("LANG") or "zh"
    return "en" if wanted.lower().startswith("en") else "zh"
