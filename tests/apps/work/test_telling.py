from datetime import date
from fractions import Fraction

import pytest
from django.conf import settings

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.figures.actions import refreshing
from guiju.apps.figures.queries import points
from guiju.apps.work import models, tasks
from guiju.apps.work.actions import doing, planning, telling, ticking
from guiju.engines.periods import parse
from guiju.facts import lake
from guiju.facts.lake import commit
from guiju.facts.schema import load_schemas

pytestmark = pytest.mark.django_db
OCTOBER = parse("2026-10")
BOOK = (
    office.BOOK
    + """
# 看事 {#look}

按时率看每件事。

```yaml 规矩
指标:
  按时率: {算法: 占比(工作.准时 其中 工作.规则 = "核心数据"), 单位: "%", 方向: 越高越好, 达成: 比值}
  迟到时长: {算法: 平均(工作.迟到秒数 其中 工作.状态 = "已完成"), 单位: 秒, 方向: 越低越好, 达成: 比值}
```
"""
)


def rows():
    view = lake.open(settings.GUIJU_HOME).view()
    frame = commit.frame(view, "work", load_schemas()["work"])
    return {row["id"]: row for row in frame.iter_rows(named=True)}


def test_work_is_told_row_by_row():
    office.planned()
    work = office.work("核心数据", "1")
    with clock.at(at(FRIDAY, 13)):
        doing.complete(actor=actor("1"), work_id=work.pk, version=1)
        telling.tell_lake()

    told = rows()[str(work.pk)]
    hidden = {"_as_of", "_import", "_row", "_hash"}
    assert {name: str(value) for name, value in told.items() if name not in hidden} == {
        "id": str(work.pk),
        "shop": "",
        "rule": "核心数据",
        "clause": "work",
        "title": "提交核心数据",
        "unit": "流量获取组",
        "person": "1",
        "made_at": "2026-10-09 10:30:00",
        "due": "2026-10-09 12:00:00",
        "done_at": "2026-10-09 13:00:00",
        "seconds_late": "3600.0000",
        "on_time": "False",
        "state": "已完成",
        "source": "例行",
    }


def test_telling_again_changes_nothing_and_a_change_replaces_its_row():
    office.planned()
    telling.tell_lake()
    before = rows()

    again = telling.tell_lake()
    doing.complete(actor=actor("1"), work_id=office.work("核心数据", "1").pk, version=1)
    telling.tell_lake()

    after, key = rows(), str(office.work("核心数据", "1").pk)
    assert (again, set(after) == set(before), before[key]["state"], after[key]["state"]) == (0, True, "待办", "已完成")
    assert models.Untold.objects.count() == 0


def test_a_moved_deadline_leaves_no_row_behind():
    office.planned()
    telling.tell_lake()
    text = office.BOOK.replace("每月25日前", "每月5日前")
    office.make.book(text, date(2026, 11, 1))
    with clock.at(at(date(2026, 10, 31), 9)):
        planning.plan_work(until=date(2026, 11, 5))
        telling.tell_lake()

    assert len(rows()) == models.Work.objects.count()


def test_the_share_done_in_time_is_a_metric(tmp_path):
    office.planned(date(2026, 10, 12), BOOK)
    doing.complete(actor=actor("1"), work_id=office.work("核心数据", "1").pk, version=1)
    with clock.at(at(FRIDAY, 13)):
        doing.complete(actor=actor("2"), work_id=office.work("核心数据", "2").pk, version=1)
    with clock.at(at(date(2026, 10, 10), 13)):
        ticking.tick(holder="here")  # two more are overdue now
        telling.tell_lake()
        refreshing.refresh()

        share = points.point("按时率", OCTOBER)
        mine = points.point("按时率", OCTOBER, dim="person", key="1")
        unit = points.point("按时率", OCTOBER, dim="unit", key="流量获取组")
        late = points.point("迟到时长", OCTOBER)

    assert (share.value, mine.value, unit.value, late.value) == (
        Fraction(1, 4),
        Fraction(1, 2),
        Fraction(1, 4),
        Fraction(1800),
    )
    assert (share.provisional, share.through) == (True, date(2026, 10, 10))


def test_people_without_such_work_have_no_share(tmp_path):
    office.planned(FRIDAY, BOOK)
    telling.tell_lake()
    refreshing.refresh()

    point = points.point("按时率", OCTOBER, dim="person", key="4")
    assert [reason.why.value for reason in point.value.reasons] == ["no_rows"]


def test_work_is_of_no_shop():
    office.planned(FRIDAY, BOOK)
    telling.tell_lake()

    assert lake.open(settings.GUIJU_HOME).view().shops() == []


def test_the_worker_is_asked_once():
    office.planned()

    assert (tasks.request_telling(), tasks.request_telling(), len(rows())) == (True, False, models.Work.objects.count())
