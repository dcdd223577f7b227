"""One sentence for each kind of rule."""

from collections.abc import Callable
from dataclasses import dataclass

from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import Formula
from guiju.lang.kinds import Rule
from guiju.lang.readback import appraisal, law, numbers, people, publication, records, work
from guiju.lang.readback.formulas import formula
from guiju.lang.readback.words import Language
from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Voice:
    """What a sentence needs beside its rule: the language, the regulation, and names of facts in English."""

    language: Language
    regulation: Regulation
    catalogue: Catalogue | None

    def both(self, chinese: str, english: str) -> str:
        """The one of two wordings that is wanted."""
        return chinese if self.language == "zh" else english

    def formula(self, of: Formula | None) -> str:
        """A formula in words."""
        return formula(of.tree if of else None, self.language, self.catalogue, self.regulation.names)


Sentence = Callable[..., str]  # each takes the rule of its own kind
_SENTENCES: dict[str, Sentence] = {
    **people.SENTENCES,
    **numbers.SENTENCES,
    **appraisal.SENTENCES,
    **work.SENTENCES,
    **records.SENTENCES,
    **law.SENTENCES,
    **publication.SENTENCES,
}


def sentence(rule: Rule, regulation: Regulation, language: Language, catalogue: Catalogue | None = None) -> str:
    """What ``rule`` makes happen, in one plain sentence that names every figure of it.

    The test over the library holds that no figure of a rule is left unsaid.
    """
    voice = Voice(language, regulation, catalogue)
    said = _SENTENCES[rule.kind](rule, voice)
    if rule.overrides:
        condition = voice.formula(rule.when) if rule.when else voice.both("任何时候", "always")
        said += voice.both(
            f"（当{condition}时，代替“{rule.overrides}”）", f" (in place of “{rule.overrides}” when {condition})"
        )
    return said
