import pytest

import make
from guiju.apps.people import rules


@pytest.mark.parametrize(
    ("may", "range_", "seen"),
    [
        ("edit", "all", [True, False, False, True]),
        ("import", "all", [True, False, False, False]),
        ("export", "all", [False, True, False, False]),
        ("view", "own", [False, False, True, False]),
        ("edit", "group", [False, False, False, False]),
    ],
)
def test_the_roster_opens_by_what_is_granted_and_how_far(may, range_, seen):
    actor = make.actor((may, "roster", range_))

    found = [
        rules.may_edit_roster(actor),
        rules.may_export_roster(actor),
        rules.may_view_roster(actor),
        rules.may_manage_accounts(actor),
    ]

    assert found == seen
