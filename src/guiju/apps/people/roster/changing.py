"""What an import would change: the roster as it will be, and each difference from what it was."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from guiju.apps.people import values
from guiju.apps.people.roster.reading import Filled
from guiju.apps.people.values import Roster
from guiju.apps.spreadsheet import Finding, Place


@dataclass(frozen=True, slots=True)
class Change:
    """A row that comes (no ``before``), goes (no ``after``) or is another from now on."""

    key: values.Key
    before: values.Row | None
    after: values.Row | None


def merged(current: Roster, filled: Filled) -> Roster:
    """The roster with the workbook's rows in place of its own; rows that the workbook does not name stay."""
    kept = {key: row for key, row in current.rows.items() if key not in filled.void}
    return Roster({**kept, **filled.rows})


def changes(before: Roster, after: Roster) -> list[Change]:
    """The differences between two rosters, in the order of the sheets; none when an import says nothing new."""
    keys = dict.fromkeys([*after.rows, *before.rows])
    found = [Change(key, before.rows.get(key), after.rows.get(key)) for key in keys]
    order = {"person": 0, "post": 1, "pay": 2, "shop": 3, "owner": 4, "deputy": 5, "line": 6}
    return sorted((c for c in found if c.before != c.after), key=lambda change: (order[change.key[0]], change.key))


def void_of_nothing(current: Roster, filled: Filled) -> list[Finding]:
    """A finding for each row marked 作废 that the roster does not have."""
    problem, mend = _("名册里没有这一行，无从作废。"), _("照导出的名册改正这一行，或删去它。")
    rows = [row for key, row in filled.void.items() if key not in current.rows]
    return [Finding("void_of_nothing", row.place or Place(""), problem, mend) for row in rows]
