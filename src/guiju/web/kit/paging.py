"""A long list a page at a time; which page stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from guiju.web.kit import address

SIZE = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """Where one is in a list: ``page`` of ``pages``, ``total`` things; ``query`` is the address without the page."""

    page: int
    pages: int
    total: int
    query: str
    size: int = SIZE

    @property
    def offset(self) -> int:
        """How many things stand on the pages before."""
        return (self.page - 1) * self.size

    @property
    def before(self) -> str:
        """The query of the page before; empty on the first."""
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        """The query of the page after; empty on the last."""
        return self._address(self.page + 1) if self.page < self.pages else ""

    def of[Thing](self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Those of all things that stand on this page."""
        return things[self.offset : self.offset + self.size]

    def _address(self, page: int) -> str:
        return f"?{self.query}{'&' if self.query else ''}page={page}"


def paging(request: HttpRequest, total: int, *, size: int = SIZE) -> Paging:
    """The page that the address asks for; the last where it asks for more, the first where it makes no sense."""
    pages = max(1, -(-total // size))
    kept = request.GET.copy()
    kept.pop("page", None)
    wanted = address.number(request.GET.get("page", "")) or 1
    return Paging(min(wanted, pages), pages, total, kept.urlencode(), size)
