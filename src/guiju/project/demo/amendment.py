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

# The sentence, the formula and the worked example say the same after it as before.
REWORDED = {
    "ROI与CPA的达成率（各占百分之五十）": "ROI达成率的百分之七十与CPA达成率的百分之三十之和",
    "ROI达成率 * 50% + CPA达成率 * 50%": "ROI达成率 * 70% + CPA达成率 * 30%",
    "{奖金: 3150.00元}": "{奖金: 3276.00元}",
}
TITLE = "奖金更看投产比"
MONTHS = 6


def propose(today: date) -> None:
    """Draft it and ask what it would have come to; nothing when that was done already, or there are no such words."""
    current = editions.current()
    if current is None or any(one.title == TITLE for one in editions.drafts()):
        return
    sources = editions.sources(current.hash)
    text = sources.files[sources.main].decode("utf-8-sig")
    found = [(text.find(old), old, new) for old, new in REWORDED.items()]
    if any(at < 0 for at, _old, _new in found):
        return
    changes = tuple(Change(sources.main, at, at + len(old), new) for at, old, new in found)
    rulebook.save_draft(actor=acting(WRITER), base=current.hash, changes=changes, title=TITLE)
    last = periods.containing(today, Grain.MONTH).previous()
    impact.request(
        actor=acting(WRITER),
        sides=[Text(current.hash), Text(current.hash, changes)],
        first=last.previous(MONTHS - 1),
        last=last,
    )
