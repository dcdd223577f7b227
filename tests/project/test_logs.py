import logging

import pytest

from guiju.project.logs import NoSecrets


@pytest.mark.parametrize(
    ("message", "arguments", "cleaned"),
    [
        ("password=hunter2 ok", (), "password=*** ok"),
        ('{"token": "abc", "n": 1}', (), '{"token": "***", "n": 1}'),
        ("secret_key: %s", ("abc",), "secret_key: ***"),
        ("postgresql://u:pw@db/x", (), "postgresql://u:***@db/x"),
        ("imported %s files", (3,), "imported 3 files"),
    ],
)
def test_secrets_never_reach_the_log(message, arguments, cleaned):
    record = logging.LogRecord("x", logging.INFO, "", 0, message, arguments, None)

    assert NoSecrets().filter(record)
    assert record.getMessage() == cleaned
