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
        ("Authorization: Bearer abc.def", (), "Authorization: ***"),
        ("POST /robot/send?access_token=abc&sign=x%3D", (), "POST /robot/send?access_token=***&sign=***"),
        ("POST /cgi-bin/webhook/send?key=693a-11", (), "POST /cgi-bin/webhook/send?key=***"),
        ("POST /open-apis/bot/v2/hook/4e5f-6a", (), "POST /open-apis/bot/v2/hook/***"),
        ("Unprocessable: /sign-in/link/Ab-9_x/", (), "Unprocessable: /sign-in/link/***/"),
        ("the key=3 of a row", (), "the key=3 of a row"),
    ],
)
def test_secrets_never_reach_the_log(message, arguments, cleaned):
    record = logging.LogRecord("x", logging.INFO, "", 0, message, arguments, None)

    assert NoSecrets().filter(record)
    assert record.getMessage() == cleaned


def test_nor_does_one_in_a_traceback():
    with pytest.raises(OSError, match="no answer") as caught:
        raise OSError("no answer from https://example.com/send?access_token=abc")
    told = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "broken", (), told)

    NoSecrets().filter(record)

    assert (
        logging.Formatter().format(record).endswith("OSError: no answer from https://example.com/send?access_token=***")
    )
