"""What time brings, as a process: ``python -m guiju.project.ticker``. Several may run, on several machines."""

import logging
import signal
import threading
from collections.abc import Callable

from guiju.project import intake, sender, setup
from guiju.project.logs import first_line

INTERVAL = 20.0  # seconds between two looks
log = logging.getLogger("guiju.ticker")


def main() -> None:
    """Plan, remind, escalate and hand out until stopped; what is under way is finished first.

    One thread minds the work, another what leaves the house, two more what comes in by folders and by mail, so that a
    slow network holds nobody's deadline up. A thread that fails, because the database is away for example, says so and
    tries again.
    """
    setup()
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    from guiju.apps.upkeep.actions import beat_until

    sending = threading.Thread(target=sender.send_until, args=(stopped,), name="sending", daemon=True)
    coming = [threading.Thread(target=_loop, args=(turn, stopped), daemon=True) for turn in intake.turns(stopped)]
    beating = threading.Thread(target=beat_until, args=("ticker", stopped), name="beating", daemon=True)
    for thread in (sending, beating, *coming):
        thread.start()
    _loop(_tick, stopped)
    for thread in (sending, *coming):
        thread.join(INTERVAL)


def _loop(turn: Callable[[], None], stopped: threading.Event) -> None:
    from django.db import InterfaceError, OperationalError, close_old_connections, connection

    while not stopped.is_set():
        try:
            turn()
        except (OperationalError, InterfaceError) as error:
            log.warning("the database is away: %s; the next try is in %s seconds", first_line(error), INTERVAL)
            connection.close()
        except Exception:
            log.exception("what time brings is held up; the next try is in %s seconds", INTERVAL)
            connection.close()
        close_old_connections()
        stopped.wait(INTERVAL)
    connection.close()


def _tick() -> None:
    from guiju.apps.conduct import ticking as conduct
    from guiju.apps.corrections import ticking as corrections
    from guiju.apps.insight import tasks as insight
    from guiju.apps.publishing import ticking as publishing
    from guiju.apps.work import tasks
    from guiju.apps.work.actions import ticking

    done = ticking.tick()
    conduct.tick()
    corrections.tick()
    publishing.tick()
    if not done.idle:
        log.info("planned %s, told %s, lapsed %s", done.planned, done.notices, done.lapsed)
    tasks.request_telling()
    insight.request_look()


if __name__ == "__main__":
    main()
