"""An amendment that somebody has drafted, and whose impact on the last months the worker measures."""

from datetime import date

from guiju.apps.impact import actions as impact
from guiju.apps.impact.texts import Text
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import queries as editions
from guiju.apps.rulebook.values import Change
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.project.demo.acting import WRITER, acting

OLD = "ROI达成率 * 50% + CPA达成率 * 50%"
NEW = "ROI达成率 * 70% + CPA达成率 * 30%"
TITLE = "奖金更看投产比"
MONTHS = 6


def propose(today: date) -> None:
    """Draft it and ask what it would have come to; nothing when that was done already, or there is no such formula."""
    current = editions.current()
    if current is None or any(one.title == TITLE for one in editions.drafts()):
        return
    sources = editions.sources(current.hash)
    text = sources.files[sources.main].decode("utf-8-sig")
    at = text.find(OLD)
    if at < 0:
        return
    change = Change(sources.main, at, at + len(OLD), NEW)
    rulebook.save_draft(actor=acting(WRITER), base=current.hash, changes=[change], title=TITLE)
    last = periods.containing(today, Grain.MONTH).previous()
    impact.request(
        actor=acting(WRITER),
        sides=[Text(current.hash), Text(current.hash, (change,))],
        first=last.previous(MONTHS - 1),
        last=last,
    )
