"""What can stop an import or a read of the lake, each in a sentence of both languages.

FactsError
├── LakeBusyError    another importer holds the lock for too long
├── DiskFullError    the disk (or the quota) has no room; nothing was published
├── LakeBrokenError  a manifest or a file that it names is missing or unreadable
└── CancelledError   the caller asked to stop
"""

from guiju.facts.schema import Words


class FactsError(Exception):
    """An import or a read that cannot go on; ``words`` says why and what to do."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


class LakeBusyError(FactsError):
    """Another importer kept the writer lock for longer than the caller wanted to wait."""

    def __init__(self, holder: str, seconds: float) -> None:
        super().__init__(
            Words(
                f"另一个导入（进程 {holder}）仍在写入，已等待 {seconds:g} 秒。请在它完成后重试。",
                f"Another import (process {holder}) is still writing; waited {seconds:g} s. Try again when it is done.",
            )
        )


class DiskFullError(FactsError):
    """There was no room to write; the lake is as it was before. What the system said stands in the cause."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "磁盘空间不足，没有写入任何数据。请腾出空间后重新导入。",
                "No room on the disk, nothing was written. Free some space and import again.",
            )
        )


class LakeBrokenError(FactsError):
    """A file of the lake is missing or cannot be read."""

    def __init__(self, path: object) -> None:
        super().__init__(
            Words(
                f"数据文件缺失或损坏：{path}。请从备份恢复，或重新导入原始文件。",
                f"A data file is missing or damaged: {path}. Restore it from a backup or import the original again.",
            )
        )


class CancelledError(FactsError):
    """The caller's progress function answered False."""

    def __init__(self) -> None:
        super().__init__(Words("已取消，未完成的部分没有写入。", "CancelledError; nothing unfinished was written."))
