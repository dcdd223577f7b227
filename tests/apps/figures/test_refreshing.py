"""Figures are measured when what they come from has changed, and not otherwise."""

from datetime import date, datetime
from fractions import Fraction

import pytest

import make
from guiju.apps import clock
from guiju.apps.figures.actions import inputs, refreshing
from guiju.apps.figures.queries import coverage, points
from guiju.apps.people import actions as people
from guiju.engines.periods import Grain, parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.values import Missing, Why

pytestmark = pytest.mark.django_db

AUG, SEP, OCT = parse("2026-08"), parse("2026-09"), parse("2026-10")
ORDERS = make.orders(
    ("1", "2026-08-01", "100.00"),
    ("2", "2026-08-31", "50.00"),
    ("3", "2026-09-01", "30.00"),
    ("4", "2026-09-30", "70.00"),
)
ADS = make.ads(("2026-08-01", "10.00"), ("2026-08-31", "20.00"), ("2026-09-01", "40.00"), ("2026-09-30", "0.00"))


@pytest.fixture
def edition():
    return make.book()


@pytest.fixture
def measured(edition, tmp_path):
    make.lake(tmp_path, orders=ORDERS, ads=ADS)
    return refreshing.refresh()


def value(metric, period, **where):
    found = points.point(metric, period, **where)
    return found.value if found else None


def test_nothing_is_measured_without_data_or_without_a_regulation(tmp_path):
    assert refreshing.refresh() == ()
    make.lake(tmp_path, orders=ORDERS)
    assert refreshing.refresh() == ()


@pytest.mark.usefixtures("measured")
def test_days_weeks_and_months_are_stored_exactly(edition):
    assert [value("销售额", parse(p)) for p in ("2026-08", "2026-09", "2026-08-31", "2026-W36")] == [150, 100, 50, 80]
    assert value("投产比", AUG) == 5
    assert value("投产比", SEP) == Fraction(5, 2)
    assert value("投产比", AUG, dim="shop", key="旗舰店") == 5
    point = points.point("销售额", AUG)
    assert (point.edition, point.provisional, point.manifest) == (edition, False, coverage.view().manifest_id)
    assert [(cell["fact"], cell["rows"], cell["value"]) for cell in point.cells] == [("订单", 2, "150")]


@pytest.mark.usefixtures("measured")
def test_a_month_that_no_file_covers_is_missing_and_says_so():
    point = points.point("销售额", OCT)

    assert isinstance(point.value, Missing)
    assert point.value.reasons[0].why is Why.NOT_COVERED


def test_measuring_again_changes_nothing(measured):
    assert measured == (AUG.start, SEP.start, OCT.start)
    assert refreshing.refresh() == ()


@pytest.mark.usefixtures("measured")
def test_new_rows_make_only_their_months_stale(tmp_path):
    make.lake(tmp_path, more=make.orders(("5", "2026-09-15", "900.00")))

    assert refreshing.refresh() == (SEP.start, OCT.start)
    assert (value("销售额", SEP), value("销售额", AUG)) == (1000, 150)


@pytest.mark.usefixtures("measured")
def test_time_alone_makes_the_running_month_stale():
    with clock.at(datetime(2026, 10, 10, 9, 0)):
        assert refreshing.refresh() == (OCT.start,)
    with clock.at(datetime(2026, 11, 20, 9, 0)):
        assert refreshing.refresh() == (OCT.start, date(2026, 11, 1))


@pytest.mark.usefixtures("measured")
def test_a_new_regulation_makes_what_it_judges_stale():
    text = make.BOOK.replace("合计(订单.实付金额)", "合计(订单.实付金额) * 2").replace('"1"', '"2"')
    second = make.book(text, in_force_from=date(2026, 9, 1))

    assert refreshing.refresh() == (SEP.start, OCT.start)
    assert [value("销售额", period) for period in (AUG, SEP)] == [150, 200]
    # the week that ends under the new one is judged by it as a whole
    assert value("销售额", parse("2026-W36")) == 160
    assert points.point("销售额", SEP).edition == second


@pytest.mark.usefixtures("measured")
def test_owners_bring_figures_of_people_and_units():
    who = make.person()
    make.post(who, "流量获取组", "推广专员")
    make.own(who, "shop", "旗舰店")

    assert refreshing.refresh() == (AUG.start, SEP.start, OCT.start)
    assert value("销售额", AUG, dim="person", key="1") == 150
    assert [value("销售额", AUG, dim="unit", key=key) for key in ("流量获取组", "电商部")] == [150, 150]


@pytest.mark.usefixtures("measured")
def test_rows_of_nobody_stand_under_an_empty_key():
    assert value("销售额", AUG, dim="person", key="") == 150


@pytest.mark.usefixtures("edition")
def test_a_stopped_refresh_goes_on_where_it_stood(tmp_path, monkeypatch):
    monkeypatch.setattr(refreshing, "TOGETHER", 1)
    make.lake(tmp_path, orders=ORDERS)
    heard = []

    first = refreshing.refresh(progress=lambda part: heard.append(part) or part < 0.5)

    assert (first, heard[0], heard[-1]) == ((AUG.start,), 0.0, 0.5)
    assert refreshing.refresh() == (SEP.start, OCT.start)


def test_metrics_read_what_was_stated(tmp_path):
    text = make.BOOK.replace("算法: 销售额 / 推广费", "算法: 销售额 / 推广费 * 内部满意度 / 销售额目标 * 1元")
    text = text.replace("单位: 分, 对象: 单位, 周期: 季", "单位: 系数, 对象: 部门, 周期: 月, 确认: 电商总监")
    make.book(text)
    make.lake(tmp_path, orders=ORDERS, ads=ADS)
    refreshing.refresh()
    before = value("投产比", AUG).reasons

    make.state(AUG, "销售额", "内部满意度", Fraction(8), Fraction(2))
    changed = refreshing.refresh()

    assert {reason.why for reason in before} == {Why.NO_INPUT, Why.NO_TARGET}
    assert {reason.why for reason in value("投产比", AUG, dim="channel", key="万相台").reasons} >= {Why.NO_TARGET}
    assert (changed, value("投产比", AUG)) == ((AUG.start, SEP.start, OCT.start), 20)


def test_a_target_that_the_regulation_states_is_read_too(tmp_path):
    text = make.BOOK.replace("算法: 销售额 / 推广费", "算法: 销售额 / 销售额目标")
    make.book(text.replace("目标:\n", "目标:\n  销售额: {值: 300元, 对象: 部门, 周期: 月, 制定: 电商总监}\n"))
    make.lake(tmp_path, orders=ORDERS)

    refreshing.refresh()

    assert [value("投产比", period) for period in (AUG, SEP)] == [Fraction(1, 2), Fraction(1, 3)]


def test_what_nobody_confirmed_does_not_count(tmp_path):
    text = make.BOOK.replace("算法: 销售额 / 推广费", "算法: 销售额 / 1元 * 内部满意度")
    make.book(text.replace("单位: 分, 对象: 单位, 周期: 季", "单位: 系数, 对象: 部门, 周期: 月, 确认: 电商总监"))
    make.lake(tmp_path, orders=ORDERS)
    department = Subject(SubjectKind.DEPARTMENT)
    inputs.enter(actor=make.operator(), name="内部满意度", subject=department, period=AUG, value=Fraction(2))

    refreshing.refresh()

    assert value("投产比", AUG).reasons[0].why is Why.NOT_CONFIRMED


@pytest.mark.parametrize("formula", ["上期(销售额) / 1元", '合计(订单行.实付金额 其中 订单行.订单.状态 = "x") / 1元'])
def test_a_formula_that_looks_back_makes_later_months_stale(tmp_path, formula):
    make.book(make.BOOK.replace("算法: 销售额 / 推广费", f"算法: '{formula}'"))
    make.lake(tmp_path, orders=ORDERS)
    refreshing.refresh()

    make.lake(tmp_path, more=make.orders(("5", "2026-08-15", "900.00")))

    assert refreshing.refresh() == (AUG.start, SEP.start, OCT.start)


@pytest.mark.usefixtures("measured")
def test_a_refresh_is_asked_for_only_when_something_is_stale(tmp_path, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    asked = [refreshing.request_refresh()]
    make.lake(tmp_path, more=make.orders(("5", "2026-09-15", "900.00")))
    asked += [refreshing.request_refresh(), refreshing.request_refresh()]

    assert asked == [False, True, False]


@pytest.mark.usefixtures("measured")
def test_points_are_read_in_every_way_that_pages_need():
    series = points.series("销售额", Grain.DAY, date(2026, 8, 30), date(2026, 9, 2))
    compared = points.comparison("销售额", SEP)

    assert [(str(p.period), p.value) for p in series] == [
        ("2026-08-30", 0),
        ("2026-08-31", 50),
        ("2026-09-01", 30),
        ("2026-09-02", 0),
    ]
    assert (compared.now.value, compared.before.value, compared.last_year) == (100, 150, None)
    assert {name: p.value for name, p in points.board(SEP).items()} == {
        "销售额": 100,
        "推广费": 40,
        "投产比": Fraction(5, 2),
    }
    assert list(points.board(SEP, metrics=["推广费"])) == ["推广费"]
    assert [(p.key, p.value) for p in points.by_dim("销售额", SEP, "shop")] == [("旗舰店", 100)]
    assert {
        name: [p.value for p in found] for name, found in points.trends(Grain.MONTH, AUG.start, SEP.start).items()
    } == {
        "销售额": [150, 100],
        "推广费": [30, 40],
        "投产比": [5, Fraction(5, 2)],
    }
    parts = points.parts(SEP, ("none", "shop"), keys=["旗舰店"])["shop", "旗舰店"]
    assert {p.metric: p for p in parts}["销售额"].cells[0]["text"] == "合计(订单.实付金额)"
    assert points.board(SEP)["销售额"].cells == ()
    assert points.dims("销售额", SEP) == {"shop"}
    assert points.keys("shop", Grain.MONTH, AUG.start, OCT.start) == ["旗舰店"]
    assert points.measured_at().hour == 10
    assert points.point("无", SEP) is None


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-10-09", "2025-10-09"),
        ("2024-02-29", "2023-02-28"),
        ("2026-W53", "2025-W52"),
        ("2026-W10", "2025-W10"),
        ("2026-10", "2025-10"),
        ("2026Q3", "2025Q3"),
    ],
)
def test_the_same_period_a_year_before(period, before):
    assert str(points.year_before(parse(period))) == before


@pytest.mark.usefixtures("measured")
def test_coverage_says_how_far_the_data_reaches():
    (first, second) = sorted(coverage.coverage(), key=lambda covered: covered.fact)

    assert (first.fact, first.shop, first.days_behind) == ("ad_spend", "旗舰店", 8)
    assert (second.fact, second.ranges) == ("order", ((date(2026, 8, 1), date(2026, 9, 30)),))
    assert coverage.gaps("order", "旗舰店", date(2026, 7, 30), date(2026, 10, 2)) == [
        (date(2026, 7, 30), date(2026, 7, 31)),
        (date(2026, 10, 1), date(2026, 10, 2)),
    ]


def test_a_roster_or_a_regulation_that_changes_is_followed(tmp_path, settings, django_capture_on_commit_callbacks):
    settings.GUIJU_AFTER_REFRESH = ["make.follow"]
    make.lake(tmp_path, orders=ORDERS)
    make.FOLLOWED.clear()

    with django_capture_on_commit_callbacks(execute=True):
        make.book(in_force_from=SEP.start)
    with django_capture_on_commit_callbacks(execute=True):
        content = make.workbook(shops=[{"name": "专卖店"}], people=[{"number": "1", "name": "甲", "joined": OCT.start}])
        people.import_roster(actor=make.operator(), content=content, name="名册.xlsx")

    # measured for the regulation, told of it; the same for the roster, whose new shop has no data
    assert [(SEP.start, OCT.start), (SEP.start, OCT.start), (SEP.start, OCT.start), (OCT.start,)] == make.FOLLOWED
    assert value("销售额", SEP) is not None
