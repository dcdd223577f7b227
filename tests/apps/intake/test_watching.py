"""Folders that are looked into: what lies there whole comes in, once, and is put away."""

import os
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

import make
from apps.work import office
from guiju.apps import clock
from guiju.apps.figures import models as figures
from guiju.apps.figures.queries import coverage
from guiju.apps.intake import lying, models, places, reasons
from guiju.apps.intake.actions import watching
from guiju.apps.intake.actions.watching import Done, Looks

pytestmark = pytest.mark.django_db
ORDERS = make.orders(("1", "2026-08-01", "100.00"), ("2", "2026-08-31", "50.00"))


class Watch:
    """The looks of one process, whose clock we wind."""

    def __init__(self, run):
        self.seconds = 0.0
        self.looks = Looks(now=lambda: self.seconds)
        self.run = run

    def look(self, after=0.0):
        self.seconds += after
        with self.run(execute=True):
            return watching.look(self.looks)

    def settle(self):
        """Everything that lies there is taken and put away; gives what was taken and what was refused."""
        self.look()
        taken = self.look(after=11)
        filed = self.look()
        return taken.taken, filed.filed, taken.refused + filed.refused


@pytest.fixture(autouse=True)
def shop():
    make.shop("旗舰店")


@pytest.fixture
def watch(django_capture_on_commit_callbacks):
    return Watch(django_capture_on_commit_callbacks)


@pytest.fixture
def folder(home):
    path = home / "inbox" / "旗舰店"
    path.mkdir(parents=True)
    return path


def within(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def manifest():
    return coverage.view().manifest_id


def test_each_shop_has_a_folder_without_anybody_setting_it_up(watch, home):
    watch.look()

    assert [path.name for path in (home / "inbox").iterdir()] == ["旗舰店"]


def test_a_file_comes_in_under_its_shop_and_is_put_away(watch, folder):
    (folder / "订单 8月.csv").write_bytes(ORDERS)

    assert watch.settle() == (1, 1, 0)
    run = figures.ImportRun.objects.get()
    assert (run.state, run.options, run.by, [file["name"] for file in run.files]) == (
        "done",
        {"shop": "旗舰店"},
        "收件箱",
        ["订单 8月.csv"],
    )
    assert within(folder) == ["done/订单 8月.csv"]
    assert coverage.view().rows("order") == 2


def test_a_file_that_still_grows_is_left_alone(watch, folder):
    growing = folder / "a.csv"
    for part in range(3):
        growing.write_bytes(ORDERS[: 50 * (part + 1)])
        assert watch.look(after=9) == Done()
    growing.write_bytes(ORDERS)

    assert watch.settle() == (1, 1, 0)
    assert coverage.view().rows("order") == 2


def test_whole_files_wait_for_those_beside_them_but_not_for_ever(watch, folder):
    (folder / "whole.csv").write_bytes(ORDERS)
    for number in range(12):
        (folder / "grows.csv").write_bytes(b"x" * number)
        assert watch.look(after=9).taken == 0
    (folder / "grows.csv").write_bytes(b"x" * 99)

    assert watch.look(after=22).taken == 1


def test_the_same_file_twice_changes_nothing(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    watch.settle()
    before = manifest()

    (folder / "a.csv").write_bytes(ORDERS)
    assert watch.settle() == (1, 1, 0)

    assert (manifest(), within(folder)) == (before, ["done/a-2.csv", "done/a.csv"])


def test_what_is_not_recognised_lies_in_refused_with_the_reason_beside_it(watch, folder):
    (folder / "照片.csv").write_text("姓名,爱好\n甲,乙\n")

    assert watch.settle() == (1, 1, 1)
    assert within(folder) == ["refused/照片.csv", "refused/照片.csv.原因.txt"]
    said = (folder / "refused/照片.csv.原因.txt").read_text("utf-8")
    assert "没有认出这个文件" in said
    assert "not recognised" in said


def test_links_never_lead_out(watch, folder, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_bytes(ORDERS)
    (folder / "link.csv").symlink_to(secret)
    (folder / "deep").symlink_to(tmp_path, target_is_directory=True)

    assert watch.settle() == (0, 0, 2)
    assert sorted(path.name for path in (folder / "refused").iterdir()) == [
        "deep",
        "deep.原因.txt",
        "link.csv",
        "link.csv.原因.txt",
    ]
    assert (secret.read_bytes(), figures.ImportRun.objects.count()) == (ORDERS, 0)


def test_a_link_in_place_of_the_folder_of_what_is_done_moves_nothing(watch, folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "done").symlink_to(elsewhere, target_is_directory=True)
    (folder / "a.csv").write_bytes(ORDERS)

    assert watch.settle() == (1, 1, 1)
    assert list(elsewhere.iterdir()) == []
    assert [path.name for path in (folder / "done").iterdir()] == ["a.csv"]


def test_a_pipe_holds_nobody_up(watch, folder):
    os.mkfifo(folder / "pipe.csv")

    assert watch.settle() == (0, 0, 1)


def test_a_file_from_the_future_comes_in_like_any_other(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    os.utime(folder / "a.csv", (4e9, 4e9))

    assert watch.settle() == (1, 1, 0)


def test_what_is_hidden_unfinished_or_put_away_is_passed_over(watch, folder):
    for name in (".a.csv", "~$a.xlsx", "a.csv.part", "b.crdownload", "Thumbs.db"):
        (folder / name).write_bytes(ORDERS)
    (folder / "done").mkdir()
    (folder / "done" / "old.csv").write_bytes(ORDERS)

    assert watch.settle() == (0, 0, 0)


def test_folders_within_are_looked_into(watch, folder):
    (folder / "十月" / "a").mkdir(parents=True)
    (folder / "十月" / "a" / "a.csv").write_bytes(ORDERS)

    assert watch.settle() == (1, 1, 0)
    assert within(folder) == ["done/十月 - a - a.csv"]


def test_two_machines_at_once_ask_once(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    (place,) = places.watched()
    seen = lying.listed(folder)
    models.Parcel.objects.create(  # by the other one, a moment after we looked which files were asked for
        folder=str(folder), name="a.csv", bytes=seen[0].bytes, changed_ns=seen[0].changed_ns, taken=clock.now()
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        watching._request(place, seen, make.operator())
    assert watching._take(place, seen, make.operator()) == Done()
    assert figures.ImportRun.objects.count() == 0


def test_who_has_not_the_lease_does_not_look(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    watch.look()
    models.Lease.objects.update(holder="another:1", until="2099-01-01T00:00Z")

    assert watch.look(after=60) == Done()


def test_a_file_written_anew_while_it_was_imported_is_not_put_away(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    watch.look()
    watch.look(after=11)
    (folder / "a.csv").write_bytes(make.orders(("3", "2026-09-01", "1.00")))

    watch.look()
    assert within(folder) == ["a.csv"]
    assert watch.settle() == (1, 1, 0)
    assert coverage.view().rows("order") == 3


def test_a_file_taken_away_while_it_is_imported_is_no_trouble(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    watch.look()
    watch.look(after=11)
    (folder / "a.csv").unlink()

    assert watch.look() == Done(0, 1, 0)


def test_an_import_that_failed_leaves_the_file_among_the_refused(watch, folder, monkeypatch):
    from guiju.facts import importing
    from guiju.facts.errors import DiskFullError

    def full(*_args, **_said):
        raise DiskFullError

    monkeypatch.setattr(importing, "run", full)
    (folder / "a.csv").write_bytes(ORDERS)

    assert watch.settle() == (1, 1, 1)
    assert "磁盘空间不足" in (folder / "refused/a.csv.原因.txt").read_text("utf-8")


def test_no_room_for_the_files_leaves_nothing_half_done(watch, folder, home, monkeypatch):
    def full(*_args):
        yield ORDERS[:10]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lying, "pieces", full)
    (folder / "a.csv").write_bytes(ORDERS)
    watch.look()

    assert watch.look(after=11) == Done()
    assert (figures.ImportRun.objects.count(), models.Parcel.objects.count()) == (0, 0)
    assert list((home / "uploads").iterdir()) == []
    monkeypatch.undo()
    assert (watch.look(), watch.look()) == (Done(1), Done(0, 1))


def test_a_named_folder_that_vanished_is_said_and_comes_back(watch, tmp_path, settings):
    settings.GUIJU_INBOXES = (str(tmp_path),)
    office.opened()
    path = tmp_path / "exports"
    named = models.Folder.objects.create(path=str(path), shop="旗舰店")

    watch.look()
    named.refresh_from_db()
    assert (named.trouble, named.looked) == (reasons.AWAY, clock.now())

    path.mkdir()
    (path / "a.csv").write_bytes(ORDERS)
    assert watch.settle() == (1, 1, 0)
    named.refresh_from_db()
    assert named.trouble == ""


def test_a_folder_outside_of_what_is_allowed_is_not_looked_into(watch, tmp_path, settings):
    settings.GUIJU_INBOXES = (str(tmp_path / "srv"),)
    (tmp_path / "srv").mkdir()
    (tmp_path / "home2").mkdir()
    (tmp_path / "home2" / "a.csv").write_bytes(ORDERS)
    (tmp_path / "srv" / "in").symlink_to(tmp_path / "home2", target_is_directory=True)
    for path in (tmp_path / "srv" / "in", tmp_path / "home2", tmp_path / "srv" / ".." / "home2"):
        models.Folder.objects.create(path=str(path))

    assert watch.settle() == (0, 0, 0)
    assert set(models.Folder.objects.values_list("trouble", flat=True)) == {reasons.OUTSIDE}


def test_files_are_brought_in_the_owners_name_and_only_if_they_may(watch, tmp_path, settings):
    settings.GUIJU_INBOXES = (str(tmp_path),)
    people = office.people()
    make.book(office.BOOK)
    user = make.user(people["6"])
    for number in ("6", "2"):
        path = tmp_path / number
        path.mkdir()
        (path / "a.csv").write_bytes(ORDERS)
        models.Folder.objects.create(path=str(path), shop="旗舰店", owner=people[number])

    assert watch.settle() == (1, 1, 0)
    run = figures.ImportRun.objects.get()
    assert (run.user_id, run.by) == (user.pk, "高远")
    assert dict(models.Folder.objects.values_list("owner__number", "trouble")) == {"6": "", "2": reasons.OWNER}


@pytest.mark.parametrize(
    ("shop", "named"),
    [("旗舰店", "旗舰店"), ("a/b", "a_b-c14cdd"), ("..", "-"), (" x", "x-"), ("店" * 100, "店" * 40 + "-")],
)
def test_a_shop_whose_name_no_folder_can_have_gets_one_that_is_told_apart(shop, named):
    found = places.of_shop(shop)

    assert found.parent == places.inbox()
    assert found.name.startswith(named)
    assert (found.name == shop) == (named == shop)


def test_an_import_that_the_worker_never_heard_of_is_asked_for_again(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    watch.look()
    watch.seconds += 11
    watching.look(watch.looks)  # and dies before the worker is told
    assert figures.ImportRun.objects.get().state == "queued"

    watch.look(after=60)
    assert figures.ImportRun.objects.get().state == "queued"
    watch.look(after=700)

    assert figures.ImportRun.objects.get().state == "done"


def test_what_was_put_away_long_ago_is_forgotten(watch, folder):
    (folder / "a.csv").write_bytes(ORDERS)
    watch.settle()

    assert watching.forget(before=clock.now() - timedelta(days=1)) == 0
    assert (watching.forget(before=clock.now() + timedelta(seconds=1)), models.Parcel.objects.count()) == (1, 0)
