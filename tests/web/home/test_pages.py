"""今日: something true, one next step."""

import pytest

import make
from apps.appraisal.office import OCT
from guiju.apps.appraisal import actions
from web import seen

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("office")
def test_a_specialist_sees_their_own_month_and_what_would_raise_it(visit):
    page = seen.text(visit("1").get("/?part=numbers"))

    assert "林夏，您好" in page
    assert "81.25 分" in page
    assert "¥1,875.00" in page
    assert "投产比做到 4.00，就到 优。" in page
    assert "被破的条款" not in page


@pytest.mark.usefixtures("office")
def test_the_month_that_runs_stands_beneath_the_last_full_one(visit):
    assert "本月至今" not in seen.text(visit("1").get("/?part=numbers"))

    actions.compute(actor=make.operator(), period=OCT)
    page = visit("1").get("/?part=numbers")

    assert "本月至今 待补" in seen.text(page)
    assert 'href="/score/?month=2026-10"' in page.content.decode()


@pytest.mark.usefixtures("office")
def test_a_leader_sees_who_is_pending_and_a_director_what_is_broken(visit):
    leader, director = seen.text(visit("3").get("/?part=numbers")), seen.text(visit("9").get("/?part=numbers"))

    assert "吴桐" in leader
    assert "何静" not in leader
    assert "被破的条款" in director
    assert "投产比 2.5" in director


@pytest.mark.usefixtures("office")
def test_who_owes_a_figure_is_led_to_it(visit):
    page = visit("3").get("/")

    assert "填报 2 项数" in seen.text(page)
    assert "/people/inputs/?month=2026-09" in page.content.decode()


@pytest.mark.usefixtures("office")
def test_who_has_to_confirm_is_told_however_far_their_right_reaches(visit):
    assert "项填报" not in seen.text(visit("9").get("/"))

    visit("3").post("/people/inputs/?month=2026-09", {"v:个人评分|person|1": "1.2"})
    page = visit("9").get("/")

    assert "确认 1 项填报" in seen.text(page)
    assert "/people/inputs/?month=2026-09" in page.content.decode()


@pytest.mark.usefixtures("book")
def test_nothing_to_do_is_one_line_and_no_empty_boxes(visit):
    page = seen.text(visit("4").get("/"))

    assert "现在没有等您办的事。" in page
    assert "我的数字" not in seen.text(visit("4").get("/?part=numbers"))


def test_before_the_first_regulation_the_next_step_is_to_adopt_one(admin):
    page = seen.text(admin.get("/", headers={"accept-language": "zh"}))

    assert "采用一部制度" in page


@pytest.mark.usefixtures("office")
def test_without_script_each_part_is_a_page_of_its_own_that_asks_little(visit, django_assert_max_num_queries):
    leader, asked = visit("3"), ("/", "/?part=numbers", "/?part=group")
    seen_of = {}
    for path in asked:
        leader.get(path)
        with django_assert_max_num_queries(15):
            seen_of[path] = leader.get(path).content.decode()

    told = {
        path: tuple(f'id="{part}"' in page for part in ("inbox", "numbers", "group")) for path, page in seen_of.items()
    }
    assert told == {
        "/": (True, True, True),
        "/?part=numbers": (False, True, False),
        "/?part=group": (False, False, True),
    }
    assert [f'href="{path}"' in seen_of["/"] for path in asked[1:]] == [True, True]
    assert all('<a href="/">今日</a>' in seen_of[path] for path in asked[1:])
