"""Writes docs/reference/api.md from the description of the API, after a change of it."""

import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "api.md"


def main() -> int:
    """Write the page."""
    from guiju import project

    project.setup(migrate=False)
    from guiju.api import reference
    from guiju.api.urls import api

    PAGE.write_text(reference.page(api.get_openapi_schema()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
