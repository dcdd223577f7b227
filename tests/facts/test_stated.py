"""What file names and the rows above a header say."""

from datetime import date, datetime

import pytest

from guiju.facts.stated import Stated, above, in_name

JUNE = (date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("商品_全部_2026-06-01_2026-06-30.xls", Stated(JUNE)),
        ("报表20260601-20260630.csv", Stated(JUNE)),
        ("报表 2026.06.01~2026.06.30.csv", Stated(JUNE)),
        ("2026年6月1日至2026年6月30日.csv", Stated(JUNE)),
        ("客服绩效_2026-06-01.xlsx", Stated(day=date(2026, 6, 1))),
        ("客服绩效20260601.xlsx", Stated(day=date(2026, 6, 1))),
        ("ExportOrderList202607011030.csv", Stated(exported=datetime(2026, 7, 1, 10, 30))),
        ("订单_20260701_103015.csv", Stated(exported=datetime(2026, 7, 1, 10, 30, 15))),
        ("商品_2026-06-01_2026-06-30_20260701103015.xls", Stated(JUNE, datetime(2026, 7, 1, 10, 30, 15))),
        ("2026-06-30_2026-06-01.csv", Stated()),
        ("2026-06-31.csv", Stated()),
        ("ExportOrderList202613011030.csv", Stated()),
        ("订单.csv", Stated()),
    ],
)
def test_a_file_name_says_days_and_the_time_of_export(name: str, said: Stated):
    assert in_name(name) == said


def test_rows_above_a_header_say_days_and_the_time_of_export():
    lines = [["统计周期", "2026-06-01 至 2026-06-30"], ["更新 2026-06-30 08:00"], ["下载时间", "2026-07-01 10:30:15"]]

    assert above(lines) == Stated(JUNE, datetime(2026, 7, 1, 10, 30, 15))


def test_rows_that_say_nothing_say_nothing():
    assert above([["说明"], []]) == Stated()
