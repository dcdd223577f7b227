"""Text from shop data made harmless for spreadsheets."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """Text that a spreadsheet shows instead of running: an apostrophe stands before what would begin a formula.

    The lake keeps such text as it came; only what goes out as CSV passes here.
    """
    return f"'{text}" if text.startswith(_STARTS) else text
