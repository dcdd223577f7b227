"""What a page says to somebody who reads it."""

import html
import re

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
