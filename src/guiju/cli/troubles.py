"""What the machine refuses a command, in words: room, rights, a database in use. No fault of the program."""

import errno

from guiju.cli.language import Language

_FULL = ("磁盘空间不足", "no room on the disk")
_LOCKED = ("不允许读写", "reading or writing is not allowed")
_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
    errno.EROFS: ("磁盘是只读的", "the disk is read-only"),
    errno.ENOENT: ("没有这个文件或文件夹", "no such file or folder"),
    errno.ENOTDIR: ("路径里有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: ("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.EEXIST: ("已经有同名的文件", "a file of that name is there already"),
    errno.ENAMETOOLONG: ("文件名太长", "the name is too long"),
    errno.ELOOP: ("链接绕成了一圈", "the link goes round in a circle"),
    errno.EIO: ("磁盘读写出错", "the disk failed"),
    errno.EADDRINUSE: ("端口已被占用", "the port is in use"),
}
# What SQLite says, the only database that stands on this machine's disk.
_DATABASE = {
    "disk is full": _FULL,
    "disk I/O error": ("磁盘读写出错", "the disk failed"),
    "readonly database": ("数据库文件不允许写入", "the database file may not be written"),
    "unable to open database": ("打不开数据库文件", "the database file cannot be opened"),
    "database is locked": ("数据库正被另一个程序占用", "another program holds the database"),
    "not a database": ("数据库文件已损坏", "the database file is damaged"),
    "malformed": ("数据库文件已损坏", "the database file is damaged"),
}


def why(error: OSError | UnicodeDecodeError, spoken: str) -> str:
    """Why a file cannot be read or written, in words (``spoken`` zh or en)."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8" if spoken == "en" else "不是 UTF-8 编码"
    both = _ERRNO.get(error.errno or 0)
    return both[spoken == "en"] if both else str(error.strerror or error)


def told(error: Exception, spoken: Language) -> str | None:
    """A sentence for a trouble of the machine; ``None`` for what is a fault of the program and keeps its traceback."""
    both = _of_database(error)
    if isinstance(error, OSError) and error.errno in _ERRNO:
        both = _ERRNO[error.errno]
    if both is None:
        return None
    name = f"{error.filename}" if isinstance(error, OSError) and error.filename is not None else ""
    mend = ("；请处理后再试", "; see to it and try again")
    if both is _FULL:
        mend = ("；请腾出空间后再试", "; free some space and try again")
    english = spoken == "en"
    place = (f"{name}: " if english else f"{name}：") if name else ""
    return f"{place}{both[english]}{mend[english]}" + ("." if english else "。")


def _of_database(error: Exception) -> tuple[str, str] | None:
    if type(error).__name__ not in {"OperationalError", "DatabaseError"}:
        return None
    return next((both for words, both in _DATABASE.items() if words in str(error)), None)
