"""A file that is about to leave."""

from dataclasses import dataclass

from guiju.lang.kinds.choices import Thing


@dataclass(frozen=True, slots=True)
class Parcel:
    """What leaves: ``what`` names the page that made it, ``thing`` what it is of, ``address`` where it was asked for.

    ``approval`` is the request by which it may leave, where it needs one.
    """

    what: str
    thing: Thing
    address: str
    file: str
    rows: int
    posted: bool = False
    digest: str = ""
    approval: int | None = None
