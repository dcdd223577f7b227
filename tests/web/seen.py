"""What a page says to somebody who reads it."""

import html
import re
from html.parser import HTMLParser

from django.http import HttpResponse


def text(response: HttpResponse) -> str:
    """The words of a page without its tags, blanks single and plain."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def table(response: HttpResponse, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, cell by cell."""
    body = response.content.decode()
    for found in re.findall(r"<table.*?</table>", body, flags=re.DOTALL):
        title = re.search(r"<caption[^>]*>(.*?)</caption>", found, flags=re.DOTALL)
        if title and caption in html.unescape(title[1]):
            rows = re.findall(r"<tr.*?</tr>", found, flags=re.DOTALL)
            cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL) for row in rows]
            return [[" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in cells]
    raise AssertionError(f"no table {caption}")


class _Form(HTMLParser):
    """Collects what a browser would send of the form with the id ``writing``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._within = False
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = given.get("id") == "writing"
        if not self._within:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in given):
            self.found[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.found[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.found[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select
        self._within = self._within and tag != "form"

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data.removeprefix("\n") if not self.found[self._area] else data


def inputs(response: HttpResponse) -> dict[str, str]:
    """What the form at the desk would send as it stands."""
    form = _Form()
    form.feed(response.content.decode())
    return form.found
