"""指标目录: every metric found by name and initials, and everything that its card says."""

import pytest

import make
from guiju.web.numbers.initials import initials
from web import department, seen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("总销售额", "zxse"),
        ("投产比", "tcb"),
        ("GMV", "gmv"),
        ("ROI达成率", "roidcl"),
        ("（客单价）", "kdj"),
        ("鑫", ""),
    ],
)
def test_initials_come_from_the_order_of_the_national_set(name, short):
    assert initials(name) == short


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("asked", ["投产", "tcb", "TC", " 投产比 "])
def test_a_metric_is_found_by_name_or_initials(visit, asked):
    rows = seen.table(visit("1").get("/numbers/cards/", {"q": asked}), "指标目录")

    assert [row[0] for row in rows[1:]] == ["投产比"]


@pytest.mark.usefixtures("office")
def test_all_metrics_are_listed_and_what_matches_nothing_says_so(visit):
    client = visit("1")

    assert [row[0] for row in seen.table(client.get("/numbers/cards/"), "指标目录")[1:]] == [
        "销售额",
        "推广费",
        "投产比",
    ]
    assert "没有这样的指标。" in seen.text(client.get("/numbers/cards/", {"q": "没有"}))


@pytest.mark.usefixtures("office")
def test_a_card_says_how_it_is_computed_whose_it_is_and_who_uses_it(visit):
    page = visit("1").get("/numbers/cards/投产比/")

    said = seen.text(page)
    assert "投产比等于销售额 ÷ 推广费，以倍数计，越高越好" in said
    assert seen.table(page, "算进哪些")[1:] == [["合计(订单.实付金额)", "全部行"], ["合计(推广.花费)", "全部行"]]
    assert "千牛卖家中心" in said
    assert "奖金 流量获取组" in said
    assert "日、周、月" in said
    assert "不缺，各店都有数。" in said


@pytest.mark.usefixtures("office")
def test_a_filter_is_said_beside_what_it_limits(visit):
    make.book(department.BOOK.replace("合计(推广.花费)", '合计(推广.花费 其中 推广.渠道 = "搜索")'))

    page = visit("1").get("/numbers/cards/推广费/")

    assert seen.table(page, "算进哪些")[1:] == [["合计(推广.花费)", '推广.渠道 = "搜索"']]


@pytest.mark.usefixtures("office")
def test_the_strip_leads_to_rooms_that_one_may_enter(visit):
    said = seen.text(visit("1").get("/numbers/cards/"))

    assert "看板" in said
    assert "指标目录" in said
    assert "数据源" not in said
    assert "数据源" in seen.text(visit("9").get("/numbers/cards/"))


@pytest.mark.usefixtures("book")
def test_who_may_not_see_figures_sees_no_cards(visit):
    make.book(department.BOOK.replace("看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}", ""))

    assert visit("1").get("/numbers/cards/").status_code == 403
    assert visit("1").get("/numbers/cards/投产比/").status_code == 403


@pytest.mark.usefixtures("office")
def test_what_is_no_metric_has_no_card(visit):
    assert visit("9").get("/numbers/cards/没有/").status_code == 404
