"""What no correction may say is refused before anything is written."""

from dataclasses import replace
from datetime import date

import pytest

import make
from apps.appraisal.office import people
from apps.corrections.office import BRINGS, SHOP, TEXT, actor, exclusion
from guiju.apps.corrections import actions, models
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.values import Draft, Kind
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db
SET = Draft(Kind.SET, "订单", "改", ((SHOP, "4"),))
BAD = [
    (replace(exclusion("4"), reason=" "), Code.NEEDS_REASON),
    (replace(exclusion("4"), fact="没有"), Code.UNKNOWN_FACT),
    (replace(exclusion("4"), keys=()), Code.NO_ROWS_NAMED),
    (replace(exclusion("4"), keys=(("4",),)), Code.BAD_KEY),
    (exclusion(*map(str, range(501))), Code.TOO_MANY_KEYS),
    (Draft(Kind.EXCLUDE, "订单", "x", condition="订单.渠道 ="), Code.BAD_CONDITION),
    (Draft(Kind.EXCLUDE, "订单", "x", condition="真"), Code.STRANGE_CONDITION),
    (Draft(Kind.EXCLUDE, "订单", "x", condition='订单.买家 = "甲"'), Code.PERSONAL_COLUMN),
    (replace(exclusion("4"), start=date(2026, 9, 2), end=date(2026, 9, 1)), Code.DAYS_BACKWARDS),
    (SET, Code.NO_VALUES),
    (replace(SET, values={"买家": "甲"}), Code.PERSONAL_COLUMN),
    (replace(SET, values={"编号": "5"}), Code.KEY_COLUMN),
    (replace(SET, values={"店铺": "分店"}), Code.KEY_COLUMN),
    (replace(SET, values={"颜色": "红"}), Code.UNKNOWN_COLUMN),
    (replace(SET, values={"实付金额": "一百"}), Code.BAD_VALUE),
    (replace(SET, values={"实付金额": "1.23456"}), Code.BAD_VALUE),
    (replace(SET, values={"付款时间": "昨天"}), Code.BAD_VALUE),
    (replace(SET, values={"件数": "9" * 30}), Code.BAD_VALUE),
    (replace(SET, kind=Kind.REASSIGN, person="404"), Code.UNKNOWN_PERSON),
    (replace(SET, kind=Kind.UNDO), Code.UNKNOWN),
    (replace(exclusion("4"), replaces=404), Code.UNKNOWN),
]


@pytest.mark.parametrize(("draft", "code"), BAD)
def test_what_cannot_be_is_refused_at_once(draft, code):
    people()
    make.book(TEXT)

    with pytest.raises(Refused) as caught:
        actions.draft(actor=actor(BRINGS), draft=draft)

    assert caught.value.code is code
    assert models.Correction.objects.count() == 0
