"""What must never reach a log, and what is told in one line."""

import logging
import re

# key=value, key: value and "key": "value" in a message, and passwords inside a URL
_NAMED = re.compile(
    r"""(?i)\b(password\d?|passwd|secret\w*|token|csrfmiddlewaretoken|sessionid|authorization|cookie)"""
    r"""(["']?\s*[=:]\s*)(["']?)[^\s"',;&}]+"""
)
_IN_URL = re.compile(r"(\w+://[^\s:/@]+):[^\s@/]+@")


class OneLine(logging.Filter):
    """Takes the traceback from what is no fault of ours, such as a scanner that asks for another host."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let the record through, without where in Django it was noticed."""
        record.exc_info = record.exc_text = None
        return True


class NoSecrets(logging.Filter):
    """Replaces what looks like a secret in a record's message by stars."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let the record through, cleaned."""
        message = record.getMessage()
        cleaned = _IN_URL.sub(r"\1:***@", _NAMED.sub(r"\1\2\3***", message))
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        return True
