"""What holds of every regulation of the library."""

from pathlib import Path

import pytest

from guiju.lang import compile as compile_regulation
from guiju.lang.kinds import Access, Input, Position
from guiju.lang.kinds.choices import Action, Range, Thing

LIBRARY = sorted((Path(__file__).parents[2] / "regulations").glob("*.md"))


@pytest.mark.parametrize("document", LIBRARY, ids=lambda path: path.stem)
def test_whoever_a_clause_names_to_enter_or_confirm_a_figure_may_do_it(document):
    regulation = compile_regulation(document).regulation
    named = {
        (position, action)
        for one in regulation.of(Input).values()
        for position, action in ((one.enters, Action.EDIT), (one.confirms, Action.CONFIRM))
        if position in regulation.of(Position)
    }
    opened = {
        (position, action)
        for rule in regulation.of(Access).values()
        if Thing.INPUTS in rule.what and rule.range in {Range.GROUP, Range.ALL}
        for position in rule.who or regulation.of(Position)
        for action in rule.may
    }

    assert sorted(named - opened) == []
