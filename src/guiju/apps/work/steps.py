"""The words of a piece of work's life."""

from enum import StrEnum


class Did(StrEnum):
    """What a step says was done; pages put it into words."""

    MADE = "made"
    STARTED = "started"
    TICKED = "ticked"
    HANDED_IN = "handed_in"
    TOOK_BACK = "took_back"
    GAVE_BACK = "gave_back"
    ACCEPTED = "accepted"
    DONE = "done"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    REASSIGNED = "reassigned"
    EDITED = "edited"
    MOVED = "moved"
    REMARKED = "remarked"
    REMINDED = "reminded"
    FELL_DUE = "fell_due"
    ESCALATED = "escalated"
    LAPSED = "lapsed"
    WENT_UP = "went_up"  # nobody holds the position: up the reporting line
