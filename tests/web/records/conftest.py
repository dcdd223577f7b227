"""The department of the records' tests, with browsers for its people."""

import html
import re

import pytest

from apps.records import office


@pytest.fixture
def book(db):
    """Everybody in post and a regulation with forms of every type of field."""
    return office.open_department()


@pytest.fixture
def fill(visit):
    """Fills in a form on its page as somebody does in a browser, with what stands there and what they type."""

    def filled(number, address, typed=None, button="file", **more):
        client = visit(number)
        page = client.get(address, follow=True)
        asked = html.unescape(re.search(r'<form id="filling"[^>]*action="([^"]*)"', page.content.decode())[1])
        posted = standing(page) | (typed or {})
        return client, client.post(asked, posted | {button: "1"}, **more)

    return filled


def standing(page) -> dict[str, object]:
    """What stands in the inputs of the form on a page."""
    body = page.content.decode()
    form = re.search(r'<form id="filling".*?</form>', body, re.DOTALL)[0]
    found: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        kind = re.search(r'type="(\w+)"', tag)
        if (
            name is None
            or (kind and kind[1] in {"radio", "checkbox"} and " checked" not in tag)
            or (kind and kind[1] == "file")
        ):
            continue
        found[name[1]] = value[1] if value else ""
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found
