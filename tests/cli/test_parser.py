"""What a mistyped command line is answered, in both languages."""

import subprocess
import sys

import pytest

from guiju.cli import main

MISTYPED = {
    "check": ("guiju check：还缺：PATH", "guiju check: the following arguments are required: PATH"),
    "chekc a.md": ("guiju：没有「chekc」这个命令；最接近的：check", "guiju: no verb “chekc”; nearest: check"),
    "xx": (
        "guiju：没有「xx」这个命令；运行 guiju --help 看有哪些",
        "guiju: no verb “xx”; see guiju --help",
    ),
    "check --foo a.md": ("guiju：不认识：--foo", "guiju: unrecognized arguments: --foo"),
    "eval 1 --set": ("guiju eval：--set 后面要写一个值", "guiju eval: argument --set: expected one argument"),
    "metric --json --csv": (
        "guiju metric：--csv 不能和 --json 一起用",
        "guiju metric: argument --csv: not allowed with argument --json",
    ),
    "serve --port x": (
        "guiju serve：--port 要写整数，「x」不是",
        "guiju serve: argument --port: invalid int value: 'x'",
    ),
    "adopt a.md --from 2026-13-01": (
        "guiju adopt：--from：请写成 2026-06-01 (write it like 2026-06-01): 2026-13-01",
        "guiju adopt: argument --from: 请写成 2026-06-01 (write it like 2026-06-01): 2026-13-01",
    ),
}


@pytest.mark.parametrize(("spoken", "at"), [("zh", 0), ("en", 1)])
@pytest.mark.parametrize("typed", MISTYPED)
def test_a_mistyped_command_is_answered_in_the_language_of_the_output(typed, spoken, at, capsys, monkeypatch):
    monkeypatch.setenv("GUIJU_LANG", spoken)

    with pytest.raises(SystemExit) as stopped:
        main(typed.split())

    said = capsys.readouterr().err.splitlines()
    assert (stopped.value.code, said[-1]) == (2, MISTYPED[typed][at])
    assert said[0].startswith(("用法： guiju", "usage: guiju")[at])


def test_the_language_may_be_asked_for_behind_the_mistake():
    start = "import sys; from guiju.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", start, "check", "--lang", "en", "--foo", "a.md"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stderr.splitlines()[-1] == "guiju: unrecognized arguments: --foo"
