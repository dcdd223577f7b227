import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from facts.mapping import odd
from guiju.facts.mapping import bounded, store
from web import seen
from web.mapping.conftest import said

pytestmark = pytest.mark.django_db

TEXT = store.dump(odd.raw()).encode()


def add(post, client, content=TEXT, name="own_mall.yaml", **more):
    return post(client, "/sources/formats/add/", {"file": SimpleUploadedFile(name, content), **more})


def test_without_any_the_list_says_how_to_begin(admin):
    text = seen.text(admin.get("/sources/formats/"))

    assert "还没有教过文件。 导入一个没认出的文件，在导入结果里点“教规矩认识这个文件”。" in text


def test_the_list_names_each_with_version_and_who(admin, lesson, post):
    post(admin, lesson, said(keep="1"))
    rows = seen.table(admin.get("/sources/formats/"), "认识的文件")

    assert rows[1][:4] == ["商城订单", "订单", "6", "第 1 版"]
    assert rows[1][4].startswith("admin")


def test_one_says_where_each_column_comes_from(admin, post):
    add(post, admin)
    page = admin.get("/sources/formats/own_mall/")

    assert ["实付金额", "「成交额(元)」"] in seen.table(page, "每列从哪里来")
    assert "个人信息，从不读取 「顾客电话」「收件人」" in seen.text(page)


def test_an_export_is_ready_for_the_project(admin, post):
    add(post, admin)
    answer = admin.get("/sources/formats/own_mall/export/")

    assert "own_mall.yaml" in answer["Content-Disposition"]
    assert bounded.read(answer.content) == odd.raw()
    assert b"admin" not in answer.content


def test_the_same_id_comes_in_again_only_on_purpose(admin, post):
    add(post, admin)
    no = add(post, admin)
    yes = add(post, admin, replace="on")

    assert (no.status_code, yes.status_code) == (422, 302)
    assert "已经有编号是“own_mall”的了，是第 1 版。" in seen.text(no)
    assert store.find(settings.GUIJU_HOME, "own_mall").version == 2


@pytest.mark.parametrize(
    ("content", "said_"),
    [
        (b"a: &a [x, x]\nb: [*a, *a]\n", "引用、标签或过深的嵌套"),
        (b"x" * (300 << 10), "太大"),
        (
            store.dump({**odd.raw(), "format": 1, "columns": {"id": "单号", "was_2024": "运费"}}).encode(),
            "为旧版本写的",
        ),
        (store.dump(odd.raw()).replace("货名", "收件人姓名").encode(), "像是姓名"),
    ],
)
def test_a_bomb_an_old_one_and_one_that_eats_people_are_refused_with_why(admin, post, content, said_):
    page = add(post, admin, content)

    assert page.status_code == 422
    assert said_ in seen.text(page)
    assert store.kept(settings.GUIJU_HOME) == []


def test_taken_out_of_use_and_put_back_its_history_tells(admin, post):
    add(post, admin)
    post(admin, "/sources/formats/own_mall/remove/", {"base": "1"})
    gone = admin.get("/sources/formats/own_mall/?version=1")
    post(admin, "/sources/formats/own_mall/restore/", {"version": "1", "base": "0"})
    back = admin.get("/sources/formats/own_mall/")

    assert "已停用" in seen.text(gone)
    assert "用回这一版" in seen.text(gone)
    assert [row[0] for row in seen.table(back, "历史")[1:]] == ["第 3 版", "第 2 版 停用", "第 1 版"]


def test_a_stale_removal_is_told_and_nothing_happens(admin, post):
    add(post, admin)
    page = admin.post("/sources/formats/own_mall/remove/", {"base": "7"}, follow=True)

    assert "您看的不是最新的" in seen.text(page)
    assert store.find(settings.GUIJU_HOME, "own_mall") is not None


def test_a_broken_file_in_the_folder_is_told_and_breaks_nothing(admin, home):
    (home / "connectors").mkdir()
    (home / "connectors" / "own_torn.yaml").write_text("fact: [")
    rows = seen.table(admin.get("/sources/formats/"), "认识的文件")

    assert rows[1][0].startswith("own_torn 没有用上 不是有效的 YAML")
    assert admin.get("/sources/formats/own_torn/").status_code == 200


def test_one_that_a_built_in_connector_knows_too_says_so(admin, post):
    header = ["日期", "消耗", "曝光量", "总成交金额"]
    raw = {
        "title": {"zh": "自家推广", "en": "Own"},
        "fact": "ad_spend",
        "needs": [[name] for name in header],
        "columns": {"day": "日期", "cost": "消耗", "channel": {"value": "x"}},
    }
    add(post, admin, store.dump(raw).encode(), "own_ads.yaml")

    assert "由自带的认" in seen.text(admin.get("/sources/formats/"))


def test_who_may_look_sees_and_who_may_not_does_not(people, post):
    add(post, people["1"])

    assert people["2"].get("/sources/formats/").status_code == 200
    assert "导入连接器" not in seen.text(people["2"].get("/sources/formats/"))
    assert people["3"].get("/sources/formats/").status_code == 403
    for number in ("2", "3"):
        for verb, sent in (("remove", {"base": "1"}), ("restore", {"version": "1", "base": "1"}), ("edit", {})):
            people[number].post(f"/sources/formats/own_mall/{verb}/", sent)
        assert add(post, people[number]).status_code in {403, 422}
    assert [one.version for one in store.history(settings.GUIJU_HOME, "own_mall")] == [1]
