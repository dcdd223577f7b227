"""The regulation language: text in, values out.

``compile(path or Sources, catalogue)`` gives a ``Compiled``: the best ``Regulation`` there is and its diagnostics.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guiju.lang.compiler.build import Compiled, compile  # noqa: A004 - the language's own word
    from guiju.lang.compiler.cache import Cache
    from guiju.lang.compiler.sources import Sources
    from guiju.lang.diagnostics import Diagnostic, Level
    from guiju.lang.regulation import Clause, Example, Regulation

_HOMES = {
    "Cache": "guiju.lang.compiler.cache",
    "Clause": "guiju.lang.regulation",
    "Compiled": "guiju.lang.compiler.build",
    "Diagnostic": "guiju.lang.diagnostics",
    "Example": "guiju.lang.regulation",
    "Level": "guiju.lang.diagnostics",
    "Regulation": "guiju.lang.regulation",
    "Sources": "guiju.lang.compiler.sources",
    "compile": "guiju.lang.compiler.build",
}

__all__ = ["Cache", "Clause", "Compiled", "Diagnostic", "Example", "Level", "Regulation", "Sources", "compile"]


def __getattr__(name: str) -> Any:
    """Bring in a part of the face when it is first asked for: formulas alone need no Markdown and no YAML."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(home), name)
