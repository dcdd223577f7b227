"""Rights as people say them."""

import pytest

from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.words.rights import right


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("看薪资", (Action.VIEW, Thing.BONUSES)),
        ("查看奖金", (Action.VIEW, Thing.BONUSES)),
        ("导出名册", (Action.EXPORT, Thing.ROSTER)),
        ("导入数据", (Action.IMPORT, Thing.SOURCES)),
        ("批填报", (Action.CONFIRM, Thing.INPUTS)),
        ("view the roster", (Action.VIEW, Thing.ROSTER)),
        ("Approve targets", (Action.CONFIRM, Thing.TARGETS)),
        ("薪资", None),
        ("看天", None),
        ("", None),
    ],
)
def test_a_phrase_names_a_deed_and_a_thing(said, meant):
    assert right(said) == meant
