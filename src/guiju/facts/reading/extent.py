"""How far the sheets of a workbook reach, judged before a reader lays every cell of them out in memory.

A sheet that names its first and its last possible cell takes five kilobytes on disk and half a terabyte as a grid.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from guiju.facts.reading.table import UnreadableError

MOST_CELLS = 30_000_000  # of all sheets together: a year of a large shop's product days
MOST_BYTES = 3 << 29  # of all parts unpacked, the table of strings among them
MOST_MEMORY = 2 << 30  # bytes for opening an old workbook; 65,536 rows of 256 columns take a half
PATIENCE = 120  # seconds for the same
_BLOCK = 8 << 20
_LONGEST = 1 << 20  # bytes of one tag
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]+)\d")
_ROW = re.compile(rb"\sr\s*=\s*[\"']\s*[A-Za-z]*(\d+)")
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])")
_OPEN = """
import sys
import resource
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
import python_calamine
try:
    python_calamine.CalamineWorkbook.from_path(sys.argv[1])
except Exception:
    pass
"""


def judge_sheets(book: zipfile.ZipFile, most: int = 0) -> None:
    """Refuse an xlsx that unfolds too far: UnreadableError ``cells`` for its sheets, ``bomb`` for all its parts.

    ``most`` is how many cells all sheets may come to, MOST_CELLS when it is not said.
    """
    most = most or MOST_CELLS
    unpacked = sum(member.file_size for member in book.infolist())
    if unpacked > MOST_BYTES:
        raise UnreadableError("bomb", size=f"{unpacked >> 20} MB")
    total = 0
    for member in book.infolist():
        with book.open(member) as source:
            extent = _Extent()
            for block in _whole_tags(iter(lambda source=source: source.read(_BLOCK), b"")):  # type: ignore[misc]
                extent.see(block)
                if extent.is_sheet and total + extent.cells > most:
                    raise UnreadableError("cells", most=f"{most:,}")
            total += extent.cells if extent.is_sheet else 0


def judge_old(path: Path) -> None:
    """Refuse an xls that cannot be opened within MOST_MEMORY, by opening it in a process of its own first."""
    if sys.platform == "win32":
        return  # no limits of memory there
    command = [sys.executable, "-I", "-c", _OPEN, str(path), str(MOST_MEMORY)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("cells", most=f"{MOST_CELLS:,}") from error
    if done.returncode:
        raise UnreadableError("cells", most=f"{MOST_CELLS:,}")


class _Extent:
    """The last row and column that a sheet names, or that its unnamed cells come to."""

    def __init__(self) -> None:
        self.is_sheet = False
        self._rows = self._columns = self._counted = 0
        self._run = b""  # tags since the last row began, as far as cells without a name are concerned

    @property
    def cells(self) -> int:
        """The cells of the grid."""
        return max(self._rows, self._counted) * self._columns

    def see(self, block: bytes) -> None:
        """Take in some tags."""
        self.is_sheet = self.is_sheet or b"sheetData" in block
        named = _COLUMN.findall(block)
        tags = _TAG.findall(block)
        self._counted += tags.count(b"row")
        self._columns = max([self._columns, *(_number(letters) for letters in set(named))])
        self._rows = max([self._rows, *(int(digits[:12]) for digits in set(_ROW.findall(block)))])
        if tags.count(b"c") > len(named):
            runs = (self._run + b"".join(b"c" if tag == b"c" else b"|" for tag in tags)).split(b"|")
            self._run = runs[-1]
            self._columns = max(self._columns, *map(len, runs))
        elif b"row" in tags:
            self._run = b""


def _whole_tags(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks cut where a tag begins."""
    held = b""
    for block in blocks:
        held += block
        cut = held.rfind(b"<")
        if cut > 0:
            yield held[:cut]
            held = held[cut:]
        if len(held) > _LONGEST:
            # Text of a string table may be as long as it likes; a tag may not.
            yield held
            held = b""
    yield held


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number
