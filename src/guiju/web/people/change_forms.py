"""The forms in which one changes the roster: what is asked, and the rows that come of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.people import queries
from guiju.apps.people.values import Deputy, Line, Owner, Person, Post, Row, holds, key
from guiju.lang.kinds import Position, Unit
from guiju.lang.regulation import Regulation
from guiju.web.kit import address
from guiju.web.work.picking import PersonField

KINDS = (
    ("shop", gettext_lazy("店铺")),
    ("channel", gettext_lazy("渠道")),
    ("campaign", gettext_lazy("推广计划")),
    ("agent", gettext_lazy("客服账号")),
)
TITLES: dict[str, Promise] = {
    "person": gettext_lazy("姓名和入职"),
    "post": gettext_lazy("换岗或兼任"),
    "owner": gettext_lazy("添一项归属"),
    "deputy": gettext_lazy("定代理人"),
    "line": gettext_lazy("写明上级"),
    "leave": gettext_lazy("离职"),
    "end": gettext_lazy("到哪天为止"),
}
Rows = tuple[Sequence[Row], Sequence[Row], Sequence[Row]]  # to have, to be rid of, as they were seen
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class About:
    """Whom a form is about, with everything that the roster holds of them."""

    person: Person
    posts: tuple[Post, ...]
    owners: tuple[Owner, ...]
    deputies: tuple[Deputy, ...]
    lines: tuple[Line, ...]

    def rows(self) -> Iterator[Post | Owner | Deputy | Line]:
        """All dated rows."""
        yield from self.posts
        yield from self.owners
        yield from self.deputies
        yield from self.lines


def about(person: Person) -> About:
    """Somebody with all that the roster holds of them."""
    number = person.number
    return About(
        person,
        tuple(queries.posts(number=number)),
        tuple(queries.owned_by(number)),
        tuple(queries.deputies(number=number)),
        tuple(queries.lines(number=number)),
    )


def _day(label: str | Promise, *, required: bool = True, help_text: str | Promise = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    said = {"label": label, "required": required, "help_text": help_text}
    return forms.DateField(widget=widget, validators=[_of_our_time], **said)  # type: ignore[arg-type]


def _of_our_time(day: date) -> None:
    """A year like 0001 is a slip of the pen."""
    if not address.FIRST <= day.year <= address.LAST:
        said = _("请检查年份：日期要在 %(first)s 年到 %(last)s 年之间。")
        raise forms.ValidationError(said % {"first": address.FIRST, "last": address.LAST})


def _named(label: str | Promise, names: Sequence[str], near: str) -> forms.CharField:
    """A name of the regulation; offered in a list where there is one."""
    if names:
        return forms.ChoiceField(label=label, choices=[("", "—"), *((name, name) for name in names)])  # type: ignore[arg-type,return-value]
    return forms.CharField(label=label, max_length=60, widget=forms.TextInput(attrs={"list": near}))  # type: ignore[arg-type]


def post_fields(regulation: Regulation | None) -> dict[str, forms.Field]:
    """Unit, position, from when, and how."""
    units = tuple(regulation.of(Unit)) if regulation else ()
    posts = tuple(regulation.of(Position)) if regulation else ()
    return {
        "unit": _named(_("单位"), units, "units"),
        "position": _named(_("岗位"), posts, "positions"),
        "start": _day(_("从哪天起")),
        "leader": forms.BooleanField(
            label=_("负责这个单位"), required=False, help_text=_("担任单位负责人岗位的人不用勾。")
        ),
    }


def made(what: str, regulation: Regulation | None, data: Any, initial: dict[str, Any]) -> forms.Form:  # Any: as Django
    """The form for one kind of change; a last day that may be left open is left open."""
    fields = _fields(what, regulation)
    known = {
        name: value for name, value in initial.items() if name != "end" or (name in fields and fields[name].required)
    }
    form = forms.Form(data, initial=known, label_suffix="")
    form.fields.update(fields)
    return form


def _fields(what: str, regulation: Regulation | None) -> dict[str, forms.Field]:
    kinds: dict[str, Callable[[], dict[str, forms.Field]]] = {
        "add": lambda: _new(regulation),
        "person": _named_person,
        "post": lambda: post_fields(regulation) | {"side": _side()},
        "owner": _owned,
        "own": lambda: {**_owned(), "other": PersonField(label=_("归谁"))},
        "deputy": _standing_in,
        "line": _reporting,
    }
    return kinds[what]() if what in kinds else {"end": _day(_("最后一天"))}


def _new(regulation: Regulation | None) -> dict[str, forms.Field]:
    number = forms.CharField(label=_("工号"), max_length=40)
    name = forms.CharField(label=_("姓名"), max_length=60)
    return {"number": number, "name": name, **post_fields(regulation), "start": _day(_("入职日期"))}


def namesake() -> forms.Field:
    """Asked only when somebody of that name is there already."""
    return forms.BooleanField(label=_("另一位同名的人"), required=False)


def _named_person() -> dict[str, forms.Field]:
    return {"name": forms.CharField(label=_("姓名"), max_length=60), "joined": _day(_("入职日期"))}


def _side() -> forms.Field:
    said = _("兼任不结束现在的主岗；不勾就是换岗，主岗到前一天为止。")
    return forms.BooleanField(label=_("兼任"), required=False, help_text=said)


def _owned() -> dict[str, forms.Field]:
    return {
        "kind": forms.ChoiceField(label=_("类型"), choices=KINDS),
        "key": forms.CharField(label=_("名称"), max_length=200),
        "share": forms.CharField(label=_("份额"), required=False, help_text=_("几个人一起时写：50%、1/3。")),
        "start": _day(_("从哪天起")),
    }


def _standing_in() -> dict[str, forms.Field]:
    who = PersonField(label=_("代理人"), help_text=_("本人不在、请假单上又没有写代办人时，由代理人代办。"))
    return {"other": who, "start": _day(_("从哪天起")), "end": _day(_("到哪天为止"), required=False)}


def _reporting() -> dict[str, forms.Field]:
    said = _("虚线上级只列出来；审批和上报走实线。")
    return {
        "other": PersonField(label=_("上级"), help_text=_("不写就照制度里岗位的上级。")),
        "dotted": forms.BooleanField(label=_("虚线"), required=False, help_text=said),
        "start": _day(_("从哪天起")),
    }


def rows(what: str, one: About, given: dict[str, Any]) -> Rows:
    """What a filled form asks of the roster."""
    makers: dict[str, Callable[[About, dict[str, Any]], Rows]] = {
        "person": _person,
        "post": _post,
        "owner": _owner,
        "deputy": _deputy,
        "line": _line,
        "leave": _leave,
    }
    return makers[what](one, given)


def joined(given: dict[str, Any]) -> Rows:
    """Somebody new with their first post."""
    person = Person(given["number"].strip(), given["name"].strip(), given["start"])
    post = Post(person.number, given["unit"], given["position"], given["start"], None, given["leader"])
    return (person, post), (), ()


def ended(row: Post | Owner | Deputy | Line, last: date, was: date | None) -> Rows:
    """A row ends; before it began means that it never was."""
    seen = replace(row, end=was)
    return ((), (row,), (seen,)) if last < row.start else ((replace(row, end=last),), (), (seen,))


def found(one: About, wanted: str) -> Post | Owner | Deputy | Line | None:
    """The row that an address names by its key."""
    return next((row for row in one.rows() if "|".join(key(row)) == wanted), None)


def _person(one: About, given: dict[str, Any]) -> Rows:
    after = replace(one.person, name=given["name"].strip(), joined=given["joined"])
    return (after,), (), (one.person,)


def _post(one: About, given: dict[str, Any]) -> Rows:
    start: date = given["start"]
    main = not given["side"]
    fresh = Post(one.person.number, given["unit"], given["position"], start, None, given["leader"], main)
    have: list[Row] = [fresh]
    void: list[Row] = []
    seen: list[Row] = []
    for post in one.posts if main else ():
        if post.main and holds(post, start):
            seen.append(post)
            if post.start < start:
                have.append(replace(post, end=start - _DAY))
            elif key(post) != key(fresh):
                void.append(post)
    return have, void, seen


def _owner(one: About, given: dict[str, Any]) -> Rows:
    return (
        (Owner(one.person.number, given["kind"], given["key"].strip(), given["start"], None, share(given["share"])),),
        (),
        (),
    )


def _deputy(one: About, given: dict[str, Any]) -> Rows:
    return (Deputy(one.person.number, given["other"], given["start"], given["end"]),), (), ()


def _line(one: About, given: dict[str, Any]) -> Rows:
    """A new solid line ends the one before it."""
    start: date = given["start"]
    fresh = Line(one.person.number, given["other"], start, None, given["dotted"])
    have: list[Row] = [fresh]
    before = [
        line
        for line in one.lines
        if line.number == one.person.number and not line.dotted and not fresh.dotted and holds(line, start)
    ]
    have += [replace(line, end=start - _DAY) for line in before if line.start < start]
    void = [line for line in before if line.start == start and key(line) != key(fresh)]
    return have, void, before


def _leave(one: About, given: dict[str, Any]) -> Rows:
    """Everything that is open ends with the last day; what would only begin after it never does."""
    last: date = given["end"]
    have: list[Row] = [replace(one.person, left=last)]
    void: list[Row] = []
    for row in one.rows():
        if row.start > last:
            void.append(row)
        elif row.end is None or row.end > last:
            have.append(replace(row, end=last))
    return have, void, (one.person,)


def share(text: str) -> Fraction | None:
    """A share as people write it; the whole for nothing. Raises ``ValueError`` for anything else."""
    said = text.strip().replace("％", "%")
    if not said:
        return None
    found = Fraction(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    if not 0 < found <= 1:
        raise ValueError(text)
    return None if found == 1 else found
