"""What stands beside a form: the clause that asks for it, what it checks, which steps follow and who will read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from guiju.lang.kinds.form.model import Form, Stage
from guiju.lang.readback import times
from guiju.lang.readback.words import Language
from guiju.lang.regulation import Clause
from guiju.web.kit import formats


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in words: who does it and within what time."""

    name: str
    who: str
    within: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What the regulation says of a form."""

    number: str
    title: str
    url: str
    html: SafeString | str
    note: str
    checks: tuple[str, ...]
    steps: tuple[Step, ...]
    readers: str


def aside(form: Form, clause: Clause | None) -> Aside:
    """What stands beside a form."""
    return Aside(
        number=clause.number if clause else "",
        title=clause.title if clause else "",
        url=reverse("rulebook:clause", args=[clause.id]) if clause else "",
        html=mark_safe(clause.body_html) if clause else "",  # noqa: S308 made safe by lang.document
        note=form.note,
        checks=tuple(check.says for check in form.checks),
        steps=tuple(_steps(form)),
        readers=times.whos(form.readers, language()) if form.readers else "",
    )


def language() -> Language:
    """The language of the page, as the language's own words name it."""
    return "en" if formats.english() else "zh"


def who(stage: Stage) -> str:
    """Who does a stage."""
    return times.who(stage.who, language()) if stage.who else _("提交人")


def _steps(form: Form) -> Iterator[Step]:
    for stage in form.stages:
        yield Step(stage.name, who(stage), times.allowance(stage.within, language()) if stage.within else "")
