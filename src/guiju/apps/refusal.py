"""The one way an action says no."""

from enum import StrEnum

from django.utils.functional import Promise


class Refused(Exception):  # noqa: N818 - a refusal is not an error
    """What an action will not do, and why.

    ``code`` is stable and listed in the app's ``errors.Code``; ``message`` is a lazy translation with
    ``%(name)s`` places for ``data``; ``str()`` gives the sentence in the active language.
    """

    def __init__(self, code: StrEnum, message: str | Promise, **data: object) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.data = data

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.data if self.data else text
