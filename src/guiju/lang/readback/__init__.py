"""Read-back: every rule as one plain sentence, in Chinese and in English; the sentence people approve."""

from guiju.lang.readback.sentences import sentence
from guiju.lang.readback.words import Language

__all__ = ["Language", "sentence"]
