"""The whole roster as lines of text: one query, and another line for whatever is said otherwise."""

from datetime import date

import pytest

import make
from guiju.apps.people import models
from guiju.apps.people.entirety import entirety

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


@pytest.fixture
def everything():
    who, other = make.person("1", "张三"), make.person("2", "李四")
    make.post(who, "一组", "专员", leader=True)
    make.pay(who, "3000.35", None)
    make.shop("旗舰店", aliases=["旗舰"])
    make.own(who, "shop", "旗舰店", "1/2")
    models.Deputy.objects.create(person=who, deputy=other, start=DAY)
    models.Line.objects.create(person=who, leader=other, start=DAY)
    return who


@pytest.mark.usefixtures("everything")
def test_all_tables_are_read_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = entirety()

    assert len(found) == 8
    assert [line.split("\x1f")[0] for line in found] == [
        "Assignment", "Deputy", "Line", "Ownership", "Pay", "Person", "Person", "Shop",
    ]  # fmt: skip
    assert found[4].split("\x1f")[1:] == ["1", str(make.START), "300035", ""]
    assert found[0].split("\x1f")[4:6] == ["1", "1"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (models.Person, {"left": date(2026, 11, 30)}),
        (models.Assignment, {"leader": False}),
        (models.Assignment, {"end": date(2026, 11, 30)}),
        (models.Pay, {"performance": "3000.36"}),
        (models.Pay, {"base": "0.01"}),
        (models.Shop, {"aliases": ["店"]}),
        (models.Ownership, {"share": "1/3"}),
        (models.Deputy, {"end": DAY}),
        (models.Line, {"dotted": True}),
    ],
)
@pytest.mark.usefixtures("everything")
def test_whatever_is_said_otherwise_is_another_line(table, change):
    before = entirety()
    table.objects.update(**change)

    assert entirety() != before
