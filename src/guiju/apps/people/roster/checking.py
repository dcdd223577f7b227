"""What contradicts in a roster: each contradiction a finding at the row of the workbook that brought it in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.people import values
from guiju.apps.people.roster import relations
from guiju.apps.people.values import Deputy, Line, Owner, Post, Roster
from guiju.apps.spreadsheet import Finding, Place

_FOREVER = date.max


def check(roster: Roster, names: Sequence[tuple[str, str, Place]] = ()) -> list[Finding]:
    """All contradictions of a roster; ``names`` are names said beside a 工号, which must be that person's."""
    found = [
        *_reversed_dates(roster),
        *_unknown_people(roster),
        *_other_names(roster, names),
        *_unknown_shops(roster),
        *_double_names_of_shops(roster),
        *_outside_employment(roster),
        *_two_main_posts(roster),
        *_same_post_twice(roster),
        *_shares(roster),
        *relations.check(roster),
    ]
    return sorted(found, key=lambda finding: (finding.place.sheet, finding.place.row))


def _reversed_dates(roster: Roster) -> Iterator[Finding]:
    for row in roster.rows.values():
        match row:
            case values.Person(joined=start, left=end):
                column = "离职日期"
            case (
                Post(start=start, end=end)
                | Owner(start=start, end=end)
                | values.Shop(start=start, end=end)
                | Deputy(start=start, end=end)
                | Line(start=start, end=end)
            ):
                column = "结束日期"
            case _:
                continue
        if start is not None and end is not None and end < start:
            problem = _("%(end)s 早于 %(start)s。")
            yield _at(
                row, "dates_reversed", problem, _("对调这两个日期，或改正其中一个。"), column, start=start, end=end
            )


def _unknown_people(roster: Roster) -> Iterator[Finding]:
    people = roster.people
    rows: list[Post | values.Pay | Owner] = [*roster.posts, *roster.pay, *roster.owners]
    for row in rows:
        if row.number not in people:
            problem, mend = _("没有工号为 %(number)s 的人。"), _("在“人员”表里加上这个人，或改正工号。")
            yield _at(row, "unknown_person", problem, mend, "工号", number=row.number)


def _other_names(roster: Roster, names: Iterable[tuple[str, str, Place]]) -> Iterator[Finding]:
    people = roster.people
    for number, name, place in names:
        if number in people and people[number].name != name:
            data = {"number": number, "name": name, "other": people[number].name}
            problem = _("工号 %(number)s 是%(other)s，不是%(name)s。")
            yield Finding("other_name", place, problem, _("改正工号或姓名。"), data)


def _unknown_shops(roster: Roster) -> Iterator[Finding]:
    for owner in roster.owners:
        if owner.kind == "shop" and owner.key not in roster.shops:
            problem, mend = _("没有叫“%(shop)s”的店铺。"), _("在“店铺”表里加上它，或改用那里的店铺名。")
            yield _at(owner, "unknown_shop", problem, mend, "名称", shop=owner.key)


def _double_names_of_shops(roster: Roster) -> Iterator[Finding]:
    taken: dict[str, values.Shop] = {}
    for shop in roster.shops.values():
        for name in dict.fromkeys((shop.name, *shop.aliases)):
            other = taken.setdefault(name.casefold(), shop)
            if other is not shop:
                row = shop if shop.place else other
                problem, mend = _("“%(name)s”同时是两家店铺的名字：%(one)s、%(two)s。"), _("从其中一家的别名里删去它。")
                yield _at(row, "shop_name_twice", problem, mend, "别名", name=name, one=other.name, two=shop.name)


def _outside_employment(roster: Roster) -> Iterator[Finding]:
    people = roster.people
    rows: list[Post | Owner] = [*roster.posts, *roster.owners]
    for row in rows:
        person = people.get(row.number)
        if person is None:
            continue
        what = f"{row.unit} {row.position}" if isinstance(row, Post) else row.key
        data = {"name": person.name, "what": what, "joined": person.joined, "left": person.left}
        if person.left is not None and (row.end is None or row.end > person.left):
            said = row if row.place else person
            problem = _("%(name)s于 %(left)s 离职，“%(what)s”却没有在那之前结束。")
            mend = _("把“%(what)s”的结束日期填为 %(left)s 或更早。")
            yield _at(said, "left_but_open", problem, mend, "结束日期", **data)
        if row.start < person.joined:
            said = row if row.place else person
            problem = _("“%(what)s”开始于%(name)s入职（%(joined)s）之前。")
            yield _at(said, "before_joining", problem, _("改正开始日期或入职日期。"), "开始日期", **data)


def _two_main_posts(roster: Roster) -> Iterator[Finding]:
    main: dict[str, list[Post]] = defaultdict(list)
    for post in roster.posts:
        if post.main:
            main[post.number].append(post)
    for posts in main.values():
        for one, two in _overlaps(posts):
            row, other = _newer(one, two)
            data = {"one": f"{one.unit} {one.position}", "two": f"{two.unit} {two.position}", "day": two.start}
            problem = _("从 %(day)s 起有两个主岗：“%(one)s”和“%(two)s”。")
            mend = _("给前一个填结束日期，或把其中一个的“主岗”改为“否”。")
            yield _at(row if row.place else other, "two_main_posts", problem, mend, "主岗", **data)


def _same_post_twice(roster: Roster) -> Iterator[Finding]:
    same: dict[values.Key, list[Post]] = defaultdict(list)
    for post in roster.posts:
        same[post.number, post.unit, post.position].append(post)
    for posts in same.values():
        for one, two in _overlaps(posts):
            row, _other = _newer(one, two)
            problem = _("“%(unit)s %(position)s”在 %(day)s 已经任职。")
            data = {"unit": two.unit, "position": two.position, "day": two.start}
            yield _at(row, "post_twice", problem, _("合成一行，或给前一行填结束日期。"), "开始日期", **data)


def _shares(roster: Roster) -> Iterator[Finding]:
    owned: dict[values.Key, list[Owner]] = defaultdict(list)
    for owner in roster.owners:
        owned[owner.kind, owner.key].append(owner)
    for (_kind, key), owners in owned.items():
        finding = next(filter(None, (_shares_on(day, key, owners) for day in _turns(owners))), None)
        if finding:
            yield finding


def _turns(owners: Sequence[Owner]) -> list[date]:
    """The days on which the set of owners may become another one."""
    starts = {owner.start for owner in owners}
    ends = {owner.end + timedelta(days=1) for owner in owners if owner.end and owner.end < _FOREVER}
    return sorted(starts | ends)


def _shares_on(day: date, key: str, owners: Sequence[Owner]) -> Finding | None:
    """What is wrong with the shares of one thing on a day."""
    held = [owner for owner in owners if values.holds(owner, day)]
    row = max(held, key=_newness, default=None)
    if row is None:
        return None
    data = {"key": key, "day": day, "numbers": "、".join(owner.number for owner in held)}
    if len(held) > 1 and any(owner.share is None for owner in held):
        problem = _("“%(key)s”从 %(day)s 起归几个人（%(numbers)s），却没有写各占多少。")
        return _at(row, "no_shares", problem, _("给每个人填份额，合计 100%%；或给前一个人填结束日期。"), "份额", **data)
    total = sum(owner.share if owner.share is not None else 1 for owner in held)
    if total != 1:
        data["total"] = f"{float(total * 100):.6g}%"
        problem = _("“%(key)s”从 %(day)s 起的份额合计 %(total)s，不是 100%%（%(numbers)s）。")
        return _at(row, "shares_off", problem, _("改正份额，让合计正好 100%%；三人均分可写 1/3。"), "份额", **data)
    return None


def _newness(owner: Owner) -> tuple[int, date]:
    """The row of the workbook that stands lowest is to blame, else the one that began last."""
    return (owner.place.row if owner.place else 0, owner.start)


def _overlaps(posts: Iterable[Post]) -> Iterator[tuple[Post, Post]]:
    """Pairs that share a day: each post with the one before it that lasts longest."""
    longest: Post | None = None
    for post in sorted(posts, key=lambda post: post.start):
        if longest is not None and (longest.end is None or post.start <= longest.end):
            yield longest, post
        if longest is None or (longest.end is not None and (post.end is None or post.end > longest.end)):
            longest = post


def _newer(one: Post, two: Post) -> tuple[Post, Post]:
    """The two with the one that the workbook brings first, the later of them when it brings both."""
    return (two, one) if two.place or not one.place else (one, two)


def _at(
    row: values.Row, code: str, problem: str | Promise, mend: str | Promise, column: str, **data: object
) -> Finding:
    place = Place(row.place.sheet, row.place.row, column) if row.place else Place("")
    return Finding(code, place, problem, mend, data)
