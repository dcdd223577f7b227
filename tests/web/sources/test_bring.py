"""Files come in by the page, through the worker, into the lake, and every one of them is accounted for."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import make
from facts import exports
from guiju.apps.figures import models
from guiju.apps.figures.queries import coverage
from guiju.facts.sentences import WORDS
from guiju.web.sources import limits
from web.sources.making import queued
from web.sources.reading import read

NOT_A_NUMBER = WORDS["number"][2]
pytestmark = pytest.mark.django_db

GOOD = make.orders(("1", "2026-10-07", "100.00"), ("2", "2026-10-08", "50.00"))
AD = exports.csv_bytes(exports.ADS, [exports.ad("2026-10-01", n) for n in range(30)])
HX = {"HX-Request": "true", "HX-Target": "div#asked"}


def bad_orders(*amounts):
    rows = (exports.order(n, 买家实际支付金额=amount) for n, amount in enumerate(amounts, 1))
    return exports.csv_bytes(exports.ORDERS, rows)


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (80 << 20))
    return packed.getvalue()


def latest():
    return models.ImportRun.objects.order_by("-id").first()


def test_a_small_export_ends_in_the_lake(admin, bring):
    answer = bring(admin, ("订单 10月.csv", GOOD))

    assert answer.headers["Location"] == f"/sources/runs/{latest().pk}/"
    seen = admin.get(answer.headers["Location"])
    assert read(seen, "p", "verdict-line") == ["已完成 新增 2 行"]
    assert read(seen, "tr")[1:] == [
        "订单 10月.csv 淘宝/天猫 订单报表（2025 版） 已导入 订单：新增 2 行 旗舰店：订单 10月7日–8日"
    ]
    assert coverage.view().coverage("order", "旗舰店") == [(date(2026, 10, 7), date(2026, 10, 8))]
    assert coverage.view().rows("order") == 2


def test_the_same_file_again_changes_nothing(admin, bring):
    bring(admin, ("a.csv", GOOD))

    answer = bring(admin, ("b.csv", GOOD))

    seen = admin.get(answer.headers["Location"])
    assert read(seen, "p", "verdict-line") == ["已完成 没有变化"]
    assert [row.split()[3] for row in read(seen, "tr")[1:]] == ["早已导入，没有变化"]


def test_several_files_are_told_one_by_one(admin, bring):
    answer = bring(
        admin,
        ("好.csv", GOOD),
        ("坏.csv", bad_orders("100", "一百")),
        ("会议.csv", "标题,内容\n周会,没有\n".encode()),
        ("缺列.csv", exports.csv_bytes([h for h in exports.ORDERS if h != "买家应付邮费"], [exports.order(1)])),
        ("合同.pdf", b"%PDF-1.4"),
        ("炸弹.zip", bomb()),
    )

    seen = admin.get(answer.headers["Location"])
    assert read(seen, "p", "verdict-line") == ["有文件没有导入 新增 3 行，搁置 1 行，4 个文件没有导入"]
    told = {row.split()[0]: " ".join(row.split()[1:]) for row in read(seen, "tr")[1:7]}
    assert told["合同.pdf"] == "没有导入 不支持的文件类型 请导入 CSV、TSV、XLSX、XLS、JSON，或它们的 gz、zip 压缩包"
    assert told["炸弹.zip"] == (
        "没有导入 压缩包解开后过大（80 MB），已拒绝 正常的报表不会这样；请核对文件来源，或拆分后导入"
    )
    assert told["缺列.csv"] == (
        "没有认出 没有认出这个文件，最接近「淘宝/天猫 订单报表」，缺少列：买家应付邮费 请重新导出，并勾选缺少的列"
        " 教规矩认识这个文件"
    )
    assert told["坏.csv"].split("部分导入 ")[1] == "订单：新增 1 行 搁置 1 行 规矩旗舰店：订单 6月1日"
    assert read(seen, "tr")[8] == "第 3 行 买家实际支付金额 「一百」不是数字 " + NOT_A_NUMBER


def test_rows_with_the_same_reason_stand_together(admin, bring):
    answer = bring(admin, ("万相台.csv", AD), ("订单.csv", bad_orders("=1+2", "1", "=1+2", "2", "=1+2")))

    seen = admin.get(answer.headers["Location"])
    reasons = [row for row in read(seen, "tr") if row.startswith("第")]
    assert reasons == [
        "第 2–31 行 店铺 这一行没有店铺 说明是哪家店，再读一次；下回导入时选好店铺",
        "第 2、4、6 行 买家实际支付金额 「=1+2」不是数字 " + NOT_A_NUMBER,
    ]
    assert coverage.view().rows("ad_spend") == 0


def test_twenty_reasons_stand_on_the_page_and_all_in_the_workbook(admin, bring):
    answer = bring(admin, ("订单.csv", bad_orders(*(f"=一{n}" for n in range(30)))))

    seen = admin.get(answer.headers["Location"])
    assert sum(row.startswith("第") for row in read(seen, "tr")) == 20
    assert "还有 10 行没有列出。" in read(seen, "div", "beneath")[0]
    book = admin.get(f"{answer.headers['Location']}reasons/")
    sheet, words = cells(book.content)
    assert (sheet.count("<row"), "<f>" in sheet, "=一29" in words) == (31, False, True)
    assert book.headers["Cache-Control"] == "no-store, private"


def cells(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()


def test_only_who_brought_a_file_reads_its_bad_rows(people, bring):
    answer = bring(people["1"], ("订单.csv", bad_orders("一百")), ("会议.csv", b"a,b\n1,2\n"))
    address = answer.headers["Location"]

    seen = people["2"].get(address)

    assert "一百" not in seen.content.decode()
    assert read(seen, "span", "faint")[-1] == "搁置的行里可能有个人信息，只有导入的人能看。"
    assert "没有认出这个文件" in seen.content.decode()
    assert people["2"].get(f"{address}reasons/").status_code == 403
    assert people["1"].get(f"{address}reasons/").status_code == 200


def test_what_files_do_not_say_is_said_beside_them(admin, bring):
    make.shop("甲店")

    answer = bring(
        admin, ("万相台.csv", AD), shop="甲店", first="2026-10-01", last="2026-10-03", as_of="2026-10-05T08:00"
    )

    assert latest().options == {
        "shop": "甲店",
        "covers": "2026-10-01..2026-10-03",
        "as_of": "2026-10-05T08:00:00",
    }
    assert coverage.view().coverage("ad_spend", "甲店") == [(date(2026, 10, 1), date(2026, 10, 3))]
    lead = read(admin.get(answer.headers["Location"]), "p", "lead")
    assert lead == ["admin · 10月9日 周五 10:30 · 店铺 甲店 · 覆盖 10月1日–3日"]


def test_a_file_without_a_date_asks_for_it_and_takes_it(admin, bring):
    make.shop("甲店")
    service = exports.csv_bytes(exports.SERVICE, [{"旺旺昵称": "甲店:小红", "询单人数": "3", "询单最终付款人数": "1"}])

    answer = bring(admin, ("客服.csv", service), shop="甲店")

    seen = admin.get(answer.headers["Location"])
    assert "重新导入，并说明数据是哪一天；或在文件名里写上日期" in read(seen, "td", "whole")[0]
    assert "--on" not in seen.content.decode()
    again = admin.get("/sources/import/?need=on")
    assert "<details open>" in again.content.decode()
    answer = bring(admin, ("客服.csv", service), shop="甲店", on="2026-10-08")
    assert read(admin.get(answer.headers["Location"]), "p", "lead")[0].endswith("店铺 甲店 · 日期 10月8日")
    assert latest().options["on"] == "2026-10-08"
    assert coverage.view().coverage("service_day", "甲店") == [(date(2026, 10, 8), date(2026, 10, 8))]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"on": "2026-10-10"}, "这一天还没有到。"),
        ({"first": "2026-10-01"}, "起止日期要一起填。"),
        ({"last": "2026-10-01"}, "起止日期要一起填。"),
        ({"first": "2026-10-03", "last": "2026-10-01"}, "结束早于开始。"),
        ({"first": "昨天", "last": "2026-10-01"}, "输入一个有效的日期。"),
        ({"shop": "没有的店"}, "选择一个有效的选项。 没有的店 不在可用的选项中。"),
    ],
)
def test_what_is_said_wrongly_is_told_at_its_field(admin, bring, said, problem):
    answer = bring(admin, ("a.csv", GOOD), **said)

    assert (answer.status_code, read(answer, "ul", "errors"), latest()) == (422, [problem], None)


def test_files_are_needed(admin):
    answer = admin.post("/sources/import/", {})

    assert (answer.status_code, read(answer, "div", "broken")) == (422, ["这个字段是必填项。"])


def test_with_htmx_only_what_was_asked_comes_back_and_success_leads_on(admin, bring):
    wrong = bring(admin, ("a.csv", GOOD), on="2026-10-10", headers=HX)
    right = bring(admin, ("a.csv", GOOD), headers=HX)

    assert (wrong.status_code, "<h1" in wrong.content.decode(), read(wrong, "ul", "errors")) == (
        422,
        False,
        ["这一天还没有到。"],
    )
    assert (right.status_code, right.headers["HX-Redirect"]) == (200, f"/sources/runs/{latest().pk}/")


def test_too_much_is_refused_before_it_is_read(admin):
    answer = admin.generic(
        "POST", "/sources/import/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
    )

    assert (answer.status_code, read(answer, "div", "broken")) == (
        413,
        ["这些文件太大了，没有上传。一次最多 60 个文件、共 512 MB；更大的用命令行 guiju import 导入。"],
    )


@pytest.mark.parametrize("count", [limits.MOST_FILES + 1, 101])
def test_too_many_files_are_refused_in_words(admin, count):
    files = [SimpleUploadedFile(f"{n}.csv", b"a") for n in range(count)]

    answer = admin.post("/sources/import/", {"file": files})

    assert (answer.status_code, read(answer, "div", "broken")[0][:11]) == (413, "文件太多了，没有上传。")


def test_a_broken_upload_is_refused_in_words(admin):
    answer = admin.generic("POST", "/sources/import/", b"--x", content_type="multipart/form-data; boundary=")

    assert (answer.status_code, read(answer, "div", "broken")) == (413, ["文件没有传完整，请再试一次。"])


def test_hostile_names_stay_in_their_folder_and_endless_ones_are_refused(admin, bring):
    bring(admin, ("../../../etc/passwd.csv", GOOD))
    assert latest().files[0]["name"] == "passwd.csv"

    long = bring(admin, ("长" * 80 + ".csv", GOOD))

    assert (long.status_code, read(long, "div", "broken")[0][:15]) == (422, "文件名太长了，请改短：长长长长")


def test_an_upload_needs_its_token(admin):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin.cookies

    answer = strict.post("/sources/import/", {"file": SimpleUploadedFile("a.csv", GOOD)})

    assert (answer.status_code, latest()) == (403, None)


def test_who_has_many_imports_waiting_is_asked_to_wait(admin):
    for _ in range(limits.MOST_OPEN):
        queued(user_id=admin.session["_auth_user_id"])

    answer = admin.post("/sources/import/", {"file": SimpleUploadedFile("a.csv", GOOD)})

    assert (answer.status_code, models.ImportRun.objects.count()) == (429, limits.MOST_OPEN)
    assert read(answer, "div", "broken") == ["您已经有好几次导入在排队，等它们完成再来。"]


def test_columns_never_seen_and_summary_rows_are_told(admin, bring):
    header = ["日期", "店铺名称", "访客数", "支付金额", "支付买家数", "心情"]
    days = [{"日期": "2026-10-01", "店铺名称": "甲店", "访客数": "1", "支付金额": "1", "支付买家数": "1"}]

    answer = bring(admin, ("流量.csv", exports.csv_bytes(header, days)))

    assert read(admin.get(answer.headers["Location"]), "div", "notice") == ["流量.csv：有没见过的列，没有读：心情"]


def test_of_columns_with_one_name_it_is_told_which_was_read(admin, bring):
    days = [{"日期": "2026-10-01", "店铺名称": "甲店", "访客数": "1", "支付金额": "1", "支付买家数": "1"}]

    answer = bring(admin, ("流量.csv", exports.csv_bytes([*days[0], "支付金额"], days)))

    said = "流量.csv：这些列名在表头里不止一处，读的是最前面那一列：支付金额"
    assert read(admin.get(answer.headers["Location"]), "div", "notice") == [said]


def test_many_rows_with_one_reason_are_counted(admin, bring):
    answer = bring(admin, ("订单.csv", bad_orders(*("一" if n % 2 else "1" for n in range(14)))))

    seen = admin.get(answer.headers["Location"])

    assert [row.split(" 买")[0] for row in read(seen, "tr") if row.startswith("第")] == ["第 3、5、7、9 等 7 行"]


def test_sheets_that_nobody_knows_are_told_and_the_others_read(admin, bring, tmp_path):
    header, day = ["日期", "店铺名称", "访客数", "支付金额", "支付买家数"], ["2026-10-01", "甲店", "1", "1", "1"]
    book = exports.write_book(tmp_path / "日报.xlsx", {"说明": [["口径", "见帮助"]], "流量": [header, day]})

    answer = bring(admin, ("日报.xlsx", book.read_bytes()))

    assert read(admin.get(answer.headers["Location"]), "div", "notice") == ["日报.xlsx：有认不出的工作表，没有读：说明"]


def test_a_file_with_nothing_in_it_does_not_keep_the_others_out(admin, bring):
    answer = bring(admin, ("空.csv", b""), ("good.csv", GOOD))

    assert answer.status_code == 302
    assert [one["name"] for one in latest().files] == ["空.csv", "good.csv"]
