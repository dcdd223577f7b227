"""guiju corrections: what was corrected, as a table and as JSON."""

import json

import pytest
from django.utils import translation

from guiju.apps import clock
from guiju.apps.corrections import models
from guiju.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    with translation.override("zh-hans"):
        yield


def kept(stage="in_force", **more):
    now = clock.now()
    values = {"kind": "exclude", "fact": "order", "keys": [["旗舰店", "4"]], "reason": "刷单\n两次", "by": "吴桐"}
    return models.Correction.objects.create(**values | more, stage=stage, made=now, asked=now, effect={"rows": 1})


def test_corrections_are_listed_the_newest_first(capsys):
    first, second = kept(), kept("draft", reason="补差价")

    code = main(["corrections"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [line.split() for line in lines[1:]] == [
        [str(second.pk), "草稿", "排除", "订单", "1", "吴桐", "补差价"],
        [str(first.pk), "已生效", "排除", "订单", "1", "吴桐", "刷单", "两次"],
    ]


def test_as_json_they_name_rows_and_reasons(capsys):
    row = kept()
    kept("draft")

    main(["corrections", "--in-force", "--json"])

    (one,) = json.loads(capsys.readouterr().out)
    assert (one["id"], one["state"], one["keys"], one["rows"]) == (row.pk, "in_force", [["旗舰店", "4"]], 1)


def test_where_nothing_was_corrected_it_says_so(capsys):
    assert main(["corrections", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "no corrections\n"
