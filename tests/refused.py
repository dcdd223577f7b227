"""What an action answers when it refuses."""

from collections.abc import Callable

import pytest

from guiju.apps.refusal import Refused


def refusal(call: Callable[..., object], *said: object, **more: object) -> Refused:
    """The refusal of ``call``; the test fails when it does not refuse."""
    with pytest.raises(Refused) as caught:
        call(*said, **more)
    return caught.value


def refusal_code(call: Callable[..., object], *said: object, **more: object) -> str:
    """Only why it refuses."""
    return refusal(call, *said, **more).code
