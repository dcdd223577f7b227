"""守得怎样: the evidence of a duty by people, groups and months, and each count the list of what it counted."""

import html
import re

import pytest

from apps.work import office
from apps.work.office import actor, at
from guiju.apps import clock
from guiju.apps.work.actions import doing, ticking
from web import department, seen, working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("busy")]
URL = "/work/kept/核心数据/"
FRIDAY, SATURDAY = working.FRIDAY, working.FRIDAY.replace(day=10)
HEAD = ["按时", "晚办", "已作废", "逾期未办", "免除", "按时率"]


@pytest.fixture(autouse=True)
def lived(busy):
    """On Friday 1 was in time and 2 late; on Saturday, a workday, 1 was let off and 2 is overdue; a check lapsed."""
    for number, hour in (("1", 11), ("2", 13)):
        work = office.work("核心数据", number)
        with clock.at(at(FRIDAY, hour)):
            doing.complete(actor=actor(number), work_id=work.pk, version=work.version)
    with clock.at(at(SATURDAY, 11)):
        off = office.work("核心数据", "1", SATURDAY)
        doing.excuse(actor=actor("3"), work_id=off.pk, version=off.version, said="停电")
    with clock.at(at(SATURDAY, 13)):
        ticking.tick(holder="test")
        yield


def rows(page):
    return seen.table(page, "守得怎样")


def links(page):
    """Where the counts lead, by the count's column and row."""
    body = page.content.decode()
    found = re.findall(r'data-label="([^"]*)"><a href="(/work/\?[^"]*)">(\d+)</a>', body)
    return [(label, html.unescape(url), int(count)) for label, url, count in found]


def titles(page):
    return re.findall(r'<th scope="row"><a href="/work/\d+/">(.*?)</a>', page.content.decode())


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (
            "person",
            [["吴桐", "—", "1", "—", "1", "—", "0.0 %"], ["林夏", "1", "—", "—", "—", "1", "100.0 %"]],
        ),
        ("unit", [["流量获取组", "1", "1", "—", "1", "1", "33.3 %"]]),
        ("month", [["2026年10月", "1", "1", "—", "1", "1", "33.3 %"]]),
    ],
)
def test_a_leader_sees_it_by_person_group_and_month(visit, by, told):
    page = visit(department.LEADER).get(URL, {"by": by})

    total = [["合计", "1", "1", "—", "1", "1", "33.3 %"]] if len(told) > 1 else []
    head, *body = rows(page)
    assert (head[1:], body) == (HEAD, told + total)


@pytest.mark.parametrize("by", ["person", "unit", "month"])
@pytest.mark.parametrize("role", [department.DIRECTOR, department.LEADER, department.SPECIALIST])
def test_each_count_is_one_click_from_what_it_counts(visit, role, by):
    client = visit(role)
    found = links(client.get(URL, {"by": by}))

    assert found
    for label, url, count in found:
        page = client.get(url)
        assert (label, len(titles(page))) == (label, count)
        assert f"{label} · 2026年9月1日 – 2026年10月10日" in seen.text(page) or by == "month"


def test_who_leads_nobody_sees_their_own_alone(visit):
    page = visit(department.SPECIALIST).get(URL, {"of": "all", "person": "2"})

    assert [row[0] for row in rows(page)[1:]] == ["林夏"]
    assert "吴桐" not in seen.text(page)
    assert "没有要办的" in seen.text(visit(department.OUTSIDER).get(URL))


def test_another_span_is_chosen_and_stays_in_the_address(visit):
    client = visit(department.LEADER)
    last = client.get(URL, {"period": "2026-09", "by": "unit"})

    assert "这段时间没有要办的" in seen.text(last)
    assert 'href="/work/kept/%E6%A0%B8%E5%BF%83%E6%95%B0%E6%8D%AE/?period=2026-10&amp;by=unit' in last.content.decode()
    assert client.get(URL, {"period": "x", "by": "y"}).status_code == 200


def test_a_duty_that_is_not_there_is_not_found(visit):
    assert visit(department.LEADER).get("/work/kept/没有/").status_code == 404


def test_the_clause_leads_to_it_and_to_the_lists(visit):
    client = visit(department.DIRECTOR)
    page = client.get("/rulebook/clause/work/").content.decode()

    for word, count in (("按时 1", 1), ("晚 1", 1), ("逾期未办 1", 1), ("免除 1", 1)):
        url = re.search(rf'<a href="(/work/\?[^"]*%E6%A0%B8[^"]*)">{word}</a>', page)[1]
        assert len(titles(client.get(html.unescape(url)))) == count
    assert 'href="/work/kept/%E6%A0%B8%E5%BF%83%E6%95%B0%E6%8D%AE/"' in page


@pytest.mark.parametrize("made", ["from=x&to=y", "from=2026-13-01", "verdict=stolen"])
def test_a_list_that_is_asked_nonsense_is_a_list(visit, made):
    page = visit(department.LEADER).get(f"/work/?of=group&rule=duty:核心数据&verdict=kept&{made}")

    assert page.status_code == 200


def test_it_is_in_english_too(visit):
    said = seen.text(visit(department.LEADER, "en").get(URL))

    assert "in time" in said.lower()
    assert not re.search("按时|作废|免除|合计", said)
