"""What a person reads on a page: the words of its elements."""

from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"meta", "link", "input", "img", "br", "hr"}


class _Elements(HTMLParser):
    def __init__(self, tag: str, part: str) -> None:
        super().__init__()
        self.tag, self.part = tag, part
        self.open: list[tuple[str, list[str] | None]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        given = dict(attrs)
        inside = self.part in (given.get("class") or "").split() or self.part == given.get("id") or not self.part
        self.open.append((tag, [] if tag == self.tag and inside else None))

    def handle_startendtag(self, tag, attrs):
        """Drawings have no words."""

    def handle_endtag(self, tag):
        while self.open:
            name, words = self.open.pop()
            if words is not None:
                self.found.append(" ".join(" ".join(words).split()))
            if name == tag:
                return

    def handle_data(self, data):
        for _name, words in self.open:
            if words is not None:
                words.append(data)


def read(answer: HttpResponse, tag: str, part: str = "") -> list[str]:
    """The words of every element of a kind, with this class or id when one is given."""
    parser = _Elements(tag, part)
    parser.feed(answer.content.decode())
    return parser.found
