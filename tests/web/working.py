"""The department at work: its duties, forms and prohibitions in force, and everybody's pieces of them."""

from datetime import date, timedelta

import make
from apps.appraisal import office as bare
from apps.work import office
from guiju.apps.work.actions import planning
from web import department

BOOK = (department.BOOK + office.WORK).replace(
    f"什么: [{department.ALL}], 范围: 全部}}", f"什么: [{department.ALL}, 事务, 记录], 范围: 全部}}"
)
FRIDAY = office.FRIDAY
MONDAY = date(2026, 10, 12)


def open_department(until: date = FRIDAY + timedelta(days=7)) -> str:
    """Everybody in post, the regulation in force, and the work up to a day; gives the edition's hash."""
    bare.people()
    for number, name, position in ((department.DIRECTOR, "沈行", "电商总监"), (department.HR, "苏婉", "人事专员")):
        make.post(make.person(number, name), "电商部", position, leader=number == department.DIRECTOR)
    edition = make.book(BOOK)
    planning.plan_work(until=until)
    return edition
