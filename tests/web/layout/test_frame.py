"""The frame around every page: places, policy, refusals."""

import re

import pytest
from django.test import Client

from guiju.project import messages
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
CJK = re.compile(r"[\u4e00-\u9fff]")
SHORT = 2  # words this short may be a regulation's own too
PAGES = ("/", "/rulebook/", "/rulebook/clause/what/", "/numbers/", "/score/", "/people/", "/people/inputs/", "/setup/")


def catalogue() -> dict[str, str]:
    """Everything that has an English translation."""
    found: dict[str, str] = {}
    for path in messages.SOURCE.glob("web/**/django.po"):
        found |= messages.entries(path.read_text(encoding="utf-8"))
    return found


def places(client: Client) -> list[str]:
    page = client.get("/").content.decode()
    nav = re.search(r'<ul class="places">(.*?)</ul>', page, flags=re.DOTALL)
    return re.findall(r"<span>(.*?)</span>", nav[1])


def test_each_sees_the_places_that_they_may_enter(visit):
    assert places(visit("9")) == ["今日", "事务", "数据", "绩效", "规矩", "组织", "设置"]
    assert places(visit("3")) == ["今日", "事务", "数据", "绩效", "规矩", "组织"]
    assert places(visit("1")) == ["今日", "事务", "数据", "绩效", "规矩"]
    assert places(visit("1", "en")) == ["Today", "Work", "Numbers", "Score", "Rulebook"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_another_host_or_an_inline_script_or_style(visit, path):
    answer = visit("9").get(path)
    page = answer.content.decode()

    assert answer["Content-Security-Policy"].startswith("default-src 'self'; script-src 'self'; style-src 'self'")
    assert re.findall(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/json")', page) == []
    assert re.findall(r'\sstyle="|\son\w+="|hx-on', page) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_the_interface_stays_chinese_in_english(visit, path):
    page = visit("9", "en").get(path)
    said = set(re.findall(r">\s*([^<>]+?)\s*<", page.content.decode()))
    said |= set(re.findall(r'(?:aria-label|placeholder|title|alt|data-label)="([^"]+)"', page.content.decode()))

    ours = {key for key in catalogue() if len(CJK.findall(key)) > SHORT and key != "基础绩效工资"}
    assert said & ours == set()


def test_what_one_may_not_see_says_why_and_leads_on(visit):
    answer = visit("1").get("/people/")

    assert answer.status_code == 403
    assert "按现行制度，这一页不对您开放。" in seen.text(answer)
    assert 'href="/"' in answer.content.decode()


def test_an_address_that_leads_nowhere_says_so(visit):
    answer = visit("1").get("/nowhere/")

    assert answer.status_code == 404
    assert "没有这一页。" in seen.text(answer)


def test_a_page_that_fails_shows_no_stack(visit, monkeypatch):
    client = visit("1")
    client.raise_request_exception = False
    monkeypatch.setattr("guiju.web.home.pages.inbox", None)

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Traceback" not in answer.content.decode()
    assert "这一页出错了" in seen.text(answer)


def test_an_old_form_is_refused_in_the_readers_language():
    client = Client(enforce_csrf_checks=True)

    chinese = client.post("/sign-in/", {"username": "a"}, headers={"accept-language": "zh"})
    english = client.post("/sign-in/", {"username": "a"}, headers={"accept-language": "en"})

    assert (chinese.status_code, english.status_code) == (403, 403)
    assert "这张表单放得太久了" in chinese.content.decode()
    assert "This form has been open for too long" in english.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "This request cannot be read"), ("zh-CN", "这个请求读不懂")])
def test_an_address_that_is_not_ours_is_refused_in_the_readers_language(client, language, said):
    answer = client.get("/sign-in/", headers={"host": "evil.example", "accept-language": language})

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()


def test_what_a_form_is_sent_to_is_no_empty_page_when_opened(visit):
    answer = visit("1").get("/work/notices/heard/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个地址只收表单，不能直接打开；什么都没有改动。 回到今日" in seen.text(answer)


def test_after_a_form_the_frame_leads_back_to_the_page_it_was_sent_from(visit):
    answer = visit("1").post("/people/add/", headers={"referer": "http://testserver/people/?unit=客服组"})

    assert answer.status_code == 403
    assert set(re.findall(r'name="next" value="([^"]*)"', answer.content.decode())) == {"/people/?unit=客服组"}


def test_who_was_signed_out_meanwhile_comes_back_to_the_page_not_to_where_its_form_went(client):
    answer = client.post("/work/notices/heard/", headers={"referer": "http://testserver/work/notices/"})

    assert answer["Location"] == "/sign-in/?next=/work/notices/"
