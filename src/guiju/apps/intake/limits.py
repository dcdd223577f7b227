"""How much may come in at once, whichever way; judged before a byte of it is kept."""

MEGABYTE = 1 << 20
MOST_BYTES = 512 * MEGABYTE  # of all files together
MOST_FILES = 60  # below Django's own limit of 100
MOST_NAME = 200  # bytes of a file's name; folders take no more than 255
MOST_OPEN = 10  # imports of one person that wait or go on
MOST_MAIL = 64 * MEGABYTE  # of one mail with all that is attached
KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".gz", ".zip", ".json", ".jsonl", ".ndjson")


def shortened(name: str, most: int = MOST_NAME) -> str:
    """A file's name that folders take: cut before its ending, never within a character."""
    content = name.encode("utf-8", "replace")
    if len(content) <= most:
        return content.decode()
    stem, dot, ending = name.rpartition(".")
    tail = (dot + ending).encode()[: most // 2]
    return (stem or ending).encode()[: most - len(tail)].decode("utf-8", "ignore") + tail.decode("utf-8", "ignore")
