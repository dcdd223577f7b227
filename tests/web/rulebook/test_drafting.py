"""What a draft comes to: whom it touches, what keeps it from coming into force, and how it does."""

import pytest

import make
from conftest import TODAY
from guiju.apps.rulebook import actions, queries
from guiju.apps.rulebook.values import Change
from web import department, seen

pytestmark = pytest.mark.django_db
FRAGMENT = {"hx-target": "div#outcome"}


def drafted(client, rule, **typed):
    """Change some fields of a rule at the desk; gives the page of the draft."""
    kind, name = rule.split(":")
    path = f"/rulebook/writing/0/clause/{queries.current().of(kind)[name].clause}/?rule={rule}"
    client.post(
        path, seen.inputs(client.get(path)) | {f"r.{field}": text for field, text in typed.items()} | {"save": "1"}
    )
    return f"/rulebook/drafts/{queries.drafts()[0].id}/"


@pytest.mark.usefixtures("office")
def test_a_draft_shows_who_would_have_got_more(visit):
    page = drafted(visit("9"), "bonus:流量获取组", formula="基础绩效工资 * 投产比达成率 * 个人评分 * 2")

    assert seen.table(visit("9").get(f"{page}?whom=1"), "每个人的得分和奖金")[1] == [
        "林夏 流量获取组",
        "81.25 分",
        "¥1,875.00 → ¥3,750.00",
        "+¥1,875.00",
    ]


@pytest.mark.usefixtures("office")
def test_whom_it_touches_comes_once_the_page_stands_and_by_a_link_without_script(visit, django_assert_max_num_queries):
    page = drafted(visit("9"), "bonus:流量获取组", formula="基础绩效工资 * 投产比达成率 * 个人评分 * 2")
    client = visit("9")
    client.get(page)

    with django_assert_max_num_queries(15):
        shown = client.get(page)
    assert ('<a href="?whom=1">看上个月会怎样</a>' in shown.content.decode(), "林夏" in seen.text(shown)) == (
        True,
        False,
    )
    with django_assert_max_num_queries(15):
        alone = client.get(f"{page}?whom=1")
    assert ("林夏" in seen.text(alone), f'href="{page}">回到这份草稿</a>' in alone.content.decode()) == (True, True)
    part = client.get(page, headers=FRAGMENT)
    assert ("林夏" in seen.text(part), "<html" in part.content.decode()) == (True, False)


@pytest.mark.usefixtures("office")
def test_who_may_draft_but_not_see_pay_learns_only_how_many_it_touches(visit):
    clerk = "权限:\n  文书: {谁: [推广专员], 可: [查看, 编辑], 什么: [制度], 范围: 全部}\n"
    make.book(department.BOOK.replace("权限:\n", clerk, 1), TODAY.date())

    page = drafted(visit("2"), "bonus:流量获取组", formula="基础绩效工资 * 投产比达成率 * 个人评分 * 2")
    text = seen.text(visit("2").get(f"{page}?whom=1"))

    assert "另有 1 人的得分或奖金会变" in text
    assert [said for said in ("1,875", "3,750", "81.25", "林夏", "部门合计") if said in text] == []


@pytest.mark.usefixtures("office")
def test_a_draft_is_measured_without_script_too(visit, django_capture_on_commit_callbacks):
    client = visit("9")
    page = drafted(client, "metric:推广费", formula="合计(推广.花费 * 2)")

    assert '<button class="btn tiny" name="step" value="measure">' in client.get(f"{page}?whom=1").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(f"{page}finish/", {"step": "measure"}).url
        waiting = client.get(asked).content.decode()
        assert f'<a class="btn tiny" href="{page}?whom=1">再看一次</a>' in waiting
        assert 'hx-get="" hx-trigger="every 2s"' in waiting

    assert seen.table(client.get(asked), "每个人的得分和奖金")[1] == [
        "林夏 流量获取组",
        "81.25 分 → 65.63 分",
        "¥1,875.00 → ¥937.50",
        "−¥937.50",
    ]


@pytest.mark.usefixtures("book")
def test_a_sound_draft_is_adopted_from_a_day_on(visit):
    client = visit("9")
    page = drafted(client, "target:投产比", **{"values.0.value": "5"})

    answer = client.post(f"{page}finish/", {"step": "adopt", "start": "2026-11-01"})

    assert answer["Location"] == "/rulebook/history/"
    assert [str(one.start) for one in queries.adoptions()] == ["2026-01-01", "2026-11-01"]
    assert "已采用，自 2026年11月1日 起施行。" in seen.text(client.get("/rulebook/history/"))


@pytest.mark.usefixtures("book")
def test_a_draft_whose_version_was_set_back_by_hand_is_told_so(visit):
    base = queries.current().hash
    ((path, body),) = queries.sources(base).files.items()
    at = body.decode().index('version: "1"')
    back = Change(path, at, at + 12, 'version: "0"')
    number = actions.save_draft(actor=make.operator(), base=base, changes=[back])
    page, client = f"/rulebook/drafts/{number}/", visit("9")

    client.post(f"{page}finish/", {"step": "adopt", "start": "2026-11-01"})

    assert len(queries.adoptions()) == 1
    told = "版本号 0 排在现行的 1 之前，往后就分不清先后。请在文首改成 2 或更后的号。"
    assert told in seen.text(client.get(page))


@pytest.mark.usefixtures("book")
def test_a_draft_with_errors_is_not_adopted_and_may_be_given_up(visit):
    client = visit("9")
    page = drafted(client, "bonus:流量获取组", formula="基础绩效工资 *")

    client.post(f"{page}finish/", {"step": "adopt", "start": "2026-11-01"})
    shown = client.get(page)
    assert len(queries.adoptions()) == 1
    assert "制度里有" in seen.text(shown)
    assert "disabled" in shown.content.decode()

    client.post(f"{page}finish/", {"step": "discard"})
    assert queries.drafts() == []


def test_a_draft_whose_rule_contradicts_an_example_is_tried_but_not_adopted(visit, office):
    example = "\n```yaml 规矩\n例子:\n  - 已知: {销售额: 8元, 推广费: 2元}\n    则: {投产比: 4倍}\n```\n"
    make.book(department.BOOK + example, TODAY.date())
    client = visit("9")
    page = drafted(client, "metric:投产比", formula="销售额 / 推广费 * 2")

    client.post(f"{page}finish/", {"step": "adopt", "start": "2026-11-01"})
    shown, touched = client.get(page), client.get(f"{page}?whom=1")

    assert "制度里有 1 个例子和规则算出的不一样" in seen.text(shown)
    assert "例子不成立：「投产比」应为 4，按规则算得 8" in seen.text(shown)
    assert 'value="adopt" disabled' in shown.content.decode()
    assert seen.table(touched, "每个人的得分和奖金")[1][0] == "林夏 流量获取组"
    assert [one.edition.version for one in queries.adoptions()] == ["1", "1"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("path", ["/rulebook/drafts/", "/rulebook/drafts/1/"])
def test_who_may_not_draft_sees_no_draft(visit, path):
    assert visit("1").get(path).status_code == 403


@pytest.mark.usefixtures("book")
def test_what_is_not_there_is_not_found(visit):
    assert visit("9").get("/rulebook/drafts/99/").status_code == 404


@pytest.mark.usefixtures("office")
def test_a_draft_names_the_version_that_it_changes(visit):
    base, client = queries.current(), visit("9")
    page = drafted(client, "bonus:流量获取组", formula="基础绩效工资 * 2")

    for address in ("/rulebook/drafts/", page):
        shown = seen.text(client.get(address))
        assert f"{base.title} {base.version}" in shown
        assert base.hash[:12] not in shown


def test_in_an_empty_house_a_draft_was_overtaken_by_nothing_and_is_put_into_force_at_once(admin, library):
    page = admin.post("/start/regulations/choose/", {"file": "minimal.md"}).url
    said = seen.text(admin.get(page.replace("/start/fill/", "/rulebook/drafts/")))

    assert "已不是现行版" not in said
    assert "送去发布" not in said
    assert "采用这份草稿" in said
