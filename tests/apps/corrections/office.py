"""A department with two months of figures and scores, one who brings data and one who confirms it."""

from pathlib import Path

import make
from apps.appraisal.office import AUG, BOOK, SEP, open_department, score
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import actions, models
from guiju.apps.corrections.values import Draft, Kind
from guiju.apps.figures import tasks
from guiju.apps.figures.actions import refreshing
from guiju.apps.people.models import Person
from guiju.apps.rulebook import access

SHOP = "旗舰店"
RIGHTS = "  众人: {谁: [全员], 可: [查看], 什么: [指标, 绩效], 范围: 本人}"
TEXT = BOOK.replace(RIGHTS, f"  导入: {{谁: [推广专员], 可: [查看, 导入], 什么: [数据源, 指标], 范围: 全部}}\n{RIGHTS}")
BRINGS, LEADS, DIRECTS = "2", "3", "6"


def opened(folder: Path, text: str = TEXT, *, measured: bool = True) -> str:
    """Everybody and two months of files, with their figures and outcomes where ``measured``; gives the edition."""
    assert RIGHTS in BOOK
    make.post(make.person(DIRECTS, "高远"), "电商部", "电商总监", leader=True)
    make.post(make.person("7", "孙敏"), "电商部", "人事专员")
    edition = open_department(folder, text)
    for period in (AUG, SEP):
        score("1", period, "1")
    if measured:
        measure()
    return edition


def measure() -> None:
    """Figures and outcomes of everything, as the worker would."""
    tasks.tell(refreshing.refresh())


def actor(number: str) -> Actor:
    """Somebody as they sign in today."""
    person = Person.objects.get(number=number)
    return Actor(person.name, "web 10.0.0.7", number=number, grants=access.grants(number, clock.today()))


def exclusion(*orders: str, **more: object) -> Draft:
    """Orders that shall not count."""
    return Draft(Kind.EXCLUDE, "订单", "刷单", keys=tuple((SHOP, one) for one in orders), **more)  # type: ignore[arg-type]


def drafted(draft: Draft, number: str = BRINGS) -> models.Correction:
    """A draft, measured."""
    return get(actions.draft(actor=actor(number), draft=draft))


def do(verb: str, row: models.Correction, number: str = BRINGS, **more: object) -> models.Correction:
    """One step, by who is named."""
    row = get(row.pk)
    getattr(actions, verb)(actor=actor(number), correction_id=row.pk, version=row.version, **more)
    return get(row.pk)


def in_force(draft: Draft) -> models.Correction:
    """A correction that holds."""
    return do("approve", do("propose", drafted(draft)), DIRECTS)


def get(pk: int) -> models.Correction:
    """The row as it is now."""
    return models.Correction.objects.get(pk=pk)
