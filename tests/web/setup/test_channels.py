"""通知渠道: added, tried, changed and turned off by who may; no secret is ever shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import make
from apps.notices import receivers
from guiju.apps import spreadsheet
from guiju.apps.notices import models
from guiju.apps.notices.actions import contacts, handing, sending
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book", "reach")]
KEY = "k-1234567890"
MAIL = {
    "name": "公司邮箱",
    "host": "127.0.0.1",
    "port": "25",
    "security": "open",
    "user": "bot",
    "password": KEY,
    "sender": "guiju@example.com",
}


@pytest.fixture
def reach(settings):
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)
    settings.GUIJU_URL = "https://guiju.example/"


@pytest.fixture
def web():
    with receivers.web() as found:
        yield found


def robot(url: str, **more: object) -> dict[str, object]:
    return {"name": "推广群", "service": "wecom", "url": url, "unit": "流量获取组", "levels": ["late"], **more}


def test_a_robot_is_added_tried_and_its_answer_shown(visit, web):
    web.answer("/hook", {"errcode": 93000, "errmsg": f"invalid webhook url {KEY}"})
    client = visit("8")

    added = client.post("/setup/channels/add/robot/", robot(f"{web.url}/hook?key={KEY}"), follow=True)
    page = added.redirect_chain[-1][0]
    assert "渠道已保存。先发一条试试。" in seen.text(added)
    assert "推广群 群机器人 开着" in seen.text(added)
    client.post(f"{page}try/")
    assert "正在发" in seen.text(client.get(page))
    sending.send_due()

    trials = client.get(page, headers={"hx-target": "div#trials"})
    assert "没有发出" in seen.text(trials)
    assert "对方答： 93000 invalid webhook url ***" in seen.text(trials)
    assert "<html" not in trials.content.decode()
    assert seen.table(client.get("/setup/channels/"), "通知渠道")[1] == [
        "推广群 群机器人",
        "企业微信 · 流量获取组 · 已逾期",
        "开着",
        "发出 0 条",
    ]


def test_a_mail_channel_sends_a_trial_to_oneself(visit):
    models.Contact.objects.create(
        person_id=make.people.Person.objects.get(number="8").pk, kind="email", address="s@x.example"
    )
    client = visit("8")
    with receivers.mails() as mails:
        page = client.post("/setup/channels/add/email/", {**MAIL, "port": str(mails.port), "user": ""})["Location"]
        client.post(f"{page}try/")
        sending.send_due()

    assert mails.to == [["s@x.example"]]
    assert "发出了" in seen.text(client.get(page))


def test_a_trial_without_an_address_says_so(visit):
    client = visit("8")
    page = client.post("/setup/channels/add/email/", MAIL)["Location"]

    assert "不知道发给谁" in seen.text(client.post(f"{page}try/", follow=True))
    assert "这不是一个地址。" in seen.text(client.post(f"{page}try/", {"to": "x"}, follow=True))


@pytest.mark.parametrize(
    ("kind", "told", "says"),
    [
        (
            "email",
            {**MAIL, "host": "a b", "port": "0"},
            ["这不是一台主机的名字或地址。", "端口是 1 到 65535 之间的数。"],
        ),
        ("email", {**MAIL, "sender": "nobody"}, ["这不是一个邮箱地址。"]),
        ("robot", robot("file:///etc/passwd"), ["认不出这个地址"]),
        ("robot", robot("dbus://", service="other"), ["认不出这个地址"]),
        ("wecom", {"name": "甲", "corp": "c", "agent": "x", "secret": "s", "base": "ftp://x"}, ["AgentId 是一个数。"]),
        ("robot", {}, ["这个字段是必填项"]),
    ],
)
def test_what_will_not_do_is_said_at_its_field_and_nothing_is_kept(visit, kind, told, says):
    answer = visit("8").post(f"/setup/channels/add/{kind}/", told)

    said = seen.text(answer)
    assert (answer.status_code, [one for one in says if one not in said]) == (422, [])
    assert models.Channel.objects.count() == 0


def test_a_second_channel_of_a_kind_is_refused_while_the_first_is_on(visit):
    client = visit("8")
    first = client.post("/setup/channels/add/email/", MAIL)["Location"]

    again = client.post("/setup/channels/add/email/", {**MAIL, "name": "另一个"})
    assert (again.status_code, "同一种渠道只能开一个" in seen.text(again)) == (422, True)
    assert 'href="/setup/channels/add/email/"' not in client.get("/setup/channels/").content.decode()
    client.post(f"{first}switch/", {"step": "off"})
    assert client.post("/setup/channels/add/email/", {**MAIL, "name": "另一个"}).status_code == 302
    assert "同一种渠道只能开一个" in seen.text(client.post(f"{first}switch/", {"step": "on"}, follow=True))


def test_no_secret_is_shown_and_an_empty_one_is_kept(visit):
    client = visit("8")
    page = client.post("/setup/channels/add/email/", MAIL)["Location"]

    shown = client.get(page).content.decode()
    assert (KEY in shown, "已经存着，不再显示；空着就不改。" in shown) == (False, True)
    changed = client.post(page, {**MAIL, "name": "新名", "password": ""}, follow=True)
    assert "渠道已经改好。" in seen.text(changed)
    wrong = client.post(page, {**MAIL, "port": "x", "password": "another-secret"})
    assert "another-secret" not in wrong.content.decode()


def test_a_channel_is_turned_off_and_removed(visit):
    client = visit("8")
    page = client.post("/setup/channels/add/email/", MAIL)["Location"]

    assert "公司邮箱 邮件 已停用" in seen.text(client.post(f"{page}switch/", {"step": "off"}, follow=True))
    assert "公司邮箱 邮件 开着" in seen.text(client.post(f"{page}switch/", {"step": "on"}, follow=True))
    assert "渠道已经删除。" in seen.text(client.post(f"{page}switch/", {"step": "remove"}, follow=True))
    assert client.get(page).status_code == 404
    assert "停用了通知渠道" in seen.text(client.get("/setup/ledger/"))


def test_what_could_not_be_sent_is_listed_with_its_answer(visit, web):
    web.answer("/hook", {"errcode": 0})
    from apps.notices import house

    client = visit("8")
    page = client.post("/setup/channels/add/robot/", robot(f"{web.url}/hook", levels=["due"]))["Location"]
    house.notice(make.people.Person.objects.get(number="1"), "due")
    handing.hand_over()
    models.Delivery.objects.update(state="failed", answer="!timeout", tries=7)

    assert seen.table(client.get(page), "没有发出的")[1] == [
        "到时间了：日报，今天 12:00 截止",
        "—",
        "对方没有在时限内回答。",
        "10月9日 周五 10:30 试了 7 次",
    ]


def test_where_links_lead_to_this_machine_only_it_is_said(visit, settings):
    settings.GUIJU_URL = ""

    assert "只有在这台机器上才能打开" in seen.text(visit("8").get("/setup/channels/"))


def test_who_may_not_sees_no_channel(visit):
    visit("8").post("/setup/channels/add/email/", MAIL)
    number = models.Channel.objects.get().pk
    client = visit("1")

    pages = ("channels/", "channels/add/email/", f"channels/{number}/", "addresses/")
    assert {client.get(f"/setup/{page}").status_code for page in pages} == {403}
    deeds = (f"channels/{number}/try/", f"channels/{number}/switch/", "channels/add/email/", "addresses/export/")
    assert {client.post(f"/setup/{deed}", MAIL).status_code for deed in deeds} == {403}


def test_what_is_not_there_is_not_found(visit):
    client = visit("8")

    assert [client.get(f"/setup/channels/{one}/").status_code for one in ("9", "add/pigeon")] == [404, 404]


def test_addresses_come_and_go_as_a_workbook(visit):
    client = visit("8")
    content = spreadsheet.write([(contacts.SHEET, [{"number": "1", "email": "lin@example.com"}])])

    first = client.post("/setup/addresses/", {"file": SimpleUploadedFile("地址.xlsx", content)})
    again = client.post("/setup/addresses/", {"file": SimpleUploadedFile("地址.xlsx", content)})
    bad = spreadsheet.write([(contacts.SHEET, [{"number": "77", "email": "x"}])])
    refused = client.post(
        "/setup/addresses/", {"file": SimpleUploadedFile("地址.xlsx", bad)}, headers={"hx-target": "div#outcome"}
    )

    assert "改了 1 个地址。" in seen.text(first)
    assert "和现在的地址一样，没有要改的。" in seen.text(again)
    assert (refused.status_code, seen.table(refused, "要改正的地方")[1][0]) == (422, "通知地址 第 2 行 工号")
    assert client.post("/setup/addresses/", {}).status_code == 422
    taken = client.post("/setup/addresses/export/")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="guiju-addresses-20261009.xlsx"'


def test_pages_of_channels_take_as_many_questions_for_three_as_for_one(visit, django_assert_max_num_queries):
    client = visit("8")
    client.post("/setup/channels/add/robot/", robot("https://example.com/1"))
    with django_assert_max_num_queries(12):
        client.get("/setup/channels/")
    for number in range(3):
        client.post("/setup/channels/add/robot/", robot("https://example.com/1", name=f"群{number}"))
    with django_assert_max_num_queries(12):
        client.get("/setup/channels/")


def test_it_is_all_in_english_too(visit):
    client = visit("8", "en")
    page = client.post("/setup/channels/add/email/", MAIL)["Location"]

    said = seen.text(client.get("/setup/channels/")) + seen.text(client.get(page))
    assert "Group robot" in said
    assert "Send a trial" in said
