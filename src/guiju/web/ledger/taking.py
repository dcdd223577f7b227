"""The ledger taken away: what was looked for as a workbook, or all of it as lines that can be checked anywhere."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock, spreadsheet
from guiju.apps.audit import outside, queries
from guiju.apps.audit.actor import Actor
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.web.exports.lines import Lines
from guiju.web.kit import formats
from guiju.web.kit.attached import attached
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.ledger import asked, rights
from guiju.web.ledger.pages import Row, rows

MOST = 20_000  # entries of one workbook; the lines hold all there are
BOOK = Sheet(
    "操作记录",
    "Ledger",
    (
        Column("id", "编号", "Number", Kind.NUMBER),
        Column("at", "时间", "Time"),
        Column("who", "谁", "Who"),
        Column("said", "做了什么", "What was done"),
        Column("about", "关于", "About"),
        Column("clause", "依据", "Clause"),
        Column("where", "从哪里", "From where"),
        Column("before", "之前", "Before"),
        Column("after", "之后", "After"),
        Column("key", "键", "Key"),
    ),
)


@require_POST
@page
def workbook(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The entries that were looked for, as they are shown to this reader."""
    if not rights.may_read(actor):
        raise NotYours
    wanted = asked.wanted(asked.read(request.GET), values=actor.trusted)
    found = rows(actor, queries.search(wanted, limit=MOST))
    content = spreadsheet.write([(BOOK, [_plain(row) for row in found])])
    return attached(content, f"guiju-ledger-{clock.today():%Y%m%d}.xlsx")


@require_POST
@page
def lines(_request: HttpRequest, actor: Actor) -> Lines:
    """Everything, with the digests: for administrators, because nothing is left out."""
    if not rights.may_take_all(actor):
        raise NotYours
    told = (f"{line}\n" for line in outside.lines(actor.name))
    return Lines(told, rows=queries.counted(queries.Wanted()), file=f"guiju-ledger-{clock.today():%Y%m%d}.jsonl")


def _plain(row: Row) -> dict[str, object]:
    words = [f"{one.what} {one.about} {one.how}".strip() for one in row.told]
    before = [formats.named(one.name, one.before) for one in row.changed if one.before]
    after = [formats.named(one.name, one.after) for one in row.changed if one.after]
    return {
        "id": row.id,
        "at": f"{row.deed.at:%Y-%m-%d %H:%M:%S}",
        "who": row.deed.who,
        "said": row.deed.said,
        "about": row.about,
        "clause": row.clause_title,
        "where": row.deed.where,
        "before": _joined(before),
        "after": _joined(words or after),
        "key": row.key,
    }


def _joined(parts: list[str]) -> str:
    return _("；").join(parts)[:30_000]  # a cell holds 32,767 characters
