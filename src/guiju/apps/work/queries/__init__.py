"""Reading work; each list takes the same number of queries however long it is."""

from guiju.apps.work.queries.boards import board, project, projects
from guiju.apps.work.queries.gatherings import agenda, meetings
from guiju.apps.work.queries.groups import group
from guiju.apps.work.queries.inboxes import calendar, counts, inbox
from guiju.apps.work.queries.proofs import evidence
from guiju.apps.work.queries.reports import reported
from guiju.apps.work.queries.single import item
from guiju.apps.work.queries.staging import of_record
from guiju.apps.work.queries.told import absences, away, notices, unread

__all__ = [
    "absences",
    "agenda",
    "away",
    "board",
    "calendar",
    "counts",
    "evidence",
    "group",
    "inbox",
    "item",
    "meetings",
    "notices",
    "of_record",
    "project",
    "projects",
    "reported",
    "unread",
]
