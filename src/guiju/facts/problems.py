"""What can be wrong with a file or a row, and how to mend it, in Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guiju.facts.schema import Words
from guiju.facts.sentences import WORDS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (file, sheet, row and column as a spreadsheet shows them), what, how to mend it.

    ``row`` is 0 and ``column`` empty where the whole file is meant. ``value`` is the cell as it was written, cut short.
    """

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def what(self) -> Words:
        """What is wrong, in a sentence."""
        words = WORDS[self.code]
        return Words(self._filled(words[0]), self._filled(words[1]))

    @property
    def how(self) -> Words:
        """How to mend it."""
        words = WORDS[self.code]
        return Words(self._filled(words[2]), self._filled(words[3]))

    @property
    def place(self) -> Words:
        """The file, sheet, row and column."""
        sheet = f"「{self.sheet}」" if self.sheet else ""
        zh = f"{self.file}{sheet}" + (f" 第 {self.row} 行" if self.row else "")
        en = self.file + (f" [{self.sheet}]" if self.sheet else "") + (f" row {self.row}" if self.row else "")
        if self.column:
            return Words(f"{zh}「{self.column}」列", f"{en} column “{self.column}”")
        return Words(zh, en)

    def _filled(self, words: str) -> str:
        return words.format_map({"value": self.value, "column": self.column, **self.data})


def codes() -> tuple[str, ...]:
    """Every code that a Problem can have."""
    return tuple(WORDS)
