"""When two names are the same name, and which declared names an unknown one is near to."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from unicodedata import normalize

CLOSE_ENOUGH = 0.5  # of SequenceMatcher's ratio; two of four characters shared still helps
AT_MOST = 3


def fold(name: str) -> str:
    """The identity of a name: NFKC and casefold, with runs of white space as one space."""
    return " ".join(normalize("NFKC", name).casefold().split())


def nearest(name: str, candidates: Iterable[str], *, at_most: int = AT_MOST) -> tuple[str, ...]:
    """The candidates most like ``name``, best first; those with nothing in common are left out."""
    wanted = fold(name)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    scored = []
    for candidate in dict.fromkeys(candidates):
        folded = fold(candidate)
        matcher.set_seq1(folded)
        score = 0.99 if folded and wanted and (folded in wanted or wanted in folded) else 0.0
        if matcher.real_quick_ratio() >= CLOSE_ENOUGH and matcher.quick_ratio() >= CLOSE_ENOUGH:
            score = max(score, matcher.ratio())
        if score >= CLOSE_ENOUGH:
            scored.append((-score, abs(len(folded) - len(wanted)), candidate))
    return tuple(candidate for _, _, candidate in sorted(scored)[:at_most])
