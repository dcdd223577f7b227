"""A file too long to be held at once, which flows out line by line."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse


class Lines(StreamingHttpResponse):
    """Lines as they are made; ``rows`` is how many there are, said beforehand, so that the gate can hold them back."""

    def __init__(self, told: Iterable[str], *, rows: int, file: str) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        super().__init__(told, content_type="application/x-ndjson; charset=utf-8", headers=headers)
        self.rows = rows
