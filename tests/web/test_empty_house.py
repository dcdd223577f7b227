"""A house on its first day: every page that another one leads to answers and leads on, in both languages."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client

import make
from guiju.apps.rulebook.shelf import profiles
from web import seen

LINK = re.compile(r'href="([^"#]+)')
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
ONWARD = re.compile(r"<a [^>]*href=|<form|<button")
LIKE = 1  # addresses of one page, with whatever question
UNWRITTEN = (
    "/numbers/",
    "/numbers/cards/",
    "/numbers/explore/",
    "/people/findings/",
    "/people/inputs/",
    "/people/inputs/year/",
    "/people/jobs/",
    "/people/targets/",
    "/people/targets/year/",
    "/rulebook/health/",
    "/rulebook/may/",
    "/rulebook/mine/",
    "/score/people/",
    "/work/cases/",
    "/work/cases/report/",
    "/work/records/",
    "/work/reports/",
)


@pytest.fixture(autouse=True)
def library(tmp_path, monkeypatch):
    """A library of one document, so that nobody compiles thirty."""
    folder = tmp_path / "regulations"
    folder.mkdir()
    (folder / "minimal.md").write_bytes((profiles.FOLDER / "minimal.md").read_bytes())
    monkeypatch.setattr(profiles, "FOLDER", folder)


def walked(client: Client, first: str = "/") -> dict[str, str]:
    """What every page that can be reached by links says, by address; each in its ``main`` alone."""
    found: dict[str, str] = {}
    asked: dict[str, set[str]] = {}
    waiting = deque([first])
    while waiting:
        url = waiting.popleft()
        path = url.partition("?")[0]
        if url in found or not url.startswith("/") or path.startswith("/static/"):
            continue
        if len(asked.setdefault(path, set())) >= LIKE:
            continue
        asked[path].add(url)
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, (url, answer.status_code)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else url
        found[url] = MAIN.search(page)[0]
        waiting.extend(urljoin(here, unescape(link)) for link in LINK.findall(page))
    return found


def dead_ends(pages: dict[str, str]) -> list[str]:
    """Pages on which nothing can be pressed."""
    return [url for url, page in pages.items() if not ONWARD.search(page)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_in_an_empty_house_every_link_answers_and_leads_on(admin, language):
    admin.cookies["language"] = language

    pages = walked(admin)

    assert len(pages) > 40
    assert dead_ends(pages) == []


@pytest.mark.parametrize("url", UNWRITTEN)
def test_a_page_that_lives_by_a_regulation_leads_to_the_first_steps(admin, url):
    answer = admin.get(url)

    assert answer.status_code == 200
    assert "现在没有施行的制度。" in seen.text(answer)
    assert '<a class="btn main" href="/start/">一步一步来</a>' in answer.content.decode()


def test_a_house_with_a_regulation_alone_says_who_is_missing(admin):
    make.book(make.BOOK)

    pages = walked(admin)

    assert dead_ends(pages) == []
    assert "名册里还没有人，所以每个岗位都空着。" in pages["/people/findings/"]


def test_a_house_with_a_regulation_and_a_roster_leads_on_too(admin):
    make.book(make.BOOK)
    make.post(make.person("7", "林夏"), "流量获取组", "推广专员")

    pages = walked(admin)

    assert dead_ends(pages) == []
    assert "还没有人" not in pages["/people/findings/"]


def test_a_day_before_the_regulation_leads_back_to_today(admin):
    make.book(make.BOOK)

    answer = admin.get("/people/jobs/?day=2020-05-01")

    assert "2020年5月1日还没有施行的制度。" in seen.text(answer)
    assert '<a class="btn main" href="/people/jobs/">看今天</a>' in answer.content.decode()
