"""A regulation that comes as a Word or Markdown file: its clauses become a draft, what is found in it waits beside."""

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import actions, compiled, errors, models, queries, rules
from guiju.apps.rulebook.drafts import differing, keeping
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.apps.rulebook.errors import Code
from guiju.lang import Level, Sources, codes
from guiju.lang.headings import proposed_id
from guiju.lang.writing.clauses import free_id, passages

if TYPE_CHECKING:
    from guiju.engines.bring.clauses import Clause

WHY: dict[str, Promise] = {
    "bomb": _("它解开后会大得不正常，没有打开。"),
    "damaged": _("文件已损坏，请在 Word 里重新保存一次。"),
    "encrypted": _("文件有密码，请去掉密码再传。"),
    "macros": _("文件带宏，请另存为不带宏的 .docx 再传。"),
    "not_word": _("这不是 Word 文件（.docx）。"),
    "not_text": _("这不是文本文件。"),
    "old_word": _("这是旧版 Word（.doc），请另存为 .docx 再传。"),
    "too_long": _("文件太长，请分成几份再传。"),
    "empty": _("里面没有文字。"),
    "front": _("它开头的制度信息读不通，或包含了没有一起传来的文件：%(said)s"),
}


@transaction.atomic
def bring(*, actor: Actor, name: str, data: bytes, title: str = "", fresh: bool = True) -> int:
    """A draft with the clauses of a file; gives its number. Raises ``Refused`` for what cannot be read.

    ``fresh`` begins a regulation of its own; else the clauses stand at the end of the regulation in force. Rules that
    are found in the sentences are proposed, none is taken. A document of the language keeps its head, ids and rules.
    """
    if not rules.may_draft(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    from guiju.engines.bring.proposals import proposals

    found = _read(name, data)
    current = "" if fresh else queries.edition_at(clock.today())
    called = " ".join(title.split())[:200]
    if current:
        base, new = _behind(current, found)
    else:
        base, new, said = _alone(name, data, called, found)
        called = called or said
    changes = differing.changes(compiled.sources(base), new)
    number = keeping.begin(
        actor=actor, base=base, changes=changes, title=called or _stem(name), note=Note("brought"), fresh=not current
    )
    models.DraftProposal.objects.bulk_create(
        models.DraftProposal(
            draft_id=number, clause=one.clause, sentence=one.sentence, found=one.found, kind=one.kind, rule=one.rule
        )
        for one in proposals(found)
    )
    return number


def _behind(edition: str, found: "tuple[Clause, ...]") -> tuple[str, Sources]:
    """The regulation in force with the clauses at its end."""
    from guiju.engines.bring.clauses import markdown

    old = compiled.sources(edition)
    _rename(found, {one.id for one in passages(old)})
    body = old.files[old.main].decode("utf-8-sig").rstrip("\n") + "\n\n" + markdown(found)
    return edition, Sources(old.main, {**old.files, old.main: body.encode()})


def _alone(name: str, data: bytes, called: str, found: "tuple[Clause, ...]") -> tuple[str, Sources, str]:
    """A regulation of its own: its head, kept as the edition to which the clauses are new, the whole, and its title."""
    from guiju.engines.bring.clauses import front, markdown, written

    title = called or _stem(name)
    head = written(name, data) or front(proposed_id(title), title, _first_of_next_month())
    skeleton = Sources("regulation.md", {"regulation.md": head.encode()})
    result = compiled.check(skeleton)
    wrong = next((one for one in result.diagnostics if one.level is Level.ERROR), None)
    if wrong is not None:
        said = codes.message(wrong, "en" if get_language() == "en" else "zh")
        raise errors.refused(Code.NOT_READABLE, why=WHY["front"] % {"said": said})
    actions.keep_edition(skeleton, result.regulation)
    transaction.on_commit(lambda: compiled.keep(result.regulation))
    whole = Sources("regulation.md", {"regulation.md": f"{head}\n{markdown(found)}".encode()})
    return result.regulation.hash, whole, result.regulation.title


def _stem(name: str) -> str:
    return PurePath(name).stem[:200] or str(_("新制度"))


def _read(name: str, data: bytes) -> "tuple[Clause, ...]":
    from guiju.engines.bring.clauses import read
    from guiju.engines.bring.word import UnreadableError

    try:
        found = read(name, data)
    except UnreadableError as error:
        raise errors.refused(Code.NOT_READABLE, why=WHY[error.code]) from error
    if not found:
        raise errors.refused(Code.NOT_READABLE, why=WHY["empty"])
    return found


def _rename(found: "tuple[Clause, ...]", taken: set[str]) -> None:
    """Ids that the regulation has already get a number."""
    for one in found:
        one.id = free_id(one.id, taken)
        taken.add(one.id)


def _first_of_next_month() -> date:
    today = clock.today()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)
