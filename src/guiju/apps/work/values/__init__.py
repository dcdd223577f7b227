"""Work as pages see it: frozen values. Moments are aware local times, spans are whole seconds, people are by 工号."""

from guiju.apps.work.values.groups import Absence, Board, Evidence, GroupDay, Line, Notice, Reported
from guiju.apps.work.values.lines import Inbox, Item, Part, Step, Verb, Who
from guiju.apps.work.values.pieces import ActionItem, Agenda, Beside, File, Member, Piece, Project, Reading, Task, Tick

__all__ = [
    "Absence",
    "ActionItem",
    "Agenda",
    "Beside",
    "Board",
    "Evidence",
    "File",
    "GroupDay",
    "Inbox",
    "Item",
    "Line",
    "Member",
    "Notice",
    "Part",
    "Piece",
    "Project",
    "Reading",
    "Reported",
    "Step",
    "Task",
    "Tick",
    "Verb",
    "Who",
]
