"""Why a backup or a restore does not go on."""


class BackupError(Exception):
    """What is wrong and how to mend it, in both languages; nothing half done remains."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english

    def said(self, spoken: str) -> str:
        """The sentence in the language of the output."""
        return self.chinese if spoken == "zh" else self.english
