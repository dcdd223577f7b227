"""guiju import: what it prints, in both languages and as JSON, and how it ends."""

import json
import sys
from pathlib import Path

import pytest

from facts.exports import ADS, ORDERS, SHOP, ad, order, rows, write_book, write_csv
from guiju import cli
from guiju.facts import lake


@pytest.fixture(autouse=True)
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home of the test, in Chinese."""
    monkeypatch.setenv("GUIJU_HOME", str(home))
    monkeypatch.setenv("GUIJU_LANG", "zh")


def test_a_file_is_imported_and_accounted_for(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_csv(tmp_path / "订单.csv", ORDERS, [order(1), order(2, 店铺名称="")])

    code = cli.main(["import", str(path)])

    version = lake.open(home).view().manifest_id
    assert (code, capsys.readouterr().out.splitlines()) == (
        1,
        [
            "订单.csv  已导入  淘宝/天猫 订单报表 2025",
            "  订单: 新增 1",
            f"  覆盖 订单 {SHOP} 2026-06-01 至 2026-06-01",
            "  搁置 1 行：",
            (
                "    订单.csv 第 3 行「店铺名称」列: 这一行没有店铺。"
                "请在导入时选店铺（命令行用 --shop），或把文件放进以店铺命名的文件夹"
            ),
            f"共 1 个文件；数据版本 {version}",
        ],
    )


def test_the_account_is_given_in_english(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)])

    code = cli.main(["import", str(path), "--shop", SHOP, "--as-of", "2026-06-02T08:00", "--lang", "en"])

    version = lake.open(home).view().manifest_id
    assert (code, capsys.readouterr().out.splitlines()) == (
        0,
        [
            "ads.csv  imported  Wanxiangtai product and scene reports 2026-scenes",
            "  ad_spend: new 1",
            f"  covers ad_spend {SHOP} 2026-06-01 to 2026-06-01",
            f"1 file; data version {version}",
        ],
    )


def test_the_account_is_given_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_csv(tmp_path / "ads.csv", ADS, [])

    code = cli.main(["import", str(path), "--shop", SHOP, "--covers", "2026-06-01..2026-06-30", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["ok"], told["files"][0]["covers"]) == (
        0,
        True,
        [{"fact": "ad_spend", "shop": SHOP, "start": "2026-06-01", "end": "2026-06-30"}],
    )


def test_summary_rows_and_the_day_that_is_said_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    header = ["旺旺昵称", "询单最终付款人数", "询单人数"]
    cells = [{"旺旺昵称": name, "询单最终付款人数": 1, "询单人数": 2} for name in ("店:小李", "汇总值")]
    path = write_csv(tmp_path / "客服.csv", header, cells)

    code = cli.main(["import", str(path), "--shop", SHOP, "--on", "2026-06-01"])

    assert (code, capsys.readouterr().out.splitlines()[1:3]) == (0, ["  客服日: 新增 1", "  汇总行 1 行，未计入"])


def test_sheets_that_nobody_knows_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    sheets = {"说明": [["口径", "见帮助"]], "推广": [ADS, list(ad("2026-06-01", 7).values())]}

    code = cli.main(["import", str(write_book(tmp_path / "日报.xlsx", sheets)), "--shop", SHOP])

    assert (code, capsys.readouterr().out.splitlines()[1:3]) == (0, ["  推广: 新增 1", "  没有认出的工作表：说明"])


def test_of_many_problems_twenty_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", at) for at in range(25)])

    code = cli.main(["import", str(path)])

    assert (code, capsys.readouterr().out.splitlines()[-2]) == (1, "    ……还有 5 条")


def test_when_nothing_could_be_read_the_code_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = cli.main(["import", str(tmp_path / "gone.csv")])

    assert (code, capsys.readouterr().out.splitlines()[:2]) == (
        2, ["gone.csv  没有导入", "    文件不存在。请核对路径"],
    )  # fmt: skip


def test_without_files_it_says_what_it_needs(capsys: pytest.CaptureFixture[str]):
    assert (cli.main(["import"]), capsys.readouterr().err) == (2, "请给出文件或文件夹\n")


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        (["--on", "1 June"], "请写成 2026-06-01"),
        (["--as-of", "now"], "请写成 2026-06-01 或"),
        (["--covers", "2026-06-30..2026-06-01"], "起始晚于结束"),
        (["--covers", "June"], "请写成 2026-06-01"),
    ],
)
def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], argument: list[str], told: str):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["import", "x.csv", *argument])

    assert (stopped.value.code, told in capsys.readouterr().err) == (2, True)


def test_rows_set_aside_are_listed_and_tried_again(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)])
    cli.main(["import", str(path)])
    capsys.readouterr()

    listed = cli.main(["import", "--set-aside"])
    lines = capsys.readouterr().out.splitlines()
    as_json = cli.main(["import", "--set-aside", "--json"])
    (entry,) = json.loads(capsys.readouterr().out)
    again = cli.main(["import", "--retry", "--shop", SHOP])

    assert (listed, as_json, again, len(lines), lines[0].startswith(entry["id"])) == (1, 1, 0, 2, True)
    assert (entry["file"], entry["rows"], rows(home, "ad_spend", "product")) == ("ads.csv", 1, [("7",)])
    assert cli.main(["import", "--set-aside"]) == 0


def test_a_broken_lake_is_told(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)])
    lake.open(home)
    (home / "lake" / "CURRENT").write_text("gone")

    code = cli.main(["import", str(path), "--shop", SHOP, "--lang", "en"])

    assert (code, capsys.readouterr().err.startswith("A data file is missing or damaged")) == (2, True)


def test_a_terminal_sees_where_the_import_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    cli.main(["import", str(path), "--shop", SHOP])

    assert capsys.readouterr().err.split("\r")[1:4] == ["读取 0/1 ads.csv", "读取 0/1 ads.csv 1", "合并 1/1          "]


@pytest.mark.django_db
def test_old_names_of_shops_come_from_the_people_of_the_home(home: Path, tmp_path: Path):
    from guiju.apps.people.models import Shop

    Shop.objects.create(name=SHOP, aliases=["旧店"])
    (home / "guiju.sqlite3").touch()

    cli.main(["import", str(write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)])), "--shop", "旧店"])

    assert rows(home, "ad_spend", "shop") == [(SHOP,)]


def test_a_file_whose_rows_are_all_set_aside_is_not_said_to_be_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = write_csv(tmp_path / "订单.csv", ORDERS, [order(2, 店铺名称="")])

    codes = [cli.main(["import", str(path), *more]) for more in ([], ["--lang", "en"])]

    said = capsys.readouterr().out.splitlines()
    assert (codes, [line for line in said if line.startswith("订单.csv")]) == (
        [1, 0],
        ["订单.csv  没有能导入的行  淘宝/天猫 订单报表 2025", "订单.csv  already in  Taobao/Tmall order report"],
    )
    assert said[-2] == "  1 rows were set aside; --set-aside lists what is left"


def test_where_nothing_came_in_no_version_of_the_data_is_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "x.csv").write_text("甲,乙\n1,2\n", "utf-8")

    codes = [cli.main(["import", str(tmp_path / "x.csv"), "--lang", spoken]) for spoken in ("zh", "en")]

    said = capsys.readouterr().out.splitlines()
    assert (codes, said[2::3]) == ([2, 2], ["共 1 个文件；还没有数据", "1 file; no data yet"])
