"""A department of eight under a regulation with a 发布 rule, one of whom drafts and another confirms."""

from datetime import date

import make
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people.models import Person
from guiju.apps.publishing import actions, models, queries
from guiju.apps.publishing.values import Life
from guiju.apps.rulebook import access
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook.values import Change
from guiju.apps.work import models as work

RIGHTS = """
# 发布 {#publishing}

```yaml 规矩
发布:
  修订: {征求天数: 3, 协商对象: [工会], 公示天数: 2, 签收天数: 2, 提醒: [1天], 升级: [{过: 1天, 给: 上级}]}
权限:
  起草: {谁: [人事专员], 可: [查看, 编辑], 什么: [制度, 名册], 范围: 全部}
  批准: {谁: [电商总监], 可: [查看, 编辑, 确认], 什么: [制度, 名册], 范围: 全部}
```
"""
TEXT = make.BOOK + RIGHTS
DIRECTOR, LEADER, WORKER, WRITER = "9", "3", "1", "8"
OCT = date(2026, 10, 9)


def opened(text: str = TEXT) -> str:
    """Everybody in post, with accounts, under the regulation; gives the edition."""
    edition = make.book(text)
    posts = {
        DIRECTOR: ("沈行", "电商部", "电商总监"),
        LEADER: ("林晓", "流量获取组", "推广组长"),
        WORKER: ("张三", "流量获取组", "推广专员"),
        WRITER: ("苏婉", "电商部", "人事专员"),
    }
    for number, (name, unit, position) in posts.items():
        who = make.person(number, name)
        make.user(who)
        make.post(who, unit, position, leader=number in {DIRECTOR, LEADER})
    return edition


def actor(number: str) -> Actor:
    """Somebody as they sign in today."""
    person = Person.objects.get(number=number)
    grants = access.grants(number, clock.today())
    return Actor(person.name, "web 10.0.0.7", person.user_id, number=number, grants=grants)


def drafted(base: str, old: str = "看销售和投产。", new: str = "看销售、投产和退款。", number: str = WRITER) -> int:
    """A draft that changes some words; gives its number."""
    at = TEXT.index(old)
    change = Change("book.md", at, at + len(old), new)
    return rulebook.save_draft(actor=actor(number), base=base, changes=[change], title="改一句")


def begun(base: str, number: str = WRITER, **words: str) -> int:
    """A publication of a fresh draft; gives its number."""
    draft = drafted(base, number=number, **words)
    return actions.begin(actor=actor(number), draft_id=draft, reason="看得更全")


def do(verb: str, publication: int, number: str = WRITER, **more: object) -> Life:
    """One step by who is named, on the version as it is now."""
    life = get(publication)
    getattr(actions, verb)(actor=actor(number), publication_id=publication, version=life.version, **more)
    return get(publication)


def heard(publication: int) -> None:
    """Asked, everybody has nothing to say, closed."""
    do("look", publication, said="没有人多拿或少拿")
    do("ask", publication)
    for number in (DIRECTOR, LEADER, WORKER):
        actions.no_comment(actor=actor(number), publication_id=publication)
    do("close_comments", publication)


def agreed(publication: int) -> None:
    """Talked over and approved."""
    heard(publication)
    do("consult", publication, held=OCT, whom="工会", minutes="逐条过了一遍", result="同意")
    do("hand_in", publication)
    do("approve", publication, DIRECTOR)


def announced(publication: int, day: date = date(2026, 10, 12)) -> Life:
    """All the way to its announcement."""
    agreed(publication)
    return do("announce", publication, in_force_from=day)


def get(publication: int) -> Life:
    """The publication as it is now."""
    found = queries.life(publication)
    assert found is not None
    return found


def states(life: Life) -> dict[str, str]:
    """Each stage's state."""
    return {leg.stage.value: leg.state for leg in life.legs}


def inbox(number: str) -> list[str]:
    """The open work of somebody for publications, by step."""
    found = work.Work.objects.filter(source="publication", accountable__number=number, closed__isnull=True)
    return [one.key.split(":")[2] for one in found.order_by("id")]


def signatures(edition: str) -> set[str]:
    """Who has signed a text."""
    return set(models.Signature.objects.filter(edition=edition).values_list("person__number", flat=True))
