"""解释: what a word means and who decides."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import Rule


class Interpretation(Rule):
    """The meaning of a word, or who decides what the text means."""

    kind: ClassVar[str] = "interpretation"

    text: Annotated[str, written.Text()]
