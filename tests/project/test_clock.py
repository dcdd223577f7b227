from datetime import UTC, date, datetime

from guiju.apps import clock


def test_the_clock_stands_where_it_is_put(standing_clock):
    assert clock.now().replace(tzinfo=None) == standing_clock
    assert clock.today() == date(2026, 10, 9)


def test_it_tells_the_time_of_the_house():
    with clock.at(datetime(2026, 10, 9, 20, 0, tzinfo=UTC)):
        assert (clock.today(), str(clock.now().tzinfo)) == (date(2026, 10, 10), "Asia/Shanghai")


def test_the_surroundings_may_stop_it(settings):
    settings.GUIJU_NOW = datetime(2020, 1, 1, 8, 0)
    token = clock._set.set(None)
    stopped = clock.now()
    settings.GUIJU_NOW = None
    running = clock.now()
    clock._set.reset(token)

    assert stopped.isoformat() == "2020-01-01T08:00:00+08:00"
    assert (running.year >= 2026, running.utcoffset().total_seconds()) == (True, 8 * 3600)
