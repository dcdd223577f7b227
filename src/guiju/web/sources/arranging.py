"""The files of an import in the order in which they need somebody, so that dozens stay readable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guiju.web.sources.told import FileTold

OPEN = 3  # files whose reasons stand open
FEW = 8  # files that are all listed; of more, those without trouble stand folded beneath the others


@dataclass(frozen=True, slots=True)
class Arranged:
    """The files of an import, those with trouble first; ``calm`` are folded, ``unread`` is said once for alike files.

    Each of ``unread`` is what was not read, as a sentence, behind the files that it is true of. ``many`` files have
    rows set aside: their reasons are folded too.
    """

    files: tuple[FileTold, ...]
    calm: tuple[FileTold, ...]
    unread: tuple[tuple[tuple[str, ...], str], ...]
    aside: tuple[FileTold, ...]
    many: bool


def arranged(told: Sequence[FileTold]) -> Arranged:
    """Files in the order in which they need somebody, so that an import of dozens stays readable."""
    ordered = sorted(told, key=lambda file: file.rank)
    calm = [file for file in ordered if file.rank > 1] if len(ordered) > FEW else []
    aside = tuple(file for file in ordered if file.set_aside)
    unread: dict[str, list[str]] = {}
    for file in told:
        for said in _unread(file):
            unread.setdefault(said, []).append(file.name)
    return Arranged(
        files=tuple(file for file in ordered if file not in calm),
        calm=tuple(calm),
        unread=tuple((tuple(names), said) for said, names in unread.items()),
        aside=aside,
        many=len(aside) > OPEN,
    )


def _unread(file: FileTold) -> Iterator[str]:
    if file.unused:
        yield _("有没见过的列，没有读：%(columns)s") % {"columns": file.unused}
    if file.other_sheets:
        yield _("有认不出的工作表，没有读：%(sheets)s") % {"sheets": file.other_sheets}
    if file.missed:
        said = _("没有这些列：%(columns)s。用到它们的合计在覆盖的日子里会缺数，导入带有这些列的报表就补上。")
        yield said % {"columns": file.missed}
    if file.doubled:
        yield _("这些列名在表头里不止一处，读的是最前面那一列：%(columns)s") % {"columns": file.doubled}
