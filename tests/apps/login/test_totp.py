"""Codes by the vectors that RFC 6238 prints, and what is no code of now."""

import pytest

from guiju.apps.login import totp

KEY = b"12345678901234567890"


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_rfc(moment, code):
    assert totp.code(KEY, moment // 30, 8) == code
    assert totp.matching(KEY, code[2:], moment, 0) == moment // 30


def test_a_code_counts_for_a_step_around_now_and_never_twice():
    code = totp.code(KEY, 100)

    assert [totp.matching(KEY, code, 30 * step, 0) for step in (98, 99, 100, 101, 102)] == [None, 100, 100, 100, None]
    assert totp.matching(KEY, code, 3000, 100) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "9" * 1000])
def test_what_is_no_code_is_refused(typed):
    assert totp.matching(KEY, typed, 3000, 0) is None
