"""Records as pages see them: frozen values. Moments are aware local times, people are by 工号."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guiju.lang.kinds.form.model import Field, Form
from guiju.lang.regulation import Clause

Answers = Mapping[str, Any]  # Any: JSON; what each type of field keeps is told in ``models.Record``


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer, in the active language, by which clause.

    ``field`` is the field's name; in a table also the ``row``, counted from 1, and the ``column``.
    """

    field: str
    says: str
    clause: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """A person by 工号 and name."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A form that somebody may file, or whose register they may look into.

    ``edition`` is the hash of the regulation that declares it and ``clause`` where. ``drafts`` counts the asker's open
    drafts, ``returned`` those among them that came back, ``last`` is when they last filed one.
    """

    form: Form
    edition: str
    clause: Clause | None
    may_file: bool
    drafts: int = 0
    returned: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of the asker's; ``number`` when it came back to them."""

    id: int
    form: str
    title: str
    number: int | None
    day: date
    changed: datetime


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; ``gone`` when its bytes are no longer there."""

    id: int
    name: str
    media_type: str
    size: int
    by: Who
    at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after an entry; ``None`` is empty."""

    field: str
    before: Any  # Any: a stored answer
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a record's life: ``did`` is a word of ``models.Version.Did``."""

    version: int
    at: datetime
    who: Who
    did: str
    stage: str
    said: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record with everything on it.

    ``form`` is the form as the record's ``edition`` declares it. ``answers`` are stored answers; those of a draft are
    what was typed, and ``typed`` says so. ``may_amend`` are the names of the fields that the asker may change now.
    """

    id: int
    form: Form
    edition: str
    clause: Clause | None
    number: int | None
    title: str
    state: str
    stage: str
    author: Who
    unit: str
    day: date
    answers: Answers
    typed: bool
    version: int
    created: datetime
    filed: datetime | None
    changed: datetime
    history: tuple[Entry, ...]
    files: Mapping[int, File]
    names: Mapping[str, str]
    may_amend: frozenset[str] = frozenset()
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a register.

    ``q`` is part of the title. ``state`` is a word of ``models.Record.State`` or the name of a stage; without one
    withdrawn records stay out. ``day`` bounds the day that a record is about. ``fields`` lead from a field to what it
    must be: a text to equal, or ``(from, to)`` of numbers or days, either ``None``.
    """

    q: str = ""
    state: str = ""
    author: str = ""
    unit: str = ""
    day: tuple[date | None, date | None] = (None, None)
    fields: Mapping[str, Any] = field(default_factory=dict)  # Any: text or a pair

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.q or self.state or self.author or self.unit or any(self.day) or self.fields)


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a register; ``answers`` are those of the fields that are shown."""

    id: int
    number: int
    title: str
    state: str
    stage: str
    author: Who
    unit: str
    day: date
    filed: datetime
    version: int
    answers: Answers
    may_amend: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A page of a register; ``total`` counts the records that are listed, ``names`` lead from 工号 to names.

    ``more`` says that more pass the filters than are listed.
    """

    form: Form
    columns: tuple[Field, ...]
    lines: tuple[Line, ...]
    total: int
    page: int
    size: int
    names: Mapping[str, str]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Pile:
    """A column of a board: the newest of ``total`` records whose field says ``key``."""

    key: str
    lines: tuple[Line, ...]
    total: int
