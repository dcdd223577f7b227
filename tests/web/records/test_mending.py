"""A record that was judged to need figures put right leads there, and shows what was changed because of it."""

import pytest

import make
from apps.appraisal.office import AUG
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import queries as corrections
from guiju.apps.records import actions as records
from guiju.apps.records import consequences
from guiju.apps.work import models as work
from guiju.apps.work.actions import stages
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("appeal")]
FORM = """
# 复核 {#review}

有异议的可以复核。

```yaml 规矩
表单:
  结果复核:
    字段:
      哪个月: {类型: 日期, 必填: 是}
      结论: {类型: 选择, 选项: [维持, 更正], 必填: 是}
      理由: {类型: 长文, 必填: 是}
    流转:
      - {步骤: 复核, 谁: 上级, 填写: [结论, 理由]}
      - {步骤: 改数, 谁: 上级, 当: 结论 = "更正", 更正: 是}
      - {步骤: 看过, 谁: 提交人}
```
"""
DATA = "  总监: {谁: [电商总监], 可: [查看, 编辑, 导入, 导出, 确认]"
BRINGS = "  导数: {谁: [推广组长, 人事专员], 可: [查看, 导入], 什么: [数据源], 范围: 全部}\n"
BOOK = department.BOOK.replace(DATA, BRINGS + DATA) + FORM
CORRECT = "/numbers/corrections/new/"


@pytest.fixture
def appeal(office):
    make.book(BOOK, AUG.start)


def filed(number="1") -> int:
    actor = Actor("林夏", "web", number=number)
    answers = {"哪个月": "2026-08-15"}
    found = records.save_draft(actor=actor, form="结果复核", answers=answers)
    stages.file_record(actor=actor, record_id=found, answers=answers)
    return found


def passed(client, record, onward="/", **typed):
    item = work.Work.objects.get(record=record, closed__isnull=True)
    address = f"/work/records/{record}/stage/?next={onward}"
    return client.post(address, {"version": item.version, "pass": "1", **typed})


def judged(client, how="更正") -> int:
    found = filed()
    answer = passed(client, found, **{"a:结论": how, "a:理由": "漏记一次"})
    assert answer.status_code == 302, seen.text(answer)
    assert answer["Location"] == (f"/work/records/{found}/" if how == "更正" else "/")
    return found


def test_who_judged_it_stays_there_and_is_led_to_where_figures_are_put_right(visit):
    client = visit("3")
    record = judged(client)

    page = client.get(f"/work/records/{record}/")

    said = seen.text(page)
    assert "轮到您：改数" in said
    assert "还没有人凭这一份改过数。" in said
    links = page.content.decode()
    assert f'href="/people/inputs/?month=2026-08&amp;record={record}"' in links
    assert f'href="{CORRECT}?record={record}"' in links
    assert 'href="/score/1/?month=2026-08"' in links
    today = client.get("/")
    assert "结果复核 #1 改数" in seen.text(today)
    assert "通过" not in seen.text(today)  # its button leads to the record instead
    assert links.index("凭这一份改数") < links.index("轮到您")
    judged(client, "维持")


def test_it_is_not_through_before_anything_was_changed(visit):
    client = visit("3")
    record = judged(client)

    answer = passed(client, record)

    assert answer.status_code == 422
    assert "还没有凭这份记录改过数" in seen.text(answer)
    assert passed(client, record, said="本人撤回").status_code == 302


def test_a_figure_entered_anew_is_noted_with_the_record(visit):
    client = visit("3")
    record = judged(client)
    address = f"/people/inputs/?month=2026-08&record={record}"
    assert "凭 结果复核 #1 改数" in seen.text(client.get(address))

    answer = client.post(address, {"v:个人评分|person|1": "1.1", "e:个人评分|person|1": "漏记", "enter": "1"})

    assert answer["Location"] == f"/work/records/{record}/"
    assert "填报 个人评分（2026年8月）" in seen.text(client.get(answer["Location"]))
    assert passed(client, record).status_code == 302
    later = seen.text(visit("1").get(f"/work/records/{record}/"))
    assert "填报 个人评分（2026年8月）" in later
    assert "改填报" not in later  # that is not theirs to do


def test_a_correction_is_written_for_it_prefilled(visit):
    client = visit("3")
    record = judged(client)
    assert f"?fact=order&amp;record={record}" in client.get(f"{CORRECT}?record={record}").content.decode()

    page = client.get(f"{CORRECT}?fact=order&record={record}").content.decode()

    assert f'<option value="{record}" selected>结果复核 #1</option>' in page
    assert "《结果复核》#1 2026年8月</textarea>" in page
    assert "漏记一次" not in page  # whoever sees figures reads a correction, and not the record
    assert 'value="2026-08-01"' not in page  # as it stands it would mean every row of the month
    typed = {"kind": "exclude", "start": "2026-08-01", "end": "2026-08-31", "reason": "漏记", "record": record}
    answer = client.post(f"{CORRECT}?fact=order", typed | {f"operator_{at}": "is" for at in range(3)})
    (number,) = [one.id for one in corrections.listed()]
    assert answer["Location"] == f"/numbers/corrections/{number}/"
    assert f'<a href="/work/records/{record}/">结果复核 #1</a>' in client.get(answer["Location"]).content.decode()
    assert f"更正单 {number} 草稿" in seen.text(client.get(f"/work/records/{record}/"))
    assert [(one.key, one.dropped) for one in consequences.of(record)] == [(str(number), True)]
    assert passed(client, record).status_code == 422  # a draft changes nothing yet


def test_a_record_that_is_not_ones_own_to_read_is_not_named(visit):
    record = judged(visit("3"))

    page = visit("8").get(f"{CORRECT}?fact=order&record={record}").content.decode()

    assert ("凭哪份记录" in page, "漏记一次" in page) == (False, False)
    assert "凭 结果复核" not in seen.text(visit("8").get(f"/people/inputs/?month=2026-08&record={record}"))


def test_it_is_english_for_who_reads_english(visit):
    record = judged(visit("3"))

    page = seen.text(visit("3", "en").get(f"/work/records/{record}/"))

    assert "Figures put right because of this" in page
    assert "Write a correction" in page
