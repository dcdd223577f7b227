"""The cells of a year as HTML: those of a hundred subjects are more than a template renders in good time."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from guiju.web.people.years import Box


def row(label: str, boxes: tuple[Box, ...], *, may_edit: bool) -> SafeString:
    """The cells of one subject: fields for who may type in them, else what stands there."""
    named = escape(label)
    cells = (_field(box, named, at) if may_edit else _plain(box) for at, box in enumerate(boxes, 1))
    return mark_safe("".join(cells))  # noqa: S308 - everything in it was escaped


def _field(box: Box, label: str, at: int) -> str:
    hint = f' placeholder="{escape(box.hint)}"' if box.hint else ""
    title = f' title="{escape(box.title)}"' if box.title else ""
    wrong = ' aria-invalid="true"' if box.error else ""
    said = f'<span class="errors">{escape(box.error)}</span>' if box.error else ""
    return (
        f'<td class="{box.tone}"><input name="v:{escape(box.key)}" value="{escape(box.typed)}"{hint}{title}{wrong} '
        f'aria-label="{label} {at}" inputmode="decimal" autocomplete="off">{said}</td>'
    )


def _plain(box: Box) -> str:
    title = f' title="{escape(box.title)}"' if box.title else ""
    shown = escape(box.typed) or f'<span class="faint">{escape(box.hint)}</span>'
    return f'<td class="{box.tone}"{title}>{shown}</td>'
