"""Files come in through a page, are imported by the worker, and what they change is measured."""

from datetime import date, datetime

import pytest
from django.conf import settings

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.figures import models, tasks
from guiju.apps.figures.actions import imports
from guiju.apps.figures.actions.imports import Upload
from guiju.apps.figures.queries import coverage, points, runs
from guiju.apps.refusal import Refused
from guiju.engines.periods import parse
from guiju.facts import importing
from guiju.facts.errors import CancelledError, DiskFullError

pytestmark = pytest.mark.django_db

ORDERS = make.orders(("1", "2026-08-01", "100.00"), ("2", "2026-08-31", "50.00"))


@pytest.fixture(autouse=True)
def hour_zero(monkeypatch):
    monkeypatch.setattr(imports, "BEAT", -1.0)


@pytest.fixture
def run_now(django_capture_on_commit_callbacks):
    """Ask for an import whose task runs at once."""

    def ask(*files, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return request(*files, **said)

    return ask


def request(*files, actor=None, **said):
    uploads = [Upload(name, [content[:10], content[10:]]) for name, content in files]
    return imports.request_import(actor=actor or make.operator(), uploads=uploads, **said)


def perform(run_id, measure=lambda _going: ()):
    return imports.perform_import(run_id=run_id, measure=measure)


def test_a_file_comes_in_and_its_figures_are_there(run_now):
    make.book()
    make.FOLLOWED.clear()

    run_id = run_now(("订单 8月.csv", ORDERS))

    run = runs.run(run_id)
    assert (run.state, run.progress, run.files, run.bytes, run.error) == (
        "done",
        1.0,
        ("订单 8月.csv",),
        len(ORDERS),
        {},
    )
    assert [(file["status"], file["rows"]) for file in run.report["files"]] == [("imported", 2)]
    assert points.point("销售额", parse("2026-08")).value == 150
    assert not imports.folder(run_id).exists()
    assert [line.action for line in ledger.history(kind="import", key=run_id)] == [
        "figures.import",
        "figures.import_over",
    ]


def test_followers_hear_which_months_changed(run_now, settings):
    settings.GUIJU_AFTER_REFRESH = ["make.follow"]
    make.book()
    make.FOLLOWED.clear()

    run_now(("a.csv", ORDERS))

    assert [(date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))] == make.FOLLOWED


def test_what_files_do_not_say_is_said_beside_them(run_now):
    content = ORDERS.decode("gb18030").replace(",旗舰店,", ",,").encode("gb18030")

    run_id = run_now(
        ("C:\\报表\\a.csv", content),
        shop="专卖店",
        as_of=datetime(2026, 9, 1, 8, 0),
        on=date(2026, 8, 1),
        covers=(date(2026, 7, 1), date(2026, 8, 31)),
    )

    assert runs.run(run_id).files == ("a.csv",)
    assert runs.run(run_id).options == {
        "shop": "专卖店",
        "as_of": "2026-09-01T08:00:00",
        "on": "2026-08-01",
        "covers": "2026-07-01..2026-08-31",
    }
    assert coverage.view().coverage("order", "专卖店") == [(date(2026, 7, 1), date(2026, 8, 31))]


def test_other_names_of_a_shop_lead_to_it(run_now):
    make.shop("旗舰店（天猫）", aliases=["旗舰店"])

    run_now(("a.csv", ORDERS))

    assert coverage.view().shops() == ["旗舰店（天猫）"]


def test_an_import_needs_files_and_leave_to_bring_them():
    with pytest.raises(Refused, match="没有选文件"):
        request()
    with pytest.raises(Refused, match="没有这个权限"):
        request(("a.csv", ORDERS), actor=make.actor(("view", "sources", "all")))


def test_a_waiting_import_is_cancelled_at_once(django_capture_on_commit_callbacks):
    run_id = request(("a.csv", ORDERS))

    with django_capture_on_commit_callbacks(execute=True):
        imports.cancel_import(actor=make.operator(), run_id=run_id)

    assert (runs.run(run_id).state, imports.folder(run_id).exists()) == ("cancelled", False)
    assert perform(run_id) == ()
    with pytest.raises(Refused, match="已经结束"):
        imports.cancel_import(actor=make.operator(), run_id=run_id)
    with pytest.raises(Refused, match="没有这次导入"):
        imports.cancel_import(actor=make.operator(), run_id=0)
    with pytest.raises(Refused, match="没有这个权限"):
        imports.cancel_import(actor=make.actor(), run_id=run_id)


def test_a_running_import_stops_at_its_next_step():
    run_id = request(("a.csv", ORDERS))
    models.ImportRun.objects.filter(pk=run_id).update(cancelling=True)

    perform(run_id)

    assert (runs.run(run_id).state, runs.run(run_id).error) == ("cancelled", {})
    assert coverage.view().shops() == []


def test_cancelling_while_it_measures_stops_that_too():
    run_id = request(("a.csv", ORDERS))

    def measure(going):
        imports.cancel_import(actor=make.operator(), run_id=run_id)
        return [] if going(0.5) else [date(2026, 8, 1)]

    assert perform(run_id, measure) == (date(2026, 8, 1),)
    assert (runs.run(run_id).state, runs.run(run_id).report["ok"]) == ("cancelled", True)


@pytest.mark.parametrize(
    ("raised", "state", "error"),
    [
        (DiskFullError(), "failed", "磁盘空间不足，没有写入任何数据。请腾出空间后重新导入。"),
        (RuntimeError("boom"), "failed", "出了没有料到的错误（RuntimeError），详情见日志。"),
        (CancelledError(), "cancelled", None),
    ],
)
def test_what_goes_wrong_is_said_in_words(raised, state, error):
    run_id = request(("a.csv", ORDERS))

    def measure(_going):
        raise raised

    perform(run_id, measure)

    assert (runs.run(run_id).state, runs.run(run_id).error.get("zh")) == (state, error)


def test_a_failed_import_keeps_its_files_and_is_tried_again(django_capture_on_commit_callbacks):
    run_id = request(("a.csv", ORDERS))
    perform(run_id, lambda _going: 1 / 0)
    kept = imports.folder(run_id).exists()

    with django_capture_on_commit_callbacks(execute=True):
        imports.retry_import(actor=make.operator(), run_id=run_id)

    assert (kept, runs.run(run_id).state, runs.run(run_id).error) == (True, "done", {})
    with pytest.raises(Refused, match="已经结束"):
        imports.retry_import(actor=make.operator(), run_id=run_id)


def test_files_of_old_failures_are_swept(run_now):
    run_id = request(("a.csv", ORDERS))
    perform(run_id, lambda _going: 1 / 0)
    models.ImportRun.objects.filter(pk=run_id).update(finished=datetime(2026, 9, 1).astimezone())

    run_now(("b.csv", ORDERS))

    assert not imports.folder(run_id).exists()


def test_an_import_that_a_stopped_worker_left_is_taken_up(django_capture_on_commit_callbacks):
    run_id = request(("a.csv", ORDERS))
    models.ImportRun.objects.filter(pk=run_id).update(state="running")

    with django_capture_on_commit_callbacks(execute=True):
        left = imports.resume_imports()

    assert (left, runs.run(run_id).state) == ([run_id], "done")


def test_runs_are_listed_newest_first_and_those_that_go_on():
    first, second = request(("a.csv", ORDERS)), request(("b.csv", ORDERS))
    perform(first)

    assert [run.id for run in runs.runs()] == [second, first]
    assert [run.id for run in runs.running()] == [second]
    assert runs.latest_of(0) is None
    assert (runs.run(second).started, runs.run(first).started.hour, runs.run(0)) == (None, 10, None)


def test_an_upload_without_a_name_and_twice_the_same_name_find_their_places():
    run_id = request(("", b"x"), ("a.csv", b"y"), ("a.csv", b"z"))

    run = models.ImportRun.objects.get(pk=run_id)
    kept = [(imports.folder(run_id) / file["path"]).read_bytes() for file in run.files]
    assert ([file["name"] for file in run.files], kept) == (["file", "a.csv", "a.csv"], [b"x", b"y", b"z"])


def test_progress_is_written_down_while_it_goes_on(monkeypatch):
    run_id = request(("a.csv", ORDERS))
    seen = []
    real = importing.run

    def watched(*args, **kwargs):
        done = real(*args, **kwargs)
        seen.append(runs.run(run_id))
        return done

    monkeypatch.setattr(importing, "run", watched)
    perform(run_id)

    assert (seen[0].state, seen[0].stage.split()[0] in {"done", "published"}) == ("running", True)
    assert 0 < seen[0].progress <= imports.MEASURE


def test_the_refresh_task_measures_and_tells(tmp_path):
    make.book()
    make.lake(tmp_path, orders=ORDERS)

    tasks.refresh_figures.enqueue()

    assert points.point("销售额", parse("2026-08")).value == 150


def test_rows_show_what_they_are():
    run_id = request(("a.csv", ORDERS))

    assert str(models.ImportRun.objects.get()) == f"{run_id} queued"
    assert str(models.Month(start=date(2026, 8, 1))) == "2026-08"
    assert (
        str(models.Figure(metric="m", grain="day", start=date(2026, 8, 1), dim="none", key=""))
        == "m day 2026-08-01 none "
    )
    assert settings.GUIJU_HOME in imports.folder(run_id).parents
