"""The sender as a process of its own: on a real file, with real receivers, killed while it sends."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from apps.notices import receivers

SEED = """
import sys
from guiju.project import setup
setup()
sys.path.insert(0, {tests!r})
from apps.notices import house
who = house.reader("1", "林夏", email="lin@example.com", feishu="ou_1")
{channels}
house.notice(who, "due")
"""
POST = "/open-apis/im/v1/messages"
TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"
HOOK = "/cgi-bin/webhook/send"


@pytest.fixture
def web():
    with receivers.web() as found:
        found.answer(TOKEN, {"code": 0, "tenant_access_token": "t", "expire": 7200})
        found.answer(POST, {"code": 0, "msg": "success"})
        found.answer(HOOK, {"errcode": 0, "errmsg": "ok"})
        yield found


def surroundings(home, now: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GUIJU_", "DJANGO_"))}
    told = {"GUIJU_HOME": str(home), "GUIJU_NOW": f"2026-10-09T{now}", "GUIJU_ALLOW_PRIVATE": "127.0.0.0/8"}
    return {**kept, **told, "GUIJU_URL": "https://guiju.example"}


def seed(home, *channels: str) -> None:
    script = SEED.format(tests=str(Path(__file__).resolve().parents[1]), channels="\n".join(channels))
    subprocess.run([sys.executable, "-c", script], env=surroundings(home, "10:30"), check=True)


@contextmanager
def sender(home, now: str):
    process = subprocess.Popen([sys.executable, "-m", "guiju.project.sender"], env=surroundings(home, now))
    try:
        yield process
    finally:
        process.terminate()
        process.wait(120)


def until(true, seconds: float = 120.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_each_channel_sends_for_itself_and_who_is_stopped_ends(web, home):
    with receivers.mails() as mails:
        seed(
            home,
            'house.robot_channel("http://127.0.0.1:1/x", "坏群")',
            f'house.robot_channel("{web.url}{HOOK}?key=k", "好群")',
            f'house.channel("feishu", "飞书", app="a", secret="s", base="{web.url}")',
            f"house.mail_channel({mails.port})",
        )
        with sender(home, "10:30") as process:
            assert until(lambda: mails.came and web.bodies(POST) and web.bodies(HOOK))
            process.terminate()
            assert process.wait(120) == 0

        assert [mail["Subject"] for mail in mails.came] == ["到时间了：日报，今天 12:00 截止"]
        assert (len(web.bodies(POST)), len(web.bodies(HOOK))) == (1, 1)


def test_a_sender_that_is_killed_while_it_sends_leaves_the_message_to_the_next(web, home):
    web.silent.add(POST)
    seed(home, f'house.channel("feishu", "飞书", app="a", secret="s", base="{web.url}")')
    with sender(home, "10:30") as process:
        assert until(lambda: web.bodies(POST))
        process.kill()
        process.wait(120)
    web.silent.clear()

    with sender(home, "10:31"):  # somebody else may still be at it
        assert not until(lambda: len(web.bodies(POST)) > 1, 3)
    with sender(home, "10:36"):
        assert until(lambda: len(web.bodies(POST)) > 1)
        time.sleep(0.5)

    first, second = web.bodies(POST)
    assert first == second
