from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from guiju.project import env


def test_nothing_said_means_the_defaults():
    found = env.read({"HOME": "/home/x"})

    assert found == env.Env(
        home=(Path(__file__).resolve().parents[2] / "var"),
        database_url="",
        debug=False,
        demo=False,
        https=False,
        hosts=(),
        origins=(),
        secret_key="",
        log_level="INFO",
        now=None,
    )


def test_everything_is_read(tmp_path):
    (tmp_path / "key").write_text("k\n")

    found = env.read(
        {
            "GUIJU_HOME": str(tmp_path),
            "GUIJU_DATABASE_URL": "postgresql:///guiju",
            "GUIJU_DEBUG": "1",
            "GUIJU_DEMO": "yes",
            "GUIJU_HTTPS": "on",
            "GUIJU_HOSTS": "a.example, b.example",
            "GUIJU_ORIGINS": "https://a.example",
            "GUIJU_SECRET_KEY_FILE": str(tmp_path / "key"),
            "GUIJU_LOG": "debug",
            "GUIJU_NOW": "2026-11-22T09:00",
            "GUIJU_URL": "https://a.example/guiju/",
            "GUIJU_ALLOW_PRIVATE": "10.0.0.5 192.168.1.7/24",
        }
    )

    assert found == env.Env(
        home=tmp_path.resolve(),
        database_url="postgresql:///guiju",
        debug=True,
        demo=True,
        https=True,
        hosts=("a.example", "b.example"),
        origins=("https://a.example",),
        secret_key="k",
        log_level="DEBUG",
        now=datetime(2026, 11, 22, 9, 0),
        url="https://a.example/guiju/",
        private=("10.0.0.5/32", "192.168.1.0/24"),
    )
    assert env.read({"GUIJU_INBOXES": "/srv/a:/srv/b c"}).inboxes == ("/srv/a", "/srv/b c")
    assert env.read({"GUIJU_RATES": "usd=7.12, EUR=7.8"}).rates == {"USD": Decimal("7.12"), "EUR": Decimal("7.8")}
    assert env.read({"GUIJU_ALLOW_PRIVATE": "1"}).private == ("0.0.0.0/0", "::/0")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GUIJU_DEBUG", "maybe", "GUIJU_DEBUG: 1 | 0, not 'maybe'"),
        ("GUIJU_LOG", "loud", "GUIJU_LOG: debug | info | warning | error, not 'LOUD'"),
        ("GUIJU_NOW", "noon", "GUIJU_NOW: 2026-11-22T09:00, not 'noon'"),
        ("GUIJU_URL", "guiju.example", "GUIJU_URL: https://guiju.example.com, not 'guiju.example'"),
        ("GUIJU_INBOXES", "exports", "GUIJU_INBOXES: /srv/exports:/srv/more, not 'exports'"),
        ("GUIJU_INBOXES", "/", "GUIJU_INBOXES: /srv/exports:/srv/more, not '/'"),
        ("GUIJU_RATES", "USD", "GUIJU_RATES: USD=7.12 EUR=7.8, not 'USD'"),
        ("GUIJU_ALLOW_PRIVATE", "here", "GUIJU_ALLOW_PRIVATE: 10.0.0.5 192.168.1.0/24 | 1 | 0, not 'here'"),
        ("GUIJU_SECRET_KEY_FILE", "/nowhere", "GUIJU_SECRET_KEY_FILE: /nowhere: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_guessed(name, value, says):
    with pytest.raises(env.BadVariable) as bad:
        env.read({name: value})

    assert str(bad.value) == says


def test_the_state_is_in_sqlite_or_where_the_url_says(tmp_path):
    here = env.database(env.read({"GUIJU_HOME": str(tmp_path)}))
    there = env.database(env.read({"GUIJU_DATABASE_URL": "postgres://u:p%40ss@db.example:6432/guiju?sslmode=require"}))

    assert (here["NAME"], here["OPTIONS"]["transaction_mode"]) == (str(tmp_path / "guiju.sqlite3"), "IMMEDIATE")
    assert {key: there[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "guiju",
        "USER": "u",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
    with pytest.raises(env.BadVariable):
        env.database(env.read({"GUIJU_DATABASE_URL": "mysql://x/y"}))


def test_a_secret_is_made_once_and_only_the_owner_reads_it(tmp_path):
    secret = env.kept_secret(tmp_path, "key")
    env.kept_secret.cache_clear()

    assert (env.kept_secret(tmp_path, "key"), len(secret) > 40) == (secret, True)
    assert (tmp_path / "keys" / "key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["key"]


def test_the_first_of_two_secrets_made_at_once_stands(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    first = env.kept_secret(tmp_path, "key")
    env.kept_secret.cache_clear()

    assert env.kept_secret(tmp_path, "key") == first
