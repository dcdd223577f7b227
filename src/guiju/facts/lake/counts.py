"""What becomes of the rows of an import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of an import's rows of one fact."""

    new: int = 0
    replaced: int = 0  # a newer row took the place of one that said something else
    unchanged: int = 0  # a newer row said the same
    older: int = 0  # the lake already had a newer row
    repeated: int = 0  # the same key stood earlier in the same file; the last one counts

    @property
    def rows(self) -> int:
        """All rows of the import."""
        return self.new + self.replaced + self.unchanged + self.older + self.repeated
