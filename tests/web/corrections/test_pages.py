"""Pages of corrections: written, weighed, approved by another, found from every figure they touch."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.corrections import office
from apps.corrections.office import BRINGS, DIRECTS, LEADS, SHOP, do, drafted, exclusion, get, in_force
from guiju.apps import spreadsheet
from guiju.apps.corrections import models
from guiju.apps.corrections.values import Draft, Kind, Stage
from guiju.web.corrections.listing import BOOK
from web.seen import text

pytestmark = pytest.mark.django_db
LIST = "/numbers/corrections/"
VIEW = office.TEXT.replace(
    "什么: [制度, 指标, 绩效, 数据源, 目标, 输入], 范围: 全部}",
    "什么: [制度, 指标, 绩效, 奖金, 数据源, 目标, 输入], 范围: 全部}",
)


@pytest.fixture(autouse=True)
def department(tmp_path):
    assert VIEW != office.TEXT
    office.opened(tmp_path, VIEW)


def page(number):
    return f"{LIST}{number}/"


def deed(browser, row, key, **more):
    return browser.post(page(row.pk), {"deed": key, "version": get(row.pk).version, "said": "", **more})


def test_from_a_written_form_to_a_correction_in_force(visit):
    form = {"kind": "exclude", "keys": f"{SHOP} 4", "reason": "刷单"}

    answer = visit(BRINGS).post(f"{LIST}new/?fact=order", form | operators())
    row = models.Correction.objects.get()
    shown = text(visit(BRINGS).get(page(row.pk)))

    assert answer["Location"] == page(row.pk)
    assert row.keys == [[SHOP, "4"]]
    assert f"排除“订单”的这些行：{SHOP} 4。" in shown
    assert re.search("1 行，占“订单”4 行的 25.0.%", shown)
    assert "2026年9月30日" in shown

    assert "提交审批" in shown
    deed(visit(BRINGS), row, "propose")
    seen = text(visit(DIRECTS).get(page(row.pk)))
    assert "批准" in seen
    assert "2026年9月已经结束，还没有定稿：批准后会重新核算" in seen
    deed(visit(DIRECTS), row, "approve")

    assert get(row.pk).stage == Stage.IN_FORCE
    assert "已生效" in text(visit(DIRECTS).get(LIST))


def operators(**more):
    return {f"operator_{at}": "is" for at in range(3)} | more


def test_simple_tests_become_a_condition(visit):
    tests = {
        "test_0": "paid_amount",
        "operator_0": "under",
        "than_0": "65",
        "test_1": "title",
        "operator_1": "contains",
    }
    form = {"kind": "set", "reason": "渠道写错", "change_0": "channel", "value_0": "直播", "than_1": "杯"}

    visit(BRINGS).post(f"{LIST}new/?fact=order", operators() | tests | form)

    row = models.Correction.objects.get()
    assert (row.condition, row.values) == ('订单.实付金额 < 65元 且 包含(订单.标题, "杯")', {"channel": "直播"})
    shown = text(visit(BRINGS).get(page(row.pk)))
    assert "订单实付金额低于 65 元，且订单标题含“杯”" in shown or "实付金额低于" in shown
    assert "这个条件符合一半以上的行" in shown


def test_what_cannot_be_read_comes_back_with_the_reason(visit):
    form = operators(kind="exclude", reason="x", condition="订单.实付金额 >")

    answer = visit(BRINGS).post(f"{LIST}new/?fact=order", form)

    assert answer.status_code == 422
    assert "条件读不懂" in text(answer)
    assert "一边缺少值；补上缺的值" in text(answer)
    assert 'id="id_condition_error"' in answer.content.decode()  # at its field
    assert models.Correction.objects.count() == 0


def test_the_form_begins_with_the_row_that_was_seen(visit):
    shown = visit(BRINGS).get(f"{LIST}new/?fact=order&key={SHOP}&key=4").content.decode()

    assert f"{SHOP}\t4</textarea>" in shown
    assert "订单编号" not in visit(BRINGS).get(f"{LIST}new/").content.decode().partition("<main")[0]
    assert visit(BRINGS).get(f"{LIST}new/?fact=nothing").status_code == 404


def test_what_has_no_rows_stands_behind_what_has(visit):
    page = text(visit(BRINGS).get(f"{LIST}new/")).partition("更正哪种数据？")[2]
    filled, _fold, bare = page.partition("还没有数据的")

    assert "订单" in filled
    assert "退款" not in filled
    assert "退款" in bare


def test_strangers_read_and_neither_write_nor_decide(visit):
    row = do("propose", drafted(exclusion("4")))

    assert visit(LEADS).get(f"{LIST}new/").status_code == 403
    assert deed(visit(LEADS), row, "approve").status_code in {302, 403}
    assert get(row.pk).stage == Stage.PROPOSED
    assert visit("4").get(page(row.pk)).status_code == 403
    assert visit("4").get(LIST).status_code == 403
    assert visit(DIRECTS).get(page(404)).status_code == 404


def test_money_is_shown_to_those_who_may_see_it_alone(visit):
    row = drafted(exclusion("4"))

    director, brings = text(visit(DIRECTS).get(page(row.pk))), text(visit(BRINGS).get(page(row.pk)))

    assert "奖金合计" in director
    assert "林夏" in director
    assert "奖金合计" not in brings
    assert "林夏 得分" not in brings
    assert "林夏 奖金" not in brings


def test_the_figure_and_the_bonus_lead_to_the_correction(visit):
    row = in_force(exclusion("4"))
    url = f"{LIST}?of={row.pk}"

    metric = visit(DIRECTS).get("/numbers/of/销售额/?grain=month&at=2026-09")
    score = visit(DIRECTS).get("/score/1/?month=2026-09")
    rows = re.search(r'href="(/score/1/rows/[^"]+)"', score.content.decode())

    assert url in metric.content.decode()
    assert "含更正 1 条" in text(metric)
    assert url not in visit(DIRECTS).get("/numbers/of/销售额/?grain=month&at=2026-08").content.decode()
    assert url in score.content.decode()
    assert "含更正 1 条" in text(score).partition("奖金怎么来的")[0]
    assert "含更正" not in text(visit(DIRECTS).get("/score/1/?month=2026-08"))
    own = visit("1").get("/score/?month=2026-09")
    assert "含更正 1 条" in text(own)
    assert (url in own.content.decode()) == (visit("1").get(url).status_code == 200)
    assert rows is not None
    behind = visit(DIRECTS).get(rows[1].replace("&amp;", "&")).content.decode()
    assert f"{LIST}new/?fact=" in behind
    assert "更正单" in text(visit(DIRECTS).get(url))


def test_undoing_and_correcting_again_begin_on_the_page(visit):
    row = in_force(exclusion("4"))
    browser = visit(BRINGS)

    assert deed(browser, row, "undo").status_code == 422
    answer = deed(browser, row, "undo", said="查清了")

    undo = models.Correction.objects.exclude(pk=row.pk).get()
    assert (undo.kind, answer["Location"]) == (Kind.UNDO, page(undo.pk))
    assert f"更正单 {row.pk} 不再作数" in text(browser.get(page(undo.pk)))
    assert f"?replaces={row.pk}" in browser.get(page(row.pk)).content.decode()
    assert "代替更正单" in text(browser.get(f"{LIST}new/?replaces={row.pk}"))


def test_the_approval_in_the_inbox_leads_to_the_page(visit):
    row = do("propose", drafted(exclusion("4")))

    inbox = visit(DIRECTS).get("/").content.decode() + visit(DIRECTS).get("/work/").content.decode()

    assert page(row.pk) in inbox


def test_the_list_is_narrowed_and_taken_away(visit):
    row, other = drafted(exclusion("4")), in_force(exclusion("3"))
    browser = visit(DIRECTS)

    assert page(row.pk) not in browser.get(f"{LIST}?state=in_force").content.decode()
    assert page(other.pk) in browser.get(f"{LIST}?state=in_force").content.decode()
    assert "没有这样的更正单" in text(browser.get(f"{LIST}?fact=refund"))
    book = spreadsheet.read(browser.get(f"{LIST}export.xlsx").content, [BOOK])
    assert [found.values["id"] for found in book.rows["更正单"]] == [other.pk, row.pk]


def test_the_pages_speak_english(visit):
    row = drafted(Draft(Kind.SET, "订单", "wrong", ((SHOP, "4"),), values={"paid_amount": "5"}))

    shown = text(visit(BRINGS, "en").get(page(row.pk)))

    assert "In these rows of “order” set paid amount to 5" in shown
    assert "Hand in for approval" in shown
    assert "Which data is wrong?" in text(visit(BRINGS, "en").get(f"{LIST}new/"))


def test_a_longer_list_asks_nothing_more(visit):
    browser = visit(DIRECTS)
    drafted(exclusion("4"))
    few = asked(browser)
    for _ in range(3):
        models.Correction.objects.create(
            **{
                field.name: getattr(models.Correction.objects.last(), field.name)
                for field in models.Correction._meta.fields
                if field.name != "id"
            }
        )

    assert asked(browser) == few
    assert few <= 15


def asked(browser):
    browser.get(LIST)
    with CaptureQueriesContext(connection) as found:
        browser.get(LIST)
    return len(found)


def test_an_order_takes_its_lines_and_refunds_along_unless_one_says_otherwise(visit):
    form = visit(BRINGS).get(f"{LIST}new/?fact=order&key={SHOP}&key=4").content.decode()
    boxes = dict(re.findall(r'name="along" value="(\w+)"[^>]*?( checked)?>', form))

    assert {name for name, checked in boxes.items() if checked} == {"order_line", "refund"}
    assert {"shipment", "payment", "review"} <= {name for name, checked in boxes.items() if not checked}

    said = {"kind": "exclude", "keys": f"{SHOP} 4", "reason": "刷单", "along": ["order_line", "refund"]}
    visit(BRINGS).post(f"{LIST}new/?fact=order", said | operators())
    row = models.Correction.objects.get()
    shown = text(visit(BRINGS).get(page(row.pk)))
    again = visit(BRINGS).get(f"{LIST}new/?replaces={in_force(exclusion('3', along=('refund',))).pk}").content.decode()

    assert row.along == ["order_line", "refund"]
    assert f"{SHOP} 4，以及它们的订单行、退款。它们当作没有导入过。" in shown
    assert "一起排除：订单行 0 行、退款 0 行" in shown
    assert re.findall(r'name="along" value="(\w+)"[^>]*? checked', again) == ["refund"]


def test_what_nothing_leads_to_offers_nothing_to_take_along(visit):
    assert 'name="along"' not in visit(BRINGS).get(f"{LIST}new/?fact=ad_spend").content.decode()
