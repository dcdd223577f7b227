"""How a refusal writes what it names, in either language."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from django.utils import translation

from guiju.apps.refusal import Refused


class Code(StrEnum):
    NO = "no"


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (date(2026, 10, 9), "2026年10月9日", "9 Oct 2026"),
        (datetime(2026, 10, 9, 8, 5, tzinfo=UTC), "2026年10月9日 08:05", "9 Oct 2026 08:05"),
        (("林夏", "沈行"), "林夏、沈行", "林夏, 沈行"),
        ([date(2026, 10, 9), 3], "2026年10月9日、3", "9 Oct 2026, 3"),
        ("as it is", "as it is", "as it is"),
    ],
)
def test_what_is_named_is_written_as_pages_write_it(value, chinese, english):
    refusal = Refused(Code.NO, "%(what)s", what=value)
    said = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said[language] = str(refusal)
    assert said == {"zh-hans": chinese, "en": english}
