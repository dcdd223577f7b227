"""The files on the disk: which there are, when they change, and that a later day only adds."""

from datetime import date, datetime, timedelta

import pytest

from guiju.project.demo import exports
from guiju.project.demo.exports import Plan, month_start


def write(folder, moment):
    """What is written, and imported as far as the demo is concerned."""
    due = exports.write(folder, moment, lambda _share, _shop: None)
    exports.imported(folder, due)
    return due


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A demo that began two months before its first day on show."""
    home = tmp_path_factory.mktemp("demo")
    (home / "plan.json").write_text('{"start": "2026-03-01"}')
    write(home, datetime(2026, 4, 20, 15))
    return home


def test_a_new_demo_begins_fifteen_months_ago(tmp_path):
    assert exports.plan(tmp_path, date(2026, 11, 22)) == Plan(date(2025, 8, 1))


def test_the_demo_keeps_its_first_day(tmp_path):
    first = exports.plan(tmp_path, date(2026, 11, 22))

    assert exports.plan(tmp_path, date(2027, 2, 3)) == first


def test_half_of_today_is_shown_and_never_more_than_has_passed():
    assert exports.until(datetime(2026, 4, 20, 15)) == datetime(2026, 4, 20, 12)
    assert exports.until(datetime(2026, 4, 20, 9, 30)) == datetime(2026, 4, 20, 9, 30)


def test_months_turn_into_years():
    assert month_start(date(2025, 11, 30), 3) == date(2026, 2, 1)
    assert month_start(date(2026, 2, 1), -15) == date(2024, 11, 1)


def test_what_is_imported_is_not_due_again(folder):
    assert write(folder, datetime(2026, 4, 20, 15)) == []


def test_what_was_written_but_not_imported_is_still_due(tmp_path):
    (tmp_path / "plan.json").write_text('{"start": "2026-04-01"}')

    first = exports.write(tmp_path, datetime(2026, 4, 3, 15), lambda _share, _shop: None)
    again = exports.write(tmp_path, datetime(2026, 4, 3, 15), lambda _share, _shop: None)

    assert [export.path for export in again] == [export.path for export in first]


def test_each_shop_has_its_folder_and_each_report_its_file(folder):
    names = {
        shop.name: {path.name.partition("_")[0] for path in shop.iterdir()} for shop in (folder / "files").iterdir()
    }

    reports = {
        "ExportOrderList",
        "ExportOrderDetailList",
        "退款列表",
        "【生意参谋平台】商品",
        "【生意参谋平台】店铺",
        "商品报表",
        "客服绩效",
    }
    assert names == dict.fromkeys(("云栖家居旗舰店", "云栖厨具专营店", "云栖优选杂货铺"), reports)


def test_one_shops_service_files_are_three_days_behind(folder):
    newest = {shop.name: max(path.stem for path in shop.glob("客服绩效*")) for shop in (folder / "files").iterdir()}

    assert newest == {
        "云栖家居旗舰店": "客服绩效_2026-04-19",
        "云栖厨具专营店": "客服绩效_2026-04-19",
        "云栖优选杂货铺": "客服绩效_2026-04-16",
    }


def test_service_files_are_daily_in_the_running_month_and_monthly_before(folder):
    names = sorted(path.name for path in (folder / "files" / "云栖家居旗舰店").glob("客服绩效*"))

    assert names == [
        "客服绩效_2026-03-01_2026-03-31.xlsx",
        *(f"客服绩效_2026-04-{day:02d}.xlsx" for day in range(1, 20)),
    ]


def test_the_next_day_adds_a_day_and_replaces_the_running_months_files(tmp_path):
    (tmp_path / "plan.json").write_text('{"start": "2026-03-01"}')
    write(tmp_path, datetime(2026, 4, 20, 15))

    changed = write(tmp_path, datetime(2026, 4, 21, 15))

    names = {export.path.name for export in changed if "云栖家居" in export.shop}
    assert names >= {"ExportOrderList_2026-04-01_2026-04-21.csv", "客服绩效_2026-04-20.xlsx"}
    assert {name for name in names if "2026-02" in name} == set()
    assert not list(tmp_path.rglob("Export*_2026-04-20.csv"))


def test_a_week_of_one_shops_advertising_comes_later(tmp_path):
    (tmp_path / "plan.json").write_text('{"start": "2025-03-01"}')
    book = exports.plan(tmp_path, date(2026, 5, 3))
    shop = exports.shops()[exports.LATE_SHOP]

    books = exports.open_books(shop, book, datetime(2026, 5, 3, 12))
    late = [export for export in exports.exports(tmp_path, books) if export.late]
    month = [
        path.path.name
        for path in exports.exports(tmp_path, books)
        if path.path.name.startswith("商品报表_万相台无界_2026-04")
    ]

    assert [export.path.name for export in late] == ["商品报表_万相台无界_2026-04-08_2026-04-14.csv"]
    assert sorted(month) == [
        "商品报表_万相台无界_2026-04-01_2026-04-07.csv",
        "商品报表_万相台无界_2026-04-08_2026-04-14.csv",
        "商品报表_万相台无界_2026-04-15_2026-04-30.csv",
    ]


def test_the_renamed_shops_old_files_bear_its_old_name():
    book = Plan(date(2025, 8, 1))
    shop = exports.shops()[2]

    names = {day: shop.name_on(day, book.renamed) for day in (date(2026, 2, 28), date(2026, 3, 1))}
    assert names == {date(2026, 2, 28): "云栖优选杂货铺", date(2026, 3, 1): "云栖生活馆"}
    assert book.renamed - timedelta(1) == date(2026, 2, 28)
