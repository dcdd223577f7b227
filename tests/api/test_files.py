"""Files in, by a program."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import make
from guiju.apps.audit import queries as ledger
from guiju.apps.figures import models as figures
from guiju.apps.figures.queries import coverage
from guiju.apps.intake import limits
from guiju.apps.intake.values import Scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("department")]
ORDERS = make.orders(("1", "2026-08-01", "100.00"), ("2", "2026-08-31", "50.00"))


def files(*contents, **said):
    sent = [SimpleUploadedFile(f"{number}.csv", content) for number, content in enumerate(contents or (ORDERS,))]
    return {"file": sent, **said}


@pytest.fixture
def bring(call, django_capture_on_commit_callbacks):
    def go(text, data, **headers):
        with django_capture_on_commit_callbacks(execute=True):
            return call(text, "/files", data, **headers)

    return go


def test_a_file_comes_in_and_the_program_can_watch_it(token, bring, call):
    text = token()
    answer = bring(text, files(shop="旗舰店"))
    run = figures.ImportRun.objects.get()

    assert (answer.status_code, answer.json()) == (
        202,
        {
            "run": run.pk,
            "url": f"http://testserver/sources/runs/{run.pk}/",
            "state_url": f"http://testserver/api/v1/runs/{run.pk}",
        },
    )
    state = call(text, f"/runs/{run.pk}").json()
    assert (state["state"], state["progress"], state["error"]) == ("done", 1.0, None)
    assert [(one["file"], one["status"], one["rows"], one["set_aside"]) for one in state["files"]] == [
        ("0.csv", "imported", 2, 0)
    ]
    assert coverage.view().rows("order") == 2


def test_the_same_file_twice_changes_nothing(token, bring):
    text = token()
    bring(text, files())
    before = coverage.view().manifest_id
    bring(text, files())

    assert (coverage.view().manifest_id, figures.ImportRun.objects.count()) == (before, 2)


def test_it_is_brought_in_the_name_of_who_made_the_token(token, bring, department):
    bring(token(), files())
    run = figures.ImportRun.objects.get()

    assert (run.user_id, run.by) == (department["6"].user.pk, "高远")
    asked = {line.action: line.where for line in ledger.history(kind="import", key=run.pk)}
    assert asked == {"figures.import": "api 脚本 127.0.0.1", "figures.import_over": "worker"}


def test_what_files_do_not_say_can_be_said_beside_them(token, bring):
    said = {"shop": "旗舰店", "on": "2026-10-08", "first": "2026-10-01", "last": "2026-10-08"}
    bring(token(), files(**said, as_of="2026-10-09T08:00:00"))

    assert figures.ImportRun.objects.get().options == {
        "shop": "旗舰店",
        "on": "2026-10-08",
        "as_of": "2026-10-09T08:00:00",
        "covers": "2026-10-01..2026-10-08",
    }


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"shop": "没有"}, "unknown_shop"),
        ({"on": "昨天"}, "unreadable"),
        ({"first": "2026-10-01"}, "unreadable"),
        ({"first": "2026-10-02", "last": "2026-10-01"}, "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(token, bring, said, code):
    answer = bring(token(), files(**said))

    assert (answer.status_code, answer.json()["code"], figures.ImportRun.objects.count()) == (422, code, 0)


def test_no_file_is_no_call(token, bring):
    assert bring(token(), {"shop": "旗舰店"}).status_code == 422


def test_too_much_is_refused_before_it_is_read(token, bring, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", -limits.MEGABYTE)
    text = token()
    assert bring(text, files()).json()["code"] == "too_large"
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_FILES", 1)

    assert bring(text, files(ORDERS, ORDERS)).status_code == 413
    assert bring(text, files(*[b"x"] * 120)).status_code in {400, 413}
    assert figures.ImportRun.objects.count() == 0


def test_a_body_that_broke_off_is_said_to_be_broken(token):
    from django.test import Client

    answer = Client().generic(
        "POST",
        "/api/v1/files",
        b"--x\r\nContent-Disposition: form-data; name",
        content_type="multipart/form-data; boundary=x",
        headers={"authorization": f"Bearer {token()}"},
    )

    assert answer.status_code in {400, 422}


def test_who_has_many_imports_waiting_brings_no_more(token, call, monkeypatch):
    monkeypatch.setattr(limits, "MOST_OPEN", 1)
    text = token()
    call(text, "/files", files())  # nobody takes it up

    assert call(text, "/files", files()).json()["code"] == "too_many_open"


def test_who_may_not_import_cannot_by_a_token_either(token, call, department):
    from guiju.apps.intake import models

    text = token("2", Scope.READ)
    models.Token.objects.update(uploads=True)

    assert call(text, "/files", files()).status_code == 403
    assert call(text, "/runs/1").status_code == 403


def test_a_run_that_is_not_there_is_not_found(token, call):
    text = token()

    assert [call(text, f"/runs/{number}").status_code for number in (99, 10**30)] == [404, 404]


def test_cells_of_rows_that_were_set_aside_are_told_to_nobody(token, bring, call):
    text = token()
    bad = make.orders(("1", "2026-08-01", "一百元"))
    bring(text, files(bad, shop="旗舰店"))
    run = figures.ImportRun.objects.get()

    mine = call(text, f"/runs/{run.pk}").json()["files"][0]["problems"]
    figures.ImportRun.objects.update(user=None)
    others = call(text, f"/runs/{run.pk}").json()["files"][0]["problems"]

    assert {(one["column"], "value" in one) for one in mine} >= {("买家实际支付金额", False)}
    assert others == []
