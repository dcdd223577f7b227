"""Command lines as people mistype them: what is wrong, in their own language, and how it is written."""

import argparse
import re
import sys
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import NoReturn

from guiju.cli.language import Language, language

# What argparse says (its words are English whatever the locale), and the same in Chinese.
_CHINESE = (
    (re.compile(r"the following arguments are required: (.+)"), "还缺：{}"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识：{}"),
    (re.compile(r"ambiguous option: (.+) could match (.+)"), "「{}」可以是 {} 中的几个，请写全"),
    (re.compile(r"one of the arguments (.+) is required"), "要写其中一个：{}"),
    (re.compile(r"argument (.+?): expected one argument"), "{} 后面要写一个值"),
    (re.compile(r"argument (.+?): expected at least one argument"), "{} 后面至少写一个值"),
    (re.compile(r"argument (.+?): expected .+"), "{} 后面的值的个数不对"),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), "{} 不能和 {} 一起用"),
    (re.compile(r"argument (.+?): ignored explicit argument (.+)"), "{} 后面不写值，{} 是多余的"),
    (re.compile(r"argument (.+?): invalid int value: '(.*)'"), "{} 要写整数，「{}」不是"),
    (re.compile(r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)"), "{} 不能是「{}」；可用 {}"),
    (re.compile(r"argument (.+?): (.+)", re.DOTALL), "{}：{}"),
)
_UNKNOWN = re.compile(r"argument VERB: invalid choice: '(.*)' \(choose from (.+)\)")


class Parser(argparse.ArgumentParser):
    """A parser that says in the language of the output what it cannot read."""

    def error(self, message: str) -> NoReturn:
        """Print how the command is written and what is wrong with it; the exit code for unusable input."""
        spoken = asked_language(sys.argv[1:])
        usage = self.format_usage()
        said = (
            _translated(message)
            if spoken == "zh"
            else _verb(message, "no verb “{}”", "nearest: {}", "see guiju --help")
        )
        head = usage.replace("usage:", "用法：", 1) if spoken == "zh" else usage
        colon = "：" if spoken == "zh" else ": "
        self.exit(2, f"{head}{self.prog}{colon}{said}\n")


def asked_language(arguments: list[str]) -> Language:
    """The language that a command line asks for, whether or not it can be read."""
    chosen = next((two for one, two in pairwise(arguments) if one == "--lang"), None)
    joined = next((one.partition("=")[2] for one in arguments if one.startswith("--lang=")), None)
    return language(chosen or joined)


def day(text: str) -> date:
    """A day as it is written on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"请写成 2026-06-01 (write it like 2026-06-01): {text}") from error


def _translated(message: str) -> str:
    verb = _verb(message, "没有「{}」这个命令", "最接近的：{}", "运行 guiju --help 看有哪些")
    if verb != message:
        return verb
    for pattern, chinese in _CHINESE:
        found = pattern.fullmatch(message)
        if found:
            return chinese.format(*found.groups())
    return message


def _verb(message: str, unknown: str, nearest: str, otherwise: str) -> str:
    """An unknown verb with those that are like it in place of all there are; any other message as it is."""
    found = _UNKNOWN.fullmatch(message)
    if not found:
        return message
    near = get_close_matches(found[1], re.findall(r"[\w-]+", found[2]))
    mark = "；" if "「" in unknown else "; "
    return unknown.format(found[1]) + mark + (nearest.format(", ".join(near)) if near else otherwise)
