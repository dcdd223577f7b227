from fractions import Fraction as F

from guiju.web.kit.charts import Cell, Series, chart


def test_a_chart_carries_its_table_and_says_itself():
    drawn = chart("roi", "总ROI", ["1月", "2月", "3月"], [Series("总ROI", (F(3), None, F(4)))], "倍")

    assert drawn.rows[1] == ("2月", (Cell("总ROI", "缺数"),))
    assert drawn.description == "总ROI，1月 至 3月，最低 3.0（1月），最高 4.0（3月）"
    assert drawn.data["series"][0]["values"] == [3.0, None, 4.0]
    assert drawn.json_id == "roi_data"


def test_a_chart_without_data_says_so():
    assert chart("x", "x", ["1月", "2月"], [Series("x", (None, None))], "倍").description == "x，1月 至 2月，没有数据"
    assert chart("x", "x", [], [], "倍").description == ""


def test_axes_know_percent_money_and_hours():
    drawn = [chart("x", "x", ["1月"], [Series("x", (F(1),))], unit).data for unit in ("%", "元", "小时")]

    assert [(d["scale"], d["prefix"], d["suffix"]) for d in drawn] == [
        (100.0, "", " %"),
        (1.0, "¥", ""),
        (1 / 3600, "", ""),
    ]
