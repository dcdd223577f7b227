"""What kinds of rule are called, in the language of the page."""

from guiju.lang import words
from guiju.lang.readback import Language
from guiju.web.kit import formats


def language() -> Language:
    """The language of the page, as the read-back knows it."""
    return "en" if formats.english() else "zh"


def kind_word(kind: str) -> str:
    """What a kind of rule is called."""
    chinese, english = words.KIND_WORDS[kind][:2]
    return english if formats.english() else chinese
