"""值得看一眼: what is odd in words, answered on the page, and nobody's business who may not look."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from apps.insight.test_looking import ODD, days
from guiju.apps.insight.actions import looking, marking
from guiju.apps.insight.queries import findings
from guiju.web.insight import worth
from web import department, seen

pytestmark = pytest.mark.django_db
WORTH = "/numbers/worth/"


@pytest.fixture
def odd(office):
    days()
    looking.look()


def sent(page) -> list[str]:
    return [f"{one.id}:{one.version}" for one in findings.findings(answered=False)]


@pytest.mark.usefixtures("odd")
def test_an_odd_day_stands_with_what_was_expected_and_the_board_counts_it(visit):
    client = visit("1")

    rows = seen.table(client.get(WORTH), "旗舰店")

    assert rows[1][:3] == ["销售额", "10月4日 周日", "¥20.00"]
    assert rows[1][-1] == "偏低"
    assert "1 处值得看一眼" in seen.text(client.get("/numbers/"))


def test_a_range_says_its_unit_once():
    held = "\u00a0"

    assert worth._between(f"22{held}单", f"69{held}单") == f"22 – 69{held}单"
    assert worth._between("−¥658.04", "¥1,572.58") == "−¥658.04 – ¥1,572.58"


@pytest.mark.usefixtures("odd")
def test_an_answer_is_remembered_with_its_event(visit):
    client = visit("1")
    mark = marking.add(actor=make.operator(), said=marking.Said("stock", "断货", ODD, ODD))

    client.post(WORTH, {"seen": sent(client), "known": "1", "mark": str(mark), "said": "仓库漏水"})

    assert "没有不寻常的日子。" in seen.text(client.get(WORTH))
    assert "已知原因：断货：仓库漏水（林夏，10月9日 周五）" in seen.text(client.get(WORTH, {"answered": "1"}))


@pytest.mark.usefixtures("odd")
def test_what_is_no_problem_can_be_let_wait_again(visit):
    client = visit("1")
    client.post(WORTH, {"seen": sent(client), "fine": "1"})
    (found,) = findings.findings(answered=True)

    client.post(WORTH, {"seen": f"{found.id}:{found.version}", "open": "1"})

    assert findings.open_count() == 1


@pytest.mark.usefixtures("odd")
def test_who_answers_what_somebody_else_has_answered_is_told(visit):
    client, mine = visit("1"), sent(None)
    visit("2").post(WORTH, {"seen": mine, "fine": "1"})

    assert "别人刚刚改过，请看过再改。" in seen.text(client.post(WORTH, {"seen": mine, "known": "1"}, follow=True))


@pytest.mark.usefixtures("office")
def test_before_the_first_look_the_page_says_so(visit):
    assert "还没有看过。" in seen.text(visit("1").get(WORTH))


def test_who_sees_no_figures_sees_no_oddities(visit):
    make.book(department.BOOK.replace("看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}", ""))
    make.post(make.person("1"))

    assert (visit("1").get(WORTH).status_code, visit("1").post(WORTH, {"fine": "1"}).status_code) == (403, 403)


@pytest.mark.usefixtures("odd")
def test_more_findings_cost_no_more_queries(visit):
    client = visit("1")

    def queries() -> int:
        client.get(WORTH)
        with CaptureQueriesContext(connection) as found:
            client.get(WORTH)
        return len(found)

    few = queries()
    for shop in ("乙店", "丙店", "丁店"):
        days(shop)
    looking.look()

    assert findings.open_count() == 4
    assert queries() == few <= 15
