"""Which texts are held against each other: an edition, one with a draft's changes, or a document of the library."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from guiju.apps.impact import errors
from guiju.apps.impact.errors import Code
from guiju.apps.rulebook import compiled, library, queries
from guiju.apps.rulebook.values import Change
from guiju.lang import Regulation

Post = tuple[str, str]  # a unit and a position by the roster's names


@dataclass(frozen=True, slots=True)
class Text:
    """A text by where it is found.

    ``edition`` is the hash of one that is stored, with ``changes`` made to it; or ``document`` is the name of one in
    the library. ``posts`` say by which unit and position of this text those of the roster go that it does not know.
    """

    edition: str = ""
    changes: tuple[Change, ...] = ()
    document: str = ""
    posts: tuple[tuple[Post, Post], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """In words of JSON."""
        return {
            "edition": self.edition,
            "changes": [asdict(one) for one in self.changes],
            "document": self.document,
            "posts": [[list(was), list(is_)] for was, is_ in self.posts],
        }


def of_json(plain: Mapping[str, Any]) -> Text:
    """A text from what ``as_json`` wrote."""
    posts = tuple(((was[0], was[1]), (is_[0], is_[1])) for was, is_ in plain["posts"])
    return Text(plain["edition"], tuple(Change(**one) for one in plain["changes"]), plain["document"], posts)


def regulation(text: Text) -> Regulation:
    """The text compiled; ``Refused`` when there is none, or it has errors."""
    if text.document:
        found = library.compiled_document(text.document)
        if found is None:
            raise errors.refused(Code.UNKNOWN_TEXT, name=text.document)
        return found
    if not text.changes:
        return queries.regulation(text.edition)
    result = compiled.check(queries.amended(text.edition, text.changes))
    if any(one.level == "error" for one in result.diagnostics):
        raise errors.refused(Code.UNSOUND_TEXT, name=result.regulation.title)
    return result.regulation


def titles(texts: Sequence[Text]) -> list[str]:
    """What each is called, without compiling any."""
    return [_title(text) for text in texts]


def _title(text: Text) -> str:
    if text.document:
        found = library.document(text.document)
        if found is None:
            raise errors.refused(Code.UNKNOWN_TEXT, name=text.document)
        return found.title
    edition = queries.edition(text.edition)
    if edition is None:
        raise errors.refused(Code.UNKNOWN_TEXT, name=text.edition[:12])
    return f"{edition.title} {edition.version}"
