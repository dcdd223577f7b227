"""Why something was not let in, in words that lie beside it or stand on a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps import clock
from guiju.apps.figures.values import Run

NOT_TAKEN = frozenset({"unknown", "refused"})
LINK, TOO_LARGE, NOT_LET_IN, FAILED, GONE = "link", "too_large", "not_let_in", "failed", "gone"
SENDER, NO_FILES, CUT, UNREADABLE, AGAIN = "sender", "no_files", "cut", "unreadable", "again"
OWNER, OUTSIDE, AWAY, CLOSED = "owner", "outside", "away", "closed"
SECRET, SIGN_IN, RUBBISH, TRUST, NO_BOX, INSIDE = "secret", "sign_in", "rubbish", "trust", "no_box", "inside"
FULL = "full"

WORDS: Mapping[str, Promise] = {
    LINK: _("这是一个链接或特殊文件，不是文件本身；请放文件本身。"),
    TOO_LARGE: _("太大了；请分成几个文件，或用命令行 guiju import 导入。"),
    NOT_LET_IN: _("没有认出，或没有能导入的内容。"),
    FAILED: _("导入没有成功。"),
    GONE: _("还没有导入完就被拿走了。"),
    SENDER: _("发件人不在允许的名单里。"),
    NO_FILES: _("没有附上表格。"),
    CUT: _("信不完整，附件可能被截断；请重新发一次。"),
    UNREADABLE: _("信读不懂。"),
    AGAIN: _("这封信收过了。"),
    OWNER: _("负责人不在了，或没有导入数据的权限；换一个负责人。"),
    OUTSIDE: _("文件夹不在允许的地方，或中间有链接。"),
    AWAY: _("找不到文件夹，或没有权限读它。"),
    CLOSED: _("连不上服务器；稍后再试。"),
    SECRET: _("存着的密码打不开了，请再写一遍。"),
    SIGN_IN: _("登录名或密码不对，或没有开通 IMAP。"),
    RUBBISH: _("服务器的回答读不懂；稍后再试。"),
    TRUST: _("服务器的证书不可信。"),
    NO_BOX: _("邮箱里没有这个文件夹。"),
    FULL: _("磁盘没有地方了；腾出空间后会接着收。"),
    INSIDE: _("服务器在内网，要由运行规矩的人用 GUIJU_ALLOW_PRIVATE 放开。"),
}
_BESIDE = {  # in both languages: nobody has signed in where a file lies
    LINK: ("这是一个链接或特殊文件，请放文件本身。", "This is a link or a special file. Put the file itself here."),
    TOO_LARGE: (
        "文件太大，请分成几个，或用命令行 guiju import 导入。",
        "The file is too large. Split it, or bring it in with guiju import.",
    ),
    FAILED: ("导入没有成功。", "The import failed."),
    NOT_LET_IN: ("没有认出，或没有能导入的内容。", "It was not recognised, or holds nothing to import."),
}


def of_file(run: Run, name: str) -> str:
    """Why a file of an import that is over did not come in; empty when it did."""
    if run.state != "done":
        return FAILED
    told = [file["status"] for file in _files(run) if _is(file, name)]
    return NOT_LET_IN if told and set(told) <= NOT_TAKEN else ""


def beside(name: str, why: str, run: Run | None = None) -> str:
    """What lies beside a refused file: which, when, why and how to mend it, in Chinese and English."""
    chinese, english = _BESIDE[why]
    lines = [f"{name}    {timezone.localtime(clock.now()):%Y-%m-%d %H:%M}", "", chinese, english]
    for zh, en in _said(run, name) if run else ():
        lines += ["", zh, en]
    lines += ["", "改好以后，把文件放回上一级文件夹。", "Once mended, put the file back into the folder above."]
    return "\n".join(lines) + "\n"


def _said(run: Run, name: str) -> Iterator[tuple[str, str]]:
    if run.error:
        yield run.error.get("zh", ""), run.error.get("en", "")
    for file in _files(run):
        if _is(file, name):
            for problem in file["problems"]:
                what, how = problem["what"], problem["how"]
                yield f"{what['zh']}；{how['zh']}。", f"{what['en']}: {how['en']}.".capitalize()


def _files(run: Run) -> list[dict[str, Any]]:  # Any: a report as it is stored
    found = run.report.get("files", [])
    return found if isinstance(found, list) else []


def _is(file: Mapping[str, Any], name: str) -> bool:
    """Whether a report speaks of a file, or of what an archive holds."""
    return bool(file["file"] == name or file["file"].startswith(f"{name}/"))
