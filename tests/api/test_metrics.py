"""Figures out, as far as whoever made the token may see them."""

from datetime import date
from fractions import Fraction

import pytest

from guiju.apps.figures.models import Figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("department")]


@pytest.fixture(autouse=True)
def figures():
    keys = {"none": [""], "shop": ["旗舰店", "专营店"], "person": ["1", "2", "4"], "unit": ["流量获取组", "客服组"]}
    for dim, names in keys.items():
        for number, key in enumerate(names):
            for month in (8, 9):
                store(dim, key, date(2026, month, 1), Fraction(100 * month + number, 3))
    Figure.objects.create(
        metric="销售额", grain="month", start=date(2026, 10, 1), dim="none", key="", value=None, exact="",
        provisional=True, through=date(2026, 10, 8), manifest="m", edition="e",
        reasons=[["not_covered", "订单", "旗舰店"]],
    )  # fmt: skip


def store(dim, key, start, value):
    Figure.objects.create(
        metric="销售额", grain="month", start=start, dim=dim, key=key, value=float(value),
        exact=f"{value.numerator}/{value.denominator}", provisional=False, manifest="m", edition="e",
    )  # fmt: skip


def test_figures_are_exact_and_missing_ones_say_why(token, call):
    answer = call(token(), "/metrics/销售额?from=2026-09-01&to=2026-10-31").json()

    assert (answer["metric"], answer["unit"], answer["by"], answer["grain"]) == ("销售额", "元", "none", "month")
    first, second = answer["points"]
    assert (first["period"], first["exact"], first["start"], first["end"], first["missing"]) == (
        "2026-09",
        "300/1",
        "2026-09-01",
        "2026-09-30",
        [],
    )
    assert (second["value"], second["provisional"], second["through"]) == (None, True, "2026-10-08")
    assert [(one["why"], one["subject"], one["what"]["zh"]) for one in second["missing"]] == [
        ("not_covered", "订单", "「订单」缺数据（旗舰店）")
    ]


def test_they_are_told_apart_by_shop(token, call):
    answer = call(token(), "/metrics/销售额?by=shop&from=2026-08-01&to=2026-08-31").json()

    assert [(one["key"], one["exact"]) for one in answer["points"]] == [("专营店", "267/1"), ("旗舰店", "800/3")]


def test_a_year_back_unless_days_are_said(token, call):
    assert len(call(token(), "/metrics/销售额").json()["points"]) == 3


@pytest.mark.parametrize(
    ("number", "by", "expected"),
    [
        ("6", "person", ["1", "2", "4"]),
        ("2", "person", ["2"]),
        ("2", "none", None),
        ("2", "shop", None),
        ("2", "unit", None),
        ("6", "unit", ["客服组", "流量获取组"]),
    ],
)
def test_only_what_the_owner_of_the_token_may_see_comes_out(token, call, number, by, expected):
    answer = call(token(number, "read"), f"/metrics/销售额?by={by}&from=2026-08-01&to=2026-08-31")

    if expected is None:
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    else:
        assert [one["key"] for one in answer.json()["points"]] == expected


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("没有", 404),
        ("销售额?by=planet", 422),
        ("销售额?grain=century", 422),
        ("销售额?from=yesterday", 422),
        ("销售额?from=2026-02-01&to=2026-01-01", 422),
        ("销售额?to=0001-01-01", 200),
        ("销售额?to=0002-01-01", 200),
        ("销售额?to=9999-12-31&grain=week", 200),
        ("销售额%00", 404),
    ],
)
def test_what_cannot_be_answered_is_said(token, call, asked, status):
    assert call(token(), f"/metrics/{asked}").status_code == status


def test_too_many_at_once_are_refused(token, call, monkeypatch):
    from guiju.api import metrics

    monkeypatch.setattr(metrics, "MOST", 1)

    assert call(token(), "/metrics/销售额").json()["code"] == "too_many"


def test_it_needs_as_many_queries_for_many_as_for_one(token, call, django_assert_max_num_queries):
    text = token()
    call(text, "/metrics/销售额")
    with django_assert_max_num_queries(12):
        call(text, "/metrics/销售额?by=shop")
