"""What people do on the way of a version into force."""

from guiju.apps.publishing.actions.announcing import announce, withdraw
from guiju.apps.publishing.actions.commenting import answer, ask, close_comments, comment, no_comment
from guiju.apps.publishing.actions.deciding import approve, consult, hand_in, refuse
from guiju.apps.publishing.actions.opening import begin, begin_document, begin_repeal, look, revise, skip
from guiju.apps.publishing.actions.papers import ask_for_evidence, ask_for_text
from guiju.apps.publishing.actions.signing import sign

__all__ = [
    "announce",
    "answer",
    "approve",
    "ask",
    "ask_for_evidence",
    "ask_for_text",
    "begin",
    "begin_document",
    "begin_repeal",
    "close_comments",
    "comment",
    "consult",
    "hand_in",
    "look",
    "no_comment",
    "refuse",
    "revise",
    "sign",
    "skip",
    "withdraw",
]
