"""guiju costs: workbooks in and out, at once in the lake."""

import json
from datetime import date
from fractions import Fraction

import pytest
from django.conf import settings
from django.utils import translation

import make
from guiju.apps import spreadsheet
from guiju.apps.costs import models, sheets
from guiju.cli import main
from guiju.facts import lake

pytestmark = pytest.mark.django_db
ROW = {"sku": "A-1", "value": Fraction(25, 2), "start": date(2026, 1, 1)}


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    """Each command speaks its own language, as a process of its own would."""
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    make.shop()
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def workbook(tmp_path):
    def written(name="成本.xlsx", **more):
        path = tmp_path / name
        path.write_bytes(spreadsheet.write([(sheets.GOODS, [ROW | more])]))
        return str(path)

    return written


def test_costs_come_in_once_and_stand_in_the_lake(workbook, capsys):
    path = workbook()

    assert [main(["costs", path, "--dry-run"]), main(["costs", path]), main(["costs", path])] == [0, 0, 0]

    said = "成本.xlsx:\n新增 1（只检查，没有改动）\n成本.xlsx:\n新增 1\n成本.xlsx:\n没有变化\n"
    assert capsys.readouterr().out == said
    assert lake.open(settings.GUIJU_HOME).view().rows("cost") == 1


def test_what_is_wrong_is_said_at_its_place_and_nothing_comes_in(workbook, capsys):
    assert main(["costs", workbook(value=Fraction(-1))]) == 1
    assert "货品成本 第2行 单位成本: 成本不能小于 0：-1。" in capsys.readouterr().out

    assert main(["costs", workbook(value=Fraction(-1)), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["row"], one["column"]) for one in answer["findings"]] == [("negative", 2, "单位成本")]
    assert models.Rate.objects.count() == 0


def test_costs_go_out_and_a_missing_file_is_said(workbook, tmp_path, capsys):
    main(["costs", workbook()])
    models.Rate.objects.update(told=True)
    out = tmp_path / "出.xlsx"

    assert main(["costs", "--export", str(out)]) == 0
    assert main(["costs", str(out)]) == 0
    assert capsys.readouterr().out.endswith("没有变化\n")
    assert (main(["costs", str(tmp_path / "没有.xlsx")]), main(["costs"])) == (2, 2)
    assert "读不了" in capsys.readouterr().err
