"""按时率, the whole way: done in a browser, told to the lake by the ticker, measured by the worker, seen on pages."""

import html
import re

import pytest
from django.conf import settings

import make
from apps.work import office
from apps.work.office import at
from guiju.apps import clock
from guiju.apps.figures.actions import refreshing
from guiju.apps.work import models
from guiju.facts import lake
from guiju.project import ticker
from web import department, seen, working

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY = working.FRIDAY, working.FRIDAY.replace(day=10)
LOOK = """
# 看事 {#look}

按时率看每件事。

```yaml 规矩
指标:
  按时率: {算法: 占比(工作.准时 其中 工作.规则 = "核心数据"), 单位: "%", 方向: 越高越好, 达成: 比值}
```
"""


@pytest.fixture
def lived(busy, visit):
    """Two hand in on Friday, the first in time; on Saturday it is noon and past for two more; then the machines run."""
    make.book(working.BOOK + LOOK)
    for number, hour in (("1", 11), ("2", 13)):
        work = office.work("核心数据", number)
        with clock.at(at(FRIDAY, hour)):
            done = visit(number).post(f"/work/{work.pk}/do/complete/", {"version": work.version}, follow=True)
        assert "办完" in seen.text(done)
    with clock.at(at(SATURDAY, 13)):
        ticker._tick()
        assert refreshing.request_refresh()
        yield


@pytest.mark.usefixtures("lived")
def test_what_was_done_when_becomes_a_figure_by_period_group_and_person(visit):
    client = visit(department.DIRECTOR)
    pages = {
        "month": client.get("/numbers/of/按时率/?at=2026-10"),
        "unit": client.get("/numbers/of/按时率/?at=2026-10&dim=unit&key=流量获取组"),
        "first": client.get("/numbers/of/按时率/?at=2026-10&dim=person&key=1"),
        "second": client.get("/numbers/of/按时率/?at=2026-10&dim=person&key=2"),
    }

    week = client.get("/numbers/of/按时率/?grain=week&at=2026-10-10")
    assert lake.open(settings.GUIJU_HOME).view().rows("work") == models.Work.objects.count()
    assert {name: re.findall(r"([\d.]+) %", seen.text(page))[0] for name, page in pages.items()} == {
        "month": "25.0",
        "unit": "25.0",
        "first": "50.0",
        "second": "0.0",
    }
    assert "25.0 %" in seen.text(week)
    assert "数据到 10月10日 周六" in seen.text(pages["month"])
    assert "该补了" not in seen.text(pages["month"])


@pytest.mark.usefixtures("lived")
def test_the_clause_shows_it_and_is_one_click_from_how_it_is_kept_and_two_from_the_pieces(visit):
    client = visit(department.DIRECTOR)
    page = client.get("/rulebook/clause/look/").content.decode()
    duty = client.get(html.unescape(re.search(r'href="(/work/kept/[^"]*)"', page)[1]))
    late = re.search(r'data-label="晚办"><a href="([^"]*)">1</a>', duty.content.decode())[1]
    pieces = client.get(html.unescape(late))

    assert "凭哪些事 核心数据" in seen.text(client.get("/rulebook/clause/look/"))
    assert [row[-1] for row in seen.table(duty, "守得怎样")[1:]] == ["0.0 %", "50.0 %", "25.0 %"]
    assert re.findall(r'<th scope="row"><a href="(/work/\d+/)">', pieces.content.decode()) == [
        f"/work/{office.work('核心数据', '2').pk}/"
    ]
