from datetime import date
from fractions import Fraction

import pytest

import make
from guiju.apps.people import models, queries
from guiju.apps.remember import remembered

pytestmark = pytest.mark.django_db

MAR, JUN = date(2026, 3, 1), date(2026, 6, 1)


def test_any_past_day_reads_as_it_was():
    who = make.person()
    make.post(who, unit="甲", end=date(2026, 2, 28))
    make.post(who, unit="乙", start=MAR)

    held = [[post.unit for post in queries.posts(on=day)] for day in (date(2025, 12, 31), date(2026, 2, 28), MAR)]

    assert held == [[], ["甲"], ["乙"]]


def test_people_are_those_employed_on_the_day():
    make.person("1", left=MAR)
    make.person("2", "李四", joined=JUN)

    assert [[p.number for p in queries.people(on)] for on in (None, MAR, date(2026, 3, 2), JUN)] == [
        ["1", "2"],
        ["1"],
        [],
        ["2"],
    ]


def test_posts_narrow_by_number_unit_and_position():
    one, two = make.person("1"), make.person("2", "李四")
    make.post(one, "甲", "专员")
    make.post(two, "乙", "组长", end=MAR)

    assert [p.number for p in queries.posts(unit="乙")] == ["2"]
    assert [p.number for p in queries.posts(position="专员")] == ["1"]
    assert [p.number for p in queries.posts(number="2")] == ["2"]
    assert [p.number for p in queries.posts_within(JUN, JUN)] == ["1"]
    assert [p.number for p in queries.posts_within(MAR, JUN)] == ["1", "2"]


def test_the_main_post_is_the_one_marked_so_or_the_only_one():
    who = make.person()
    make.post(who, "甲", main=False)

    alone = queries.main_post("1", JUN)
    make.post(who, "乙", main=False)
    neither = queries.main_post("1", JUN)
    make.post(who, "丙")

    assert alone.unit == "甲"
    assert neither is None
    assert queries.main_post("1", JUN).unit == "丙"


def test_pay_holds_until_the_next_row():
    who = make.person()
    make.pay(who, "3000", None)
    make.pay(who, "3200.50", start=MAR)

    assert queries.pay_on("1", date(2025, 1, 1)) is None
    assert queries.pay_on("1", date(2026, 2, 28)).performance == Fraction(3000)
    assert queries.pay_on("1", date(2026, 2, 28)).base is None
    assert queries.pay_on("1", JUN).performance == Fraction(6401, 2)
    assert queries.pay_of_all(date(2026, 2, 28))["1"].performance == Fraction(3000)
    assert queries.pay_of_all(JUN)["1"].performance == Fraction(6401, 2)


def test_shops_answer_to_their_aliases_and_close():
    make.shop(aliases=["Flagship"])
    models.Shop.objects.create(name="旧店", end=MAR)

    assert queries.shop_named(" flagship ").name == "旗舰店"
    assert queries.shop_named("无") is None
    assert [shop.name for shop in queries.shops()] == ["旗舰店", "旧店"]
    assert [shop.name for shop in queries.shops(JUN)] == ["旗舰店"]


def test_a_user_is_a_person():
    who = make.person()
    account = make.user(who)

    assert queries.person_of(account.pk) == queries.person("1")
    assert [queries.person_of(None), queries.person("9")] == [None, None]
    assert queries.usernames() == {"1": "1"}


def test_rows_show_what_they_are():
    who = make.person()
    rows = [
        who,
        make.post(who),
        make.pay(who),
        make.shop(),
        models.Ownership(person=who, kind="shop", key="旗舰店", start=MAR),
        models.SignInFailure(name="1", address="a", at=MAR),
    ]

    assert [str(row).replace(str(who.pk), "#", 1) for row in rows[1:3]] == [
        "# 流量获取组 推广专员 2026-01-01",
        "# 2026-01-01",
    ]
    assert [str(row) for row in (rows[0], rows[3])] == ["张三 1", "旗舰店"]
    assert str(rows[4]) == f"shop 旗舰店 {who.pk}"
    assert str(rows[5]) == "1 a 2026-03-01"


def test_who_signs_in_is_read_with_their_posts_and_held_of_many_days_at_once(
    django_assert_num_queries, django_user_model
):
    who = make.person()
    make.post(who, unit="甲", end=date(2026, 2, 28))
    make.post(who, unit="乙", start=MAR)
    who.user = django_user_model.objects.create_user("zhang")
    who.save()
    days = (date(2026, 2, 28), MAR, JUN)

    with remembered(), django_assert_num_queries(2):
        person = queries.person_of(who.user.pk)
        posts = [[post.unit for post in queries.posts(on=day, number="1")] for day in days]
        held = [[post.unit for post in queries.held(day)] for day in days]

    assert (person and person.number, posts, held) == ("1", [["甲"], ["乙"], ["乙"]], [["甲"], ["乙"], ["乙"]])


def test_somebody_without_a_post_signs_in_all_the_same(django_user_model):
    who = make.person()
    who.user = django_user_model.objects.create_user("zhang")
    who.save()

    with remembered():
        found = queries.person_of(who.user.pk)
        assert (found and found.number, queries.posts(number="1")) == ("1", [])
