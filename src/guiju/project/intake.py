"""What comes in by itself, as turns of the ticker: folders and what is late in one, mailboxes in another."""

import logging
from collections.abc import Callable
from threading import Event

log = logging.getLogger("guiju.intake")


def turns(stopped: Event) -> tuple[Callable[[], None], ...]:
    """What each thread does in a turn; what one process saw in the folders is kept from turn to turn."""
    from guiju.apps.intake.actions import fetching, owed, watching

    looks = watching.Looks()

    def folders() -> None:
        done = watching.look(looks)
        if done != watching.Done():
            log.info("taken %s, put away %s, refused %s", done.taken, done.filed, done.refused)
        owed.look()

    def mail() -> None:
        taken = fetching.fetch(stop=stopped.is_set)
        if taken:
            log.info("mails taken %s", taken)

    return folders, mail
