"""What must never reach a log, and what is told in one line."""

import logging
import re

# key=value, key: value and "key": "value" in a message, passwords inside a URL, and keys of robots in an address
_NAMED = re.compile(
    r"""(?i)\b([\w-]*(?:password|passwd|secret|token|sessionid|authorization|cookie)\w*|(?<=[?&])(?:key|sign))"""
    r"""(["']?\s*[=:]\s*)(["']?)(?:(?:bearer|basic)\s+)?[^\s"',;&}]+"""
)
_TOKEN = re.compile(r"\b(gj_[0-9a-f]{12})_[\w-]{8,}")  # of the API: which one may be told, what proves it not
_IN_URL = re.compile(r"(\w+://[^\s:/@]+):[^\s@/]+@")
_HOOK = re.compile(r"(/hook/|/sign-in/link/)[\w-]+")  # keys of robots, one-time links
_TRACE = logging.Formatter()


class OneLine(logging.Filter):
    """Takes the traceback from what is no fault of ours, such as a scanner that asks for another host."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let the record through, without where in Django it was noticed."""
        record.exc_info = record.exc_text = None
        return True


class NoSecrets(logging.Filter):
    """Replaces what looks like a secret in a record's message and traceback by stars."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let the record through, cleaned."""
        message = record.getMessage()
        if (cleaned := _cleaned(message)) != message:
            record.msg, record.args = cleaned, ()
        if record.exc_info:
            record.exc_text = _cleaned(_TRACE.formatException(record.exc_info))
        return True


def first_line(error: Exception) -> str:
    """What an error says, in a line: for what needs no traceback, such as a database that is away."""
    return str(error).partition("\n")[0]


def _cleaned(text: str) -> str:
    cleaned = _HOOK.sub(r"\1***", _IN_URL.sub(r"\1:***@", _NAMED.sub(r"\1\2\3***", text)))
    return _TOKEN.sub(r"\1_***", cleaned)
