"""What data there is, what is late, and where to fetch it."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

import make
from guiju.apps import clock
from guiju.apps.figures import models
from guiju.facts import importing
from web.sources.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def orders(tmp_path, home):
    """Orders of 1 to 7 October without the 4th and 5th."""
    for name, days in (("a", ("1", "2", "3")), ("b", ("6", "7"))):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(make.orders(*((f"{name}{n}", f"2026-10-0{n}", "100.00") for n in days)))
        importing.run([path], home, now=datetime(2026, 10, 9, 10))


def run(number, state="done", minutes=0, **fields):
    """An import, as the worker leaves it."""
    at = clock.now() - timedelta(minutes=minutes)
    over = {"started": at, "finished": at} if state not in {"queued", "running"} else {}
    return models.ImportRun.objects.create(
        files=[{"name": f"报表{number}.csv", "path": "", "bytes": 1}],
        by="张三",
        created=at,
        state=state,
        **over,
        **fields,
    )


@pytest.mark.usefixtures("orders")
def test_each_shop_says_how_far_its_data_reaches(people):
    answer = people["1"].get("/sources/")

    assert [line for line in read(answer, "li") if "最近一天" in line] == ["订单 最近一天：10月7日 差 1 天"]
    assert read(answer, "p", "lead") == ["0 项数据齐到昨天，1 项要补。"]
    assert 'aria-label="最近 60 天：有 5 天，缺 3 天：10月4日–5日、10月8日"' in answer.content.decode()


@pytest.mark.usefixtures("orders")
def test_a_fact_that_the_rules_need_is_asked_for_even_before_it_ever_came(people):
    make.shop("旗舰店")

    answer = people["1"].get("/sources/")

    assert read(answer, "span", "reaches") == ["最近一天：10月7日 差 1 天", "还没有数据 缺"]
    assert read(answer, "tr", "errand") == [
        "推广 旗舰店 9月1日 起 阿里妈妈万相台无界 报表 商品报表或场景报表 按天下载",
        "订单 旗舰店 10月4日–5日、10月8日 千牛卖家中心 交易 已卖出的宝贝 批量导出 订单报表（ExportOrderList*.csv）",
    ]


def test_nothing_is_asked_of_a_closed_shop_nor_of_facts_that_no_rule_reads(people, tmp_path):
    shop = make.shop("旧店")
    shop.end = date(2026, 10, 2)
    shop.save()
    make.lake(
        tmp_path,
        a=make.orders(("1", "2026-10-01", "1"), shop="旧店"),
        b="统计日期,店铺名称,访客数,支付金额,支付买家数\n2026-10-01,新店,1,1,1\n".encode(),
    )

    answer = people["1"].get("/sources/")

    assert read(answer, "span", "reaches") == ["最近一天：10月1日 制度没有用到", "最近一天：10月1日 已闭店"]
    assert read(answer, "tr", "errand") == []


def test_a_shop_lacks_nothing_before_it_opened(people):
    shop = make.shop("新店")
    shop.start = date(2026, 10, 7)
    shop.save()

    answer = people["1"].get("/sources/")

    assert 'aria-label="最近 60 天：有 0 天，缺 2 天：10月7日–8日"' in answer.content.decode()


def test_many_stretches_are_counted_and_the_latest_named(people, tmp_path):
    for number in (1, 3, 5, 7):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(make.orders((str(number), f"2026-10-0{number}", "1")))
        importing.run([path], settings.GUIJU_HOME, now=datetime(2026, 10, 9, 10))

    answer = people["1"].get("/sources/")

    assert read(answer, "tr", "errand")[0].startswith("订单 旗舰店 10月4日、10月6日、10月8日 等 4 段 千牛")


def test_everything_up_to_yesterday_needs_nothing(people, tmp_path):
    make.lake(tmp_path, a=make.orders(*((str(n), f"2026-10-0{n}", "1") for n in range(1, 9))))

    answer = people["1"].get("/sources/")

    assert read(answer, "p", "lead") == ["1 项数据都齐到昨天。"]
    assert read(answer, "span", "reaches") == ["最近一天：10月8日 齐"]


def test_without_data_the_next_step_is_in_sight(people):
    (said,) = read(people["1"].get("/sources/"), "div", "empty")
    assert (said.split()[0], said.split()[-1]) == ("还没有任何店铺数据。", "导入文件")
    assert read(people["2"].get("/sources/"), "div", "empty") == [
        "还没有任何店铺数据。 有导入权限的人把平台导出的表放进来之后，这里按店铺显示哪些天有数。"
    ]


@pytest.mark.usefixtures("orders")
def test_who_may_look_sees_no_door_to_import(people):
    answer = people["2"].get("/sources/")

    assert (answer.status_code, "导入文件" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("path", ["", "import/", "runs/", "runs/1/", "runs/1/reasons/", "aside/", "aside/x-0/"])
def test_strangers_are_sent_to_the_door_and_others_refused(people, path):
    run(1)

    assert Client().get(f"/sources/{path}").headers["Location"] == f"/sign-in/?next=/sources/{path}"
    refused = people["3"].get(f"/sources/{path}")
    assert (refused.status_code, read(refused, "h1", "say")) == (403, ["按现行制度，这一页不对您开放。"])


@pytest.mark.usefixtures("orders")
def test_the_page_is_english_for_who_reads_english(people):
    people["1"].cookies["language"] = "en"
    make.shop("Flagship")

    answer = people["1"].get("/sources/")

    assert read(answer, "h1") == ["Data sources"]
    assert read(answer, "span", "reaches")[-1] == "Last day: 7 Oct 1 day behind"
    assert read(answer, "tr", "errand")[0].startswith("Orders Flagship from 1 Sep 旗舰店 4 Oct–5 Oct, 8 Oct Qianniu")


@pytest.mark.usefixtures("orders")
def test_a_running_import_is_seen_and_only_its_part_is_asked_for_again(people):
    run(1, "running", progress=0.3, stage="read 1234 报表1.csv")

    whole = people["1"].get("/sources/")
    part = people["1"].get("/sources/", headers={"HX-Request": "true", "HX-Target": "div#running"})

    assert read(whole, "div", "running") == ["正在导入： 报表1.csv 30 % 正在读取 报表1.csv，已读 1,234 行"]
    assert read(part, "div", "running") == read(whole, "div", "running")
    assert ("<h1" in part.content.decode(), 'hx-trigger="every 2s"' in part.content.decode()) == (False, True)
    assert '<noscript><meta http-equiv="refresh"' in whole.content.decode()


@pytest.mark.usefixtures("orders")
def test_the_end_of_ones_own_import_is_news_for_half_an_hour(people):
    me = people["1"].session["_auth_user_id"]
    run(1, minutes=40, user_id=me)
    assert read(people["1"].get("/sources/"), "div", "running") == [""]

    run(2, minutes=5, user_id=me)

    assert read(people["1"].get("/sources/"), "div", "running") == ["报表2.csv · 已完成 · 没有变化"]
    assert read(people["2"].get("/sources/"), "div", "running") == [""]


@pytest.mark.parametrize("page", ["/sources/", "/sources/runs/"])
def test_three_shops_and_runs_cost_the_queries_of_one(people, tmp_path, page, django_assert_max_num_queries):
    make.shop("甲店")
    make.lake(tmp_path, a=make.orders(("1", "2026-10-01", "1"), shop="甲店"))
    run(1)
    people["1"].get(page)
    with django_assert_max_num_queries(15) as one:
        people["1"].get(page)

    for number, shop in enumerate(("乙店", "丙店"), 2):
        make.shop(shop)
        make.lake(tmp_path, a=make.orders((str(number), "2026-10-01", "1"), shop=shop))
        run(number)
    with django_assert_max_num_queries(15) as three:
        people["1"].get(page)

    assert len(three) == len(one)


def test_history_goes_back_page_by_page(admin):
    for number in range(35):
        run(number)

    first = admin.get("/sources/runs/")
    oldest = models.ImportRun.objects.order_by("-id")[29].pk
    second = admin.get(f"/sources/runs/?below={oldest}")

    assert (len(read(first, "tr")), len(read(second, "tr"))) == (31, 6)
    assert (f'href="?below={oldest}"' in first.content.decode(), 'href="?below=' in second.content.decode()) == (
        True,
        False,
    )
    assert read(second, "tr")[-1] == "报表0.csv 10月9日 周五 10:30 张三 已完成 没有变化"


def test_history_without_imports_offers_the_first(admin, people):
    assert read(admin.get("/sources/runs/"), "div", "empty") == ["还没有在网页里导入过。 导入文件"]
    assert read(people["2"].get("/sources/runs/"), "div", "empty") == ["还没有在网页里导入过。"]
