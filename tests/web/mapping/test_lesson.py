import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facts.mapping import odd
from guiju.apps.figures.queries import runs
from guiju.facts.mapping import store
from web import seen
from web.mapping.conftest import ROWS, said

pytestmark = pytest.mark.django_db


def test_a_file_that_nobody_knew_offers_to_be_taught(admin, bring):
    run = bring(admin)
    page = admin.get(f"/sources/runs/{run}/").content.decode()

    assert f'action="/sources/formats/teach/{run}/"' in page
    assert "教规矩认识这个文件" in page


def test_the_page_shows_the_beginning_with_people_masked_and_what_is_proposed(admin, lesson):
    page = admin.get(lesson)
    rows = seen.table(page, "文件的开头")
    body = page.content.decode()

    assert rows[0] == list(odd.HEADER)
    assert rows[1] == ["M00001X", "2026-06-02", "2026-06-02", "1***", "1.50", "5", "高腰裤 1", "张***"]
    assert "1380000" not in body
    assert '<option value="单号" selected>' in body
    assert '<option value="order" selected>' in body
    assert "表头在第 3 行" in seen.text(page)


def test_a_change_is_tried_without_script(admin, lesson, post):
    page = post(admin, lesson, said())
    text = seen.text(admin.get(lesson))

    assert page.status_code == 200
    assert "8 行会入库，1 行是汇总，不计" in text
    assert "2026年6月1日 到 2026年6月2日 · 商城" in text
    assert "实付金额 ¥40.00" in text


def test_a_change_is_tried_with_script_in_a_fragment(admin, lesson, post):
    first = post(admin, lesson, said(), headers={"HX-Request": "true", "HX-Target": "outcome"})
    then = admin.get(lesson, headers={"HX-Request": "true", "HX-Target": "outcome"})

    assert first.content.decode().lstrip().startswith('<div id="outcome"')
    assert "8 行会入库" in seen.text(then)
    assert "每列从哪里来" not in seen.text(then)


def test_rows_that_would_wait_are_told_with_why(admin, bring, post):
    run = bring(admin, odd.text(odd.line(1), odd.line(2, "两块")))
    at = post(admin, f"/sources/formats/teach/{run}/", {"file": "odd.csv"})["Location"]
    post(admin, at, said())
    text = seen.text(admin.get(at))

    assert "1 行会入库，1 行会搁置，1 行是汇总，不计" in text
    assert "「两块」不是数字 「成交额(元)」 · 1 行，如第 5 行" in text


def test_a_mapping_that_would_eat_a_personal_column_is_refused_where_it_stands(admin, lesson, post):
    page = post(admin, lesson, said(**{"from-title": "收件人", "keep": "1"}))
    text = seen.text(page)

    assert page.status_code == 422
    assert "「收件人」像是姓名，放进「标题」就把个人信息存了下来" in text
    assert "要用它区分人，就勾选「只存加密标识」" in text
    assert store.kept(settings.GUIJU_HOME) == []
    assert '<option value="收件人" selected>' in page.content.decode()


def test_a_phone_may_enter_as_a_keyed_hash(admin, lesson, post):
    page = post(admin, lesson, said(**{"from-id": "顾客电话", "hash-id": "on", "keep": "1"}))

    assert page.status_code == 302
    assert store.find(settings.GUIJU_HOME, "own_order_1").raw["hashed"] == ["id"]


def test_kept_it_comes_in_at_once_and_the_next_file_is_known(admin, lesson, post, bring):
    done = post(admin, lesson, said(keep="1"))
    text = seen.text(admin.get(done["Location"]))
    again = runs.run(bring(admin, odd.text(odd.line(99)))).report["files"][0]

    assert "已保存“商城订单”。以后谁导入这种文件都认得。" in text
    assert "订单：新增 8 行" in text
    assert (again["status"], again["title"]["zh"]) == ("imported", "商城订单")
    assert admin.get(lesson)["Location"] == "/sources/formats/own_order_1/"


def test_two_people_who_edit_the_same_mapping_are_told_and_keep_what_they_typed(admin, lesson, post):
    post(admin, lesson, said(keep="1"))
    first, second = (post(admin, "/sources/formats/own_order_1/edit/")["Location"] for _ in range(2))
    post(admin, first, said(title="甲改的", keep="1"))
    page = post(admin, second, said(title="乙改的", keep="1"))

    assert page.status_code == 422
    assert "存了第 2 版，您看的不是最新的。没有存，您填的还在。" in seen.text(page)
    assert 'value="乙改的"' in page.content.decode()
    assert store.find(settings.GUIJU_HOME, "own_order_1").raw["title"]["zh"] == "甲改的"


def test_another_header_row_and_another_fact_may_be_chosen(admin, lesson, post):
    post(admin, f"{lesson}read/", {"at": "4"})
    other = seen.table(admin.get(lesson), "文件的开头")
    post(admin, f"{lesson}read/", {"at": "3"})
    post(admin, f"{lesson}fact/", {"fact": "refund"})

    assert other[0][0] == "M00001X"
    assert '<option value="refund" selected>' in admin.get(lesson).content.decode()


def test_a_file_that_is_no_table_is_told(admin, lesson, post):
    from guiju.apps.formats import models

    models.Lesson.objects.update(state="failed", trouble={"zh": "文件损坏", "en": "damaged"})

    assert "这个文件读不了 文件损坏" in seen.text(admin.get(lesson))


def test_nonsense_in_the_form_falls_by_the_wayside(admin, lesson, post):
    sent = said(**{"from-id": "不存在的列", "way-id": "eval", "skip_column": "x", "value-title": "长" * 9000})
    page = post(admin, lesson, sent)

    assert page.status_code == 200
    assert "没有说「编号」从哪里来" in seen.text(page)
    assert post(admin, f"{lesson}read/", {"at": "-1", "way": "x", "sheet": "?" * 999}).status_code == 302
    assert post(admin, f"{lesson}fact/", {"fact": "x"}).status_code == 403


def test_a_lesson_is_for_those_who_began_it(people, bring, post):
    run = bring(people["1"])
    at = post(people["1"], f"/sources/formats/teach/{run}/", {"file": "odd.csv"})["Location"]

    assert people["1"].get(at).status_code == 200
    for number in ("2", "3"):
        assert people[number].get(at).status_code == 403
        assert people[number].post(at, said(keep="1")).status_code == 403
        assert people[number].post(f"/sources/formats/teach/{run}/", {"file": "odd.csv"}).status_code == 403


def test_a_lesson_that_is_given_up_is_gone(admin, lesson, post):
    assert post(admin, f"{lesson}drop/")["Location"] == "/sources/formats/"
    assert admin.get(lesson).status_code == 404


def test_the_page_asks_the_database_the_same_for_many_rows(admin, bring, post):
    counts = []
    for at, rows in enumerate((1, 20)):
        run = bring(admin, odd.text(*(odd.line(n) for n in range(1, rows + 1))), f"odd{at}.csv")
        where = post(admin, f"/sources/formats/teach/{run}/", {"file": f"odd{at}.csv"})["Location"]
        with CaptureQueriesContext(connection) as asked:
            admin.get(where)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_the_page_is_in_english_too(admin, lesson):
    page = admin.get(lesson, headers={"Accept-Language": "en"})
    text = seen.text(page)

    assert "Where each column comes from" in text
    assert "paid amount" in text
    assert ROWS[0].split(",")[0] in text
